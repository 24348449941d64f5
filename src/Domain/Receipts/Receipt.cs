namespace Billing.Domain;

/// <summary>What a receipt says: that money came, or went again, and what it settled. Amounts are above 0 where it came and below 0 where it was taken back;
/// Amount = Σ Paid + ToCredit.</summary>
/// <param name="DocumentId">Derived from the assignment.</param>
/// <param name="AssignmentId">The payment's assignment that it is about.</param>
/// <param name="PaymentId">The payment.</param>
/// <param name="ValueDate">When the money came or went.</param>
/// <param name="Amount">What of the payment came to the account, or left it.</param>
/// <param name="TakenBack">Why the money went again; nothing where it came.</param>
/// <param name="Lines">The invoices that it settled, or that are owed again.</param>
/// <param name="ToCredit">What became credit, or was taken from it.</param>
/// <param name="Owed">All that is owed on the account afterwards.</param>
/// <param name="Credit">All that the customer has to its credit afterwards.</param>
public sealed record Receipt(
    string DocumentId,
    string AssignmentId,
    string PaymentId,
    DateOnly ValueDate,
    Money Amount,
    ReversalCause? TakenBack,
    IReadOnlyList<ReceiptLine> Lines,
    Money ToCredit,
    Money Owed,
    Money Credit);

/// <summary>What a payment did to one invoice: Before − (Paid − Recovered) − Σ reductions = Open.</summary>
/// <param name="DocumentId">The invoice.</param>
/// <param name="Number">Its number.</param>
/// <param name="IssueDate">Its date.</param>
/// <param name="Before">What was owed of it.</param>
/// <param name="Paid">What of the payment went to it.</param>
/// <param name="Recovered">What of that had been written off, and is in no balance.</param>
/// <param name="Reductions">What was settled of it without money.</param>
/// <param name="Open">What is owed of it now.</param>
public sealed record ReceiptLine(
    string DocumentId, string Number, DateOnly IssueDate, Money Before, Money Paid, Money Recovered, IReadOnlyList<Reduction> Reductions, Money Open);

/// <summary>A part of an invoice that a payment settled by being less.</summary>
/// <param name="Kind">Why less is enough.</param>
/// <param name="Amount">Below 0 where it is owed again.</param>
public sealed record Reduction(ReductionKind Kind, Money Amount);

/// <summary>Why less than all settles an invoice.</summary>
public enum ReductionKind
{
    /// <summary>The discount for early payment.</summary>
    EarlyPayment,

    /// <summary>Too little is missing to be asked for.</summary>
    ShortPayment,

    /// <summary>A bank kept it on the way.</summary>
    BankCharges,

    /// <summary>The customer pays it as a tax of ours.</summary>
    WithholdingTax,
}
