using Billing.Documents.Invoices;
using Billing.Documents.Texts;

namespace Billing.Documents.Emails;

/// <summary>The message that brings an invoice, a credit note or a cancellation; the PDF is its attachment.</summary>
public static class InvoiceEmail
{
    /// <summary>The message for a document, in the document's language.</summary>
    /// <exception cref="ArgumentException">The language is not a language tag, or the accent colour not <c>#rrggbb</c>.</exception>
    public static EmailContent Compose(InvoiceDocument document)
    {
        var culture = DocumentCulture.Of(document.Language);
        var texts = culture.Texts.Email;
        var (subject, intro) = Words(document, culture);
        var message = new EmailBody(culture, document.Seller.Name, document.AccentColour);
        message.Heading(subject);
        message.Paragraph(culture.Fill(texts.Greeting, document.Buyer.Name));
        message.Paragraph(intro);
        if (document.DueDate is { } due)
        {
            message.Facts(
                [(texts.AmountDue, culture.AmountWithCurrency(document.Totals.Due)), (texts.DueDate, culture.Date(due))]);
        }
        else if (document.Kind is IssuedKind.Invoice)
        {
            message.Facts([(texts.Total, culture.AmountWithCurrency(document.Totals.Gross))]);
            message.Paragraph(texts.NothingToPay);
        }
        if (document.Payment is { } payment)
            message.Payment(payment);
        message.Signature(document.Seller);
        return message.ToContent(subject);
    }

    private static (string Subject, string Intro) Words(InvoiceDocument document, DocumentCulture culture)
    {
        var texts = culture.Texts.Email;
        var date = culture.Date(document.IssueDate);
        var seller = document.Seller.Name;
        return document.Kind switch
        {
            IssuedKind.Invoice =>
                (culture.Fill(texts.InvoiceSubject, document.Number, seller), culture.Fill(texts.InvoiceIntro, document.Number, date)),
            IssuedKind.CreditNote =>
                (culture.Fill(texts.CreditNoteSubject, document.Number, seller), culture.Fill(texts.CreditNoteIntro, document.Number, date)),
            IssuedKind.Cancellation { Voids.Number: var voided } =>
                (culture.Fill(texts.CancellationSubject, document.Number, voided),
                    culture.Fill(texts.CancellationIntro, document.Number, date, voided)),
            _ => (culture.Fill(texts.VoidNumberSubject, document.Number, seller), culture.Fill(texts.VoidNumberIntro, document.Number, date)),
        };
    }
}
