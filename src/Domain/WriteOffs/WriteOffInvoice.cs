namespace Billing.Domain;

/// <summary>Gives up an invoice, or part of it, as uncollectible. The debt stays payable.</summary>
/// <param name="Key">Names it for ever.</param>
/// <param name="DocumentId">The invoice.</param>
/// <param name="Amount">Above 0 and no more than the balance; nothing for all of it.</param>
/// <param name="Reason">Why.</param>
public sealed record WriteOffInvoice(string Key, string DocumentId, Money? Amount, ReasonCode Reason) : ApprovableCommand(Key);

/// <summary>An invoice, or part of it, is given up.</summary>
/// <param name="DocumentId">The invoice.</param>
/// <param name="Number">Its number.</param>
/// <param name="Amount">What is given up, with tax.</param>
/// <param name="FromProvision">What of it was provided for; the rest is bad debt now.</param>
/// <param name="Date">The day.</param>
/// <param name="PostingDate">The day of the books.</param>
/// <param name="Reason">Why.</param>
public sealed record InvoiceWrittenOff(string DocumentId, string Number, Money Amount, Money FromProvision, DateOnly Date, DateOnly PostingDate, ReasonCode Reason) : AccountEvent;
