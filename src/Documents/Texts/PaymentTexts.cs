using System.Text.RegularExpressions;
using Billing.Documents.Invoices;
using Billing.Domain;

namespace Billing.Documents.Texts;

/// <summary>The words about paying, which documents and e-mails share.</summary>
internal sealed partial record PaymentTexts
{
    public required string Heading { get; init; }
    public required string Bank { get; init; }
    public required string Iban { get; init; }
    public required string Bic { get; init; }
    public required string AccountNumber { get; init; }
    public required string RoutingNumber { get; init; }
    public required string Reference { get; init; }
    public required string Online { get; init; }
    public required string EarlyPayment { get; init; }
    public required string ScanTransfer { get; init; }
    public required string ScanLink { get; init; }
    public required string TransferCode { get; init; }
    public required string LinkCode { get; init; }
    public required string SwissBill { get; init; }

    /// <summary>How to pay, each line with its label. National account and routing numbers are called what they are.</summary>
    internal IReadOnlyList<(string Label, string Value)> Lines(PaymentInstructions payment)
    {
        IEnumerable<(string Label, string Value)> bank = payment.Bank is { } account ? BankLines(account) : [];
        return [.. bank.Append((Reference, payment.Reference)).Where(line => line.Item2.Length > 0)];
    }

    private IEnumerable<(string Label, string Value)> BankLines(BankAccount account) =>
    [
        (Bank, account.BankName),
        (IbanForm().IsMatch(account.Iban) ? Iban : AccountNumber, account.Iban),
        (BicForm().IsMatch(account.Bic) ? Bic : RoutingNumber, account.Bic),
    ];

    /// <summary>Whether a text without spaces has the form of a BIC (ISO 9362).</summary>
    internal static bool IsBic(string text) => BicForm().IsMatch(text);

    [GeneratedRegex("^[A-Z]{2}[0-9]{2}[A-Z0-9 ]{10,}\\z")]
    private static partial Regex IbanForm();

    [GeneratedRegex("^[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?\\z")]
    private static partial Regex BicForm();
}
