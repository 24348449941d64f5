using Billing.Documents.Letterheads;
using Billing.Documents.Statements;
using Billing.Documents.Texts;

namespace Billing.Documents.Emails;

/// <summary>The message that brings a statement of account.</summary>
public static class StatementEmail
{
    /// <summary>The message for a statement, in the customer's language.</summary>
    /// <param name="statement">The statement.</param>
    /// <param name="dispatch">How this copy goes out.</param>
    /// <exception cref="ArgumentException">The language is not a language tag, or the accent colour not <c>#rrggbb</c>.</exception>
    public static EmailContent Compose(StatementDocument statement, EmailDispatch dispatch)
    {
        var culture = DocumentCulture.Of(statement.Seller.LanguageFor(statement.Customer));
        var texts = culture.Texts.Email;
        var message = new EmailBody(culture, statement.Seller.ToParty(), statement.Seller.Colour);
        var subject = message.Fill(texts.StatementSubject, statement.Seller.Name, culture.Date(statement.Date));
        var balance = Balance(statement, culture, message);
        message.Preview($"{balance.Label}: {balance.Amount}");
        message.Heading(subject);
        message.Greeting(dispatch.Contact.Length > 0 ? dispatch.Contact : statement.Customer.Name);
        message.Paragraph(message.Fill(texts.StatementIntro, culture.Date(statement.From), culture.Date(statement.To)));
        message.Facts([balance, (texts.OpenTotal, culture.AmountWithCurrency(statement.OpenTotal))]);
        message.Enclosures(dispatch);
        if (statement.Payment is { } payment)
            message.Payment(payment);
        else if (!statement.ToPay.IsPositive)
            message.Paragraph(texts.NothingToPay);
        message.Signature();
        return message.ToContent(subject);
    }

    // What the customer has as credit is said in words, not by a sign.
    private static (string Label, string Amount) Balance(StatementDocument statement, DocumentCulture culture, EmailBody message)
    {
        var (label, amount) = statement.Closing.Amount < 0 ? (culture.Texts.Statement.InYourFavour, -statement.Closing) : (culture.Texts.Statement.Owed, statement.Closing);
        return (message.Fill(label, culture.Date(statement.To)), culture.AmountWithCurrency(amount));
    }
}
