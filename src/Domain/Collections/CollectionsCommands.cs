namespace Billing.Domain;

/// <summary>Records that the agency has a case.</summary>
/// <param name="CaseId">The case.</param>
/// <param name="Reference">What the agency calls it.</param>
public sealed record AcknowledgeCase(string CaseId, string Reference) : AccountCommand;

/// <summary>Takes a case back from the agency.</summary>
/// <param name="CaseId">The case.</param>
/// <param name="Reason">Why.</param>
public sealed record RecallCase(string CaseId, string Reason) : AccountCommand;

/// <summary>Records that the agency returned a case as uncollectible.</summary>
/// <param name="CaseId">The case.</param>
/// <param name="Reason">The agency's reason.</param>
public sealed record CloseCase(string CaseId, string Reason) : AccountCommand;
