namespace Billing.Domain;

/// <summary>What is open on an account at the end of a day, by posting dates: the invoices' balances and the unused credit.</summary>
internal sealed class StatementLedger
{
    private readonly DateOnly through;
    private readonly Account account;
    private readonly Account asOf;
    private readonly Dictionary<string, Money> owed = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Money> given = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Money> unused = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> receipts = new(StringComparer.Ordinal);
    private readonly HashSet<string> posted = new(StringComparer.Ordinal);

    private StatementLedger(DateOnly through, Account account, Account asOf)
    {
        (this.through, this.account, this.asOf) = (through, account, asOf);
        Currency = account.Currency();
    }

    /// <summary>Of every amount.</summary>
    public Currency Currency { get; }

    /// <summary>Reads a history.</summary>
    /// <param name="history">All that was recorded of the account, oldest first.</param>
    /// <param name="through">The day at whose end things are open.</param>
    /// <exception cref="InvalidOperationException">The account was never opened, or an event changes its balance and no statement would say so.</exception>
    public static StatementLedger Of(IReadOnlyList<RecordedEvents> history, DateOnly through)
    {
        Account? account = null, asOf = null;
        foreach (var recorded in history)
        {
            account = AccountEvolution.Apply(account, recorded.Events);
            asOf = asOf is null || recorded.Today <= through ? account : asOf;
        }

        if (account is null || asOf is null)
            throw new InvalidOperationException("There is no statement of an account that was never opened.");
        var ledger = new StatementLedger(through, account, asOf);
        ledger.RequireTied(history);
        var events = history.SelectMany(recorded => recorded.Events).ToList();
        ledger.posted.UnionWith(events.SelectMany(ledger.PostedBy));
        events.ForEach(ledger.Enter);
        return ledger;
    }

    /// <summary>The number of an invoice.</summary>
    public string NumberOf(string documentId) => account.Invoices.First(item => item.ItemId == documentId).Number;

    /// <summary>What is open: invoices in the order in which money is allocated, then credit by its day.</summary>
    public IReadOnlyList<StatementItem> OpenItems() =>
    [
        .. account.Invoices.Where(item => owed.TryGetValue(item.ItemId, out var open) && !open.IsZero).Select(Invoice),
        .. account.Credits.Where(item => unused.TryGetValue(item.ItemId, out var left) && !left.IsZero).Select(Credit),
    ];

    /// <summary>What the customer is asked for.</summary>
    public Money ToPay()
    {
        var toRefund = asOf.Credits.Where(credit => credit.ForRefund).Select(credit => credit.ItemId).ToHashSet(StringComparer.Ordinal);
        var left = Money.Sum(owed.Values, Currency) - Money.Sum(unused.Where(credit => !toRefund.Contains(credit.Key)).Select(credit => credit.Value), Currency);
        return left.IsPositive ? left : Money.Zero(Currency);
    }

    private StatementItem Invoice(InvoiceItem item) => new(
        KindOf(item), item.Number, item.IssueDate, item.DueDate, Math.Max(0, through.DayNumber - item.DueDate.DayNumber), item.Total, owed[item.ItemId])
    { Mark = asOf.Invoices.FirstOrDefault(known => known.ItemId == item.ItemId) is { } then ? MarkOf(then) : null };

    private static StatementLineKind KindOf(InvoiceItem item) =>
        item.SettledBefore is not null ? StatementLineKind.TakenOver : item.IsLateCharge ? StatementLineKind.LateCharge : StatementLineKind.Invoice;

    // A hand-off stands before the rest: whoever has it asks for it.
    private StatementMark? MarkOf(InvoiceItem item) =>
        item.InCollectionsSince is not null ? StatementMark.InCollections
        : item.DisputedBecause is not null ? StatementMark.Disputed
        : asOf.ArrangementOf(item) is not null ? StatementMark.Arranged
        : null;

    // What was paid out on a day before the credit's own is there without it until then.
    private StatementItem Credit(CreditItem item) =>
        new(KindOf(item.Kind), NumberOf(item), item.ValueDate, null, 0, -given.GetValueOrDefault(item.ItemId, Money.Zero(Currency)), -unused[item.ItemId]);

    private static StatementLineKind KindOf(CreditKind kind) => kind switch
    {
        CreditKind.Payment => StatementLineKind.Payment,
        CreditKind.CreditNote => StatementLineKind.CreditNote,
        CreditKind.Adjustment => StatementLineKind.Adjustment,
        _ => StatementLineKind.TakenOver,
    };

    // What an operator called an adjustment is no number.
    private string NumberOf(CreditItem item) => item.Kind switch
    {
        CreditKind.Payment => receipts.GetValueOrDefault(item.ItemId, ""),
        CreditKind.Adjustment => "",
        _ => item.Reference,
    };

    private IEnumerable<string> PostedBy(AccountEvent happened) => happened switch
    {
        InvoiceFinalized e when e.PostingDate <= through => [e.Invoice.DocumentId],
        LateChargeIssued e when e.PostingDate <= through => [e.Charge.DocumentId],
        BalanceTakenOver e when e.PostingDate <= through => e.Invoices.Select(taken => taken.DocumentId),
        _ => [],
    };

    private void Enter(AccountEvent happened)
    {
        switch (happened)
        {
            case InvoiceFinalized e: Owe(e.PostingDate, e.Invoice.DocumentId, e.Invoice.Totals.Total); break;
            case LateChargeIssued e: Owe(e.PostingDate, e.Charge.DocumentId, e.Charge.Totals.Total); break;
            case InvoiceVoided e: Voided(e); break;
            case CreditNoteIssued e: Give(e.PostingDate, e.Note.DocumentId, -e.Note.Totals.Total); Settle(e.PostingDate, e.Allocations); break;
            case PaymentApplied e: Give(e.PostingDate, e.PaymentId, e.Amount); Settle(e.PostingDate, e.Allocations); break;
            case PaymentReversed e: Give(e.PostingDate, e.PaymentId, -e.Amount); Reopen(e.PostingDate, e.Reopened); break;
            case CreditUsed e: Settle(e.PostingDate, e.Allocations); break;
            case CreditReallocated e: Reopen(e.PostingDate, e.Released); Settle(e.PostingDate, e.Settled); break;
            case InvoiceWrittenOff e: Owe(e.PostingDate, e.DocumentId, -e.Amount); break;
            case BalanceTakenOver e: TakenOver(e); break;
            case BalanceAdjusted e: Give(e.PostingDate, e.AdjustmentId, e.Amount); break;
            case AdjustmentWithdrawn e: Give(e.PostingDate, e.AdjustmentId, -e.Amount); break;
            case RefundPaid e: Use(e.PostingDate, e.CreditId, e.Amount); break;
            case EarlyDiscountTaken e: Owe(e.PostingDate, e.DocumentId, -e.Amount); break;
            case EarlyDiscountWithdrawn e: Owe(e.PostingDate, e.DocumentId, e.Amount); break;
            case DeductionTaken e: Owe(e.PostingDate, e.DocumentId, -e.Deduction.Amount); break;
            case DeductionWithdrawn e: Owe(e.PostingDate, e.DocumentId, e.Deduction.Amount); break;
            case ReceiptIssued e: receipts.TryAdd(e.Receipt.PaymentId, e.Number); break;
        }
    }

    private void TakenOver(BalanceTakenOver e)
    {
        foreach (var taken in e.Invoices)
            Owe(e.PostingDate, taken.DocumentId, taken.Opening.Balance);
        foreach (var taken in e.Credits)
            Give(e.PostingDate, taken.CreditId, taken.Opening.Unused);
    }

    // All that was paid of it is credit again, also what had recovered a write-off.
    private void Voided(InvoiceVoided e)
    {
        Owe(e.PostingDate, e.VoidedDocumentId, e.Cancellation.Totals.Total);
        foreach (var part in e.Released)
        {
            Use(e.PostingDate, part.PaymentId, -part.Amount);
            Owe(e.PostingDate, part.DocumentId, part.Amount);
        }
    }

    private void Settle(DateOnly postingDate, IReadOnlyList<Allocation> parts)
    {
        foreach (var part in parts)
            Settle(postingDate, part, part.Amount);
    }

    private void Reopen(DateOnly postingDate, IReadOnlyList<Allocation> parts)
    {
        foreach (var part in parts)
            Settle(postingDate, part, -part.Amount);
    }

    // What is posted back to a day before its invoice's settles nothing until that is there: the money is credit so long.
    private void Settle(DateOnly postingDate, Allocation part, Money amount)
    {
        if (part.Kind == AllocationKind.Recovery)
        {
            Use(postingDate, part.PaymentId, amount);
        }
        else if (posted.Contains(part.DocumentId))
        {
            Use(postingDate, part.PaymentId, amount);
            Owe(postingDate, part.DocumentId, -amount);
        }
    }

    private void Owe(DateOnly postingDate, string documentId, Money amount) => Add(owed, postingDate, documentId, amount);

    private void Give(DateOnly postingDate, string creditId, Money amount)
    {
        Add(given, postingDate, creditId, amount);
        Add(unused, postingDate, creditId, amount);
    }

    private void Use(DateOnly postingDate, string creditId, Money amount) => Add(unused, postingDate, creditId, -amount);

    private void Add(Dictionary<string, Money> amounts, DateOnly postingDate, string id, Money amount)
    {
        if (postingDate <= through)
            amounts[id] = amounts.GetValueOrDefault(id, Money.Zero(Currency)) + amount;
    }

    // An event that no statement knows would make it wrong in silence.
    private void RequireTied(IReadOnlyList<RecordedEvents> history)
    {
        var moved = Money.Sum(AccountMovement.Of(history).Select(movement => movement.Amount), Currency);
        if (moved != account.Receivable() - account.Credit())
            throw new InvalidOperationException($"The movements of {account.AccountId} come to {moved}, its state to {account.Receivable() - account.Credit()}: an event changes the balance that no statement shows.");
    }
}
