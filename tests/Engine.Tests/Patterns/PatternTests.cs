using S3Sync.Patterns;
using Xunit;

namespace S3Sync.Engine.Tests.Patterns;

/// <summary>The constructs of the regex crate's syntax page, first those that .NET's own expressions read silently in another way.</summary>
public sealed class PatternTests
{
    [Theory]
    [InlineData(@"a$", "a\n", false)] // .NET: also before a final line feed
    [InlineData(@"(?m)a$", "a\nb", true)]
    [InlineData(@"(?m)a$", "a\r\nb", false)]
    [InlineData(@"(?mR)a$", "a\r\nb", true)]
    [InlineData(@"(?mR)^$", "a\r\nb", false)] // never between \r and \n
    [InlineData(@"a\z", "a\n", false)]
    [InlineData(@"\Aa", "ba", false)]
    [InlineData(@"(?m)^b", "a\nb", true)]
    [InlineData(@"^.$", "😀", true)] // .NET: two UTF-16 units
    [InlineData(@"^..$", "😀", false)]
    [InlineData(@"^[😀-😂]$", "😁", true)]
    [InlineData(@"^[^a]$", "😀", true)]
    [InlineData(@"^\W$", "😀", true)]
    [InlineData(@"^😀{2}$", "😀😀", true)]
    [InlineData(@"^\x{1F600}+$", "😀😀", true)]
    [InlineData(@"^\p{L}$", "𝐀", true)] // a letter outside of the first plane
    [InlineData(@"^\w$", "𝐀", true)]
    [InlineData(@"\b𝐀", "a𝐀", false)] // both are of a word
    [InlineData(@"^\w$", "ः", true)] // a spacing mark
    [InlineData(@"^\w$", "Ⓐ", true)] // alphabetic, and no letter
    [InlineData(@"^\d$", "٣", true)]
    [InlineData(@"^\s$", "\u2003", true)]
    [InlineData(@"^\s$", "\u001c", false)]
    [InlineData(@".", "\r", true)]
    [InlineData(@".", "\n", false)]
    [InlineData(@"(?s).", "\n", true)]
    [InlineData(@"(?sR).", "\n", true)]
    [InlineData(@"(?R).", "\r", false)]
    public void What_dotnet_reads_in_another_way_is_read_as_Rust_does(string pattern, string text, bool expected) =>
        Assert.Equal(expected, Pattern.Parse(pattern).IsMatch(text));

    [Theory]
    [InlineData(@"^[a-z&&[^b]]$", "b", false)]
    [InlineData(@"^[a-z&&[^b]]$", "c", true)]
    [InlineData(@"^[a-z&&[^b]]$", "&", false)]
    [InlineData(@"^[a-z--b]$", "b", false)]
    [InlineData(@"^[a-z--[b-y]]$", "z", true)]
    [InlineData(@"^[a-g~~b-h]$", "a", true)]
    [InlineData(@"^[a-g~~b-h]$", "h", true)]
    [InlineData(@"^[a-g~~b-h]$", "c", false)]
    [InlineData(@"^[x[^xyz]]$", "a", true)]
    [InlineData(@"^[x[^xyz]]$", "y", false)]
    [InlineData(@"^[\pL--\p{Greek}&&\p{Uppercase}]$", "A", true)] // from left to right
    [InlineData(@"^[\pL--\p{Greek}&&\p{Uppercase}]$", "Ω", false)]
    [InlineData(@"^[^a-z&&b]$", "b", false)] // the negation is of the whole
    [InlineData(@"^[^a-z&&b]$", "c", true)]
    [InlineData(@"[a&&b]", "ab", false)]
    [InlineData(@"^[a-b-c]$", "-", true)]
    [InlineData(@"^[]a]$", "]", true)]
    [InlineData(@"^[-a]$", "-", true)]
    [InlineData(@"^[a-]$", "-", true)]
    [InlineData(@"^[\[\]]$", "]", true)]
    [InlineData(@"^\a\f\t\n\r\v$", "\a\f\t\n\r\v", true)]
    [InlineData(@"^\<ab\>$", "ab", true)] // .NET: the signs themselves
    [InlineData(@"\bab", "cab", false)]
    [InlineData(@"a\B", "ab", true)]
    [InlineData(@"\b{start}b", "a b", true)]
    [InlineData(@"\b{end}b", "a b", false)]
    [InlineData(@"\b{start-half}b", "-b", true)]
    [InlineData(@"a\b{end-half}", "ab", false)]
    [InlineData(@"(?-u:\b)b", "éb", true)] // of ASCII alone
    [InlineData(@"\bb", "éb", false)]
    [InlineData(@"(?i)straſe", "STRASE", true)] // ſ and s are one but for case
    [InlineData("(?i)\u212A", "k", true)] // the Kelvin sign
    [InlineData(@"(?i)[^k]", "K", false)]
    [InlineData(@"(?i-u)k", "\u212A", false)]
    [InlineData(@"(?i)σ", "ς", true)]
    [InlineData(@"(?i)𐐀", "𐐨", true)]
    [InlineData(@"(?i)\p{Lu}", "a", true)]
    [InlineData(@"(?i)i", "İ", false)]
    public void Sets_and_edges_that_dotnet_reads_in_another_way_are_read_as_Rust_does(string pattern, string text, bool expected) =>
        Assert.Equal(expected, Pattern.Parse(pattern).IsMatch(text));

    [Theory]
    [InlineData(@"^[0-9]$", "5", "x")]
    [InlineData(@"^\D$", "x", "5")]
    [InlineData(@"^\S$", "x", " ")]
    [InlineData(@"^\pN$", "5", "x")]
    [InlineData(@"^\PN$", "x", "5")]
    [InlineData(@"^\p{Greek}$", "λ", "l")]
    [InlineData(@"^\P{Greek}$", "l", "λ")]
    [InlineData(@"^\p{Grek}$", "λ", "l")]
    [InlineData(@"^\p{sc=Greek}$", "λ", "l")]
    [InlineData(@"^\p{script:greek}$", "λ", "l")]
    [InlineData(@"^\p{sc!=Greek}$", "l", "λ")]
    [InlineData(@"^\p{gc=Nd}$", "5", "x")]
    [InlineData(@"^\p{Decimal_Number}$", "5", "x")]
    [InlineData(@"^\p{isUppercase}$", "A", "a")]
    [InlineData(@"^\p{sc}$", "€", "a")]
    [InlineData(@"^\p{Emoji_Presentation}$", "😀", "a")]
    [InlineData(@"^\p{Any}$", "😀", "ab")]
    [InlineData(@"^\p{Assigned}$", "a", "\u0378")]
    [InlineData(@"^[[:alnum:]]$", "7", "é")]
    [InlineData(@"^[[:alpha:]]$", "a", "7")]
    [InlineData(@"^[[:^alpha:]]$", "é", "a")]
    [InlineData(@"^[[:ascii:]]$", "~", "é")]
    [InlineData(@"^[[:blank:]]$", "\t", "\n")]
    [InlineData(@"^[[:cntrl:]]$", "\u007f", "a")]
    [InlineData(@"^[[:digit:]]$", "7", "٣")]
    [InlineData(@"^[[:graph:]]$", "!", " ")]
    [InlineData(@"^[[:lower:]]$", "a", "A")]
    [InlineData(@"^[[:print:]]$", " ", "\n")]
    [InlineData(@"^[[:punct:]]$", "~", "a")]
    [InlineData(@"^[[:space:]]$", "\v", "a")]
    [InlineData(@"^[[:upper:]]$", "A", "a")]
    [InlineData(@"^[[:word:]]$", "_", "-")]
    [InlineData(@"^[[:xdigit:]]$", "F", "g")]
    [InlineData(@"^[\p{Greek}[:digit:]]$", "1", "l")]
    [InlineData(@"^[[:loower:]]$", "w", "a")] // no ASCII class of that name: its letters
    [InlineData(@"^(?:a|b|)c$", "c", "dc")]
    [InlineData(@"^(a|ab)(c|bcd)$", "abcd", "abd")]
    [InlineData(@"^x*$", "", "y")]
    [InlineData(@"^x+?$", "xx", "")]
    [InlineData(@"^x??$", "x", "xx")]
    [InlineData(@"^x{2}$", "xx", "xxx")]
    [InlineData(@"^x{2,}?$", "xxx", "x")]
    [InlineData(@"^x{ 2 , 3 }$", "xxx", "xxxx")]
    [InlineData(@"^(?:a*)*b$", "aab", "aac")]
    [InlineData(@"^(?P<n>a)(?<m.1[x]>b)$", "ab", "a")]
    [InlineData(@"^(?i:a)b$", "Ab", "AB")]
    [InlineData(@"^(?i)a(?-i)b|C$", "Ab", "AB")]
    [InlineData(@"^(?U)a+?$", "aa", "b")]
    [InlineData("(?x) ^ a\\ b # a comment\n c [ d e ] \\x 4 1 $", "a bceA", "a b ceA")]
    [InlineData(@"^\x41\u0042\U00000043\x{44}\u{45}\U{46}$", "ABCDEF", "ABC")]
    [InlineData(@"^\.\-\ \/\&\~\#\%\!$", ".- /&~#%!", "a")]
    [InlineData(@"^}]$", "}]", "]")]
    [InlineData(@"", "anything", null)]
    public void Every_construct_of_the_syntax_page_means_what_it_means_in_Rust(string pattern, string matching, string? other)
    {
        var read = Pattern.Parse(pattern);
        Assert.True(read.IsMatch(matching));
        Assert.False(other is not null && read.IsMatch(other));
    }

    [Theory]
    [InlineData(@"(?=a)", "look-around", 1)]
    [InlineData(@"a(?<!b)", "look-around", 2)]
    [InlineData(@"(a)\1", "back-reference", 4)]
    [InlineData(@"\0", "back-reference", 1)]
    [InlineData(@"(a", "not closed", 1)]
    [InlineData(@"a)", "nothing opened", 2)]
    [InlineData(@"[a", "not closed", 1)]
    [InlineData(@"[]", "not closed", 1)]
    [InlineData(@"[z-a]", "above its last", 2)]
    [InlineData(@"[\d-z]", "begins with a class", 2)]
    [InlineData(@"[a-\d]", "ends with a class", 2)]
    [InlineData(@"[\b]", "means nothing in a class", 2)]
    [InlineData(@"*a", "repetition of nothing", 1)]
    [InlineData(@"(?i)*", "repetition of nothing", 5)]
    [InlineData(@"(?)", "repetition of nothing", 2)]
    [InlineData(@"a{2,1}", "above its greatest", 2)]
    [InlineData(@"a{,1}", "without a count", 2)]
    [InlineData(@"a{1", "not closed", 2)]
    [InlineData(@"a{99999999999}", "too large", 3)]
    [InlineData(@"(?:a{1000}){1000}", "more repetitions", 0)]
    [InlineData(@"\y", "escape '\\y'", 1)]
    [InlineData(@"\Z", "escape '\\Z'", 1)]
    [InlineData(@"\G", "escape '\\G'", 1)]
    [InlineData(@"\é", "escape '\\é'", 1)]
    [InlineData(@"a\", "backslash at the end", 2)]
    [InlineData(@"\x4", "no hexadecimal digit", 1)]
    [InlineData(@"\x{}", "without its number", 1)]
    [InlineData(@"\x{110000}", "no character has", 1)]
    [InlineData(@"\u{D800}", "no character has", 1)]
    [InlineData(@"\p{Klingon}", "'Klingon'", 1)]
    [InlineData(@"\p{Age=6.0}", "'Age=6.0'", 1)]
    [InlineData(@"\p{L", "not closed", 1)]
    [InlineData(@"(?z)", "flag that does not exist", 3)]
    [InlineData(@"(?ii)", "flag that is given twice", 4)]
    [InlineData(@"(?i-)", "no flag away", 4)]
    [InlineData(@"(?i", "not closed", 1)]
    [InlineData(@"(?>a)", "flag that does not exist", 3)]
    [InlineData(@"(?#a)", "flag that does not exist", 3)]
    [InlineData(@"(?P=n)", "flag that does not exist", 3)]
    [InlineData(@"(?P<>a)", "without its name", 5)]
    [InlineData(@"(?P<1>a)", "none may have", 5)]
    [InlineData(@"(?P<n>a)(?P<n>b)", "used twice", 13)]
    [InlineData(@"\b{middle}", "'middle'", 1)]
    [InlineData(@"\b{start", "not closed", 1)]
    [InlineData(@"(?-u)é", "beyond ASCII", 6)]
    [InlineData(@"(?-u:\W)", "beyond ASCII", 6)]
    [InlineData(@"(?-u:[^a])", "beyond ASCII", 6)]
    [InlineData(@"(?-u).", "dot without", 6)]
    [InlineData(@"(?-u)\pL", "without the flag 'u'", 6)]
    public void What_Rust_refuses_is_refused_by_the_name_of_the_construct_and_its_place(string pattern, string construct, int position)
    {
        var refusal = Assert.Throws<PatternException>(() => Pattern.Parse(pattern));
        Assert.Contains(construct, refusal.Message, StringComparison.Ordinal);
        Assert.Equal(position, refusal.Position);
    }

    [Fact]
    public void Groups_nested_too_deeply_are_refused_and_do_not_overflow_the_stack()
    {
        Assert.True(Pattern.Parse(new string('(', 200) + "a" + new string(')', 200)).IsMatch("a"));
        Assert.Throws<PatternException>(() => Pattern.Parse(new string('(', 100_000) + "a"));
        Assert.Throws<PatternException>(() => Pattern.Parse(new string('[', 100_000)));
        Assert.Throws<PatternException>(() => Pattern.Parse("a" + new string('*', 100_000)));
    }

    [Theory]
    [InlineData("^(a+)+$")]
    [InlineData("^(a|a)*$")]
    [InlineData("(a*)*b")]
    [InlineData(@"\b(\w+\s?)*x$")]
    [InlineData("(?:a?){200}a{200}$")]
    public async Task Matching_looks_at_each_character_a_bounded_number_of_times(string pattern)
    {
        var read = Pattern.Parse(pattern);
        var matching = Task.Run(() => read.IsMatch(new string('a', 100_000) + "!"));
        Assert.False(await matching.WaitAsync(TimeSpan.FromSeconds(60)));
    }

    [Fact]
    public void One_pattern_serves_many_threads_at_once()
    {
        var read = Pattern.Parse(@"(?i)\b\p{Greek}+\d{2,3}\.txt$");
        var answers = Enumerable.Range(0, 2000).AsParallel().WithDegreeOfParallelism(8).Select(i => (i, read.IsMatch($"{(i % 2 == 0 ? "αΒγ" : "abc")}{i % 100:00}.TXT"))).ToList();
        Assert.All(answers, answer => Assert.Equal(answer.i % 2 == 0, answer.Item2));
    }
}
