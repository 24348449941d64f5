using Billing.Documents.Letterheads;
using Billing.Documents.Texts;
using Billing.Domain;

namespace Billing.Documents.Emails;

/// <summary>The message that brings a receipt; the PDF is its attachment.</summary>
public static class ReceiptEmail
{
    /// <summary>The message for a receipt, in the customer's language.</summary>
    /// <param name="issued">The receipt.</param>
    /// <param name="dispatch">How this copy goes out.</param>
    /// <exception cref="ArgumentException">The language is not a language tag, or the accent colour not <c>#rrggbb</c>.</exception>
    public static EmailContent Compose(IssuedReceipt issued, EmailDispatch dispatch)
    {
        var receipt = issued.Receipt;
        var culture = DocumentCulture.Of(issued.Seller.LanguageFor(issued.Buyer));
        var texts = culture.Texts.Email;
        var message = new EmailBody(culture, issued.Seller.ToParty(), issued.Seller.Colour);
        var (subject, intro) = receipt.TakenBack is null ? (texts.ReceiptSubject, texts.ReceiptIntro) : (texts.ReversalSubject, texts.ReversalIntro);
        subject = message.Fill(subject, issued.Number, issued.Seller.Name);
        intro = message.Fill(intro, Words(receipt.Amount), culture.Date(receipt.ValueDate), issued.Number);
        message.Preview(intro);
        message.Heading(subject);
        message.Greeting(dispatch.Contact.Length > 0 ? dispatch.Contact : issued.Buyer.Name);
        message.Paragraph(intro);
        if (receipt.TakenBack is { } cause)
            message.Paragraph(message.Fill(culture.Texts.Receipt.Reason, culture.Texts.Receipt.For(cause)));
        message.Facts([
            .. receipt.Lines.Select(line => (line.Number, Words(line.Paid))),
            (texts.ReceiptOwed, culture.AmountWithCurrency(receipt.Owed)),
            .. receipt.Credit.IsZero ? [] : new[] { (texts.ReceiptCredit, culture.AmountWithCurrency(receipt.Credit)) },
        ]);
        message.Enclosures(dispatch);
        message.Signature();
        return message.ToContent(subject);

        // What was taken back is said in words, not by a sign.
        string Words(Money moved) => culture.AmountWithCurrency(receipt.TakenBack is null ? moved : -moved);
    }
}
