namespace Billing.Domain;

/// <summary>Records that unused credit was paid out to the customer.</summary>
/// <param name="Key">Names it for ever.</param>
/// <param name="CreditId">The credit note, payment, adjustment or credit taken over that it comes from.</param>
/// <param name="Amount">Above 0 and no more than is unused.</param>
/// <param name="PaidOn">When the money went.</param>
/// <param name="Method">The processor or bank it went through, as the cash accounts are named.</param>
/// <param name="Text">The transfer's reference, or empty.</param>
public sealed record RecordRefund(string Key, string CreditId, Money Amount, DateOnly PaidOn, string Method, string Text) : ApprovableCommand(Key);

/// <summary>Credit that waits to be paid out stays on the account instead.</summary>
/// <param name="CreditId">The credit note.</param>
public sealed record KeepAsCredit(string CreditId) : AccountCommand;

/// <summary>Unused credit was paid out.</summary>
/// <param name="RefundId">Derived from the request.</param>
/// <param name="CreditId">The credit it comes from.</param>
/// <param name="Amount">How much.</param>
/// <param name="PaidOn">When.</param>
/// <param name="PostingDate">The day of the books.</param>
/// <param name="Method">The processor or bank.</param>
/// <param name="Text">The transfer's reference, or empty.</param>
public sealed record RefundPaid(string RefundId, string CreditId, Money Amount, DateOnly PaidOn, DateOnly PostingDate, string Method, string Text) : AccountEvent;

/// <summary>Credit that waited to be paid out settles invoices again.</summary>
public sealed record RefundForgone(string CreditId) : AccountEvent;
