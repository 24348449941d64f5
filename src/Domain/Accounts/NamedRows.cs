namespace Billing.Domain;

/// <summary>The rows beside the snapshot that a command needs: closed items, drafts, issued documents.</summary>
/// <param name="Items">Documents and payments whose items are wanted.</param>
/// <param name="Drafts">Drafts whose content is wanted.</param>
/// <param name="Documents">Issued documents that are wanted.</param>
/// <param name="Usage">Measured periods that are wanted, and whether each is to be closed first, as it is billed for good.</param>
/// <param name="Charges">Charges of which is to be known whether they were ever billed.</param>
public sealed record NamedRows(
    IReadOnlySet<string> Items, IReadOnlySet<string> Drafts, IReadOnlySet<string> Documents, IReadOnlyDictionary<UsagePeriodKey, bool> Usage, IReadOnlySet<string> Charges)
{
    /// <summary>Whether all that was recorded of the account is wanted.</summary>
    public bool History { get; init; }

    /// <summary>The rows that a command names, given the account as loaded so far. Items name further items (a refund names its payment, which
    /// names the invoices that it paid), so ask again until nothing new is named. What is named may not exist.</summary>
    public static NamedRows Of(Account account, AccountCommand command, DateOnly today, BillingPolicy policy) => OfCommand(account, command, today, policy).WithArrangements(account);

    private static NamedRows OfCommand(Account account, AccountCommand command, DateOnly today, BillingPolicy policy) => command switch
    {
        RunBilling => Rows(Corrected(account, today), documents: Corrected(account, today), drafts: account.Drafts.Where(draft => draft.FinalizeOn <= today).Select(draft => draft.DocumentId), usage: DueUsage(account, today, policy)),
        ChangeSubscription c => Rows(BilledAhead(account, c.SubscriptionId)),
        PauseSubscription c => Rows(BilledAhead(account, c.SubscriptionId)),
        CancelSubscription c => Rows(BilledAhead(account, c.SubscriptionId)),
        FinalizeDraft c => Rows(drafts: [c.DocumentId], usage: account.Drafts.Where(draft => draft.DocumentId == c.DocumentId).SelectMany(draft => draft.Usage).Select(key => (key, true))),
        AddCharge c => Rows(charges: [c.ChargeId]),
        IssueInvoice c => Rows([DocumentIds.OfOneOff(account.AccountId, c.InvoiceKey)]),
        RebillInvoice c => Of(account, new VoidInvoice(c.DocumentId), today, policy),
        VoidInvoice c => Rows([c.DocumentId, .. Invoice(account, c.DocumentId).Take(VoidDecider.MostPayments).Select(part => part.PaymentId)], documents: [c.DocumentId]),
        VoidNumber c => Rows(documents: [c.DocumentId]),
        ApplyPayment c => Rows(c.DocumentId is null ? [c.PaymentId] : [c.PaymentId, c.DocumentId]),
        ReversePayment c => Rows([c.PaymentId, .. Credit(account, c.PaymentId).Reverse().Take(PaymentApplication.ReopenedPerCommand).Select(part => part.DocumentId)]),
        ReallocateCredit c => Rows([c.CreditId, .. account.Credits.Where(credit => credit.ItemId == c.CreditId).SelectMany(credit => ReallocationDecider.Changes(credit, c.Lines)).Take(ReallocationDecider.InvoicesPerCommand).Select(change => change.DocumentId)]),
        OpenDispute c => Rows([c.DocumentId]),
        CloseDispute c => Rows([c.DocumentId]),
        IssueCreditNote c => Rows([c.DocumentId, account.NotVoided(DocumentIds.OfCreditNote(account.AccountId, c.Key))], documents: [c.DocumentId]),
        WriteOffInvoice c => Rows([c.DocumentId]),
        TakeDeduction c => Rows([c.DocumentId]),
        WithdrawDeduction c => Rows([c.DocumentId]),
        RecordCertificate c => Rows([c.DocumentId]),
        AdjustBalance c => Rows([DocumentIds.OfAdjustment(account.AccountId, c.Key)]),
        Approve c => account.Approvals.FirstOrDefault(known => known.ApprovalId == c.ApprovalId) is { } pending ? Of(account, pending.Command, today, policy) : Rows(),
        TakeOverBalance c => Rows(c.Invoices.Select(invoice => invoice.Number).Concat(c.Credits.Select(credit => credit.Reference)).Select(name => DocumentIds.OfOpening(account.AccountId, name))),
        WithdrawAdjustment c => Rows([c.AdjustmentId]),
        RecordRefund c => Rows([c.CreditId]),
        KeepAsCredit c => Rows([c.CreditId]),
        AgreeInstalments c => Rows([account.NotVoided(DocumentIds.OfArrangement(account.AccountId, c.Key)), .. c.DocumentIds ?? []]),
        PromisePayment c => Rows([DocumentIds.OfArrangement(account.AccountId, c.Key), .. c.DocumentIds ?? []]),
        CancelArrangement c => Rows([c.ArrangementId]),
        IssueStatement => Rows() with { History = true },
        RunStatements => Rows() with { History = StatementMonth.Next(account, policy)?.DueOn <= today },
        SendToCollections c => Rows(c.DocumentIds),
        AcknowledgeCase c => Rows([c.CaseId]),
        RecallCase c => Rows([c.CaseId]),
        CloseCase c => Rows([c.CaseId]),
        StartPaymentAttempt c => Rows([c.DocumentId]),
        SendPaymentAttempt c => Rows([c.DocumentId]),
        WithdrawPaymentAttempt c => Rows([c.DocumentId]),
        AnswerPaymentAttempt c => Rows([c.DocumentId]),
        _ => Rows(),
    };

    // A closed invoice may be owed again, and then its last arrangement tells how long its dunning was paused.
    private NamedRows WithArrangements(Account account) => account.Invoices.Where(item => item.ArrangementId is not null && Items.Contains(item.ItemId)).Select(item => item.ArrangementId!).ToList() is { Count: > 0 } last
        ? this with { Items = Set(Items.Concat(last)) }
        : this;

    // A run closes what it issues at once; what it drafts stays open until the draft is issued.
    private static IEnumerable<(UsagePeriodKey Key, bool Close)> DueUsage(Account account, DateOnly today, BillingPolicy policy)
    {
        foreach (var key in account.Drafts.Where(draft => draft.FinalizeOn <= today).SelectMany(draft => draft.Usage))
            yield return (key, true);
        foreach (var subscription in account.Subscriptions)
        {
            var next = subscription;
            for (var count = 0; count < policy.CatchUpPeriods && next.NextPeriod() is { } period && period.DueOn <= today; count++, next = next.Billed(period, null))
            {
                if (period.IsMetered)
                    yield return (period.UsageKey, account.Terms.DraftWindowBy(policy) == 0);
            }
        }
    }

    // Where credits for unused time exceed the charges, they are credit notes to the invoices that billed it.
    private static IEnumerable<string> Corrected(Account account, DateOnly today) =>
        account.Charges.Where(charge => charge.Corrects is not null && charge.BillOn <= today).Select(charge => charge.CorrectsDocumentId);

    private static IEnumerable<string> BilledAhead(Account account, string subscriptionId) =>
        account.Subscriptions.Where(known => known.SubscriptionId == subscriptionId).SelectMany(known => known.Ahead).Select(known => known.DocumentId);

    private static NamedRows Rows(
        IEnumerable<string>? items = null, IEnumerable<string>? drafts = null, IEnumerable<string>? documents = null, IEnumerable<(UsagePeriodKey Key, bool Close)>? usage = null, IEnumerable<string>? charges = null) =>
        new(Set(items ?? []), Set(drafts ?? []), Set(documents ?? []), (usage ?? []).GroupBy(named => named.Key).ToDictionary(named => named.Key, named => named.Any(one => one.Close)), Set(charges ?? []));

    private static IReadOnlyList<Allocation> Invoice(Account account, string documentId) =>
        account.Invoices.FirstOrDefault(item => item.ItemId == documentId)?.Allocations ?? [];

    private static IReadOnlyList<Allocation> Credit(Account account, string paymentId) =>
        account.Credits.FirstOrDefault(item => item.ItemId == paymentId)?.Allocations ?? [];

    private static HashSet<string> Set(IEnumerable<string> ids) => ids.ToHashSet(StringComparer.Ordinal);
}
