namespace S3Sync.Problems;

/// <summary>What can be wrong with what was asked for. Nothing has been touched when one of these is told.</summary>
public static class UsageProblems
{
    /// <summary>An option that does not exist, with no name near it.</summary>
    public static Problem OptionUnknown(string option) =>
        new("S3S101", $"There is no option '{option}'. The help lists every option.");

    /// <summary>An option that does not exist, but a similar one does.</summary>
    public static Problem OptionMistyped(string option, string nearest) =>
        new("S3S102", $"There is no option '{option}'. The nearest is '{nearest}'; write that if it was meant.");

    /// <summary>An option that other programs have; what to write in its place is a sentence without its end.</summary>
    public static Problem OptionOfOthers(string option, string instead) => new("S3S177", $"There is no option '{option}'. {instead}.");

    /// <summary>An option that takes a value stands without one.</summary>
    public static Problem ValueMissing(string origin, string valueName) =>
        new("S3S103", $"'{origin}' needs a value: write {origin} {valueName}, or {origin}={valueName} when the value begins with a dash.");

    /// <summary>An option was given an empty value.</summary>
    public static Problem ValueEmpty(string origin) =>
        new("S3S104", $"The value of '{origin}' is empty. Give it a value, or leave it out.");

    /// <summary>A switch that is counted, and is neither on nor off, was given a value on the command line.</summary>
    public static Problem ValueUnwanted(string origin) =>
        new("S3S105", $"'{origin}' is a switch and takes no value. Write {origin} alone, or leave it out.");

    /// <summary>An option that takes one value was given several.</summary>
    public static Problem GivenTwice(string origin) =>
        new("S3S106", $"'{origin}' was given more than once with different values. Give it once.");

    /// <summary>More places than SOURCE and TARGET.</summary>
    public static Problem ArgumentUnexpected(string text, string usage) =>
        new("S3S107", $"The argument '{text}' is one too many. The usage is: {usage}. A name with spaces needs quotes.");

    /// <summary>The first of three arguments is what other programs call a synchronization.</summary>
    public static Problem CommandOfOthers(string word, string usage) =>
        new("S3S176", $"There is no command '{word}': to synchronize, SOURCE and TARGET are all that is written. The usage is: {usage}. A directory called '{word}' is written './{word}'.");

    /// <summary>SOURCE or TARGET was not given, neither by position nor by the environment.</summary>
    public static Problem EndMissing(string end, string environmentNames) =>
        new("S3S108", $"'{end}' is missing. Give s3://BUCKET[/PREFIX] or a directory, or set {environmentNames}.");

    /// <summary>A command was given without what it is about.</summary>
    public static Problem PlaceMissing(string place, string usage) => new("S3S190",
        $"'{place}' is missing. Usage: {usage}.");

    /// <summary>A directory that a manifest is to be held against is not there.</summary>
    public static Problem CopyMissing(string path) => new("S3S191",
        $"There is no directory \"{path}\" to verify. Check TARGET; an S3 place is written s3://BUCKET/PREFIX.");

    /// <summary>A switch is neither true nor false.</summary>
    public static Problem NotASwitch(string origin, string text) =>
        new("S3S109", $"{origin} is '{text}', which is neither yes nor no. Use true, 1, yes, on, or false, 0, no, off.");

    /// <summary>A text holds a control character.</summary>
    public static Problem ControlCharacter(string origin) =>
        new("S3S110", $"The value of '{origin}' holds a control character. Remove it.");

    /// <summary>A word is not one of those that exist.</summary>
    public static Problem NotAChoice(string origin, string text, string words) =>
        new("S3S111", $"{origin} is '{text}', which it does not know. Use one of: {words}.");

    /// <summary>A count is not a number or out of its range.</summary>
    public static Problem NotACount(string origin, string text, int least, int most) =>
        new("S3S112", $"{origin} is '{text}', which is no whole number from {least} to {most}.");

    /// <summary>A size cannot be read.</summary>
    public static Problem NotASize(string origin, string text) =>
        new("S3S113", $"{origin} is '{text}', which is no size. Write bytes, or a unit: 8388608, 8MiB, 8MB, 1.5GiB.");

    /// <summary>A size is out of its range.</summary>
    public static Problem SizeOutOfRange(string origin, string text, string least, string most) =>
        new("S3S114", $"{origin} is '{text}', which is not from {least} to {most}. KiB, MiB and GiB count in 1024, KB, MB and GB in 1000.");

    /// <summary>A regular expression is none in the syntax of Rust's regex crate, or names a class that is not known.</summary>
    public static Problem NotARegex(string origin, string text, string construct, int position) =>
        new("S3S115", $"{origin} is '{text}', which cannot be matched: it has {construct} (character {position}). Write it as https://docs.rs/regex tells under Syntax.");

    /// <summary>A regular expression needs look-around or back-references.</summary>
    public static Problem RegexNotLinear(string origin, string text, string construct, int position) =>
        new("S3S116", $"{origin} is '{text}', which uses {construct} (character {position}). Keys are matched in linear time: write it without.");

    /// <summary>An endpoint is no http or https URL.</summary>
    public static Problem NotAUrl(string origin, string text) =>
        new("S3S117", $"{origin} is '{text}', which is no endpoint. Write http://HOST[:PORT] or https://HOST[:PORT], without a query.");

    /// <summary>An endpoint carries a user or a password, which is not repeated.</summary>
    public static Problem UrlWithCredentials(string origin) =>
        new("S3S118", $"The URL of '{origin}' holds an '@', so perhaps a user and a password. Give keys by their own options or a profile.");

    /// <summary>A secret was refused; its value is not repeated.</summary>
    public static Problem SecretRefused(string origin) =>
        new("S3S119", $"The value of '{origin}' holds a control character (it is not shown here). Check what set it.");

    /// <summary>An S3 URL without a bucket.</summary>
    public static Problem BucketMissing(string origin, string text) =>
        new("S3S120", $"{origin} is '{text}', which names no bucket. Write s3://BUCKET or s3://BUCKET/PREFIX.");

    /// <summary>A bucket's name has characters that no bucket's name has.</summary>
    public static Problem BucketNameInvalid(string origin, string bucket) =>
        new("S3S121", $"{origin} names the bucket '{bucket}', which no bucket can be called: letters, digits, '.', '-' and '_' are allowed.");

    /// <summary>Something like a URL, but not of S3.</summary>
    public static Problem SchemeUnknown(string origin, string text, string scheme) =>
        new("S3S122", $"{origin} is '{text}', and '{scheme}:' is no place that can be synchronized. Write s3://BUCKET[/PREFIX], or ./ before the name of a directory that holds a colon.");

    /// <summary>Both ends are directories.</summary>
    public static Problem BothLocal() =>
        new("S3S123", "SOURCE and TARGET are both directories. One of them must be s3://BUCKET[/PREFIX].");

    /// <summary>The source directory does not exist.</summary>
    public static Problem SourceMissing(string origin, string path) =>
        new("S3S124", $"{origin} is '{path}', and there is no such directory. Check the path, or write s3://BUCKET[/PREFIX].");

    /// <summary>The source is a single file, and deletes were asked for.</summary>
    public static Problem SourceIsAFile(string origin, string path, string deleteOrigin) =>
        new("S3S125", $"{origin} is '{path}', a single file, with which nothing at the target can be told to be superfluous. Leave {deleteOrigin} out, or name the directory that holds the file.");

    /// <summary>The target, or a folder on the way to it, is a file or a link that leads nowhere.</summary>
    public static Problem TargetThroughFile(string origin, string path, string blocking) =>
        new("S3S126", $"{origin} is '{path}', but '{blocking}' is no directory. Name another directory, or move that away.");

    /// <summary>Two options that exclude each other.</summary>
    public static Problem Excluded(string origin, string other) =>
        new("S3S127", $"'{origin}' and '{other}' exclude each other. Leave one of them out.");

    /// <summary>An option stands without the one it belongs to.</summary>
    public static Problem NeedsOther(string origin, string needed) =>
        new("S3S128", $"'{origin}' has no meaning without '{needed}'. Give both, or neither.");

    /// <summary>An option that speaks of an S3 source, with a directory as source.</summary>
    public static Problem SourceMustBeS3(string origin, string path) =>
        new("S3S129", $"{origin} needs S3 as the source, but SOURCE is the directory '{path}'. Leave it out.");

    /// <summary>An option that speaks of an S3 target, with a directory as target.</summary>
    public static Problem TargetMustBeS3(string origin, string path) =>
        new("S3S130", $"{origin} needs S3 as the target, but TARGET is the directory '{path}'. Leave it out.");

    /// <summary>An option that speaks of a directory as source, with S3 as source.</summary>
    public static Problem SourceMustBeLocal(string origin, string place) =>
        new("S3S131", $"{origin} needs a directory as the source, but SOURCE is '{place}'. Leave it out.");

    /// <summary>ETags of a directory bucket say nothing about content.</summary>
    public static Problem ETagOfDirectoryBucket(string origin, string bucket) =>
        new("S3S132", $"{origin} cannot compare with the directory bucket '{bucket}': its ETags are no MD5s. Leave it out.");

    /// <summary>The folder of the local endpoint and an end of the synchronization lie one in the other.</summary>
    public static Problem EndpointFolderNested(string origin, string folder, string end, string path) =>
        new("S3S133", $"{origin} is '{folder}' and {end} is '{path}': one lies inside the other, so the endpoint would synchronize its own files. Use a folder outside.");

    /// <summary>A local endpoint that no end would use.</summary>
    public static Problem EndpointUnused(string origin) =>
        new("S3S134", $"'{origin}' would serve nothing: every s3:// end has an endpoint of its own. Leave one of the two out.");

    /// <summary>The folder of the local endpoint cannot be one.</summary>
    public static Problem EndpointFolderBlocked(string origin, string folder, string blocking) =>
        new("S3S135", $"{origin} is '{folder}', but '{blocking}' is no directory. Name another folder.");

    /// <summary>The endpoint has neither a folder nor memory to keep objects in.</summary>
    public static Problem ServeNeedsAPlace(string memoryOption) =>
        new("S3S136", $"An endpoint needs a folder to keep objects in. Give DIR, or '{memoryOption}' to keep them in memory until it ends.");

    /// <summary>The endpoint was given both a folder and memory.</summary>
    public static Problem ServeHasTwoPlaces(string folder, string memoryOption) =>
        new("S3S137", $"The folder '{folder}' and '{memoryOption}' exclude each other. Leave one of them out.");

    /// <summary>Only one half of a key pair is in the environment.</summary>
    public static Problem KeyPairHalf(string present, string absent) =>
        new("S3S138", $"'{present}' is set and '{absent}' is not. Set both, or neither to have a pair made.");

    /// <summary>The file with the endpoint's key pair is not what was written there.</summary>
    public static Problem KeyFileBroken(string path) =>
        new("S3S139", $"The key file '{path}' does not hold an access key and a secret key on a line each. Remove it to have a new pair made.");

    /// <summary>The folder that should keep the endpoint's key pair cannot be read or written.</summary>
    public static Problem KeyFileUnusable(string folder, string cause) =>
        new("S3S141", $"The key pair of the folder '{folder}' cannot be read or kept: {cause} Take a folder that this user may write.");

    /// <summary><c>serve</c> was the first argument, with an option that belongs to a synchronization.</summary>
    public static Problem ServeIsACommand(string option) =>
        new("S3S142", $"'{option}' is no option of the command 'serve'. To synchronize a directory called serve, write './serve'; to serve a folder, name it without '{option}'.");

    /// <summary>A help that does not exist was asked for.</summary>
    public static Problem CommandUnknown(string command, string commands) =>
        new("S3S140", $"There is no command '{command}'. The commands are: {commands}.");

    /// <summary>An option that speaks of files, with S3 as both source and target.</summary>
    public static Problem OneMustBeLocal(string origin, string source, string target) =>
        new("S3S143", $"{origin} needs a directory as source or target, but SOURCE is '{source}' and TARGET is '{target}'. Leave it out.");

    /// <summary>A directory stands where the cache of hashes is to be a file.</summary>
    public static Problem HashCacheIsADirectory(string origin, string path) =>
        new("S3S144", $"{origin} is '{path}', which is a directory. Name a file; it is made when it is not there.");

    /// <summary>The folder that the cache of hashes is to be in is not there.</summary>
    public static Problem HashCacheWithoutFolder(string origin, string path, string folder) =>
        new("S3S145", $"{origin} is '{path}', but there is no directory '{folder}'. Make it, or name a file elsewhere.");

    /// <summary>An instant is not written as RFC 3339 wants it.</summary>
    public static Problem NotAnInstant(string origin, string text) =>
        new("S3S146", $"{origin} is '{text}', which is no instant. Write the date, the time and the offset, such as 2023-02-19T12:00:00Z or 2023-02-19T12:00:00+09:00.");

    /// <summary>Metadata is not a list of names and values.</summary>
    public static Problem NotMetadata(string origin, string text) =>
        new("S3S147", $"{origin} is '{text}', which is no metadata. Write name=value,name=value: each name once, of letters, digits, '_', '.' and '-'; no comma in a value.");

    /// <summary>A glob would never match, or not as it looks. What is wrong, and what to write, are in words.</summary>
    public static Problem NotAGlob(string origin, string glob, string what, string instead) =>
        new("S3S175", $"{origin} has the pattern '{glob}', which cannot be used: {what}; {instead}.");

    /// <summary>Tags are not URL query parameters, or not allowed.</summary>
    public static Problem NotTags(string origin, string text) =>
        new("S3S148", $"{origin} is '{text}', which are no tags. Write name=value&name=value, percent-encoded: each name once, ten tags at most.");

    /// <summary>A customer key is not 32 bytes in base64; it is not repeated.</summary>
    public static Problem NotACustomerKey(string origin) =>
        new("S3S149", $"The value of '{origin}' is no customer key (it is not shown here). Write 32 bytes in base64.");

    /// <summary>A proxy is no http or https URL; it is not repeated, since it may hold a password.</summary>
    public static Problem NotAProxy(string origin) =>
        new("S3S150", $"The value of '{origin}' is no proxy (it is not shown here). Write http://[USER:PASSWORD@]HOST[:PORT] or the same with https.");

    /// <summary>ETags of encrypted objects say nothing about content.</summary>
    public static Problem ETagOfEncrypted(string origin, string encryption) =>
        new("S3S160", $"{origin} cannot be used with '{encryption}': ETags of objects that are encrypted so are no MD5s. Compare by size, or by an additional checksum.");

    /// <summary>A comparison without the listing it would compare with.</summary>
    public static Problem ComparesWithNothing(string origin, string unlisted, string remedy) =>
        new("S3S161", $"'{origin}' has nothing to compare with: '{unlisted}' leaves the target unlisted. Leave one of them out, or add '{remedy}'.");

    /// <summary>A KMS key with an encryption that takes none.</summary>
    public static Problem KeyWithoutKms(string origin, string encryptionOrigin, string encryption) =>
        new("S3S162", $"'{origin}' has no meaning with '{encryptionOrigin} {encryption}', which takes no key. Use aws:kms or aws:kms:dsse, or leave it out.");

    /// <summary>A checksum over the full object, by an algorithm that has only the form over parts.</summary>
    public static Problem NoFullObjectForm(string origin, string algorithmOrigin, string algorithm) =>
        new("S3S163", $"'{origin}' cannot be used with '{algorithmOrigin} {algorithm}', which S3 keeps over parts alone. Use CRC32, CRC32C or CRC64NVME, or leave it out.");

    /// <summary>The layout of source parts was asked for, with a source that has none.</summary>
    public static Problem ChunksOfNothing(string origin, string path, string remedy) =>
        new("S3S164", $"'{origin}' takes the parts of the source's objects, and SOURCE is the directory '{path}'. Leave it out; together with '{remedy}' it takes the parts that a file is compared with.");

    /// <summary>An option was given that changes nothing between these two ends. The run goes on.</summary>
    public static Problem NoEffect(string origin, string end) =>
        new("S3S165", $"'{origin}' has no effect, because {end} is a directory. Leave it out.");

    /// <summary>A log filter cannot be read.</summary>
    public static Problem NotALogFilter(string origin, string text, string levels) =>
        new("S3S166", $"{origin} is '{text}', which is no log filter. Write a level ({levels}), or TARGET=LEVEL, separated by commas; the targets are s3sync and aws_sdk_s3.");
}
