namespace Billing.Domain.Tests;

/// <summary>What must hold of an account after every command.</summary>
internal sealed class HistoryChecks(PaperAccount full, StoredAccount stored)
{
    private readonly Dictionary<(string Account, string? DocumentId), Money> ledger = [];
    private readonly Dictionary<(string Account, string? DocumentId), Money> byDocument = [];
    private static readonly string[] Income = ["revenue", ChartOfAccounts.Fees, ChartOfAccounts.Interest];
    private readonly Dictionary<string, Money> totals = [];
    private readonly HashSet<(string Account, string? DocumentId)> deferred = [];
    private readonly BilledDays days = new(() => full.World);
    private readonly InvoiceChecks invoices = new();
    private readonly ArrangementChecks arrangements = new(() => full.World);
    private readonly ChargingChecks charging = new();
    private readonly Dictionary<string, Invoice> issued = [];
    private readonly CollectionsChecks collections = new();

    private Account State => full.Account!;

    private Money Nothing => Money.Zero(State.Currency());

    /// <summary>With only the named rows loaded, the same is decided, and the same state is left, byte for byte.</summary>
    public void Alike(Decision inMemory, Decision fromRows)
    {
        Assert.Equal(Describe(inMemory), Describe(fromRows));
        Assert.Equal(Json.Write(State.Snapshot()), stored.State);
        Assert.Equal(
            State.Items().Select(Json.Write).Order(StringComparer.Ordinal),
            stored.ItemsAsText.Order(StringComparer.Ordinal));
        Assert.Equal(stored.State, Json.Write(Json.Read<Account>(stored.State!)));
    }

    /// <summary>The books after new events.</summary>
    public void Books(IReadOnlyList<AccountEvent> events, DateOnly today)
    {
        foreach (var happened in events)
        {
            Assert.Equal(Json.Write(happened), Json.Write(Json.Read<AccountEvent>(Json.Write(happened))));
            foreach (var entry in AccountPosting.Post(happened))
                Enter(entry);
            days.See(happened, today);
            invoices.See(happened);
            arrangements.See(happened);
            collections.See(happened);
            if (happened is InvoiceFinalized finalized)
                Assert.True(issued.TryAdd(finalized.Invoice.DocumentId, finalized.Invoice), "A document is issued twice.");
            if (happened is LateChargeIssued late)
                Assert.True(issued.TryAdd(late.Charge.DocumentId, late.Charge), "A late charge is issued twice.");
            Dunned(happened);
            charging.See(happened, State);
        }

        Receipted(events);
        foreach (var document in IssuedBy(events))
        {
            Assert.Equal(Json.Write(document), Json.Write(Json.Read<IssuedDocument>(Json.Write(document))));
            if (document is IssuedInvoice invoice)
                EInvoiced(invoice);
        }

        Items();
        Undone();
        arrangements.Settled(State, events);
        collections.Ties(State);
        ControlAccounts();
    }

    /// <summary>The agenda names the day on which a run does something, and no day before it does.</summary>
    public void Agenda(DateOnly today, int someDays)
    {
        Agenda(new RunBilling(), AccountAgenda.BillOn(State), today, someDays);
        Agenda(new RunCollections(), AccountAgenda.CollectOn(State, full.World.Policy, today), today, someDays);
        Agenda(new RunCharging(), AccountAgenda.ChargeOn(State, full.World.Policy), today, someDays);
        Agenda(new RunStatements(), AccountAgenda.StateOn(State, full.World.Policy), today, someDays);
    }

    public void EverythingDueIsBilled(DateOnly today) => days.EverythingDueIsBilled(today);

    /// <summary>The events alone, read from JSON, give the state again.</summary>
    public void Replay()
    {
        var replayed = full.Commits.Aggregate((Account?)null, (account, events) => AccountEvolution.Apply(account, [.. events.Select(happened => Json.Read<AccountEvent>(Json.Write(happened)))]));
        Assert.Equal(Json.Write(State), Json.Write(replayed));
        Assert.Equal(stored.State, Json.Write(replayed!.Snapshot()));
    }

    private void Agenda(AccountCommand run, DateOnly? on, DateOnly today, int someDays)
    {
        if (on is { } day)
        {
            var actual = day < today ? today : day;
            Assert.True(DoesSomething(run, actual), $"{run.GetType().Name} does nothing on {actual:O}, the day that the agenda names.");
            for (var earlier = day.DayNumber > today.DayNumber ? day.AddDays(-1) : today; earlier >= today && earlier < day; earlier = earlier.AddDays(-1 - someDays))
                Assert.False(DoesSomething(run, earlier), $"{run.GetType().Name} does something on {earlier:O}, before {day:O}, the day that the agenda names.");
        }
        else
        {
            Assert.False(DoesSomething(run, today.AddDays(someDays * 20)), $"{run.GetType().Name} does something in {someDays * 20} days, though nothing is on the agenda.");
        }
    }

    private bool DoesSomething(AccountCommand run, DateOnly day) =>
        full.Decide(run, day) is Decision.NeedsNumbers or Decision.Accepted { Events.Count: > 0 };

    private static string Describe(Decision decision) => decision switch
    {
        Decision.Accepted accepted => string.Join('\n', accepted.Events.Select(Json.Write)),
        Decision.Refused refused => refused.Refusal.ToString(),
        _ => throw new InvalidOperationException("Not decided."),
    };

    private IEnumerable<IssuedDocument> IssuedBy(IReadOnlyList<AccountEvent> events) =>
        full.Documents.TakeLast(events.Count).Select(document => document.Value);

    // Each payment has its receipt, whose sums are right and whose balances are the account's.
    private void Receipted(IReadOnlyList<AccountEvent> events)
    {
        var moved = events.Where(happened => happened is PaymentApplied or PaymentReversed).Select(happened => happened is PaymentReversed went ? -went.Amount : ((PaymentApplied)happened).Amount).ToList();
        var receipts = events.OfType<ReceiptIssued>().Select(issued => issued.Receipt).ToList();
        Assert.Equal(moved, receipts.Select(receipt => receipt.Amount));
        foreach (var receipt in receipts)
        {
            Assert.Equal(receipt.Amount, Money.Sum(receipt.Lines.Select(line => line.Paid), State.Currency()) + receipt.ToCredit);
            Assert.Equal((State.Receivable(), State.Credit()), (receipt.Owed, receipt.Credit));
            foreach (var line in receipt.Lines)
            {
                Assert.Equal(line.Open, line.Before - (line.Paid - line.Recovered) - Money.Sum(line.Reductions.Select(part => part.Amount), State.Currency()));
                Assert.Equal(State.Invoices.Single(item => item.ItemId == line.DocumentId).Balance, line.Open);
            }
        }
    }

    private void Enter(JournalEntry entry)
    {
        Assert.True(entry.PostingDate >= full.World.FirstOpenDay);
        Assert.True(Money.Sum(entry.Lines.Select(line => line.Amount), State.Currency()).IsZero);
        foreach (var line in entry.Lines)
        {
            var balance = ledger[(line.Account, line.DocumentId)] = ledger.GetValueOrDefault((line.Account, line.DocumentId), Nothing) + line.Amount;
            totals[line.Account] = totals.GetValueOrDefault(line.Account, Nothing) + line.Amount;
            if (!line.Account.StartsWith("deferred-revenue:", StringComparison.Ordinal) || balance.IsZero)
                deferred.Remove((line.Account, line.DocumentId));
            else
                deferred.Add((line.Account, line.DocumentId));
            byDocument[(line.Account.Split(':')[0], line.DocumentId)] = byDocument.GetValueOrDefault((line.Account.Split(':')[0], line.DocumentId), Nothing) + line.Amount;
        }
    }

    private void Dunned(AccountEvent happened)
    {
        var (items, date) = happened switch
        {
            NoticeIssued e => (e.Items, e.Date),
            AccountSentToCollections e => (e.Items, e.Date),
            _ => ([], default),
        };
        foreach (var item in items.Select(dunned => State.Invoices.Single(known => known.ItemId == dunned.DocumentId)))
        {
            Assert.True(item is { IsOpen: true, DisputedBecause: null });
            Assert.False(State.Hold?.HoldsOn(date) ?? false);
            Assert.False(item.Attempts is [.., { IsLive: true } live] && date < live.StartedOn.AddDays(14), "What may be paid already is dunned.");

            // A late charge goes with what it is about, due or not.
            if (happened is not AccountSentToCollections sent || State.Invoices.Any(about => items.Any(other => other.DocumentId == about.ItemId) && about.Late?.Charged.Any(charge => charge.DocumentId == item.ItemId) == true))
                continue;
            Assert.True(item.DueDate < date);
            if (sent.Reason.Length == 0)
                Assert.True(item.FinalNoticeOn is { } final && date.DayNumber - final.DayNumber >= Math.Max(1, full.World.Dunning.Collections.DaysAfterFinalNotice));
        }

        if (items.Count > 0 && happened is not AccountSentToCollections { Reason.Length: > 0 })
            Assert.False(full.World.Dunning.QuietDays.IsQuiet(date), "Something goes out on a quiet day.");
        if (items.Count > 0 && State.Credits.Any(credit => credit.IsUsable))
            Assert.True(Usable() < Money.Sum(State.Invoices.Where(item => item.DisputedBecause is null).Select(item => item.Balance), State.Currency()), "What credit settles is dunned.");
        if (happened is NoticeIssued notice)
            Assert.Single(full.Events.OfType<NoticeIssued>(), known => known.Date == notice.Date);
    }

    private Money Usable() => Money.Sum(State.Credits.Where(credit => credit.IsUsable).Select(credit => credit.Unused), State.Currency());

    // What was to be paid and is, suspends nothing and is nobody's any more.
    private void Undone()
    {
        if (State.Assignment is { } assignment)
            Assert.Contains(State.Invoices, item => item.IsPayable && assignment.DocumentIds.Contains(item.ItemId));
        if (State.Suspension is { } suspension)
            Assert.Contains(State.Invoices, item => item.IsPayable && suspension.DocumentIds.Contains(item.ItemId) && item.IsSuspending);
    }

    private void Items()
    {
        foreach (var item in State.Invoices)
        {
            Assert.False(item.Balance.IsNegative);
            Assert.All(item.Deductions, kept => Assert.True(kept.Amount.IsPositive && (item.CancelledBy is null)));
            Assert.All(item.Allocations, part => Assert.True(part.Amount.IsPositive && part.DocumentId == item.ItemId));
            var allocated = Money.Sum(item.Allocations.Select(part => part.Amount), item.Total.Currency);
            Assert.Equal(item.CancelledBy is null ? item.Total : Nothing, item.Balance + item.WrittenOff + allocated + (item.Discount?.Amount ?? Nothing) + Money.Sum(item.Deductions.Select(kept => kept.Amount), item.Total.Currency) + (item.SettledBefore ?? Nothing));
            Assert.False(item.WrittenOff.IsNegative);
            if (item.Credited is { } credited)
                Credited(item, credited);
            if (item.UnusedTime is not null)
                Unused(item);
        }

        foreach (var credit in State.Credits)
        {
            Assert.False(credit.Unused.IsNegative);
            Assert.All(credit.Allocations, part => Assert.True(part.Amount.IsPositive && part.PaymentId == credit.ItemId));
            Assert.Equal(credit.Amount, credit.Unused + credit.Refunded + Money.Sum(credit.Allocations.Select(part => part.Amount), credit.Amount.Currency));
        }

        Assert.Equal(
            State.Invoices.SelectMany(item => item.Allocations).Select(part => part.ToString()).Order(StringComparer.Ordinal),
            State.Credits.SelectMany(item => item.Allocations).Select(part => part.ToString()).Order(StringComparer.Ordinal));
    }

    // Never more than the lines have, one by one and by tax; and with the whole base the whole tax.
    private void Credited(InvoiceItem item, CreditedAmounts credited)
    {
        var invoice = issued[item.ItemId];
        foreach (var (line, billed) in credited.Lines.Select(line => (line.Net.Amount, invoice.Lines.Single(known => known.LineNo == line.LineNo).Net.Amount)))
            Assert.InRange(line, Math.Min(0, billed), Math.Max(0, billed));
        foreach (var tax in credited.Taxes)
        {
            var billed = invoice.Taxes.Single(known => known.Tax == tax.Tax);
            var lines = invoice.Lines.Where(line => line.Tax == tax.Tax).Select(line => line.Net.Amount).ToList();
            Assert.InRange(tax.Base.Amount, lines.Sum(net => Math.Min(0, net)), lines.Sum(net => Math.Max(0, net)));
            Assert.Equal(tax.Base == billed.Base ? billed.Amount : Money.Round(tax.Base.Amount * tax.Tax.Rate / 100, invoice.Currency), tax.Amount);
        }

        if (invoice.Lines.All(line => !line.Net.IsNegative))
            Assert.InRange(credited.Total.Amount, 0, invoice.Totals.Total.Amount);
        Assert.Equal(credited.Total, -Money.Sum(full.IssuedInvoices.Where(document => document.Invoice.Kind == DocumentKind.CreditNote && document.Preceding!.Number == item.Number).Select(document => document.Invoice.Totals.Total), invoice.Currency));
    }

    // Whatever has a number keeps the rules of its format, and says the ledger's sums. What only the seller's usual format cannot say is a PDF alone.
    private static void EInvoiced(IssuedInvoice issued)
    {
        if (issued is { Invoice.Kind: DocumentKind.Invoice, Buyer.EInvoiceFormat: null })
            Assert.Equal(issued.Invoice.Currency.MinorDigits <= 2, issued.IsEInvoice);
        if (EInvoice.Of(issued) is not { } invoice)
            return;
        Assert.Empty(EInvoiceRules.Check(invoice));
        Assert.Equal(issued.Total, invoice.Type == EInvoiceType.CreditNote ? -invoice.Totals.Due : invoice.Totals.Due + invoice.Totals.Prepaid);
    }

    // What is credited as unused time and by notes is no more than the line.
    private void Unused(InvoiceItem item)
    {
        foreach (var line in issued[item.ItemId].Lines)
        {
            var given = (item.UnusedTime ?? []).Concat(item.Credited?.Lines ?? []).Where(known => known.LineNo == line.LineNo).Select(known => known.Net);
            Assert.InRange(Money.Sum(given, State.Currency()).Amount, 0, Math.Max(0, line.Net.Amount));
        }
    }

    private void ControlAccounts()
    {
        Assert.Equal(State.Receivable(), Balance(ChartOfAccounts.Receivables));
        Assert.Equal(-State.Credit(), Balance(ChartOfAccounts.CustomerCredit));
        Assert.Equal(Money.Sum(State.Credits.Where(credit => credit.Kind == CreditKind.Payment).Select(credit => credit.Amount), State.Currency()), Balance(ChartOfAccounts.Suspense));
        Assert.Equal(Money.Sum(State.Credits.Where(credit => credit.Kind == CreditKind.Adjustment).Select(credit => credit.Amount), State.Currency()), Balance(ChartOfAccounts.Adjustments));
        Assert.Equal(
            Money.Sum(State.Credits.Where(credit => credit.Kind == CreditKind.TakenOver).Select(credit => credit.Amount), State.Currency())
                - Money.Sum(State.Invoices.Where(item => item.SettledBefore is not null).Select(item => item.Total - item.SettledBefore!.Value), State.Currency()),
            Balance(ChartOfAccounts.OpeningBalance));
        var discounts = State.Invoices.Where(item => item.Discount is not null).Select(item => item.Discount!).ToList();
        Assert.Equal(Money.Sum(discounts.Select(taken => taken.Amount - Money.Sum(taken.Taxes.Select(tax => tax.Amount), State.Currency())), State.Currency()), Balance(ChartOfAccounts.Discounts));
        foreach (var kind in State.Invoices.SelectMany(item => item.Deductions).GroupBy(kept => (kept.Kind, kept.Jurisdiction)))
            Assert.Equal(Money.Sum(kind.Select(kept => kept.Amount), State.Currency()), Balance(kind.Key.Kind switch { DeductionKind.ShortPayment => ChartOfAccounts.PaymentDifferences, DeductionKind.BankCharges => ChartOfAccounts.ProcessorFees, _ => ChartOfAccounts.WithholdingTax(kind.Key.Jurisdiction) }));
        Assert.Equal(Money.Sum(State.Invoices.SelectMany(item => item.Deductions).Select(kept => kept.Amount), State.Currency()), Money.Sum(totals.Where(total => total.Key is ChartOfAccounts.PaymentDifferences or ChartOfAccounts.ProcessorFees || total.Key.StartsWith("withholding-tax:", StringComparison.Ordinal)).Select(total => total.Value), State.Currency()));
        Assert.Equal(-Money.Sum(State.Credits.Select(credit => credit.Refunded), State.Currency()), Balance(ChartOfAccounts.Cash("bank")));
        Assert.Equal(Money.Sum(State.Invoices.Select(item => item.WrittenOff + item.Provision), State.Currency()), Balance(ChartOfAccounts.BadDebt));
        Assert.Equal(-Money.Sum(State.Invoices.Select(item => item.Provision), State.Currency()), Balance(ChartOfAccounts.BadDebtProvision));
        foreach (var item in State.Invoices)
        {
            Assert.Equal(Provisioning.Of(item.Balance, item.ProvisionPercent), item.Provision);
            Assert.Equal(item.Balance, ledger.GetValueOrDefault((ChartOfAccounts.Receivables, item.ItemId), Nothing));
            if (item.SettledBefore is not null)
                continue;
            var credited = Money.Sum(item.Credited?.Lines.Select(line => line.Net) ?? [], State.Currency());
            var net = item.CancelledBy is null ? issued[item.ItemId].Totals.Net - credited : Nothing;
            Assert.Equal(-net, Money.Sum(Income.Select(account => byDocument.GetValueOrDefault((account, item.ItemId), Nothing)), State.Currency()));
        }

        // All of a document's schedule is posted with it.
        Assert.Empty(deferred);
    }

    private Money Balance(string account) => totals.GetValueOrDefault(account, Nothing);
}
