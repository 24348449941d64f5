namespace Billing.Domain;

/// <summary>The customer gets a receipt for money that came or went. What the payer wrote stands in the issued document alone, where it is kept as long as that.</summary>
/// <param name="Receipt">Its content.</param>
/// <param name="Number">Its number.</param>
/// <param name="IssueDate">Its date.</param>
/// <param name="ProfileVersion">The profile it was issued to.</param>
public sealed record ReceiptIssued(Receipt Receipt, string Number, DateOnly IssueDate, int ProfileVersion) : AccountEvent;
