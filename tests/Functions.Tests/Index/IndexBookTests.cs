using Billing.Domain;
using Billing.Functions.Accounts;
using Billing.Functions.Index;
using Microsoft.Extensions.DependencyInjection;

namespace Billing.Functions.Tests.Index;

public sealed class IndexBookTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>, IAsyncLifetime
{
    private readonly ServiceProvider services = azurite.Services();

    private IndexBook Index => services.GetRequiredService<IndexBook>();

    [Fact]
    public async Task Recording_the_same_commands_again_in_any_order_gives_the_same_list()
    {
        var account = await Given.AccountAsync(services, await Given.SellerAsync(services));
        var issued = await Given.InvoiceAsync(services, account);
        await Given.TransactAsync(services, account, new ApplyPayment("a1", "manual|m|p", Money.Parse("19.00 EUR"), issued.IssueDate, null), "pay");
        var records = await RecordsAsync(account);

        await Index.RecordAsync(records, default);
        var first = await ListAsync(account.Seller);
        foreach (var record in records.AsEnumerable().Reverse().Concat(records))
            await Index.RecordAsync([record], default);

        Assert.Equal(first, await ListAsync(account.Seller));
        var entry = Assert.Single(first);
        Assert.Equal((InvoiceStatus.PartlyPaid, Money.Parse("100.00 EUR")), (entry.Status, entry.Balance));
    }

    [Fact]
    public async Task Handlers_at_the_same_time_leave_the_newest_state()
    {
        var account = await Given.AccountAsync(services, await Given.SellerAsync(services));
        var issued = await Given.InvoiceAsync(services, account);
        var handlers = new List<Task> { Index.RecordAsync(await RecordsAsync(account), default) };
        for (var n = 1; n <= 7; n++)
        {
            await Given.TransactAsync(services, account, new ApplyPayment($"a{n}", $"manual|m|{n}", Money.Parse("17.00 EUR"), issued.IssueDate, null), $"pay {n}");
            handlers.Add(Index.RecordAsync((await RecordsAsync(account))[^1..], default));
        }

        await Task.WhenAll(handlers);

        var entry = Assert.Single(await ListAsync(account.Seller));
        Assert.Equal((InvoiceStatus.Paid, Money.Parse("0.00 EUR")), (entry.Status, entry.Balance));
    }

    [Fact]
    public async Task A_payment_stays_under_the_day_it_was_first_recorded_on_and_never_goes_back()
    {
        var seller = await Given.SellerAsync(services);
        var first = Payment.Unknown(new PaymentId("stripe", "acct", Given.NewId("pi")), seller).With(new PaymentFailed("f1", "declined", new DateOnly(2026, 1, 31)));
        var second = first.With(new PaymentSucceeded(Money.Parse("5.00 EUR"), new DateOnly(2026, 2, 1)));

        await Index.RecordPaymentAsync(first, new DateTimeOffset(2026, 1, 31, 12, 0, 0, TimeSpan.Zero), default);
        await Index.RecordPaymentAsync(second, new DateTimeOffset(2026, 2, 1, 12, 0, 0, TimeSpan.Zero), default);
        await Index.RecordPaymentAsync(first, new DateTimeOffset(2026, 2, 2, 12, 0, 0, TimeSpan.Zero), default);

        var (entries, _) = await services.GetRequiredService<IndexList>().ReadAsync<PaymentEntry>(new IndexQuery(seller, IndexPartitions.Payments, null, null, null, null, 10, null), default);
        var entry = Assert.Single(entries);
        Assert.Equal((new DateOnly(2026, 1, 31), Money.Parse("5.00 EUR")), (entry.RecordedOn, entry.Suspense!.Value));
    }

    Task IAsyncLifetime.InitializeAsync() => Task.CompletedTask;

    async Task IAsyncLifetime.DisposeAsync() => await services.DisposeAsync();

    private async Task<List<(AccountId, CommandRecord)>> RecordsAsync(AccountId account) =>
        await services.GetRequiredService<AccountRows>().HistoryAsync(account, default).Select(record => (account, record)).ToListAsync();

    private async Task<IReadOnlyList<InvoiceEntry>> ListAsync(string seller) =>
        (await services.GetRequiredService<IndexList>().ReadAsync<InvoiceEntry>(new IndexQuery(seller, IndexPartitions.Invoices, null, null, null, null, 100, null), default)).Entries;
}
