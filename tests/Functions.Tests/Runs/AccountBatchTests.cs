using Billing.Domain;
using Billing.Functions.Accounts;
using Billing.Functions.Calendar;
using Billing.Functions.Configuration;
using Billing.Functions.Invoices;
using Billing.Functions.Messages;
using Billing.Functions.Runs;
using Billing.Functions.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Billing.Functions.Tests.Runs;

public sealed class AccountBatchTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private static readonly DateOnly Today = DateOnly.FromDateTime(DateTime.UtcNow);

    [Fact]
    public async Task What_does_not_fit_one_transaction_is_billed_by_further_rounds_of_the_same_run()
    {
        await using var services = azurite.Services();
        await services.GetRequiredService<BillingStorage>().Queue(StorageNames.BillAccounts).ClearMessagesAsync();
        var account = await Given.AccountAsync(services, await Given.SellerAsync(services));
        for (var n = 0; n < 18; n++)
            await Given.TransactAsync(services, account, new StartSubscription($"sub-{n}", "crm", 1, Today.AddDays(-n), Today.AddDays(-n)), $"sub-{n}");
        var (run, message) = await BatchAsync(services, new WorkDay(DateTimeOffset.UtcNow, null), account);

        await services.GetRequiredService<AccountBatch>().WorkAsync(WorkKind.Bill, message, 1, default);
        Assert.True(AccountAgenda.BillOn((await Given.StateAsync(services, account))) <= Today, "One transaction was enough; the test needs more subscriptions.");
        Assert.Equal(RunState.Running, (await services.GetRequiredService<RunBook>().FindAsync(run, default))!.State);
        var next = Assert.Single(await Given.TakeMessagesAsync<AccountBatchMessage>(services, StorageNames.BillAccounts));
        await services.GetRequiredService<AccountBatch>().WorkAsync(WorkKind.Bill, next, 1, default);
        await services.GetRequiredService<AccountBatch>().WorkAsync(WorkKind.Bill, message, 1, default);
        foreach (var again in await Given.TakeMessagesAsync<AccountBatchMessage>(services, StorageNames.BillAccounts))
            await services.GetRequiredService<AccountBatch>().WorkAsync(WorkKind.Bill, again, 1, default);

        var state = await Given.StateAsync(services, account);
        Assert.Equal(18, state.Invoices.Count);
        Assert.True(AccountAgenda.BillOn(state) > Today);
        Assert.Equal(RunState.Completed, (await services.GetRequiredService<RunBook>().FindAsync(run, default))!.State);
    }

    [Fact]
    public async Task An_account_that_fails_before_it_is_asked_ends_its_run_with_the_reason()
    {
        await using var services = azurite.Services();
        var stranger = AccountId.Of(Given.NewId("nobody"), "customer", Currency.Of("EUR"));
        var (run, message) = await BatchAsync(services, new WorkDay(DateTimeOffset.UtcNow, null), stranger);
        var batch = services.GetRequiredService<AccountBatch>();

        await Assert.ThrowsAsync<SellerNotConfiguredException>(() => batch.WorkAsync(WorkKind.Bill, message, 4, default));
        Assert.Equal(RunState.Running, (await services.GetRequiredService<RunBook>().FindAsync(run, default))!.State);
        await Assert.ThrowsAsync<SellerNotConfiguredException>(() => batch.WorkAsync(WorkKind.Bill, message, 5, default));

        var progress = (await services.GetRequiredService<RunBook>().FindAsync(run, default))!;
        Assert.Equal(RunState.CompletedWithFailures, progress.State);
        Assert.Contains("has no Seller", Assert.Single(progress.Total.Failures), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_scan_that_fails_too_often_ends_its_run()
    {
        await using var services = azurite.Services();
        var damaged = Given.NewId("no-account-id");
        var (run, _) = await BatchAsync(services, new WorkDay(DateTimeOffset.UtcNow, null));
        var (day, shard) = (new DateOnly(1997, 1, 1), Keys.Shard(damaged));
        await services.GetRequiredService<DueCalendar>().EnterAsync([new CalendarEntry(WorkKind.Bill, day, damaged, 1)], default);
        await services.GetRequiredService<RunBook>().QueueScanAsync(run, day, shard, default);
        var scan = BillingJson.Write(new ScanDueWorkMessage(run, WorkKind.Bill, new WorkDay(DateTimeOffset.UtcNow, null), day, shard, null, false, "test"));

        await Assert.ThrowsAnyAsync<Exception>(() => ActivatorUtilities.CreateInstance<ScanDueWork>(services).RunAsync(scan, new DequeuedContext(5), default));

        var progress = (await services.GetRequiredService<RunBook>().FindAsync(run, default))!;
        Assert.Equal(RunState.CompletedWithFailures, progress.State);
        Assert.Contains(StorageNames.ScanDueWork, Assert.Single(progress.Total.Failures), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_date_that_has_come_elsewhere_but_not_at_the_seller_bills_its_today()
    {
        await using var services = azurite.Services();
        var account = await Given.AccountAsync(services, await Given.SellerAsync(services));
        await Given.TransactAsync(services, account, new StartSubscription("sub", "crm", 1, Today.AddDays(2), Today.AddDays(2)), "subscribe");
        var (_, message) = await BatchAsync(services, new WorkDay(DateTimeOffset.UtcNow, Today.AddDays(2)), account);

        await services.GetRequiredService<AccountBatch>().WorkAsync(WorkKind.Bill, message, 1, default);
        Assert.Empty((await Given.StateAsync(services, account)).Invoices);

        var (dry, preview) = await BatchAsync(services, new WorkDay(DateTimeOffset.UtcNow, Today.AddDays(2)), account);
        await services.GetRequiredService<AccountBatch>().WorkAsync(WorkKind.Bill, preview with { DryRun = true }, 1, default);
        Assert.Single((await services.GetRequiredService<RunBook>().FindAsync(dry, default))!.Total.Preview);
    }

    [Fact]
    public async Task While_billing_is_switched_off_what_is_queued_waits()
    {
        await using var services = azurite.Services();
        await using var off = azurite.Services(settings: new Dictionary<string, string?> { ["Switches:Billing"] = "false" });
        var queue = services.GetRequiredService<BillingStorage>().Queue(StorageNames.BillAccounts);
        await queue.ClearMessagesAsync();
        var account = await Given.AccountAsync(services, await Given.SellerAsync(services));
        await Given.TransactAsync(services, account, new StartSubscription("sub", "crm", 1, Today, Today), "subscribe");
        var (_, message) = await BatchAsync(services, new WorkDay(DateTimeOffset.UtcNow, null), account);

        await ActivatorUtilities.CreateInstance<BillAccounts>(off).RunAsync(BillingJson.Write(message), new DequeuedContext(1), default);
        Assert.Equal((0, 1), ((await Given.StateAsync(services, account)).Invoices.Count, (await queue.GetPropertiesAsync()).Value.ApproximateMessagesCount));
        await ActivatorUtilities.CreateInstance<BillAccounts>(services).RunAsync(BillingJson.Write(message), new DequeuedContext(1), default);

        Assert.Single((await Given.StateAsync(services, account)).Invoices);
        await queue.ClearMessagesAsync();
    }

    private static async Task<(string RunId, AccountBatchMessage Message)> BatchAsync(IServiceProvider services, WorkDay day, params AccountId[] accounts)
    {
        var run = new Run(Given.NewId("run"), WorkKind.Bill, day, null, false, "test");
        await services.GetRequiredService<RunBook>().BeginAsync(run, default);
        await services.GetRequiredService<RunBook>().AllScansQueuedAsync(run, default);
        return (run.RunId, new AccountBatchMessage(run.RunId, Given.NewId("batch"), day, [.. accounts.Select(account => new DueAccount(account.ToString(), Today.AddDays(-20), [1]))], false, "test"));
    }
}
