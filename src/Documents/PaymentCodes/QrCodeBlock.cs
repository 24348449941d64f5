using Billing.Documents.Pdf.Layout;

namespace Billing.Documents.PaymentCodes;

/// <summary>A code on white, with its quiet zone.</summary>
/// <param name="code">The code.</param>
/// <param name="side">With the quiet zone, in points.</param>
/// <param name="alternateText">What it is for, for whoever does not see it.</param>
internal sealed class QrCodeBlock(QrCode code, float side, string alternateText) : Block
{
    internal override float NaturalWidth => side;

    internal override float Height(float width) => side;

    internal override void Draw(Canvas canvas, float x, float y, float width)
    {
        x = canvas.Left(x, width, Align.Start, side);
        canvas.Fill(x, y, side, side, Color.White);
        var figure = canvas.Node?.Add(new StructureNode(StructureRole.Figure) { AlternateText = alternateText });
        canvas.Within(figure).Grid(x, y, side / code.Modules, code.Dark, Color.Black);
    }
}
