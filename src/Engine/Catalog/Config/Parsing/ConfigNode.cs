using S3Sync.Problems;

namespace S3Sync.Catalog.Config.Parsing;

/// <summary>A value of a JSON text, with the place where it begins.</summary>
internal abstract record ConfigNode(ProblemPlace Place)
{
    /// <summary>What it is, as a sentence names it.</summary>
    public abstract string What { get; }
}

/// <summary>Names with values, in the order of the text.</summary>
internal sealed record ConfigObject(ProblemPlace Place, IReadOnlyList<ConfigMember> Members) : ConfigNode(Place)
{
    public override string What => "an object";
}

/// <summary>A name with its value.</summary>
internal sealed record ConfigMember(string Name, ProblemPlace Place, ConfigNode Value);

/// <summary>Values in order.</summary>
internal sealed record ConfigList(ProblemPlace Place, IReadOnlyList<ConfigNode> Items) : ConfigNode(Place)
{
    public override string What => "a list";
}

/// <summary>A text. <paramref name="IsPlain"/> says that it was written without escapes, so that places in it are places in the file.</summary>
internal sealed record ConfigText(ProblemPlace Place, string Text, bool IsPlain) : ConfigNode(Place)
{
    public override string What => "a text";

    /// <summary>The place of a character of it; its own where that cannot be told.</summary>
    public ProblemPlace At(int index) => IsPlain ? Place with { Column = Place.Column + 1 + index } : Place;
}

/// <summary>A number, as it was written.</summary>
internal sealed record ConfigNumber(ProblemPlace Place, string Text) : ConfigNode(Place)
{
    public override string What => "a number";
}

/// <summary>True or false.</summary>
internal sealed record ConfigFlag(ProblemPlace Place, bool On) : ConfigNode(Place)
{
    public override string What => On ? "true" : "false";
}

/// <summary>Null.</summary>
internal sealed record ConfigNull(ProblemPlace Place) : ConfigNode(Place)
{
    public override string What => "null";
}
