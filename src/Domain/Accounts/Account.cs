namespace Billing.Domain;

/// <summary>The state of one customer's ledger with one seller in one currency, folded from its events by <see cref="AccountEvolution"/>.</summary>
/// <param name="AccountId">As <see cref="Domain.AccountId"/> writes it.</param>
/// <param name="Version">How many commands it has recorded.</param>
/// <param name="ProfileVersion">The customer's profile in force.</param>
/// <param name="Subscriptions">All, also ended ones: an id is not used twice, and an end can be put off until it has come.</param>
/// <param name="Drafts">Invoices that have no number yet.</param>
/// <param name="Invoices">The invoices of which something is still to come, oldest due date first, and the closed ones that a command names.</param>
/// <param name="Credits">Money received and other credit, not yet used up, oldest first, and the used-up ones that a command names.</param>
/// <param name="Hold">Why nothing is dunned at present, if so.</param>
/// <param name="ParkedBecause">Why nothing is billed until an operator resumes it, if so.</param>
/// <param name="LastNoticeOn">The day of the last notice; there is at most one a day.</param>
/// <param name="VoidedDocumentIds">Documents whose numbers were voided before they could be issued.</param>
/// <param name="Charges">What the next invoice bills beside the periods.</param>
/// <param name="Coupons">What still takes something off, in the order it was given.</param>
/// <param name="BillingAnchor">The date that subscriptions without an anchor of their own are billed by.</param>
/// <param name="Terms">What differs from the policy for this customer.</param>
/// <param name="Approvals">What waits for a second person.</param>
/// <param name="HasIssued">Whether an invoice was ever issued; until then balances of another system can be taken over.</param>
public sealed record Account(
    string AccountId,
    long Version,
    int ProfileVersion,
    IReadOnlyList<Subscription> Subscriptions,
    IReadOnlyList<Draft> Drafts,
    IReadOnlyList<InvoiceItem> Invoices,
    IReadOnlyList<CreditItem> Credits,
    DunningHold? Hold,
    string? ParkedBecause,
    DateOnly? LastNoticeOn,
    IReadOnlyList<string> VoidedDocumentIds,
    IReadOnlyList<PendingCharge> Charges,
    IReadOnlyList<AppliedCoupon> Coupons,
    DateOnly? BillingAnchor,
    AccountTerms Terms,
    IReadOnlyList<PendingApproval> Approvals,
    bool HasIssued)
{
    /// <summary>The account that it belongs to, if any.</summary>
    public ParentLink? Parent { get; init; }

    /// <summary>The IBAN that only this account's payers are told, if it has one: its bank brings what is paid there to the seller's own account.</summary>
    public string? VirtualIban { get; init; }

    /// <summary>The day its customer's personal data was erased, if it was.</summary>
    public DateOnly? ErasedOn { get; init; }

    /// <summary>The arrangements that run, those that ended and that an open invoice was under last, and those that a command names; oldest first.</summary>
    public IReadOnlyList<PaymentArrangement> Arrangements { get; init; } = [];

    /// <summary>What dunning suspended, until it is paid.</summary>
    public DunningSuspension? Suspension { get; init; }

    /// <summary>Who cares for what is owed, where a dunning step named somebody.</summary>
    public DunningAssignment? Assignment { get; init; }

    /// <summary>The collections cases that are open, and those that a command names; oldest first.</summary>
    public IReadOnlyList<CollectionsCase> Cases { get; init; } = [];

    /// <summary>What the customer has saved to pay with and may be charged; the first is.</summary>
    public IReadOnlyList<SavedMethod> Methods { get; init; } = [];

    /// <summary>How far its months are stated, once something changed its balance.</summary>
    public StatementProgress? Stated { get; init; }

    /// <summary>The day of the last late charge.</summary>
    public DateOnly? LastLateChargeOn { get; init; }

    /// <summary>The late charges that would be less by what is known now.</summary>
    public IReadOnlyList<LateChargeDoubt> LateChargeDoubts { get; init; } = [];

    /// <summary>The currency of every amount of the account.</summary>
    public Currency Currency() => Domain.AccountId.Parse(AccountId).Currency;

    /// <summary>What the customer owes: the sum of the open balances. The account's part of the receivables control account.</summary>
    public Money Receivable() => Money.Sum(Invoices.Select(item => item.Balance), Currency());

    /// <summary>What the customer has to its credit and has not used.</summary>
    public Money Credit() => Money.Sum(Credits.Select(item => item.Unused), Currency());

    /// <summary>The arrangement that runs and covers an invoice, if one does: then its money comes by that, and nobody else asks for it.</summary>
    public PaymentArrangement? ArrangementOf(InvoiceItem item) => LastArrangementOf(item) is { IsRunning: true } running ? running : null;

    /// <summary>What was paid of an arrangement: what its invoices are owed less than when it was agreed. It may be below 0, where what an earlier payment
    /// paid is owed again.</summary>
    public Money PaidOf(PaymentArrangement arrangement) =>
        arrangement.PaidAtEnd ?? arrangement.Covered - Money.Sum(Invoices.Where(item => item.ArrangementId == arrangement.ItemId).Select(item => item.Balance), Currency());

    /// <summary>Every item: invoices, credits, arrangements and cases.</summary>
    public IEnumerable<LedgerItem> Items() => Invoices.Concat<LedgerItem>(Credits).Concat(Arrangements).Concat(Cases);

    /// <summary>The account as it is stored: without the closed items, which have rows of their own.</summary>
    public Account Snapshot()
    {
        List<InvoiceItem> pending = [.. Invoices.Where(item => item.IsPending)];
        return this with
        {
            Invoices = pending,
            Credits = [.. Credits.Where(item => item.IsOpen)],
            Arrangements = Arrangements.Count == 0 ? Arrangements : [.. Arrangements.Where(known => known.IsRunning || pending.Any(item => item.ArrangementId == known.ItemId))],
            Cases = Cases.Count == 0 ? Cases : [.. Cases.Where(known => known.IsOpen)],
        };
    }

    /// <summary>The account with closed items that a command names.</summary>
    public Account With(IEnumerable<LedgerItem> items)
    {
        var known = Items().Select(item => item.ItemId).ToHashSet(StringComparer.Ordinal);
        var added = items.Where(item => known.Add(item.ItemId)).ToList();
        return this with
        {
            Invoices = [.. Invoices.Concat(added.OfType<InvoiceItem>()).InOrder()],
            Credits = [.. Credits.Concat(added.OfType<CreditItem>()).InOrder()],
            Arrangements = [.. Arrangements.Concat(added.OfType<PaymentArrangement>()).InOrder()],
            Cases = [.. Cases.Concat(added.OfType<CollectionsCase>()).InOrder()],
        };
    }

    /// <summary>How long the dunning of an invoice was paused, until now.</summary>
    internal DunningPause PauseOf(InvoiceItem item)
    {
        var before = item.PausedBefore ?? DunningPause.None;
        return LastArrangementOf(item) is { EndedOn: { } ended } last ? before.And(last.AgreedOn, ended, item.FinalNoticeOn) : before;
    }

    /// <summary>The days that the last arrangement of an invoice covers, or covered; nothing where there was none.</summary>
    internal IEnumerable<UncountedDays> ArrangedDaysOf(InvoiceItem item) =>
        LastArrangementOf(item) is { } last ? [new UncountedDays(last.AgreedOn, last.EndedOn)] : [];

    /// <summary>The id itself, or the next one whose number was not voided.</summary>
    internal string NotVoided(string documentId)
    {
        while (VoidedDocumentIds.Contains(documentId))
            documentId = DocumentIds.After(documentId);
        return documentId;
    }

    private PaymentArrangement? LastArrangementOf(InvoiceItem item) => item.ArrangementId is { } last ? Arrangements.FirstOrDefault(known => known.ItemId == last) : null;
}

/// <summary>An invoice without a number. Its content stands in a row of its own.</summary>
/// <param name="DocumentId">The invoice.</param>
/// <param name="FinalizeOn">The day it is issued on.</param>
/// <param name="Total">With tax.</param>
/// <param name="Usage">The usage that it bills, to be read once more.</param>
/// <param name="UnusedTime">What will be credited for days of its lines that are not used.</param>
public sealed record Draft(string DocumentId, DateOnly FinalizeOn, Money Total, IReadOnlyList<UsagePeriodKey> Usage, IReadOnlyList<CreditedLine> UnusedTime);

/// <summary>Why an account is not dunned for a while.</summary>
/// <param name="Reason">As the operator gave it.</param>
/// <param name="Until">The first day that it is dunned again, or nothing where an operator releases it.</param>
public sealed record DunningHold(string Reason, DateOnly? Until)
{
    /// <summary>Whether it holds on a day.</summary>
    public bool HoldsOn(DateOnly day) => Until is not { } until || day < until;
}
