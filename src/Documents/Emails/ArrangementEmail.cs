using Billing.Documents.Invoices;
using Billing.Documents.Letterheads;
using Billing.Documents.Texts;
using Billing.Domain;

namespace Billing.Documents.Emails;

/// <summary>The message that brings an instalment plan; the PDF is its attachment.</summary>
public static class ArrangementEmail
{
    /// <summary>The message for a plan, in the customer's language.</summary>
    /// <param name="issued">The plan.</param>
    /// <param name="dispatch">How this copy goes out.</param>
    /// <exception cref="ArgumentException">The language is not a language tag, or the accent colour not <c>#rrggbb</c>.</exception>
    public static EmailContent Compose(IssuedArrangement issued, EmailDispatch dispatch)
    {
        var culture = DocumentCulture.Of(issued.Seller.LanguageFor(issued.Buyer));
        var texts = culture.Texts.Email;
        var message = new EmailBody(culture, issued.Seller.ToParty(), issued.Seller.Colour);
        var subject = message.Fill(texts.ArrangementSubject, issued.Number, issued.Seller.Name);
        var intro = message.Fill(texts.ArrangementIntro, culture.AmountWithCurrency(issued.Covered), issued.Number);
        message.Preview(intro);
        message.Heading(subject);
        message.Greeting(dispatch.Contact.Length > 0 ? dispatch.Contact : issued.Buyer.Name);
        message.Paragraph(intro);
        message.Facts([.. issued.Instalments.Select(instalment => (
            instalment.No == 0 ? message.Fill(texts.DepositBy, culture.Date(instalment.DueOn)) : message.Fill(texts.InstalmentBy, instalment.No, culture.Date(instalment.DueOn)),
            culture.AmountWithCurrency(instalment.Amount)))]);
        message.Enclosures(dispatch);
        message.Payment(new PaymentInstructions(issued.Seller.BankFor(issued.Covered.Currency), issued.Number, null));
        message.Signature();
        return message.ToContent(subject);
    }
}
