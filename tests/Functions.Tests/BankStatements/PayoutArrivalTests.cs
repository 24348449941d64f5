using Billing.Domain;
using Billing.Functions.BankStatements;
using Billing.Functions.Journal;
using Billing.Functions.Messages;
using Billing.Functions.Payments;
using Billing.Functions.Storage;
using Billing.Functions.Tasks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Billing.Functions.Tests.BankStatements;

/// <summary>A payout and the statement entry that shows it, whichever is known first.</summary>
public sealed class PayoutArrivalTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>, IAsyncLifetime
{
    private const string Account = "DE02120300000000202051";
    private static readonly DateOnly Day = new(2026, 3, 10);
    private ServiceProvider services = null!;
    private string seller = "";
    private int entries;

    public async Task InitializeAsync()
    {
        services = azurite.Services(new FakeTimeProvider(new DateTimeOffset(2026, 3, 12, 12, 0, 0, TimeSpan.Zero)), new Dictionary<string, string?> { ["Environment"] = "Development" });
        seller = await Given.SellerAsync(services);
    }

    public async Task DisposeAsync() => await services.DisposeAsync();

    [Fact]
    public async Task An_entry_that_is_a_known_payout_is_its_arrival_and_no_payment()
    {
        await TellAsync(Made("po_1", 980, 20));
        var entry = Entry(980, "STRIPE");

        var taken = await ImportAsync(entry);
        var again = await ImportAsync(entry);

        Assert.Equal((0, "po_1"), (taken.Received, PaymentId.Parse(Assert.Single(taken.Payouts).PayoutId).Id));
        Assert.Equivalent(taken, again);
        Assert.Null(await PaymentOf(entry));
        await BooksAsync("cash:bank 980.00", "cash:stripe -1000.00", "processor-fees 20.00");
    }

    [Fact]
    public async Task An_entry_that_came_before_its_payout_waits_with_a_task_and_is_turned_into_the_arrival()
    {
        var entry = Entry(980, "STRIPE po_9");
        Assert.Equal(1, (await ImportAsync(entry)).Received);
        await DriveAsync();
        await BooksAsync("cash:bank 980.00", "suspense -980.00");
        Assert.Equal("payment-in-suspense", Assert.Single(await TasksAsync()).Kind);

        foreach (var _ in new[] { "the webhook", "again" })
        {
            await TellAsync(Made("po_9", 980, 20));
            await DriveAsync();
            Assert.Equal(0, (await ImportAsync(entry)).Received);
        }

        await BooksAsync("cash:bank 980.00", "cash:stripe -1000.00", "processor-fees 20.00");
        Assert.Empty(await TasksAsync());
        Assert.Equal(PaymentStatus.NoPayment, (await PaymentOf(entry))!.Status);
        Assert.Equal(980, (await PayoutAsync("po_9")).AtBank(Currency.Of("EUR")).Amount);
    }

    [Fact]
    public async Task A_payout_that_was_turned_away_after_it_arrived_is_shown_twice_and_nothing_is_left_at_the_bank()
    {
        var (came, went) = (Entry(980, "STRIPE"), Entry(-980, "STRIPE return"));
        await ImportAsync(came, went);
        await TellAsync(new PayoutFailed("account_closed", Day.AddDays(1)), "po_1");
        await BooksAsync("cash:bank 980.00", "suspense -980.00");

        await TellAsync(Made("po_1", 980, 0));
        await BooksAsync();
        Assert.Equal(2, (await ImportAsync(came, went)).Payouts.Count);
        await BooksAsync();
    }

    [Fact]
    public async Task What_a_processor_takes_from_the_bank_is_its_payout_whichever_is_known_first()
    {
        var early = Entry(-5, "STRIPE");
        Assert.Equal("went out", Assert.Single((await ImportAsync(early)).NotTaken).Why);
        await TellAsync(Made("po_1", -5, 0));
        await TellAsync(Made("po_2", -6, 0));
        Assert.Single((await ImportAsync(Entry(-6, "STRIPE"))).Payouts);

        await BooksAsync("cash:bank -11.00", "cash:stripe 11.00");
        Assert.Null(await PaymentOf(early));
    }

    [Fact]
    public async Task An_entry_is_one_payouts_and_a_payout_one_entrys_also_where_all_come_at_once()
    {
        var bank = Enumerable.Range(0, 6).Select(_ => Entry(980, "STRIPE")).ToList();
        await Task.WhenAll([.. bank.Select(entry => ImportAsync(entry)), .. Enumerable.Range(0, 5).Select(n => TellAsync(Made($"po_{n}", 980, 0)))]);
        await DriveAsync();

        await BooksAsync("cash:bank 5880.00", "cash:stripe -4900.00", "suspense -980.00");
        var arrivals = await Task.WhenAll(Enumerable.Range(0, 5).Select(async n => (await PayoutAsync($"po_{n}")).Arrived!.EntryId));
        Assert.Equal(5, arrivals.Distinct().Count());
    }

    [Fact]
    public async Task What_an_account_has_is_not_taken_from_it_because_a_payout_looks_like_it()
    {
        var account = await Given.AccountAsync(services, seller);
        var entry = Entry(980, "STRIPE");
        await ImportAsync(entry);
        await services.GetRequiredService<ManualPayments>().AssignAsync(StatementImport.IdOf(Account, entry.EntryId), [new AssignmentLine(new PaymentTarget(account.ToString(), null), new Money(980, Currency.Of("EUR")))], "key", "ann", "told so", default);

        await TellAsync(Made("po_1", 980, 0));
        await DriveAsync();

        Assert.Equal(PaymentStatus.Succeeded, (await PaymentOf(entry))!.Status);
        Assert.Equal(980, (await PayoutAsync("po_1")).InTransit(Currency.Of("EUR")).Amount);
    }

    private static PayoutFact Made(string id, decimal amount, decimal fees) => new PayoutMade(new Money(amount, Currency.Of("EUR")), new Money(fees, Currency.Of("EUR")), Day) { Reference = id };

    private Task TellAsync(PayoutFact fact, string? id = null) =>
        services.GetRequiredService<PayoutArrivals>().RecordAsync(new PaymentId("stripe", "acct_1", id ?? ((PayoutMade)fact).Reference) with { MerchantAccount = seller }, seller, fact, default);

    private Task<ImportedStatement> ImportAsync(params IReadOnlyList<BankEntry> shown) =>
        services.GetRequiredService<StatementImport>().TakeAsync(seller, new BankStatement($"S{shown[0].EntryId}", Account, null, null, shown), "ann", default);

    private BankEntry Entry(decimal amount, string text) =>
        new($"{seller}-{++entries}", new Money(amount, Currency.Of("EUR")), Day.AddDays(1), Day.AddDays(1), "", "", text, false);

    private Task<Payment?> PaymentOf(BankEntry entry) => services.GetRequiredService<PaymentBook>().FindAsync(StatementImport.IdOf(Account, entry.EntryId), default);

    private async Task<Payout> PayoutAsync(string id) => (await services.GetRequiredService<PayoutBook>().FindAsync(new PaymentId("stripe", seller, id), default))!;

    private async Task<IReadOnlyList<WorkTask>> TasksAsync() => await services.GetRequiredService<TaskBook>().OpenTasksAsync(seller, default).ToListAsync();

    // Other tests' payments may be in the queue.
    private async Task DriveAsync()
    {
        foreach (var id in (await Given.TakeMessagesAsync<DrivePaymentMessage>(services, StorageNames.DrivePayments)).Select(message => message.PaymentId).Distinct())
            await services.GetRequiredService<PaymentDrive>().DriveAsync(PaymentId.Parse(id), default);
        foreach (var append in await Given.TakeMessagesAsync<AppendJournalMessage>(services, StorageNames.AppendJournal))
            await ActivatorUtilities.CreateInstance<AppendJournal>(services).RunAsync(BillingJson.Write(append), new DequeuedContext(1), default);
    }

    // What comes to 0 is left out.
    private async Task BooksAsync(params string[] expected)
    {
        await DriveAsync();
        var rows = await services.GetRequiredService<JournalBook>().ReadAsync(seller, DateOnly.MinValue, DateOnly.MaxValue.AddDays(-1), default).ToListAsync();
        Assert.Equal(expected, rows.GroupBy(row => row.LedgerAccount).OrderBy(account => account.Key, StringComparer.Ordinal)
            .Select(account => (account.Key, Sum: account.Sum(row => row.Amount.Amount))).Where(account => account.Sum != 0).Select(account => FormattableString.Invariant($"{account.Key} {account.Sum:F2}")));
    }
}
