using S3Sync.Catalog.Config.Parsing;
using S3Sync.Problems;

namespace S3Sync.Catalog.Config.Shape;

/// <summary>Which environments of a config are laid over it, in order, and whether they can be.</summary>
internal static class OverlayChain
{
    /// <summary>Tells every environment that extends one that is not there, and each circle once.</summary>
    public static void Check(ConfigDocument document, ICollection<Problem> problems)
    {
        var inCircles = new HashSet<string>(StringComparer.Ordinal);
        foreach (var overlay in document.Overlays)
        {
            if (overlay.Extends is { } extends && Find(document, extends.Text) is null)
            {
                var nearest = NearestName.Of(extends.Text, document.Overlays.Where(other => other != overlay).Select(other => other.Name));
                extends.Place.Tell(problems, at => nearest is null ? ConfigProblems.ExtendsUnknown(at, extends.Text, document.KnownOverlays) : ConfigProblems.NameMistyped(at, extends.Text, nearest));
            }
            else if (!inCircles.Contains(overlay.Name) && Circle(document, overlay) is { } circle)
            {
                inCircles.UnionWith(circle.Select(member => member.Name));
                var place = overlay.Extends?.Place ?? overlay.Place;
                place.Tell(problems, at => ConfigProblems.ExtendsCycle(at, string.Join(" → ", circle.Append(overlay).Select(member => member.Name))));
            }
        }
    }

    /// <summary>The environment and what it builds on, that first; nothing twice, whatever extends what.</summary>
    public static IReadOnlyList<ConfigOverlay> Of(ConfigDocument document, ConfigOverlay chosen)
    {
        var chain = new List<ConfigOverlay>();
        for (var at = chosen; at is not null && !chain.Contains(at); at = at.Extends is { } extends ? Find(document, extends.Text) : null)
        {
            chain.Insert(0, at);
        }

        return chain;
    }

    /// <summary>The environment of that name.</summary>
    public static ConfigOverlay? Find(ConfigDocument document, string name) => document.Overlays.FirstOrDefault(overlay => overlay.Name == name);

    // The way from an environment back to itself; null when there is none. One that only leads into a circle is told by those in it.
    private static List<ConfigOverlay>? Circle(ConfigDocument document, ConfigOverlay start)
    {
        var way = new List<ConfigOverlay>();
        for (var at = start; at is not null && !way.Contains(at);)
        {
            way.Add(at);
            at = at.Extends is { } extends ? Find(document, extends.Text) : null;
            if (at == start)
            {
                return way;
            }
        }

        return null;
    }
}
