using System.Text.Json.Nodes;
using Billing.Domain;
using Billing.Functions.Calendar;
using Billing.Functions.Messages;
using Billing.Functions.Storage;

namespace Billing.DevHost.Demo;

/// <summary>Six months, day by day: bill, pay, dun. Days on which nothing is due cost a look at the calendar.</summary>
internal sealed class DemoRun(DevEnvironment environment, Samples samples, OperatorClient operators, StripeSender stripe, IServiceProvider app, Action<string> progress)
{
    public static readonly DateOnly FirstDay = new(2025, 10, 1);
    public static readonly DateOnly LastDay = new(2026, 3, 31);

    private static readonly DateOnly ClosingAnnouncedOn = new(2026, 1, 10);
    private static readonly DateOnly ClosedThrough = new(2025, 12, 31);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(40);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(250);

    private readonly PaymentPlan plan = new(samples.Script);
    private readonly List<PlannedDeed> planned = [];
    private readonly Dictionary<AccountId, int> invoicesOf = [];
    private readonly Dictionary<string, long> lastNumberOf = new(StringComparer.Ordinal);
    private readonly LedgerReader ledger = new(app);
    private readonly DemoChanges changes = new(samples.Changes, operators);
    private readonly UsageFeed usage = new(samples.Usage, operators);

    public async Task RunAsync(CancellationToken cancel)
    {
        await operators.SetClockAsync(Noon(FirstDay.AddDays(-1)), cancel);
        await new SampleLoader(samples, operators).LoadAsync(cancel);
        for (var day = FirstDay; day <= LastDay; day = day.AddDays(1))
        {
            await DayAsync(day, cancel);
            if (day.AddDays(1).Day == 1)
                progress($"{day:MMMM yyyy}: {invoicesOf.Values.Sum()} invoices so far");
        }

        await QuietAsync(cancel);
    }

    private async Task DayAsync(DateOnly day, CancellationToken cancel)
    {
        await operators.SetClockAsync(Noon(day), cancel);
        if (day == ClosingAnnouncedOn)
        {
            foreach (var seller in samples.Sellers)
                await operators.PostAsync($"api/sellers/{seller.SellerId}/period-closings", new { through = ClosedThrough }, cancel);
        }

        // What was decided and used by yesterday; then the runs of the night, at once; customers pay in the morning.
        await changes.DoAsync(day, cancel);
        await usage.SendBeforeAsync(day, cancel);
        var ran = await Task.WhenAll(RunIfDueAsync("billing", WorkKind.Bill, day, cancel), RunIfDueAsync("collections", WorkKind.Collect, day, cancel));
        if (ran[0])
        {
            await foreach (var issued in ledger.NewDocumentsAsync(lastNumberOf, cancel))
                Plan(issued.Account, issued.Document);
        }

        var deeds = planned.Where(deed => deed.Day == day).ToList();
        foreach (var deed in deeds)
            await DoAsync(deed, cancel);
        if (deeds.Count > 0)
            await QuietAsync(cancel, StorageNames.ApplyPaymentEvents);
    }

    private void Plan(AccountId account, IssuedDocument document)
    {
        if (document is IssuedInvoice { Invoice.Kind: DocumentKind.Invoice } invoice)
            planned.AddRange(plan.For(account, invoicesOf[account] = invoicesOf.GetValueOrDefault(account) + 1, invoice.DocumentId, invoice.Number, invoice.DueDate)
                .Select(deed => deed.Day > invoice.IssueDate ? deed : deed with { Day = invoice.IssueDate }));
    }

    private async Task DoAsync(PlannedDeed planned, CancellationToken cancel)
    {
        switch (planned.Deed)
        {
            case Deed.Cancel:
                await operators.PostAsync($"api/invoices/{planned.DocumentId}/void", new { reason = "Billed by mistake" }, cancel);
                break;
            case Deed.Credit credit:
                await operators.PostAsync($"api/invoices/{planned.DocumentId}/credit-notes", new { reason = "goodwill", lines = new[] { new { lineNo = 1, net = Amount(new Money(credit.Net, planned.Account.Currency)) } } }, cancel);
                break;
            case Deed.WriteOff:
                await operators.PostAsync($"api/invoices/{planned.DocumentId}/write-off", new { reason = "uncollectible" }, cancel);
                break;
            case Deed.AssignFromSuspense:
                await AssignAsync(planned, cancel);
                break;
            default:
                if (await ledger.OpenBalanceAsync(planned.Account, planned.DocumentId, cancel) is { IsPositive: true } open)
                    await PayAsync(planned, open, cancel);
                break;
        }
    }

    private async Task PayAsync(PlannedDeed planned, Money open, CancellationToken cancel)
    {
        var (at, id, account) = (Noon(planned.Day), PaymentIdOf(planned), StripeAccountOf(planned.Account));
        switch (planned.Deed)
        {
            case Deed.Cheque:
                await operators.PostAsync("api/payments", new
                {
                    sellerId = planned.Account.Seller,
                    amount = Amount(open),
                    valueDate = planned.Day,
                    method = "cheque",
                    reference = new { invoiceNumber = planned.Number, text = "Cheque 10447" },
                }, cancel);
                break;
            case Deed.PayAfterItsRefund refund:
                await stripe.DeliverAsync(StripeSender.Refunded(id, account, open, new Money(refund.Refunded, open.Currency), planned.Number, at.AddMinutes(-1)), at, cancel);
                await stripe.DeliverAsync(StripeSender.Succeeded(id, account, open, planned.Number, at.AddMinutes(-3)), at, cancel);
                break;
            case Deed.Pay { ReportedAfterDays: > 0 } pay:
                this.planned.Add(planned with { Day = planned.Day.AddDays(pay.ReportedAfterDays), Deed = new Deed.Reported(StripeSender.Succeeded(id, account, open, planned.Number, at)) });
                break;
            case Deed.Reported reported:
                await stripe.DeliverAsync(reported.Body, at, cancel);
                break;
            case Deed.Pay pay:
                var amount = pay.Only is { } only ? Money.Min(new Money(only, open.Currency), open) : open + new Money(pay.More, open.Currency);
                var number = pay.UnknownReference ? $"{planned.Number[..^6]}9{planned.Number[^5..]}" : planned.Number;
                var succeeded = StripeSender.Succeeded(id, account, amount, number, at.AddMinutes(-1));
                for (var delivery = 0; delivery < pay.Deliveries; delivery++)
                    await stripe.DeliverAsync(succeeded, at, cancel);
                if (pay.FailureAfterwards)
                    await stripe.DeliverAsync(StripeSender.Failed(id, account, amount, planned.Number, at.AddMinutes(-2)), at, cancel);
                break;
        }
    }

    private async Task AssignAsync(PlannedDeed planned, CancellationToken cancel)
    {
        var paymentId = $"stripe|{StripeAccountOf(planned.Account)}|{PaymentIdOf(planned)}";
        var path = $"api/payments/{Uri.EscapeDataString(paymentId)}";
        var payment = await operators.GetAsync(path, cancel);
        await operators.PostAsync($"{path}/assignments", new { accountId = planned.Account.ToString(), amount = payment["suspense"], documentId = planned.DocumentId, reason = "The payer quoted its own order number" }, cancel);
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

    private string StripeAccountOf(AccountId account) => samples.Sellers.First(seller => seller.SellerId == account.Seller).StripeAccount;

    // A later payment of the same invoice is another payment, on another day.
    private string PaymentIdOf(PlannedDeed planned) =>
        $"pi_{planned.DocumentId[4..]}{(planned.Deed is Deed.Pay { UnknownReference: false } && this.planned.Any(other => other.DocumentId == planned.DocumentId && other.Day < planned.Day) ? "b" : "a")}";

    // Noon UTC is the same date in Berlin and in Los Angeles, and past 2 in the night in both.
    private static DateTimeOffset Noon(DateOnly day) => new(day, new TimeOnly(12, 0), TimeSpan.Zero);

    private static object Amount(Money money) => new { amount = money.Amount.ToString(System.Globalization.CultureInfo.InvariantCulture), currency = money.Currency.Code };
}
