using System.Globalization;
using System.Text.Json.Nodes;
using Billing.Domain;
using Billing.Functions.Calendar;
using Billing.Functions.Messages;
using Billing.Functions.Reports;
using Billing.Functions.Storage;

namespace Billing.DevHost.Demo;

/// <summary>Six months, day by day: bill, pay, dun, state; at each month's end letters are printed, agencies told and reports taken. Days on which nothing is due cost a look at the calendar.</summary>
internal sealed class DemoRun(DevEnvironment environment, Samples samples, OperatorClient operators, DemoDesks desks, IServiceProvider app, Action<string> progress)
{
    public static readonly DateOnly FirstDay = new(2025, 10, 1);
    public static readonly DateOnly LastDay = new(2026, 3, 31);

    /// <summary>The day of a month that the last one's snapshot is taken on.</summary>
    private const int SnapshotDay = 3;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(40);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(250);

    private readonly PaymentPlan plan = new(samples.Script);
    private readonly List<PlannedDeed> planned = [];
    private readonly Dictionary<AccountId, int> invoicesOf = [];
    private readonly Dictionary<string, long> lastNumberOf = new(StringComparer.Ordinal);
    private readonly LedgerReader ledger = new(app);
    private readonly DemoPayments payments = new(samples, desks.Webhooks, desks.Bank, operators, new LedgerReader(app));
    private readonly MailReports mails = new(samples, environment.Mail, desks.Webhooks);
    private readonly DemoChanges changes = new(samples.Changes, operators);
    private readonly OverdueStory story = new(samples, operators, desks.Bank);
    private readonly UsageFeed usage = new(samples.Usage, operators);

    public async Task RunAsync(CancellationToken cancel)
    {
        await operators.SetClockAsync(Noon(FirstDay.AddDays(-1)), cancel);
        await new SampleLoader(samples, operators).LoadAsync(cancel);
        for (var day = FirstDay; day <= LastDay; day = day.AddDays(1))
        {
            await DayAsync(day, cancel);
            if (day.AddDays(1).Day == 1)
                await MonthEndAsync(day, cancel);
        }

        await QuietAsync(cancel);
    }

    private async Task DayAsync(DateOnly day, CancellationToken cancel)
    {
        await operators.SetClockAsync(Noon(day), cancel);
        await desks.Office.DoAsync(day, cancel);
        if (day.Day == SnapshotDay)
            await TakeSnapshotsAsync(day.AddDays(-SnapshotDay), cancel);

        // What was decided and used by yesterday; then the runs of the night, at once; customers pay in the morning.
        await changes.DoAsync(day, cancel);
        await usage.SendBeforeAsync(day, cancel);
        var ran = await Task.WhenAll(RunIfDueAsync("billing", WorkKind.Bill, day, cancel), RunIfDueAsync("collections", WorkKind.Collect, day, cancel), RunIfDueAsync("statements", WorkKind.State, day, cancel));
        if (ran[0])
        {
            await foreach (var issued in ledger.NewDocumentsAsync(lastNumberOf, cancel))
                Plan(issued.Account, issued.Document);
        }

        var deeds = planned.Where(deed => deed.Day == day).ToList();
        foreach (var deed in deeds)
            await DoAsync(deed, cancel);
        await story.DoAsync(day, cancel);
        if (await desks.Bank.SendStatementsAsync(day, cancel) || deeds.Count > 0)
            await QuietAsync(cancel, StorageNames.ApplyPaymentEvents, StorageNames.DrivePayments);
    }

    // The processors pay out, and the mail provider says what became of the month's e-mails. In the evening the month is looked back upon.
    private async Task MonthEndAsync(DateOnly day, CancellationToken cancel)
    {
        foreach (var payout in await desks.Webhooks.PayOutAsync(Noon(day), cancel))
            desks.Bank.Receive(payout, desks.Webhooks.PayoutIdOf(payout).Id);
        await mails.TellAsync(Noon(day), cancel);
        await QuietAsync(cancel);
        await desks.Office.MonthEndAsync(day, cancel);
        await operators.SetClockAsync(new DateTimeOffset(day, DemoReports.LookedAt, TimeSpan.Zero), cancel);
        await desks.Reports.TakeAsync(day, cancel);
        progress($"{day:MMMM yyyy}: {invoicesOf.Values.Sum()} invoices so far");
    }

    private async Task TakeSnapshotsAsync(DateOnly monthEnd, CancellationToken cancel)
    {
        await QuietAsync(cancel, StorageNames.AppendJournal, StorageNames.ResendEffects);
        await environment.TriggerAsync("TakeSnapshots", cancel: cancel);
        var snapshots = app.GetRequiredService<SnapshotBook>();
        await UntilAsync($"every seller has a snapshot of {monthEnd:O}", async () =>
        {
            foreach (var seller in samples.Sellers)
            {
                if ((await snapshots.LastAsync(seller.SellerId, monthEnd.AddDays(1), DateTimeOffset.MaxValue, cancel))?.Moment.AsOf != monthEnd)
                    return false;
            }

            return true;
        }, cancel);
    }

    private void Plan(AccountId account, IssuedDocument document)
    {
        if (document is IssuedInvoice { Invoice.Kind: DocumentKind.Invoice } invoice)
            planned.AddRange(plan.For(account, invoicesOf[account] = invoicesOf.GetValueOrDefault(account) + 1, invoice.DocumentId, invoice.Number, invoice.DueDate)
                .Select(deed => deed.Day > invoice.IssueDate ? deed : deed with { Day = invoice.IssueDate }));
    }

    private async Task DoAsync(PlannedDeed planned, CancellationToken cancel)
    {
        var invoice = $"api/invoices/{planned.DocumentId}";
        switch (planned.Deed)
        {
            case Deed.Cancel:
                await operators.PostAsync($"{invoice}/void", new { reason = "Billed by mistake" }, cancel);
                break;
            case Deed.Credit credit:
                var net = new { amount = credit.Net.ToString(CultureInfo.InvariantCulture), currency = planned.Account.Currency.Code };
                await operators.PostAsync($"{invoice}/credit-notes", new { reason = "goodwill", lines = new[] { new { lineNo = 1, net } } }, cancel);
                break;
            case Deed.WriteOff:
                await operators.PostAsync($"{invoice}/write-off", new { reason = "uncollectible" }, cancel);
                break;
            default:
                if (await payments.DoAsync(planned, Noon(planned.Day), cancel) is { } later)
                    this.planned.Add(later);
                break;
        }
    }

    private async Task<bool> RunIfDueAsync(string kind, WorkKind work, DateOnly day, CancellationToken cancel)
    {
        if (!await app.GetRequiredService<DueCalendar>().DuePartitionsAsync(work, day, cancel).AnyAsync(cancel))
            return false;
        var started = await operators.PostAsync($"api/runs/{kind}", new { asOf = day }, cancel);
        var path = $"api/runs/{started["runId"]}";
        JsonNode run = started;
        await UntilAsync($"the {kind} run of {day:O} is over", async () => (string?)(run = await operators.GetAsync(path, cancel))["state"] != "running", cancel);
        if ((string?)run["state"] != "completed")
            throw new DemoException($"The {kind} run of {day:O} failed: {run["failures"]}");
        return true;
    }

    /// <summary>Waits until the queues, or all of them, are empty.</summary>
    private Task QuietAsync(CancellationToken cancel, params IReadOnlyList<string> queues) => UntilAsync("the queues are empty", async () =>
    {
        // While something runs its message is there: no need to ask storage.
        if (queues.Count == 0 && environment.Host.Running > 0)
            return false;
        var storage = app.GetRequiredService<BillingStorage>();
        for (var look = 0; look < (queues.Count == 0 ? 3 : 2); look++)
        {
            foreach (var queue in queues.Count == 0 ? StorageNames.Queues : queues)
            {
                if ((await storage.Queue(queue).GetPropertiesAsync(cancel)).Value.ApproximateMessagesCount > 0)
                    return false;
            }
        }

        return true;
    }, cancel);

    private async Task UntilAsync(string what, Func<Task<bool>> holds, CancellationToken cancel)
    {
        var pause = FirstPause;
        for (var deadline = DateTime.UtcNow + Patience; !await holds(); pause = pause * 1.5 < LongestPause ? pause * 1.5 : LongestPause)
        {
            if (DateTime.UtcNow > deadline)
                throw new DemoException($"After {Patience.TotalMinutes} minutes it does not hold that {what}.\n{string.Join('\n', environment.Log.Entries.Where(entry => entry.Level >= LogLevel.Warning).TakeLast(10).Select(entry => entry.Message))}");
            await Task.Delay(pause, cancel);
        }
    }

    // Noon UTC is the same date in Berlin and in Los Angeles, and past 2 in the night in both.
    private static DateTimeOffset Noon(DateOnly day) => new(day, new TimeOnly(12, 0), TimeSpan.Zero);
}
