using Billing.Domain;
using Billing.Functions.Accounts;
using Billing.Functions.Calendar;
using Billing.Functions.Configuration;
using Billing.Functions.Messages;
using Billing.Functions.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Billing.Functions.Tests.Calendar;

public sealed class DueCalendarTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task A_waker_that_read_the_state_before_a_slow_writer_committed_leaves_the_writers_entry()
    {
        await using var services = azurite.Services();
        var (account, calendar, policy) = await AccountAsync(services);
        var today = DateOnly.FromDateTime(DateTime.UtcNow);
        var (before, _) = await services.GetRequiredService<AccountRows>().StateAsync(account, default);

        // The slow writer has entered today for the version it is about to make; the waker finds the entry, reads the old state, and sees nothing due.
        await calendar.EnterAsync([new CalendarEntry(WorkKind.Bill, today, account.ToString(), before!.Version + 1)], default);
        var found = await FindAsync(calendar, today, account);
        await calendar.SettleAsync(WorkKind.Bill, found!, before, policy, today, default);
        await Given.TransactAsync(services, account, new StartSubscription("sub", "crm", 1, today, today), "subscribe");

        Assert.NotNull(await FindAsync(calendar, today, account));
    }

    [Fact]
    public async Task A_waker_removes_an_entry_whose_version_it_has_read_and_which_has_nothing_due()
    {
        await using var services = azurite.Services();
        var (account, calendar, policy) = await AccountAsync(services);
        var today = DateOnly.FromDateTime(DateTime.UtcNow);
        await Given.TransactAsync(services, account, new StartSubscription("sub", "crm", 1, today, today), "subscribe");
        var billed = await Given.TransactAsync(services, account, new RunBilling(), "run");

        await calendar.SettleAsync(WorkKind.Bill, (await FindAsync(calendar, today, account))!, billed.After!, policy, today, default);

        Assert.Null(await FindAsync(calendar, today, account));
        Assert.NotNull(await FindAsync(calendar, today.AddMonths(1), account));
    }

    [Fact]
    public async Task What_comes_next_has_its_entry_before_one_that_woke_in_vain_is_removed()
    {
        await using var services = azurite.Services();
        var (account, calendar, policy) = await AccountAsync(services);
        var today = DateOnly.FromDateTime(DateTime.UtcNow);
        var committed = await Given.TransactAsync(services, account, new StartSubscription("sub", "crm", 1, today.AddDays(20), today.AddDays(20)), "subscribe");
        await services.GetRequiredService<BillingStorage>().Calendar.DeleteEntityAsync($"bill|{today.AddDays(20):O}|{Keys.Shard(account.ToString())}", $"{account}|{committed.Version:D10}");
        await calendar.EnterAsync([new CalendarEntry(WorkKind.Bill, today, account.ToString(), 1)], default);

        await calendar.SettleAsync(WorkKind.Bill, (await FindAsync(calendar, today, account))!, committed.After!, policy, today, default);

        Assert.Null(await FindAsync(calendar, today, account));
        Assert.NotNull(await FindAsync(calendar, today.AddDays(20), account));
    }

    [Fact]
    public async Task Only_partitions_with_entries_up_to_the_day_are_found_oldest_first()
    {
        await using var services = azurite.Services();
        var calendar = services.GetRequiredService<DueCalendar>();
        var account = $"{Given.NewId("seller")}.c.EUR";
        var days = new[] { new DateOnly(1999, 12, 31), new DateOnly(1999, 1, 1), new DateOnly(2000, 1, 1) };
        await calendar.EnterAsync([.. days.Select(day => new CalendarEntry(WorkKind.Collect, day, account, 1))], default);

        var found = await calendar.DuePartitionsAsync(WorkKind.Collect, new DateOnly(1999, 12, 31), default).Where(partition => partition.Shard == Keys.Shard(account)).ToListAsync();

        Assert.Equal([new DateOnly(1999, 1, 1), new DateOnly(1999, 12, 31)], found.Select(partition => partition.Day));
    }

    [Fact]
    public async Task An_account_with_entries_of_several_versions_is_handed_out_once()
    {
        await using var services = azurite.Services();
        var calendar = services.GetRequiredService<DueCalendar>();
        var account = $"{Given.NewId("seller")}.c.EUR";
        var day = new DateOnly(1998, 1, 1);
        await calendar.EnterAsync([new CalendarEntry(WorkKind.Bill, day, account, 3), new CalendarEntry(WorkKind.Bill, day, account, 12)], default);

        var found = await calendar.AccountsAsync(WorkKind.Bill, day, Keys.Shard(account), null, default).Where(due => due.AccountId == account).ToListAsync();

        Assert.Equal([3, 12], Assert.Single(found).EntryVersions);
        Assert.DoesNotContain(await calendar.AccountsAsync(WorkKind.Bill, day, Keys.Shard(account), account, default).ToListAsync(), due => due.AccountId == account);
    }

    private static async Task<(AccountId Account, DueCalendar Calendar, BillingPolicy Policy)> AccountAsync(IServiceProvider services)
    {
        var seller = await Given.SellerAsync(services);
        return (await Given.AccountAsync(services, seller), services.GetRequiredService<DueCalendar>(), (await services.GetRequiredService<ConfigurationBook>().ReadAsync(seller, default)).Policy);
    }

    private static async Task<DueAccount?> FindAsync(DueCalendar calendar, DateOnly day, AccountId account) =>
        await calendar.AccountsAsync(WorkKind.Bill, day, Keys.Shard(account.ToString()), null, default).FirstOrDefaultAsync(due => due.AccountId == account.ToString());
}
