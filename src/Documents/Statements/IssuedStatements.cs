using Billing.Documents.Invoices;
using Billing.Domain;

namespace Billing.Documents.Statements;

/// <summary>Reads statements as the ledger keeps them into statements as they are printed. Amounts are taken over, never computed.</summary>
public static class IssuedStatements
{
    /// <summary>The printed form of a statement.</summary>
    /// <param name="issued">As it was issued; without a number where it is only looked at.</param>
    public static StatementDocument ToDocument(this IssuedStatement issued)
    {
        var said = issued.Statement;
        return new StatementDocument
        {
            Kind = said.Kind,
            Number = issued.Number,
            Date = issued.IssueDate,
            From = said.From,
            To = said.Through,
            Seller = issued.Seller,
            Customer = issued.Buyer,
            Opening = said.Opening,
            Preceding = said.Preceding,
            Lines = said.Kind == StatementKind.OpenItems ? [] : said.Lines,
            Charged = said.Charged,
            Credited = said.Credited,
            Closing = said.Closing,
            OpenItems = said.OpenItems,
            OpenTotal = said.Closing,
            ToPay = said.ToPay,
            Aging = said.OpenItems.Count > 0 ? said.Ages : [],
            Payment = IsOfNow(issued) && said.ToPay.IsPositive
                ? new PaymentInstructions(issued.Seller.BankFor(said.Closing.Currency), CreditorReference.OfAccount(issued.AccountId), null)
                : null,
        };
    }

    // What was open longer ago may be paid: nobody is asked to pay it by a statement of the past. The last whole month is of now.
    private static bool IsOfNow(IssuedStatement issued) => issued.Statement.Through >= new DateOnly(issued.IssueDate.Year, issued.IssueDate.Month, 1).AddDays(-1);
}
