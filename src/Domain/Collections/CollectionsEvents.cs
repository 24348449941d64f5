namespace Billing.Domain;

/// <summary>The agency has a case, under a reference of its own.</summary>
/// <param name="CaseId">The case.</param>
/// <param name="Reference">What the agency calls it.</param>
/// <param name="By">Who said so, as it is recorded.</param>
/// <param name="Date">The day.</param>
public sealed record CollectionsCaseAcknowledged(string CaseId, string Reference, string By, DateOnly Date) : AccountEvent;

/// <summary>Something else is owed of a case than before. The agency is told.</summary>
/// <param name="CaseId">The case.</param>
/// <param name="Date">The day.</param>
/// <param name="Changes">By invoice and reason.</param>
/// <param name="Fee">What the agency kept for itself of what it collected, if it did.</param>
/// <param name="Open">What is owed of the case now.</param>
public sealed record CollectionsCaseChanged(string CaseId, DateOnly Date, IReadOnlyList<CaseItemChange> Changes, Money? Fee, Money Open) : AccountEvent;

/// <summary>What changed of an invoice in a case.</summary>
/// <param name="DocumentId">The invoice.</param>
/// <param name="Number">Its number.</param>
/// <param name="Kind">Why.</param>
/// <param name="Amount">What is owed less by it; below 0 is owed again.</param>
/// <param name="Balance">What is owed of the invoice then; at 0 it is withdrawn.</param>
public sealed record CaseItemChange(string DocumentId, string Number, CaseChangeKind Kind, Money Amount, Money Balance);

/// <summary>Why something else is owed of an invoice in a case.</summary>
public enum CaseChangeKind
{
    /// <summary>The agency collected it.</summary>
    Collected,

    /// <summary>The customer paid it to the seller.</summary>
    PaidDirectly,

    /// <summary>It was credited, discounted, deducted or cancelled, or credit was used for it.</summary>
    Credited,

    /// <summary>It was given up.</summary>
    WrittenOff,
}

/// <summary>The customer contests an invoice of a case. The agency is to wait with it.</summary>
/// <param name="CaseId">The case.</param>
/// <param name="Date">The day.</param>
/// <param name="DocumentId">The invoice.</param>
/// <param name="Number">Its number.</param>
/// <param name="Reason">Why the customer contests it.</param>
/// <param name="Balance">What is owed of it.</param>
public sealed record CollectionsCaseDisputed(string CaseId, DateOnly Date, string DocumentId, string Number, string Reason, Money Balance) : AccountEvent;

/// <summary>An invoice of a case is contested no more and still owed. The agency is to go on with it.</summary>
/// <param name="CaseId">The case.</param>
/// <param name="Date">The day.</param>
/// <param name="DocumentId">The invoice.</param>
/// <param name="Number">Its number.</param>
/// <param name="Balance">What is owed of it.</param>
public sealed record CollectionsCaseDisputeSettled(string CaseId, DateOnly Date, string DocumentId, string Number, Money Balance) : AccountEvent;

/// <summary>The agency is to stop: the seller took the case back, or nothing is owed any more.</summary>
/// <param name="CaseId">The case.</param>
/// <param name="Date">The day.</param>
/// <param name="Outcome">Paid directly, withdrawn, or recalled by an operator.</param>
/// <param name="Reason">The operator's reason; empty where there is none.</param>
/// <param name="DocumentIds">The invoices that are still owed, which the seller collects again.</param>
public sealed record CollectionsCaseRecalled(string CaseId, DateOnly Date, CaseOutcome Outcome, string Reason, IReadOnlyList<string> DocumentIds) : AccountEvent
{
    /// <summary>The first day that those invoices may be handed off again by policy; nothing where an operator does it, or nobody.</summary>
    public DateOnly? Until { get; init; }
}

/// <summary>The agency is done with a case.</summary>
/// <param name="CaseId">The case.</param>
/// <param name="Date">The day.</param>
/// <param name="Outcome">Collected, uncollectible, or written off.</param>
/// <param name="Reason">The agency's reason; empty where there is none.</param>
/// <param name="DocumentIds">The invoices that are still owed, and in collections no more.</param>
public sealed record CollectionsCaseClosed(string CaseId, DateOnly Date, CaseOutcome Outcome, string Reason, IReadOnlyList<string> DocumentIds) : AccountEvent;
