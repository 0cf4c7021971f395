namespace S3Sync.Problems;

/// <summary>What a user reads when a local file or folder cannot be listed, read, written or removed.</summary>
public static class LocalProblems
{
    /// <summary>The source is not there.</summary>
    public static Problem SourceMissing(string path) =>
        new("S3S301", $"The source \"{path}\" does not exist. Check the path; nothing was changed.");

    /// <summary>The source or target is a file, or something else that is not a folder.</summary>
    public static Problem NotAFolder(string path) =>
        new("S3S302", $"\"{path}\" is not a folder. Give the folder that holds the files; nothing was changed.");

    /// <summary>The root of a side cannot be listed, so there is nothing to compare with.</summary>
    public static Problem RootUnreadable(string path, string reason) =>
        new("S3S303", $"The folder \"{path}\" could not be read: {Problem.Quoted(reason)}. Nothing can be compared with it. Make it readable and run again.");

    /// <summary>A folder below the root cannot be listed: what is in it is unknown, so nothing at all is deleted.</summary>
    public static Problem FolderUnreadable(string path, string reason) =>
        new("S3S304", $"The folder \"{path}\" could not be read: {Problem.Quoted(reason)}. What it holds is unknown, so nothing is deleted in this run. Make it readable and run again.");

    /// <summary>A FIFO, socket or device is in the tree.</summary>
    public static Problem NotARegularFile(string path) =>
        new("S3S305", $"\"{path}\" is not a regular file but a pipe, a socket or a device. It was not opened and is left out; its counterpart is kept. Remove it or leave it out of the tree.");

    /// <summary>A symbolic link in the source leads nowhere.</summary>
    public static Problem BrokenLink(string path) =>
        new("S3S306", $"The symbolic link \"{path}\" leads to nothing. It is left out; its counterpart is kept. Repair or remove the link.");

    /// <summary>A symbolic link leads to a folder that it is in.</summary>
    public static Problem LinkLoop(string path) =>
        new("S3S307", $"The symbolic link \"{path}\" leads back to a folder that holds it. It was not followed; its counterpart is kept. Remove the link or have links ignored.");

    /// <summary>A name on disk is not Unicode text, which a key must be.</summary>
    public static Problem NameNotUnicode(string folder, string escapedName) =>
        new("S3S308", $"The name \"{escapedName}\" in \"{folder}\" is not valid UTF-8 and cannot be a key. It is left out. Rename it.");

    /// <summary>Something in the tree became something else between listing its folder and looking at it.</summary>
    public static Problem ChangedWhileListing(string path) =>
        new("S3S309", $"\"{path}\" was replaced while its folder was listed. It is left out of this run; its counterpart is kept. Run again.");

    /// <summary>A file or link cannot be looked at.</summary>
    public static Problem CannotLookAt(string path, string reason) =>
        new("S3S310", $"\"{path}\" could not be looked at: {Problem.Quoted(reason)}. It is left out; its counterpart is kept. Check the permissions of the folders above it.");

    /// <summary>A file that was listed is gone when it is wanted.</summary>
    public static Problem FileGone(string path) =>
        new("S3S311", $"The file \"{path}\" is no longer there. It was removed after it was listed. Run again.");

    /// <summary>A file's content, size, time or identity changed while it was read.</summary>
    public static Problem FileChanged(string path) =>
        new("S3S312", $"The file \"{path}\" changed while it was read. What was read is not used. Run again when nothing writes to it.");

    /// <summary>A file cannot be read.</summary>
    public static Problem CannotRead(string path, string reason) =>
        new("S3S313", $"The file \"{path}\" could not be read: {Problem.Quoted(reason)}. Make it readable and run again.");

    /// <summary>A file or folder cannot be written.</summary>
    public static Problem CannotWrite(string path, string reason) =>
        new("S3S314", $"\"{path}\" could not be written: {Problem.Quoted(reason)}. Check permissions and the disk, and run again.");

    /// <summary>The file system of the target has no room, or the user's quota is used up.</summary>
    public static Problem DiskFull(string path, long size) =>
        new("S3S315", $"There is no room for \"{path}\" ({size} bytes): the disk or the quota is full. Nothing was written under its name. Free some space and run again.");

    /// <summary>A file or folder cannot be removed.</summary>
    public static Problem CannotDelete(string path, string reason) =>
        new("S3S316", $"\"{path}\" could not be deleted: {Problem.Quoted(reason)}. Check the permissions of its folder and run again.");

    /// <summary>What is to be deleted is a folder now.</summary>
    public static Problem BecameAFolder(string path) =>
        new("S3S317", $"\"{path}\" was not deleted: it was a file when it was listed and is a folder now. Run again.");

    /// <summary>A temporary file disappeared before it could get its final name.</summary>
    public static Problem PartialGone(string path) =>
        new("S3S318", $"The temporary file for \"{path}\" is gone: something else removed it. Nothing was written under the final name. Run again.");

    /// <summary>A folder, pipe, socket or device came to stand under the final name while its content was on the way.</summary>
    public static Problem DestinationTaken(string path) =>
        new("S3S319", $"\"{path}\" was not written: a folder or a special file came to stand there meanwhile. Remove it and run again.");

    /// <summary>A file or link of the source is gone when its turn in the listing comes.</summary>
    public static Problem GoneWhileListing(string path) =>
        new("S3S320", $"\"{path}\" disappeared while its folder was listed. It is left out of this run, and its counterpart is kept; if it stays away, the next run deletes the counterpart where deletes are asked for.");

    /// <summary>A folder of the source was removed, renamed, replaced or unmounted while the source was listed.</summary>
    public static Problem FolderWentAway(string path) =>
        new("S3S321", $"The folder \"{path}\" disappeared or was replaced while it was listed. What it holds is unknown, so nothing is deleted in this run. Run again when nothing moves it.");

    /// <summary>The source itself was removed, renamed, replaced or unmounted while it was listed.</summary>
    public static Problem SourceWentAway(string path) =>
        new("S3S322", $"The source \"{path}\" disappeared or was replaced while it was listed. What it holds is unknown, so nothing further is transferred and nothing is deleted. Bring it back and run again.");

    /// <summary>A key cannot be a path that reads back as the same key.</summary>
    public static Problem KeyIsNoPath(string key, string reason) =>
        new("S3S330", $"The key \"{key}\" cannot be a file: {Problem.Quoted(reason)}. It is not written, and what is there under that path is kept. Rename the object.");

    /// <summary>A symbolic link stands where a key needs a folder.</summary>
    public static Problem KeyBelowLink(string key, string link) =>
        new("S3S331", $"The key \"{key}\" is below \"{link}\", which is a symbolic link in the target. Nothing is written through a link. Replace the link by a folder, or rename the object.");

    /// <summary>A file stands where a key needs a folder.</summary>
    public static Problem FileInTheWay(string key, string path) =>
        new("S3S332", $"The key \"{key}\" needs a folder where \"{path}\" is a file. It is not written. Remove or rename one of them.");

    /// <summary>A folder stands where a key needs a file.</summary>
    public static Problem FolderInTheWay(string key, string path) =>
        new("S3S333", $"The key \"{key}\" needs a file where \"{path}\" is a folder. It is not written. Remove or rename one of them.");

    /// <summary>A pipe, socket or device stands where a key needs a file.</summary>
    public static Problem SpecialInTheWay(string key, string path) =>
        new("S3S334", $"The key \"{key}\" needs a file where \"{path}\" is a pipe, a socket or a device. It is not written. Remove or rename one of them.");

    /// <summary>The source holds an object <c>d</c> and objects below <c>d/</c>: no file system can.</summary>
    public static Problem KeyBelowObject(string key, string other) =>
        new("S3S335", $"The key \"{key}\" needs \"{other}\" to be a folder, but the source also has an object \"{other}\". That one is written and this one is not. Rename one of them.");

    /// <summary>A key ends in <c>/</c> and its object has content.</summary>
    public static Problem MarkerWithContent(string key, long size) =>
        new("S3S336", $"The key \"{key}\" ends in \"/\", which names a folder, but its object has {size} bytes of content. A folder cannot hold them. Rename the object.");

    /// <summary>The target's file system takes two different names for one.</summary>
    public static Problem NamesFold(string key, string other) =>
        new("S3S337", $"The key \"{key}\" cannot be held beside \"{other}\": the target's file system takes both for one name. It is not written. Rename one of them, or use a file system that tells them apart.");

    /// <summary>The target's file system does not take a name.</summary>
    public static Problem NameRefused(string key, string reason) =>
        new("S3S338", $"The key \"{key}\" cannot be a file in the target's file system: {Problem.Quoted(reason)}. It is not written. Rename the object, or use a file system that takes such names.");

    /// <summary>A key has the form of this tool's temporary files, which every listing removes.</summary>
    public static Problem KeyIsTemporaryName(string key) =>
        new("S3S339", $"The key \"{key}\" has the form of a temporary file of this tool, and such files are removed by the next run. It is not written. Rename the object.");

    /// <summary>The runtime's file status does not have the shape that this build was made for.</summary>
    public static Problem RuntimeNotUnderstood(string path) =>
        new("S3S340", $"The status of \"{path}\" makes no sense: this build does not understand the installed .NET runtime. Nothing was changed. Use a build made for this runtime version.");

    /// <summary>The file that should hold remembered hashes is damaged, of another version or directory: it is a warning.</summary>
    public static Problem HashCacheIgnored(string path, string reason) =>
        new("S3S350", $"The hash cache \"{path}\" is not used: {Problem.Quoted(reason)}. Files are read as without it, and it is written anew. If it is to be kept, name another file.");

    /// <summary>What was hashed could not be written for the next run: it is a warning.</summary>
    public static Problem HashCacheNotSaved(string path, string reason) =>
        new("S3S351", $"The hash cache \"{path}\" could not be written: {Problem.Quoted(reason)}. It is as it was, and the run is not affected. Check permissions and the disk.");

    /// <summary>The cache of hashes cannot be written where it was asked for.</summary>
    public static Problem HashCacheUnusable(string path, string reason) =>
        new("S3S352", $"The hash cache \"{path}\" cannot be written: {Problem.Quoted(reason)}. Nothing was transferred. Name a file in a folder that this user may write.");

    /// <summary>A file of the user's stands where the cache of hashes would be written.</summary>
    public static Problem HashCacheForeign(string path) =>
        new("S3S353", $"The hash cache is not written to \"{path}\": a file that s3sync did not write is there, and it would be replaced. Nothing was transferred. Name another file, or remove that one.");
}
