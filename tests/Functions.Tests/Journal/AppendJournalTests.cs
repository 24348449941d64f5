using Billing.Domain;
using Billing.Functions.Accounts;
using Billing.Functions.Journal;
using Billing.Functions.Messages;
using Billing.Functions.Storage;
using Billing.Functions.Tasks;
using Microsoft.Extensions.DependencyInjection;

namespace Billing.Functions.Tests.Journal;

public sealed class AppendJournalTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task A_late_message_of_a_parked_account_does_not_reopen_the_task_that_its_resumption_closed()
    {
        await using var services = azurite.Services();
        var account = await Given.AccountAsync(services, await Given.SellerAsync(services));
        var start = DateOnly.FromDateTime(DateTime.UtcNow).AddMonths(-6);
        await Given.TransactAsync(services, account, new StartSubscription("sub", "crm", 1, start, start), "subscribe");
        var parked = await Given.TransactAsync(services, account, new RunBilling(), "run");
        Assert.Contains(parked.Events, happened => happened is BillingParked);
        await AppendAsync(services, account, parked.Version);
        Assert.Equal("billing-parked", Assert.Single(await TasksAsync(services, account)).Kind);

        var resumed = await Given.TransactAsync(services, account, new ResumeBilling(), "resume");
        await AppendAsync(services, account, resumed.Version);
        await AppendAsync(services, account, parked.Version);

        Assert.Empty(await TasksAsync(services, account));
    }

    [Fact]
    public async Task A_task_that_is_opened_again_keeps_the_time_it_was_first_seen()
    {
        await using var services = azurite.Services();
        var (book, first) = (services.GetRequiredService<TaskBook>(), new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        var task = new WorkTask(Given.NewId("seller"), "t", "billing-parked", "a", "before", first);

        await book.OpenAsync(task, default);
        await book.OpenAsync(task with { Text = "after", OpenedAt = first.AddDays(1) }, default);

        var open = Assert.Single(await book.OpenTasksAsync(task.SellerId, default).ToListAsync());
        Assert.Equal(("after", first), (open.Text, open.OpenedAt));
    }

    private static Task AppendAsync(IServiceProvider services, AccountId account, long version) => ActivatorUtilities.CreateInstance<AppendJournal>(services).RunAsync(
        BillingJson.Write(new AppendJournalMessage([new CommittedRef(account.ToString(), version)], [])), new DequeuedContext(1), default);

    private static async Task<List<WorkTask>> TasksAsync(IServiceProvider services, AccountId account) =>
        await services.GetRequiredService<TaskBook>().OpenTasksAsync(account.Seller, default).ToListAsync();
}
