using Billing.Domain;
using Billing.Functions.Index;

namespace Billing.Functions.Api.Receipts;

/// <summary>A receipt for money that came, or went again. Amounts are below 0 where it was taken back; amount = what invoices got + what became credit.</summary>
/// <param name="DocumentId">Its id.</param>
/// <param name="Number">Its number.</param>
/// <param name="AccountId">Whose it is.</param>
/// <param name="IssueDate">Its date.</param>
/// <param name="PaymentId">The payment; in a URL it is percent-encoded.</param>
/// <param name="ValueDate">When the money came or went.</param>
/// <param name="Amount">What of the payment came to the account, or left it.</param>
/// <param name="TakenBack">Why the money went again; nothing where it came.</param>
/// <param name="Method">How it came, where a person recorded it.</param>
/// <param name="PayerReference">What the payer said it is for, if anything.</param>
/// <param name="Invoices">What it settled, or what is owed again.</param>
/// <param name="ToCredit">What became credit, or was taken from it.</param>
/// <param name="Owed">All that was owed on the account afterwards.</param>
/// <param name="Credit">All that the customer had to its credit afterwards.</param>
/// <param name="Buyer">The customer as it was.</param>
internal sealed record ReceiptResource(
    string DocumentId, string Number, string AccountId, DateOnly IssueDate, string PaymentId, DateOnly ValueDate, Money Amount, ReversalCause? TakenBack, PaymentMethod? Method, string? PayerReference,
    IReadOnlyList<ReceiptLine> Invoices, Money ToCredit, Money Owed, Money Credit, CustomerProfile Buyer)
{
    public static ReceiptResource Of(AccountId account, IssuedReceipt issued) => new(
        issued.DocumentId, issued.Number, account.ToString(), issued.IssueDate, issued.Receipt.PaymentId, issued.Receipt.ValueDate, issued.Receipt.Amount, issued.Receipt.TakenBack, issued.Method,
        issued.PayerReference.Length > 0 ? issued.PayerReference : null, issued.Receipt.Lines, issued.Receipt.ToCredit, issued.Receipt.Owed, issued.Receipt.Credit, issued.Buyer);
}

/// <summary>A receipt in a list.</summary>
internal sealed record ReceiptSummary(string DocumentId, string Number, DateOnly IssueDate, string PaymentId, DateOnly ValueDate, Money Amount, ReversalCause? TakenBack)
{
    public static ReceiptSummary Of(ReceiptEntry entry) => new(entry.DocumentId, entry.Number, entry.IssueDate, entry.PaymentId, entry.ValueDate, entry.Amount, entry.TakenBack);
}
