using Billing.Domain;
using Billing.Functions.Accounts;
using Billing.Functions.Calendar;
using Billing.Functions.Configuration;
using Billing.Functions.Messages;
using Billing.Functions.Storage;
using Billing.Functions.Tasks;
using Microsoft.Extensions.DependencyInjection;

namespace Billing.Functions.Tests.Calendar;

public sealed class CalendarAuditTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private static readonly DateOnly Today = DateOnly.FromDateTime(DateTime.UtcNow);

    [Fact]
    public async Task An_entry_that_was_removed_by_hand_comes_back_with_a_task_that_names_the_account()
    {
        await using var services = azurite.Services();
        var account = await Given.AccountAsync(services, await Given.SellerAsync(services));
        var subscribed = await SubscribeAsync(services, account, Today.AddDays(20));
        await RemoveAsync(services, WorkKind.Bill, Today.AddDays(20), account, subscribed.Version);

        var audited = await AuditAsync(services);

        Assert.True(audited.Mended >= 1);
        Assert.Equal([(WorkKind.Bill, Today.AddDays(20), subscribed.Version)], await EntriesAsync(services, account));
        var task = Assert.Single(await services.GetRequiredService<TaskBook>().OpenTasksAsync(account.Seller, default).ToListAsync());
        Assert.Equal(("calendar-entry-missing", account.ToString()), (task.Kind, task.Subject));
        Assert.Contains($"bill on {Today.AddDays(20):O}", task.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_account_with_all_of_its_entries_is_left_alone()
    {
        await using var services = azurite.Services();
        var account = await Given.AccountAsync(services, await Given.SellerAsync(services));
        await Given.InvoiceAsync(services, account);
        var before = await EntriesAsync(services, account);

        await AuditAsync(services);

        Assert.Equal([WorkKind.Bill, WorkKind.Collect], before.Select(entry => entry.Kind).Distinct().Order());
        Assert.Equal(before, await EntriesAsync(services, account));
        Assert.Empty(await services.GetRequiredService<TaskBook>().OpenTasksAsync(account.Seller, default).ToListAsync());
    }

    [Fact]
    public async Task An_entry_before_the_day_serves_since_it_wakes_the_account_in_time()
    {
        await using var services = azurite.Services();
        var account = await Given.AccountAsync(services, await Given.SellerAsync(services));
        var subscribed = await SubscribeAsync(services, account, Today.AddDays(20));
        await RemoveAsync(services, WorkKind.Bill, Today.AddDays(20), account, subscribed.Version);
        await services.GetRequiredService<DueCalendar>().EnterAsync([new CalendarEntry(WorkKind.Bill, Today.AddDays(19), account.ToString(), 1)], default);

        await AuditAsync(services);

        Assert.Equal([(WorkKind.Bill, Today.AddDays(19), 1L)], await EntriesAsync(services, account));
    }

    [Fact]
    public async Task What_was_due_long_ago_is_entered_under_today()
    {
        await using var services = azurite.Services();
        var account = await Given.AccountAsync(services, await Given.SellerAsync(services));
        var subscribed = await SubscribeAsync(services, account, Today.AddDays(-3));
        await RemoveAsync(services, WorkKind.Bill, Today.AddDays(-3), account, subscribed.Version);

        await AuditAsync(services);

        var today = (await services.GetRequiredService<ConfigurationBook>().ReadAsync(account.Seller, default)).DateAt(DateTimeOffset.UtcNow);
        Assert.Equal([(WorkKind.Bill, today, subscribed.Version)], await EntriesAsync(services, account));
    }

    [Fact]
    public async Task A_policy_with_an_earlier_step_gets_its_earlier_entry()
    {
        await using var services = azurite.Services();
        var account = await Given.AccountAsync(services, await Given.SellerAsync(services));
        var invoice = await Given.InvoiceAsync(services, account);
        var book = services.GetRequiredService<ConfigurationBook>();
        var (policy, etag) = (await book.FindAsync<BillingPolicy>(ConfigurationNoun.Policy, account.Seller, account.Seller, default))!.Value;
        await book.WriteAsync(ConfigurationNoun.Policy, account.Seller, account.Seller, policy with { Version = 2, Dunning = [policy.Dunning[0] with { Steps = [new DunningStep(-5, DunningAction.Reminder), .. policy.Dunning[0].Steps] }] }, etag, default);

        await AuditAsync(services);

        Assert.Contains(await EntriesAsync(services, account), entry => entry.Kind == WorkKind.Collect && entry.Day == invoice.DueDate.AddDays(-5));
    }

    [Fact]
    public async Task An_account_whose_seller_is_not_configured_becomes_a_task_and_the_others_are_audited()
    {
        await using var services = azurite.Services();
        var lost = await Given.AccountAsync(services, await Given.SellerAsync(services));
        await services.GetRequiredService<BillingStorage>().Config.DeleteEntityAsync("policies", lost.Seller);
        await using var later = azurite.Services();

        var audited = await AuditAsync(later);

        Assert.True(audited.Failed >= 1);
        Assert.Equal("calendar-not-audited", Assert.Single(await later.GetRequiredService<TaskBook>().OpenTasksAsync(lost.Seller, default).ToListAsync()).Kind);
        Assert.True(audited.Accounts > audited.Failed);
    }

    private static Task<AuditedCalendar> AuditAsync(IServiceProvider services) => services.GetRequiredService<CalendarAudit>().AuditAsync(default);

    private static Task<AccountOutcome.Committed> SubscribeAsync(IServiceProvider services, AccountId account, DateOnly start) =>
        Given.TransactAsync(services, account, new StartSubscription("sub", "crm", 1, start, start), "subscribe");

    private static Task RemoveAsync(IServiceProvider services, WorkKind kind, DateOnly day, AccountId account, long version) =>
        services.GetRequiredService<BillingStorage>().Calendar.DeleteEntityAsync($"{(kind == WorkKind.Bill ? "bill" : "collect")}|{day:O}|{Keys.Shard(account.ToString())}", $"{account}|{version:D10}");

    private static async Task<IReadOnlyList<(WorkKind Kind, DateOnly Day, long Version)>> EntriesAsync(IServiceProvider services, AccountId account)
    {
        var calendar = services.GetRequiredService<DueCalendar>();
        var found = new List<(WorkKind, DateOnly, long)>();
        foreach (var kind in DueCalendar.Kinds)
        {
            await foreach (var (day, shard) in calendar.DuePartitionsAsync(kind, Today.AddYears(1), default).Where(partition => partition.Shard == Keys.Shard(account.ToString())))
            {
                await foreach (var due in calendar.AccountsAsync(kind, day, shard, null, default).Where(due => due.AccountId == account.ToString()))
                    found.AddRange(due.EntryVersions.Select(version => (kind, day, version)));
            }
        }

        return found;
    }
}
