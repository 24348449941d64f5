using System.Globalization;
using Billing.Documents.Pdf.Layout;
using Billing.Documents.Texts;
using static Billing.Documents.Letterheads.Letterhead;

namespace Billing.Documents.PaymentCodes;

/// <summary>
/// The receipt and the payment part of a Swiss QR bill, 62 and 148 mm wide and 105 mm high, at the foot of an A4 page: every
/// measure is that of the guidelines (2.3, section 3). The line above it says in words that it is to be torn off, so it needs
/// no scissors.
/// </summary>
internal sealed class SwissPaymentPart : Block
{
    private const float PartHeight = 105;
    private const float InstructionHeight = 5;
    private const float ReceiptWidth = 62;
    private const float Margin = 5;
    private const float CodeSide = 46;
    private const float CrossSide = 7;

    private static readonly TextStyle Title = new(11, Color.Black, true);
    private static readonly Kind ReceiptKind = new(new TextStyle(6, Color.Black, true), 1.5f, new TextStyle(8, Color.Black), 1.125f);
    private static readonly Kind PaymentKind = new(new TextStyle(8, Color.Black, true), 1.375f, new TextStyle(10, Color.Black), 1.1f);

    private readonly PaymentCode.SwissBill _bill;
    private readonly SwissBillTexts _texts;
    private readonly string _alternateText;

    private SwissPaymentPart(PaymentCode.SwissBill bill, DocumentCulture culture)
    {
        _bill = bill;
        _texts = SwissBillTexts.For(culture.TextLanguage);
        _alternateText = culture.Fill(culture.Texts.Payment.TransferCode, culture.AmountWithCurrency(bill.Amount), bill.Creditor.Name, bill.Iban, bill.Reference.Text);
    }

    /// <summary>What is torn off a document, where it is paid by a Swiss QR bill; else null.</summary>
    internal static SwissPaymentPart? For(PayableAmount payable, DocumentCulture culture) =>
        PaymentCodeChoice.SwissBill(payable) is { } bill ? new SwissPaymentPart(bill, culture) : null;

    internal override float Height(float width) => Mm(PartHeight + InstructionHeight);

    internal override void Draw(Canvas canvas, float x, float y, float width)
    {
        var inside = canvas.Within(canvas.Node?.Add(new StructureNode(StructureRole.Section)));
        Text(_texts.Separate, new TextStyle(7, Color.Black), StructureRole.Paragraph, Align.Center).Draw(inside, x, y + Mm(1.2f), width);
        var top = y + Mm(InstructionHeight);
        canvas.Line(x, top, x + width, top, 0.5f, Color.Black);
        canvas.Line(x + Mm(ReceiptWidth), top, x + Mm(ReceiptWidth), top + Mm(PartHeight), 0.5f, Color.Black);
        DrawReceipt(inside, x + Mm(Margin), top + Mm(Margin));
        DrawPayment(inside, x + Mm(ReceiptWidth + Margin), top + Mm(Margin));
    }

    private void DrawReceipt(Canvas canvas, float x, float y)
    {
        var width = Mm(52);
        Text(_texts.Receipt, Title, StructureRole.Heading2, leading: 1).Draw(canvas, x, y, width);
        DrawInformation(canvas, x, y + Mm(7), width, ReceiptKind, Mm(20), "");
        DrawAmount(canvas, x, y + Mm(63), Mm(12), width, ReceiptKind);
        Text(_texts.AcceptancePoint, ReceiptKind.Heading, StructureRole.Paragraph, Align.Figures).Draw(canvas, x, y + Mm(77), width);
    }

    private void DrawPayment(Canvas canvas, float x, float y)
    {
        Text(_texts.PaymentPart, Title, StructureRole.Heading2, leading: 1).Draw(canvas, x, y, Mm(51));
        DrawCode(canvas, x, y + Mm(12));
        DrawAmount(canvas, x, y + Mm(63), Mm(15), Mm(51), PaymentKind);
        DrawInformation(canvas, x + Mm(51), y, Mm(87), PaymentKind, Mm(25), _bill.Message);
    }

    /// <summary>The code without its quiet zone is 46 mm wide; the quiet zone lies in the 5 mm that are kept free around it.</summary>
    private void DrawCode(Canvas canvas, float x, float y)
    {
        var code = QrCode.Of(PaymentPayload.Of(_bill));
        var module = Mm(CodeSide) / (code.Modules - (2 * QrCode.QuietZone));
        var quiet = module * QrCode.QuietZone;
        new QrCodeBlock(code, module * code.Modules, _alternateText).Draw(canvas, x - quiet, y - quiet, module * code.Modules);
        DrawCross(canvas, x + Mm((CodeSide - CrossSide) / 2), y + Mm((CodeSide - CrossSide) / 2));
    }

    // A white cross on a black square of 6 mm in a white one of 7; arms of 1.17 by 3.89 mm.
    private static void DrawCross(Canvas canvas, float x, float y)
    {
        Centred(CrossSide, CrossSide, Color.White);
        Centred(6, 6, Color.Black);
        Centred(1.17f, 3.89f, Color.White);
        Centred(3.89f, 1.17f, Color.White);

        void Centred(float width, float height, Color color) =>
            canvas.Fill(x + Mm((CrossSide - width) / 2), y + Mm((CrossSide - height) / 2), Mm(width), Mm(height), color);
    }

    private void DrawInformation(Canvas canvas, float x, float y, float width, Kind kind, float blankHeight, string message)
    {
        y = DrawFact(canvas, x, y, width, kind, _texts.Account, $"{Blocks(_bill.Iban)}\n{Lines(_bill.Creditor)}");
        if (_bill.Reference.Printed.Length > 0)
            y = DrawFact(canvas, x, y, width, kind, _texts.Reference, _bill.Reference.Printed);
        if (message.Length > 0)
            y = DrawFact(canvas, x, y, width, kind, _texts.AdditionalInformation, message);
        if (_bill.Debtor is { } debtor)
        {
            DrawFact(canvas, x, y, width, kind, _texts.PayableBy, Lines(debtor));
            return;
        }
        var heading = Text(_texts.PayableByBlank, kind.Heading, StructureRole.Paragraph, leading: kind.HeadingLeading);
        heading.Draw(canvas, x, y, width);
        DrawCorners(canvas, x, y + heading.Height(width) + 1, Math.Min(width, Mm(65)), blankHeight);
    }

    private void DrawAmount(Canvas canvas, float x, float y, float currencyWidth, float width, Kind kind)
    {
        DrawFact(canvas, x, y, currencyWidth, kind, _texts.Currency, _bill.Amount.Currency.Code);
        DrawFact(canvas, x + currencyWidth, y, width - currencyWidth, kind, _texts.Amount, _bill.Amount.Amount.ToString("#,##0.00", CultureInfo.InvariantCulture).Replace(',', ' '));
    }

    private static float DrawFact(Canvas canvas, float x, float y, float width, Kind kind, string heading, string value)
    {
        var fact = new Stack(
            [
                Text(heading, kind.Heading, StructureRole.Paragraph, leading: kind.HeadingLeading),
                Text(value, kind.Value, StructureRole.Paragraph, leading: kind.ValueLeading),
            ]);
        fact.Draw(canvas, x, y, width);
        return y + fact.Height(width) + (kind.Value.Size * kind.ValueLeading);
    }

    /// <summary>The corners of a field that is filled in by hand.</summary>
    private static void DrawCorners(Canvas canvas, float x, float y, float width, float height)
    {
        var arm = Mm(3);
        foreach (var (left, top, right, down) in new[] { (x, y, 1, 1), (x + width, y, -1, 1), (x, y + height, 1, -1), (x + width, y + height, -1, -1) })
        {
            canvas.Line(left, top, left + (right * arm), top, 0.75f, Color.Black);
            canvas.Line(left, top, left, top + (down * arm), 0.75f, Color.Black);
        }
    }

    // The country stands before the postcode where it is not the creditor's.
    private string Lines(SwissParty party) => string.Join('\n', new[]
    {
        party.Name, party.Street, $"{(party.Country == _bill.Creditor.Country ? "" : $"{party.Country}-")}{party.PostalCode} {party.City}",
    }.Where(line => line.Length > 0));

    private static string Blocks(string iban) => string.Join(' ', iban.Chunk(4).Select(block => new string(block)));

    private static float Mm(float millimetres) => PageFormat.Millimetres(millimetres);

    /// <summary>The sizes of one of the two parts.</summary>
    private sealed record Kind(TextStyle Heading, float HeadingLeading, TextStyle Value, float ValueLeading);
}
