namespace Billing.Domain;

/// <summary>Hands overdue invoices to collections now, without waiting for the policy's ladder.</summary>
/// <param name="DocumentIds">Which; nothing for all that are overdue and that no rule keeps back.</param>
/// <param name="AgencyId">Who is to collect; empty for whom the policy names.</param>
/// <param name="Reason">Why.</param>
public sealed record SendToCollections(IReadOnlyList<string>? DocumentIds, string AgencyId, string Reason) : AccountCommand;

/// <summary>Records that the agency has a case.</summary>
/// <param name="CaseId">The case.</param>
/// <param name="Reference">What the agency calls it.</param>
public sealed record AcknowledgeCase(string CaseId, string Reference) : AccountCommand;

/// <summary>Takes a case back from the agency.</summary>
/// <param name="CaseId">The case.</param>
/// <param name="Reason">Why.</param>
/// <param name="Until">The first day that its invoices may be handed off again by policy; nothing where an operator does it, or nobody.</param>
public sealed record RecallCase(string CaseId, string Reason, DateOnly? Until = null) : AccountCommand;

/// <summary>Records that the agency returned a case as uncollectible.</summary>
/// <param name="CaseId">The case.</param>
/// <param name="Reason">The agency's reason.</param>
public sealed record CloseCase(string CaseId, string Reason) : AccountCommand;
