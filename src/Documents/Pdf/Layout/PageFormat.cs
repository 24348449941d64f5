namespace Billing.Documents.Pdf.Layout;

/// <summary>A page's size and margins in points, and the way in which it runs.</summary>
internal sealed record PageFormat(float Width, float Height, float Left, float Top, float Right, float Bottom)
{
    private const float PointsPerMillimetre = 72 / 25.4f;

    internal static readonly PageFormat A4 = new(595.28f, 841.89f, 51, 48, 51, 40);

    /// <summary>US Letter, 8.5 by 11 inches.</summary>
    internal static readonly PageFormat Letter = new(612, 792, 54, 48, 54, 40);

    internal Direction Direction { get; init; }

    internal float ContentWidth => Width - Left - Right;

    internal static float Millimetres(float millimetres) => millimetres * PointsPerMillimetre;
}
