using Billing.Documents.Invoices;
using Billing.Documents.Texts;

namespace Billing.Documents.Emails;

/// <summary>The message that brings an invoice, a late charge, a credit note or a cancellation; the PDF is its attachment.</summary>
public static class InvoiceEmail
{
    /// <summary>The message for a document, in the document's language.</summary>
    /// <param name="document">The document.</param>
    /// <param name="dispatch">How this copy goes out.</param>
    /// <exception cref="ArgumentException">The language is not a language tag, or the accent colour not <c>#rrggbb</c>.</exception>
    public static EmailContent Compose(InvoiceDocument document, EmailDispatch dispatch)
    {
        var culture = DocumentCulture.Of(document.Language);
        var texts = culture.Texts.Email;
        var message = new EmailBody(culture, document.Seller, document.AccentColour);
        var (subject, intro) = Words(document, culture, message);
        message.Heading(subject);
        message.Greeting(dispatch.Contact.Length > 0 ? dispatch.Contact : document.Buyer.Name);
        message.Paragraph(intro);
        if (document.DueDate is { } due)
        {
            var (amount, date) = (culture.AmountWithCurrency(document.Totals.Due), culture.Date(due));
            message.Preview($"{texts.AmountDue}: {amount} · {texts.DueDate}: {date}");
            message.Facts([(texts.AmountDue, amount), (texts.DueDate, date)]);
        }
        else
        {
            message.Preview(intro);
            if (document.Kind is not IssuedKind.VoidNumber)
                message.Facts([(texts.Total, culture.AmountWithCurrency(document.Totals.Gross))]);
            if (document.Kind is IssuedKind.Invoice)
                message.Paragraph(texts.NothingToPay);
        }

        message.Enclosures(dispatch);
        if (document.Payment is { } payment)
            message.Payment(payment);
        message.Signature();
        return message.ToContent(subject);
    }

    private static (string Subject, string Intro) Words(InvoiceDocument document, DocumentCulture culture, EmailBody message)
    {
        var texts = culture.Texts.Email;
        var date = culture.Date(document.IssueDate);
        var seller = document.Seller.Name;
        return document.Kind switch
        {
            IssuedKind.Invoice =>
                (message.Fill(texts.InvoiceSubject, document.Number, seller), message.Fill(texts.InvoiceIntro, document.Number, date)),
            IssuedKind.LateCharge =>
                (message.Fill(texts.LateChargeSubject, document.Number, seller), message.Fill(texts.LateChargeIntro, document.Number, date)),
            IssuedKind.CreditNote =>
                (message.Fill(texts.CreditNoteSubject, document.Number, seller), message.Fill(texts.CreditNoteIntro, document.Number, date)),
            IssuedKind.Cancellation { Voids.Number: var voided } =>
                (message.Fill(texts.CancellationSubject, document.Number, voided), message.Fill(texts.CancellationIntro, document.Number, date, voided)),
            _ => (message.Fill(texts.VoidNumberSubject, document.Number, seller), message.Fill(texts.VoidNumberIntro, document.Number, date)),
        };
    }
}
