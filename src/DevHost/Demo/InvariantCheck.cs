using Billing.Domain;
using Billing.Functions.Accounts;
using Billing.Functions.Deliveries;
using Billing.Functions.Journal;
using Billing.Functions.Payments;
using Billing.Functions.Storage;
using Billing.Functions.Tasks;

namespace Billing.DevHost.Demo;

/// <summary>Holds what is stored against the invariants, and counts while it reads.</summary>
internal sealed class InvariantCheck(IServiceProvider app, DevEnvironment environment, Samples samples, DemoDesks desks)
{
    /// <summary>What operators record is told by nobody else.</summary>
    private const string ManualPayments = "manual";

    private readonly LedgerReader ledger = new(app);
    private readonly List<string> broken = [];
    private readonly List<Money> openBalances = [];
    private readonly List<Money> credits = [];
    private readonly List<AccountEvent> events = [];
    private readonly HashSet<AccountId> sentToCollections = [];
    private readonly SortedDictionary<string, int> payments = new(StringComparer.Ordinal);
    private readonly HashSet<string> eventIds = new(StringComparer.Ordinal);

    /// <param name="startedAt">When the demo began.</param>
    public async Task<DemoResult> CheckAsync(DateTime startedAt, CancellationToken cancel)
    {
        var documents = new DocumentCheck(app, samples.Customers.Where(customer => customer.BouncesFrom is not null).Select(customer => customer.CustomerId).ToHashSet(StringComparer.Ordinal), Holds);
        await foreach (var (account, state) in ledger.AccountsAsync(cancel))
            await CheckAccountAsync(account, state, documents, cancel);
        await documents.CheckNumbersAsync(cancel);
        var journal = await ReadJournalAsync(cancel);
        var suspense = await ReadPaymentsAsync(cancel);
        CheckCash(journal);
        var tasks = await ReadTasksAsync(cancel);

        var receivables = Of(journal, ChartOfAccounts.Receivables);
        var open = DemoResult.ByCurrency(openBalances);
        Holds(Same(receivables, open), $"receivables in the journal {Text(receivables)} are the sum of the open balances {Text(open)}");
        Holds(Same(Of(journal, ChartOfAccounts.CustomerCredit), Negated(DemoResult.ByCurrency(credits))), "customer credit in the journal is the accounts' unused credit");
        Holds(Same(Of(journal, ChartOfAccounts.Suspense), Negated(suspense)), $"suspense in the journal {Text(Of(journal, ChartOfAccounts.Suspense))} is what payments have unassigned {Text(suspense)}");
        foreach (var version in journal.GroupBy(line => (line.Source, line.Version)).Where(version => version.Sum(line => line.Amount.Amount) != 0))
            broken.Add($"{version.Key} does not balance");

        var published = environment.ServiceBus.Published("billing-events");
        Holds(published.Select(message => message.MessageId).ToHashSet(StringComparer.Ordinal).SetEquals(eventIds), $"each of {eventIds.Count} events is published once, of which {published.Count} were");
        var receipts = events.OfType<ReceiptIssued>().Select(issued => issued.Receipt).ToList();
        var moved = events.OfType<PaymentApplied>().Select(came => came.AssignmentId).Concat(events.OfType<PaymentReversed>().Select(went => went.AssignmentId));
        Holds(moved.Order(StringComparer.Ordinal).SequenceEqual(receipts.Select(receipt => receipt.AssignmentId).Order(StringComparer.Ordinal)), "each payment that came to an account or was taken back has one receipt");
        var emails = environment.Mail.Messages.Count;
        Holds(emails == documents.Sent, $"{documents.Sent} copies make {emails} e-mails");
        Holds(desks.Office.LettersMailed == documents.LettersMailed, $"{desks.Office.LettersMailed} letters were mailed, and {documents.LettersMailed} count as sent");

        await CheckReportsAsync(receivables, cancel);
        broken.AddRange(LedgerExportCheck.Faults(desks.Office.LedgerExports, journal));

        return new DemoResult(
            events.OfType<InvoiceFinalized>().Count(), events.OfType<CreditNoteIssued>().Count(), receipts.Count, samples.Usage.Count, broken.All(fault => !fault.StartsWith("series", StringComparison.Ordinal)), documents.Documents, documents.EInvoices, documents.EInvoicesInPdfs, emails, documents.Withheld,
            events.OfType<PaymentApplied>().Count(), payments, desks.Webhooks.Deliveries, desks.Webhooks.Duplicates, desks.Webhooks.Payouts, desks.Bank.ArrivedPayouts, desks.Webhooks.Disputes, desks.Bank.Transfers, events.OfType<InvoiceBecameOverdue>().Count(), sentToCollections.Count, published.Count,
            DemoResult.ByCurrency(journal.Where(line => line.Amount.IsPositive).Select(line => line.Amount)),
            DemoResult.ByCurrency(journal.Where(line => line.Amount.IsNegative).Select(line => -line.Amount)),
            receivables, open, suspense, tasks, Math.Round((DateTime.UtcNow - startedAt).TotalSeconds, 1))
        {
            Notices = events.OfType<NoticeIssued>().Count(),
            Letters = documents.Letters,
            PrintBatches = desks.Office.PrintBatches,
            LateCharges = events.OfType<LateChargeIssued>().Count(),
            Arrangements = events.OfType<ArrangementAgreed>().Count(),
            Cases = events.OfType<AccountSentToCollections>().Count(sent => !sent.IsAddition),
            AgencyExports = desks.Office.AgencyExports,
            Recalls = events.OfType<CollectionsCaseRecalled>().Count(),
            WriteOffs = events.OfType<InvoiceWrittenOff>().Count(),
            Recoveries = events.OfType<PaymentApplied>().Count(applied => applied.Allocations.Any(part => part.Kind == AllocationKind.Recovery)),
            Statements = events.OfType<StatementIssued>().Count(),
            Reports = desks.Reports.Count,
            LedgerExports = desks.Office.LedgerExports.Count,
            Broken = broken,
        };
    }

    private async Task CheckAccountAsync(AccountId account, Account state, DocumentCheck documents, CancellationToken cancel)
    {
        openBalances.Add(state.Receivable());
        credits.Add(state.Credit());
        Account? replayed = null;
        var own = new List<AccountEvent>();
        await foreach (var record in app.GetRequiredService<AccountRows>().HistoryAsync(account, cancel))
        {
            replayed = AccountEvolution.Apply(replayed, record.Events);
            own.AddRange(record.Events);
            if (record.Events.OfType<AccountSentToCollections>().Any())
                sentToCollections.Add(account);
            for (var index = 0; index < record.Events.Count; index++)
                eventIds.Add($"{account}/{record.Version}/{index}");
        }

        Holds(BillingJson.Write(replayed!.Snapshot()) == BillingJson.Write(state), $"replaying {account} gives its state");
        foreach (var item in replayed.Invoices)
            Holds(
                item.CancelledBy is not null || item.Balance + item.WrittenOff + Money.Sum(item.Allocations.Select(part => part.Amount).Concat(item.Discount is { } taken ? [taken.Amount] : []).Concat(item.Deductions.Select(kept => kept.Amount)), item.Balance.Currency) == item.Total,
                $"the balance of {item.Number} is its total less what was allocated, written off, taken as a discount and deducted");
        foreach (var subscription in replayed.Subscriptions)
            broken.AddRange(PeriodCheck.Faults(own, subscription, DemoRun.LastDay).Select(fault => $"{account} {subscription.SubscriptionId}: {fault}"));
        foreach (var invoice in own.OfType<InvoiceFinalized>().Select(issued => issued.Invoice).Concat(own.OfType<CreditNoteIssued>().Select(issued => issued.Note)))
            CheckTotals(invoice);
        CheckStages(account, state, own);
        await documents.CheckDeliveriesAsync(account, own.OfType<NoticeIssued>(), cancel);
        events.AddRange(own);
    }

    private void CheckStages(AccountId account, Account state, List<AccountEvent> own)
    {
        broken.AddRange(StageCheck.DunnedThoughStopped(own).Select(fault => $"{account}: {fault}"));
        if (samples.Overdue.Stages.FirstOrDefault(stages => stages.Account == account) is not { } told)
            return;
        broken.AddRange(StageCheck.Faults(own, told.InOrder).Select(fault => $"{account}: {fault}"));
        Holds(state.Receivable().IsZero, $"{account} owes nothing at the end of its story, but {state.Receivable()}");
    }

    // What was seen day by day is what is seen afterwards of the same days; and the last day's aging is what customers owe less what they have to their credit.
    private async Task CheckReportsAsync(SortedDictionary<string, decimal> receivables, CancellationToken cancel)
    {
        foreach (var report in await desks.Reports.ChangedAsync(cancel))
            broken.Add($"the report {report} is the same whenever it is asked for");
        var aging = DemoResult.ByCurrency(desks.Reports.TotalsOf("aging", "buckets"));
        var unused = DemoResult.ByCurrency(credits);
        var owed = new SortedDictionary<string, decimal>(receivables.ToDictionary(sum => sum.Key, sum => sum.Value - unused.GetValueOrDefault(sum.Key)), StringComparer.Ordinal);
        Holds(Same(aging, owed), $"the aging {Text(aging)} is receivables less credit {Text(owed)}");
    }

    // Total = net + tax + rounding. Where all prices include tax, the total is what was priced; rounding is a minor unit a rate at most.
    private void CheckTotals(Invoice invoice)
    {
        var (totals, currency) = (invoice.Totals, invoice.Currency);
        Holds(totals.Total == totals.Net + totals.Tax + totals.Rounding, $"{invoice.DocumentId} is its net, tax and rounding");
        Holds(Money.Sum(invoice.Lines.Select(line => line.Net), currency) == totals.Net && Money.Sum(invoice.Taxes.Select(tax => tax.Amount), currency) == totals.Tax, $"{invoice.DocumentId} sums up its lines and taxes");
        Holds(Math.Abs(totals.Rounding.MinorUnits) <= invoice.Taxes.Count, $"{invoice.DocumentId} rounds by {totals.Rounding}");
        if (invoice.Lines.Count > 0 && invoice.Lines.All(line => line.TaxIncluded))
            Holds(Money.Sum(invoice.Lines.Select(line => line.Amount()), currency) == totals.Total, $"{invoice.DocumentId} is what its prices, which include tax, sum up to");
    }

    private async Task<List<JournalRow>> ReadJournalAsync(CancellationToken cancel)
    {
        var lines = new List<JournalRow>();
        foreach (var seller in samples.Sellers)
            lines.AddRange(await app.GetRequiredService<JournalBook>().ReadAsync(seller.SellerId, DateOnly.MinValue, new DateOnly(9999, 12, 30), cancel).ToListAsync(cancel));
        return lines;
    }

    // What the books have at a processor, on its way and at the bank is what these say themselves.
    private void CheckCash(List<JournalRow> journal)
    {
        IEnumerable<(string Seller, string Account, Money Amount)> amounts =
        [
            .. desks.Webhooks.Held.Select(held => (held.Key.Merchant.SellerId, ChartOfAccounts.Cash(held.Key.Merchant.Processor), held.Value)),
            .. desks.Bank.Balances.Select(balance => (balance.Seller, ChartOfAccounts.Cash(DemoPayments.Bank), balance.Balance)),
            .. desks.Bank.InTransit.Select(payout => (payout.Merchant.SellerId, ChartOfAccounts.CashInTransit(payout.Merchant.Processor), payout.Amount)),
        ];
        var told = amounts.ToLookup(one => (one.Seller, one.Account, one.Amount.Currency), one => one.Amount);
        var booked = journal.Where(line => line.LedgerAccount.StartsWith("cash", StringComparison.Ordinal) && line.LedgerAccount != ChartOfAccounts.Cash(ManualPayments))
            .ToLookup(line => (Seller: line.SellerId, Account: line.LedgerAccount, line.Amount.Currency), line => line.Amount);
        foreach (var key in told.Select(one => one.Key).Union(booked.Select(one => one.Key)))
            Holds(Money.Sum(booked[key], key.Currency) == Money.Sum(told[key], key.Currency), $"{key.Account} of {key.Seller} is {Money.Sum(booked[key], key.Currency)} in the books and {Money.Sum(told[key], key.Currency)} there");
    }

    private async Task<SortedDictionary<string, decimal>> ReadPaymentsAsync(CancellationToken cancel)
    {
        var suspense = new List<Money>();
        await foreach (var payment in app.GetRequiredService<PaymentBook>().AllAsync(cancel))
        {
            payments[payment.Id.Processor] = payments.GetValueOrDefault(payment.Id.Processor) + 1;
            if (payment.Suspense() is { IsZero: false } unassigned)
                suspense.Add(unassigned);
        }

        return DemoResult.ByCurrency(suspense);
    }

    private async Task<SortedDictionary<string, int>> ReadTasksAsync(CancellationToken cancel)
    {
        var tasks = new List<WorkTask>();
        foreach (var seller in samples.Sellers)
            tasks.AddRange(await app.GetRequiredService<TaskBook>().OpenTasksAsync(seller.SellerId, cancel).ToListAsync(cancel));
        var undeliverable = tasks.Where(task => task.Kind == DeliveryTasks.Address).Select(task => AccountId.Parse(task.Subject).Customer);
        Holds(samples.Customers.Where(customer => customer.BouncesFrom is not null).Select(customer => customer.CustomerId).ToHashSet(StringComparer.Ordinal).SetEquals(undeliverable), "each customer whose e-mails came back is a task");
        return new(tasks.GroupBy(task => task.Kind).ToDictionary(kind => kind.Key, kind => kind.Count()), StringComparer.Ordinal);
    }

    private void Holds(bool holds, string what)
    {
        if (!holds)
            broken.Add(what);
    }

    private static SortedDictionary<string, decimal> Of(List<JournalRow> journal, string account) =>
        DemoResult.ByCurrency(journal.Where(line => line.LedgerAccount == account).Select(line => line.Amount));

    private static bool Same(SortedDictionary<string, decimal> a, SortedDictionary<string, decimal> b) =>
        a.Keys.Union(b.Keys).All(currency => a.GetValueOrDefault(currency) == b.GetValueOrDefault(currency));

    private static SortedDictionary<string, decimal> Negated(SortedDictionary<string, decimal> sums) => new(sums.ToDictionary(sum => sum.Key, sum => -sum.Value), StringComparer.Ordinal);

    private static string Text(SortedDictionary<string, decimal> sums) => string.Join(", ", sums.Select(sum => $"{sum.Value} {sum.Key}"));
}
