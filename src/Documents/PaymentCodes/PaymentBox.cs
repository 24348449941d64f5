using Billing.Documents.Letterheads;
using Billing.Documents.Pdf.Layout;
using Billing.Documents.Texts;
using static Billing.Documents.Letterheads.Letterhead;

namespace Billing.Documents.PaymentCodes;

/// <summary>How to pay: the account, the reference and the page as words, and the code of them beside it.</summary>
internal static class PaymentBox
{
    private const float CodeSide = 88;

    /// <summary>The box; it stays on one page.</summary>
    /// <param name="letterhead">Whose pieces it is made of.</param>
    /// <param name="culture">How the document's language writes.</param>
    /// <param name="look">The seller's type and colours.</param>
    /// <param name="payable">What is to pay.</param>
    /// <param name="offers">What else the payer should know, such as a discount; may be empty.</param>
    internal static Frame Compose(Letterhead letterhead, DocumentCulture culture, DocumentLook look, PayableAmount payable, IEnumerable<Block> offers)
    {
        var texts = culture.Texts.Payment;
        var words = new List<Block>
        {
            letterhead.Heading(known => known.Payment.Heading),
            letterhead.Labelled(texts.Lines(payable.Payment), Align.Start),
        };
        words.AddRange(offers);
        if (payable.Payment.WebLink is { } page)
            words.Add(new Paragraph([new TextSpan(page.AbsoluteUri, look.Link, page)], StructureRole.Paragraph));
        var code = PaymentCodeChoice.For(payable);
        if (code is not null)
            words.Add(Text(Caption(code, texts), look.Small, StructureRole.Paragraph));
        var left = new Stack(words, 4, true);
        return letterhead.Panel(AlternateText(code, culture) is { } alternateText
            ? new Columns([(ColumnWidth.ShareOf(1), left), (ColumnWidth.Of(CodeSide), new QrCodeBlock(QrCode.Of(PaymentPayload.Of(code!)), CodeSide, alternateText))], 16)
            : left);
    }

    private static string Caption(PaymentCode code, PaymentTexts texts) => code switch
    {
        PaymentCode.Transfer => texts.ScanTransfer,
        PaymentCode.SwissBill => texts.SwissBill,
        _ => texts.ScanLink,
    };

    /// <summary>What the code in the box is for; null where it holds none, as that of a Swiss bill stands in the payment part.</summary>
    private static string? AlternateText(PaymentCode? code, DocumentCulture culture) => code switch
    {
        PaymentCode.Transfer transfer => culture.Fill(culture.Texts.Payment.TransferCode, culture.AmountWithCurrency(transfer.Amount), transfer.Name, transfer.Iban, transfer.Reference),
        PaymentCode.Link link => culture.Fill(culture.Texts.Payment.LinkCode, link.Page.AbsoluteUri),
        _ => null,
    };
}
