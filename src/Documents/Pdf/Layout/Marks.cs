using Billing.Documents.Pdf.Text;

namespace Billing.Documents.Pdf.Layout;

/// <summary>An opaque sRGB colour.</summary>
internal readonly record struct Color(byte Red, byte Green, byte Blue)
{
    internal static readonly Color Black = new(0, 0, 0);
    internal static readonly Color White = new(255, 255, 255);

    internal string ToHex() => $"#{Red:x2}{Green:x2}{Blue:x2}";

    internal static Color FromRgb(int rgb) => new((byte)((rgb >> 16) & 0xFF), (byte)((rgb >> 8) & 0xFF), (byte)(rgb & 0xFF));
}

/// <summary>
/// Something that is visible on a page. Lengths are points; the origin is the top left corner and y grows downwards.
/// Without a piece of content it is decoration, which is not read aloud.
/// </summary>
internal abstract record Mark(ContentPiece? Piece);

/// <summary>Words of one face, size and colour on one baseline, in visual order, turned counter-clockwise by the angle in degrees.</summary>
internal sealed record TextMark(
    ContentPiece? Piece, float X, float Baseline, FontFace Face, float Size, Color Color, IReadOnlyList<ShapedWord> Words, float Angle)
    : Mark(Piece);

internal sealed record RectangleMark(float X, float Y, float Width, float Height, Color Fill) : Mark((ContentPiece?)null);

internal sealed record LineMark(float X1, float Y1, float X2, float Y2, float Thickness, Color Color) : Mark((ContentPiece?)null);

internal sealed record PictureMark(ContentPiece? Piece, float X, float Y, float Width, float Height, Picture Picture) : Mark(Piece);

/// <summary>An area that opens an address when it is clicked.</summary>
internal sealed record LinkMark(StructureNode? Node, int Page, float X, float Y, float Width, float Height, Uri Target, string Description);

internal sealed class Page(int number, float width, float height, Direction direction = Direction.LeftToRight)
{
    private readonly List<Mark> _marks = [];
    private readonly List<LinkMark> _links = [];
    private readonly List<ContentPiece> _pieces = [];

    /// <summary>Counted from 0.</summary>
    internal int Number { get; } = number;

    internal float Width { get; } = width;

    internal float Height { get; } = height;

    internal Direction Direction { get; } = direction;

    internal IReadOnlyList<Mark> Marks => _marks;

    /// <summary>Each at the place that its number says.</summary>
    internal IReadOnlyList<ContentPiece> Pieces => _pieces;

    internal IReadOnlyList<LinkMark> Links => _links;

    internal void Add(Mark mark) => _marks.Add(mark);

    internal void Add(LinkMark link) => _links.Add(link);

    /// <summary>The piece that the next mark of a node belongs to: the last one if that was the same node's, else a new one.</summary>
    internal ContentPiece PieceFor(StructureNode node)
    {
        if (_marks.Count > 0 && _marks[^1].Piece is { } last && last.Node == node)
            return last;
        var piece = new ContentPiece(node, Number, _pieces.Count);
        _pieces.Add(piece);
        node.Add(piece);
        return piece;
    }
}

/// <summary>Pages with their marks, and the structure of what stands on them: all that a writer needs, in no file format.</summary>
internal sealed record LaidOutDocument(IReadOnlyList<Page> Pages, StructureNode Root)
{
    internal Direction Direction => Pages[0].Direction;
}
