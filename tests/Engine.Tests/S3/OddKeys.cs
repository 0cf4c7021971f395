using Xunit;

namespace S3Sync.Engine.Tests.S3;

/// <summary>Keys that are legal and that something on the way likes to change.</summary>
public sealed class OddKeys : TheoryData<string>
{
    public OddKeys()
    {
        foreach (var key in All)
        {
            Add(key);
        }
    }

    public static IReadOnlyList<string> All { get; } =
    [
        "plain.txt",
        "/lead",
        "//x",
        "///",
        "../x",
        "./z",
        "a/../b",
        "a//b",
        "a b+c%20",
        "100%",
        "%2F",
        "?a=b&c#d",
        "semi;colon:at@$,!*'()[]{}|\\^`~\"<>",
        "emoji-\U0001F600",
        "last-\uFFFD\uE000",
        "NFD-e\u0301",
        "tab\tnew\nline\rreturn",
        "control-\u0001\u001f\u007f",
        "dir",
        "dir/",
        "dir/x",
        " ",
        "+",
        new('k', 1024),
        string.Concat(Enumerable.Repeat("\u00e9", 512)),
    ];
}
