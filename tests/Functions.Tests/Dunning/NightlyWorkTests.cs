using Billing.Domain;
using Billing.Functions.Accounts;
using Billing.Functions.Configuration;
using Billing.Functions.Runs;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Billing.Functions.Tests.Dunning;

/// <summary>The nightly work, tick by tick, with storage of its own: it looks at every seller there is.</summary>
public sealed class NightlyWorkTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Theory]
    [InlineData("2027-03-26T23:15Z", "Europe/Berlin 03-27 01:15, America/New_York 03-27 06:15, Europe/Berlin 03-28 01:15, America/New_York 03-28 06:15")] // Berlin has no 02:00 on the 28th.
    [InlineData("2027-03-12T23:15Z", "Europe/Berlin 03-13 01:15, America/New_York 03-13 07:15, Europe/Berlin 03-14 01:15, America/New_York 03-14 07:15")] // New York has none on the 14th.
    [InlineData("2027-10-29T23:15Z", "Europe/Berlin 10-30 00:15, America/New_York 10-30 06:15, Europe/Berlin 10-31 00:15, America/New_York 10-31 06:15")] // Berlin has two on the 31st.
    [InlineData("2027-11-05T23:15Z", "Europe/Berlin 11-06 01:15, America/New_York 11-06 06:15, Europe/Berlin 11-07 01:15, America/New_York 11-07 07:15")] // New York has 01:00 twice on the 7th.
    public async Task Each_seller_starts_once_a_night_at_the_first_tick_after_two_oclock_of_its_own(string from, string expected)
    {
        var clock = new FakeTimeProvider(DateTimeOffset.Parse(from, System.Globalization.CultureInfo.InvariantCulture));
        await using var services = azurite.Services(clock);
        var zones = new Dictionary<string, string>();
        foreach (var zone in new[] { "Europe/Berlin", "America/New_York" })
            zones[await Given.SellerAsync(services, zone)] = zone;

        // New York's evening: its last night is caught up with, as after downtime.
        await Nights.TickAsync(services);
        var started = new List<string>();
        for (var tick = 0; tick < 46; tick++)
        {
            clock.Advance(TimeSpan.FromHours(1));
            if (clock.GetUtcNow().Hour is > 8 and not 12 and not 20)
                continue; // By day every tick is like another.
            await Nights.TickAsync(services);
            var now = clock.GetUtcNow();
            var run = await services.GetRequiredService<RunBook>().FindAsync($"collect-{now:yyyyMMdd-HHmmss}-0", default);
            started.AddRange((run?.Run.Sellers ?? []).Where(zones.ContainsKey).Select(seller => $"{zones[seller]} {now:MM-dd HH:mm}"));
        }

        Assert.Equal(expected, string.Join(", ", started));
    }

    [Fact]
    public async Task An_unpaid_invoice_is_reminded_of_overdue_noticed_finally_noticed_and_handed_to_collections_each_on_its_night()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 1, 5, 3, 15, 0, TimeSpan.Zero));
        await using var services = azurite.Services(clock);
        var seller = await Given.SellerAsync(services, dunning:
            [new DunningStep(-3, DunningAction.Reminder), new DunningStep(3, DunningAction.OverdueNotice), new DunningStep(10, DunningAction.FinalNotice), new DunningStep(20, DunningAction.Collections)]);
        var account = await Given.AccountAsync(services, seller);
        var invoice = await Given.InvoiceAsync(services, account);

        for (var night = 0; night < 45; night++, clock.Advance(TimeSpan.FromDays(1)))
        {
            await Nights.TickAsync(services);
            await Nights.WorkAsync(services);
        }

        var happened = await services.GetRequiredService<AccountRows>().HistoryAsync(account, default)
            .SelectMany(record => record.Events.Select(what => $"{record.Today.DayNumber - invoice.DueDate.DayNumber:+0;-0} {NameOf(what)}")).Skip(3).ToListAsync();
        Assert.Equal(new DateOnly(2026, 1, 19), invoice.DueDate);
        // The ladder says 20 days; the policy leaves 14 days after the final notice.
        Assert.Equal(["-3 Reminder", "+1 InvoiceBecameOverdue", "+3 OverdueNotice", "+10 FinalNotice", "+24 AccountSentToCollections"], happened);
    }

    private static string NameOf(AccountEvent what) => what is NoticeIssued notice ? notice.Action.ToString() : what.GetType().Name;
}
