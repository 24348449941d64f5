namespace Billing.Domain;

/// <summary>Accepts that a part of an invoice was kept back.</summary>
/// <param name="Key">Names it for ever.</param>
/// <param name="DocumentId">The invoice.</param>
/// <param name="Kind">Why.</param>
/// <param name="Amount">Above 0 and no more than is owed.</param>
/// <param name="Jurisdiction">Whose tax was withheld; empty for the other kinds.</param>
/// <param name="Certificate">What proves it, where that is here already; or empty.</param>
/// <param name="Text">In words, or empty.</param>
public sealed record TakeDeduction(string Key, string DocumentId, DeductionKind Kind, Money Amount, string Jurisdiction, string Certificate, string Text) : ApprovableCommand(Key);

/// <summary>Takes a deduction back that was accepted in error: the invoice owes it again.</summary>
/// <param name="DocumentId">The invoice.</param>
/// <param name="DeductionId">Which.</param>
/// <param name="Text">Why.</param>
public sealed record WithdrawDeduction(string DocumentId, string DeductionId, string Text) : AccountCommand;

/// <summary>Records the certificate of a tax that was withheld; another one takes its place.</summary>
/// <param name="DocumentId">The invoice.</param>
/// <param name="DeductionId">Which deduction.</param>
/// <param name="Certificate">Its number, or where it is filed.</param>
public sealed record RecordCertificate(string DocumentId, string DeductionId, string Certificate) : AccountCommand;

/// <summary>A part of an invoice was kept back, and that is accepted: by a payment that fell short, or by an operator.</summary>
/// <param name="Number">The invoice's number.</param>
/// <param name="DocumentId">The invoice.</param>
/// <param name="Deduction">What was kept back.</param>
/// <param name="PostingDate">The day of the books.</param>
/// <param name="Text">In words, or empty.</param>
public sealed record DeductionTaken(string Number, string DocumentId, Deduction Deduction, DateOnly PostingDate, string Text) : AccountEvent;

/// <summary>What was kept back of an invoice is owed again, or a part of it: its payment went back, that part of the invoice was credited or cancelled, or
/// it was accepted in error.</summary>
/// <param name="Number">The invoice's number.</param>
/// <param name="DocumentId">The invoice.</param>
/// <param name="Deduction">What it was, with the amount that is owed again.</param>
/// <param name="Date">When.</param>
/// <param name="PostingDate">The day of the books.</param>
/// <param name="Text">Why, or empty.</param>
public sealed record DeductionWithdrawn(string Number, string DocumentId, Deduction Deduction, DateOnly Date, DateOnly PostingDate, string Text) : AccountEvent;

/// <summary>The customer gave the certificate of a tax that it withheld.</summary>
public sealed record CertificateRecorded(string Number, string DocumentId, string DeductionId, string Certificate, DateOnly Date) : AccountEvent;
