namespace Billing.Domain;

/// <summary>A part of a payment that is given to an account, or taken back from it.</summary>
/// <param name="No">1 for the payment's first.</param>
/// <param name="AccountId">The account.</param>
/// <param name="Amount">Above 0 is given, below 0 is taken back.</param>
/// <param name="ValueDate">When the money came or went.</param>
/// <param name="DocumentId">The invoice to settle first, if the payer named one.</param>
/// <param name="Status">Whether the account has it.</param>
/// <param name="RefusedBecause">Why the account did not take it.</param>
/// <param name="MoveTo">Where an operator moves what is taken back; it goes there once the account has given it back.</param>
/// <param name="DisputedBecause">Why the payer's bank took it back; what is owed again is not dunned before that is settled.</param>
public sealed record Assignment(
    int No, string AccountId, Money Amount, DateOnly ValueDate, string? DocumentId, AssignmentStatus Status, string? RefusedBecause, PaymentTarget? MoveTo = null, string? DisputedBecause = null)
{
    /// <summary>The receipt that the account issued for it, if it issued one.</summary>
    public string? ReceiptId { get; init; }

    /// <summary>The command that carries it to the account.</summary>
    public AccountCommand ToCommand(Payment payment) => Amount.IsPositive
        ? new ApplyPayment(IdOf(payment.Id), payment.Id.ToString(), Amount, ValueDate, DocumentId) { AgencyFee = Agency.IsRemittance(payment.Id.ToString()) ? payment.Fees(Amount.Currency) : null }
        : new ReversePayment(IdOf(payment.Id), payment.Id.ToString(), -Amount, ValueDate, DisputedBecause) { Cause = MoveTo is null ? payment.TakenBackBecause() : ReversalCause.Moved };

    /// <summary>Names the assignment; the account records it once.</summary>
    public string IdOf(PaymentId payment) => $"pay|{payment}|{No}";
}

/// <summary>Whether an account has its part of a payment.</summary>
public enum AssignmentStatus
{
    /// <summary>Decided, not yet confirmed by the account.</summary>
    Pending,

    /// <summary>On the account.</summary>
    Confirmed,

    /// <summary>Not taken; the money is in suspense.</summary>
    Refused,
}
