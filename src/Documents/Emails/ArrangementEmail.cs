using Billing.Documents.Invoices;
using Billing.Documents.Letterheads;
using Billing.Documents.Texts;
using Billing.Domain;

namespace Billing.Documents.Emails;

/// <summary>The message that brings an instalment plan; the PDF is its attachment.</summary>
public static class ArrangementEmail
{
    /// <summary>The message for a plan, in the customer's language.</summary>
    /// <exception cref="ArgumentException">The language is not a language tag, or the accent colour not <c>#rrggbb</c>.</exception>
    public static EmailContent Compose(IssuedArrangement issued)
    {
        var culture = DocumentCulture.Of(issued.Seller.LanguageFor(issued.Buyer));
        var texts = culture.Texts.Email;
        var subject = culture.Fill(texts.ArrangementSubject, issued.Number, issued.Seller.Name);
        var message = new EmailBody(culture, issued.Seller.Name, issued.Seller.Colour);
        message.Heading(subject);
        message.Paragraph(culture.Fill(texts.Greeting, issued.Buyer.Name));
        message.Paragraph(culture.Fill(texts.ArrangementIntro, culture.AmountWithCurrency(issued.Covered), issued.Number));
        message.Facts([.. issued.Instalments.Select(instalment => (
            instalment.No == 0 ? culture.Fill(texts.DepositBy, culture.Date(instalment.DueOn)) : culture.Fill(texts.InstalmentBy, instalment.No, culture.Date(instalment.DueOn)),
            culture.AmountWithCurrency(instalment.Amount)))]);
        message.Payment(new PaymentInstructions(issued.Seller.BankFor(issued.Covered.Currency), issued.Number, null));
        message.Signature(issued.Seller.ToParty());
        return message.ToContent(subject);
    }
}
