namespace Billing.Domain;

/// <summary>Starts a payment attempt for each invoice that is to be collected by today, and uses up credit first. Scheduled: deciding again gives nothing new,
/// unless there was more than fits one transaction; then <see cref="AccountAgenda.ChargeOn"/> still names a day that has come.</summary>
public sealed record RunCharging : AccountCommand;

/// <summary>Charges a saved method for an invoice now, whatever its terms say, as an operator wants it.</summary>
/// <param name="DocumentId">The invoice.</param>
/// <param name="MethodId">The method, or nothing for the one that comes first.</param>
public sealed record StartPaymentAttempt(string DocumentId, string? MethodId) : AccountCommand;

/// <summary>Records that the processor is about to be called, or that the attempt is not wanted any more. Deciding again gives nothing new.</summary>
/// <param name="DocumentId">The invoice.</param>
/// <param name="AttemptId">Which.</param>
/// <param name="IsNotThere">Whether the processor was asked and certainly does not have it: then also what was sent is given up where it is not wanted any more.</param>
public sealed record SendPaymentAttempt(string DocumentId, string AttemptId, bool IsNotThere = false) : AccountCommand;

/// <summary>Gives up an attempt that the processor certainly does not have.</summary>
public sealed record WithdrawPaymentAttempt(string DocumentId, string AttemptId, string Because) : AccountCommand;

/// <summary>Records what came of an attempt. Deciding again, or an earlier answer after a later one, gives nothing new.</summary>
public sealed record AnswerPaymentAttempt(string DocumentId, string AttemptId, AttemptAnswer Answer) : AccountCommand;

/// <summary>A saved method is to be charged for an invoice.</summary>
/// <param name="AttemptId">Derived from the account, the invoice, and how many attempts it had.</param>
/// <param name="Method">What is charged.</param>
/// <param name="DocumentId">The invoice.</param>
/// <param name="Number">Its number.</param>
/// <param name="Amount">What was due.</param>
/// <param name="Date">The day.</param>
/// <param name="ByHand">Whether an operator asked for it.</param>
public sealed record PaymentAttemptStarted(string AttemptId, SavedMethod Method, string DocumentId, string Number, Money Amount, DateOnly Date, bool ByHand) : AccountEvent;

/// <summary>The processor is about to be called; from now on it is asked before it is called again.</summary>
public sealed record PaymentAttemptSent(string AttemptId, string DocumentId, DateOnly Date) : AccountEvent;

/// <summary>An attempt was given up before it reached the processor.</summary>
public sealed record PaymentAttemptWithdrawn(string AttemptId, string DocumentId, string Because, DateOnly Date) : AccountEvent;

/// <summary>The money of an attempt came.</summary>
public sealed record PaymentAttemptSucceeded(string AttemptId, string DocumentId, string PaymentId, DateOnly Date) : AccountEvent;

/// <summary>No money came of an attempt, or the payer's bank took it back as if it had not.</summary>
/// <param name="AttemptId">Which.</param>
/// <param name="DocumentId">The invoice.</param>
/// <param name="Number">Its number.</param>
/// <param name="Amount">What was asked for.</param>
/// <param name="MethodId">What was charged.</param>
/// <param name="PaymentId">The payment, or empty.</param>
/// <param name="Code">The processor's reason.</param>
/// <param name="Hard">Whether the same method must not be tried again.</param>
/// <param name="AfterSuccess">Whether it had succeeded first; the invoice is owed again then.</param>
/// <param name="RetryOn">The day that the same method is tried again; nothing where it is not, by itself.</param>
/// <param name="Date">The day it became known.</param>
public sealed record PaymentAttemptFailed(
    string AttemptId, string DocumentId, string Number, Money Amount, string MethodId, string PaymentId, string Code, bool Hard, bool AfterSuccess, DateOnly? RetryOn, DateOnly Date) : AccountEvent;
