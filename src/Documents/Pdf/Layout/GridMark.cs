namespace Billing.Documents.Pdf.Layout;

/// <summary>A rectangle of whole cells of a grid, counted from its upper left corner.</summary>
internal readonly record struct GridCell(int X, int Y, int Width, int Height);

/// <summary>Rectangles of one colour on a grid, such as the modules of a code.</summary>
internal sealed record GridMark(ContentPiece? Piece, float X, float Y, float CellSize, IReadOnlyList<GridCell> Cells, Color Fill) : Mark(Piece);
