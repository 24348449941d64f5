using Azure.Data.Tables;
using Billing.Domain;
using Billing.Functions.Accounts;
using Billing.Functions.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Billing.Functions.Tests.Accounts;

public sealed class AccountLedgerTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task A_command_made_twice_gives_the_first_answer_and_its_events_again()
    {
        await using var services = azurite.Services();
        var account = await Given.AccountAsync(services, await Given.SellerAsync(services));
        var request = Request(account, new HoldDunning("talks", null), "hold-1");
        var ledger = services.GetRequiredService<AccountLedger>();

        var first = Assert.IsType<AccountOutcome.Committed>(await ledger.TransactAsync(request, default));
        await ledger.TransactAsync(Request(account, new ReleaseDunning(), "release-1"), default);
        var second = Assert.IsType<AccountOutcome.Committed>(await ledger.TransactAsync(request, default));

        Assert.False(first.Repeated);
        Assert.True(second.Repeated);
        Assert.Equal(first.Version, second.Version);
        Assert.Equal(first.Events, second.Events);
        Assert.Null((await Given.StateAsync(services, account)).Hold);
    }

    [Fact]
    public async Task A_key_that_was_used_for_another_request_is_refused()
    {
        await using var services = azurite.Services();
        var account = await Given.AccountAsync(services, await Given.SellerAsync(services));
        var ledger = services.GetRequiredService<AccountLedger>();
        await ledger.TransactAsync(Request(account, new HoldDunning("talks", null), "key"), default);

        var other = await ledger.TransactAsync(Request(account, new HoldDunning("illness", null), "key"), default);

        Assert.Equal("key-reused", Assert.IsType<AccountOutcome.Refused>(other).Refusal.Code);
        Assert.Equal("talks", (await Given.StateAsync(services, account)).Hold?.Reason);
    }

    [Fact]
    public async Task A_redelivery_after_a_release_that_writes_the_command_otherwise_still_gives_its_events()
    {
        await using var services = azurite.Services();
        var account = await Given.AccountAsync(services, await Given.SellerAsync(services));
        await SubscribeAsync(services, account);
        var (ledger, table) = (services.GetRequiredService<AccountLedger>(), services.GetRequiredService<BillingStorage>().Accounts);
        var request = new AccountRequest(account, new RunBilling(), new CommandId("run", "r|Bill"), null, "test");
        var first = Assert.IsType<AccountOutcome.Committed>(await ledger.TransactAsync(request, default));
        await table.UpdateEntityAsync(new TableEntity(account.ToString(), request.Id.RowKey) { ["Fingerprint"] = "of the release before" }, Azure.ETag.All);

        var again = Assert.IsType<AccountOutcome.Committed>(await ledger.TransactAsync(request, default));

        Assert.Equal((true, first.Version), (again.Repeated, again.Version));
    }

    [Fact]
    public async Task Writers_that_race_bill_a_period_once_and_leave_no_gap_in_the_numbers()
    {
        await using var services = azurite.Services();
        var seller = await Given.SellerAsync(services);
        var account = await Given.AccountAsync(services, seller);
        await SubscribeAsync(services, account);

        var outcomes = await Task.WhenAll(Enumerable.Range(1, 6).Select(async writer =>
        {
            await using var own = azurite.Services();
            return await own.GetRequiredService<AccountLedger>().TransactAsync(Request(account, new RunBilling(), $"run {writer}"), default);
        }));

        Assert.Single(outcomes.OfType<AccountOutcome.Committed>());
        Assert.Equal(5, outcomes.OfType<AccountOutcome.NothingNew>().Count());
        var invoice = Assert.Single((await Given.StateAsync(services, account)).Invoices);
        Assert.EndsWith("-000001", invoice.Number, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Payments_that_race_on_one_account_are_all_applied()
    {
        await using var services = azurite.Services();
        var account = await Given.AccountAsync(services, await Given.SellerAsync(services));
        var invoice = await Given.InvoiceAsync(services, account, seats: 10);
        var ledger = services.GetRequiredService<AccountLedger>();

        await Task.WhenAll(Enumerable.Range(1, 6).Select(n => ledger.TransactAsync(
            Request(account, new ApplyPayment($"pay {n}", $"stripe|acct|pi_{n}", new Money(200, Currency.Of("EUR")), invoice.IssueDate, null), $"pay {n}"), default)));

        var state = await Given.StateAsync(services, account);
        Assert.True(state.Receivable().IsZero);
        Assert.Equal(new Money(10, Currency.Of("EUR")), state.Credit());
    }

    [Fact]
    public async Task A_batch_takes_consecutive_numbers_and_a_failing_account_fails_alone()
    {
        await using var services = azurite.Services();
        var seller = await Given.SellerAsync(services);
        var accounts = new List<AccountId>();
        for (var n = 0; n < 5; n++)
        {
            accounts.Add(await Given.AccountAsync(services, seller));
            await SubscribeAsync(services, accounts[n]);
        }

        var stranger = AccountId.Of(Given.NewId("nobody"), "customer", Currency.Of("EUR"));
        var outcomes = await services.GetRequiredService<AccountLedger>().TransactAsync(
            [.. accounts.Append(stranger).Select(account => Request(account, new RunBilling(), "run"))], default);

        var numbers = outcomes.OfType<AccountOutcome.Committed>().SelectMany(outcome => outcome.Events.OfType<InvoiceFinalized>()).Select(issued => issued.Number[^6..]).Order();
        Assert.Equal(["000001", "000002", "000003", "000004", "000005"], numbers);
        var failed = Assert.IsType<AccountOutcome.Failed>(outcomes[5]);
        Assert.Contains("has no Seller", failed.Why.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_stored_snapshot_is_what_replaying_the_events_gives()
    {
        await using var services = azurite.Services();
        var account = await Given.AccountAsync(services, await Given.SellerAsync(services));
        var invoice = await Given.InvoiceAsync(services, account);
        await Given.TransactAsync(services, account, new ApplyPayment("a", "stripe|acct|pi_1", new Money(150, Currency.Of("EUR")), invoice.IssueDate, null), "a");
        await Given.TransactAsync(services, account, new ReversePayment("b", "stripe|acct|pi_1", new Money(50, Currency.Of("EUR")), invoice.IssueDate), "b");
        await Given.TransactAsync(services, account, new VoidInvoice(invoice.Invoice.DocumentId), "c");

        var (stored, _) = await services.GetRequiredService<AccountRows>().StateAsync(account, default);

        Assert.Equal(BillingJson.Write((await Given.StateAsync(services, account)).Snapshot()), BillingJson.Write(stored));
        Assert.Equal(new Money(100, Currency.Of("EUR")), stored!.Credit());
    }

    [Fact]
    public async Task A_snapshot_of_another_schema_is_rebuilt_from_the_events()
    {
        await using var services = azurite.Services();
        var account = await Given.AccountAsync(services, await Given.SellerAsync(services));
        await Given.InvoiceAsync(services, account);
        var table = services.GetRequiredService<BillingStorage>().Accounts;
        await table.UpsertEntityAsync(new TableEntity(account.ToString(), "state") { ["Schema"] = 0, ["Json"] = "{}" }, TableUpdateMode.Replace);

        var payment = await Given.TransactAsync(services, account, new ApplyPayment("a", "stripe|acct|pi_1", new Money(119, Currency.Of("EUR")), new DateOnly(2026, 1, 1), null), "a");

        Assert.True(payment.After!.Receivable().IsZero);
        Assert.Equal(AccountRows.StateSchema, (await table.GetEntityAsync<TableEntity>(account.ToString(), "state")).Value.GetInt32("Schema"));
    }

    [Fact]
    public async Task A_preview_decides_as_the_run_does_and_changes_nothing()
    {
        await using var services = azurite.Services();
        var account = await Given.AccountAsync(services, await Given.SellerAsync(services));
        await SubscribeAsync(services, account);
        var ledger = services.GetRequiredService<AccountLedger>();
        var before = await Given.StateAsync(services, account);

        var previewed = Assert.IsType<Decision.Accepted>(await ledger.PreviewAsync(Request(account, new RunBilling(), "preview"), default));
        Assert.Equal(BillingJson.Write(before), BillingJson.Write(await Given.StateAsync(services, account)));
        var billed = Assert.IsType<AccountOutcome.Committed>(await ledger.TransactAsync(Request(account, new RunBilling(), "run"), default));

        var (would, did) = (previewed.Events.OfType<InvoiceFinalized>().Single(), billed.Events.OfType<InvoiceFinalized>().Single());
        Assert.Equal("preview", would.Number);
        Assert.Equal(BillingJson.Write(would with { Number = did.Number }), BillingJson.Write(did));
    }

    private static AccountRequest Request(AccountId account, AccountCommand command, string key) => new(account, command, new CommandId("test", key), null, "test");

    private static async Task SubscribeAsync(IServiceProvider services, AccountId account)
    {
        var today = DateOnly.FromDateTime(DateTime.UtcNow);
        await Given.TransactAsync(services, account, new StartSubscription("sub", "crm", 1, today, today), "subscribe");
    }
}
