using System.Net;
using Azure;
using Azure.Data.Tables;
using Billing.Domain;
using Billing.Functions.Accounts;
using Billing.Functions.Inbox;
using Billing.Functions.Storage;
using Billing.Functions.Tests.Payments;
using Microsoft.Extensions.DependencyInjection;

namespace Billing.Functions.Tests.Api;

public sealed class ErasureTests(AzuriteFixture azurite) : ApiTest(azurite)
{
    private const string PayerWrote = "Gruss von Klara";

    [Fact]
    public async Task An_erased_customers_data_is_gone_and_the_issued_documents_stay()
    {
        await using var seller = await StripeSeller.CreateAsync(Azurite);
        var webhook = await PaidAsync(seller);
        var path = $"/api/customers/{seller.Account}";
        (await Client.PutAsync($"{path}/profile", Bodies.Profile("Kunde SE"), (await Client.GetAsync($"{path}/profile")).ETag)).Expect(HttpStatusCode.OK);
        Assert.Equal("still-open", (await ErasedAsync(seller)).Expect(HttpStatusCode.Conflict).Code);
        await SettledAsync(seller);
        var key = Guid.NewGuid().ToString();

        var erased = (await ErasedAsync(seller, key)).Expect(HttpStatusCode.OK);

        Assert.Equal((3, 1, 2, "2036-12-31"), (
            erased["profilesErased"].GetInt32(), erased["paymentsErased"].GetInt32(), erased["documentsKept"].GetInt32(), erased["documentsKeptUntil"].GetString()));
        await AssertForgottenAsync(seller);
        await AssertNoBodyAsync(seller, webhook);
        var documents = (await RowsAsync(seller)).Where(row => row.RowKey.StartsWith("doc|", StringComparison.Ordinal)).ToList();
        Assert.Equal(2, documents.Count);
        Assert.All(documents, row => Assert.Contains("Kunde AG", row.GetString("Json"), StringComparison.Ordinal));
        Assert.Equal(("Erased customer", "DE"), (
            (await Client.GetAsync($"{path}/profile"))["name"].GetString(), (await Client.GetAsync($"{path}/profile"))["address"].GetProperty("country").GetString()));

        Assert.Equal(erased.Text, (await ErasedAsync(seller, key)).Expect(HttpStatusCode.OK).Text);
        Assert.Equal(erased.Text, (await ErasedAsync(seller)).Expect(HttpStatusCode.OK).Text);
    }

    [Fact]
    public async Task An_erased_account_takes_no_new_subscription_and_its_owner_is_nobodys_duplicate()
    {
        var seller = await Given.SellerAsync(Host.Services);
        var created = (await Client.PostAsync("/api/customers", new { sellerId = seller, customerId = "kunde", currency = "EUR", profile = Bodies.Profile() })).Expect(HttpStatusCode.Created);
        var path = $"/api/customers/{created["accountId"]}";

        (await Client.PostAsync($"{path}/erasure", new { reason = "Asked by letter" })).Expect(HttpStatusCode.OK);

        Assert.Equal("customer-erased", (await Client.PostAsync($"{path}/subscriptions", new { priceId = "crm", start = "2026-01-01" })).Expect(HttpStatusCode.Conflict).Code);
        Assert.Equal("customer-erased", (await Client.PutAsync($"{path}/profile", Bodies.Profile(), (await Client.GetAsync($"{path}/profile")).ETag)).Expect(HttpStatusCode.Conflict).Code);
        (await Client.PostAsync("/api/customers", new { sellerId = seller, customerId = "again", currency = "EUR", profile = Bodies.Profile() })).Expect(HttpStatusCode.Created);
        Assert.Equal(["alike", "alike", "reference", "reference", "reference"], (await LookupsAsync($"{seller}.again.EUR")).Select(row => row.PartitionKey.Split('|')[0]).Order(StringComparer.Ordinal));
        Assert.Empty(await LookupsAsync($"{seller}.kunde.EUR"));
    }

    [Fact]
    public async Task What_died_after_the_decision_is_finished_by_its_effects()
    {
        await using var seller = await StripeSeller.CreateAsync(Azurite);
        var webhook = await PaidAsync(seller);
        await SettledAsync(seller);
        var pseudonym = (await ProfileAsync(seller, 1)).Pseudonym() with { Version = 2 };
        var committed = await Given.TransactAsync(seller.Services, seller.Account, new EraseCustomer(2), "erase", pseudonym);
        Assert.Equal("Kunde AG", (await ProfileAsync(seller, 1)).Name);

        var effects = seller.Services.GetRequiredService<EffectSender>();
        await effects.SendAsync([committed], default);
        await effects.SendAsync([committed], default);

        await AssertForgottenAsync(seller);
        await AssertNoBodyAsync(seller, webhook);
    }

    [Fact]
    public async Task What_a_processor_reports_later_leaves_no_body()
    {
        await using var seller = await StripeSeller.CreateAsync(Azurite);
        await PaidAsync(seller);
        await SettledAsync(seller);
        (await ErasedAsync(seller)).Expect(HttpStatusCode.OK);

        var refund = seller.Refunded("pi_1", 1900).Replace("\"metadata\":{}", $"\"metadata\":{{}},\"description\":\"{PayerWrote}\"", StringComparison.Ordinal);
        await seller.DeliverAsync(refund);

        Assert.Equal(InboxStatus.Applied, (await seller.StoredAsync(refund))!.Status);
        Assert.Equal(19, await seller.OwedAsync());
        Assert.Equal("", (await seller.PaymentAsync("pi_1")).Reference.Text);
        await AssertNoBodyAsync(seller, refund);
    }

    [Fact]
    public async Task The_answer_to_whoever_recorded_a_payment_forgets_what_was_written_on_it()
    {
        var account = await Given.AccountAsync(Host.Services, await Given.SellerAsync(Host.Services));
        var issued = await Given.InvoiceAsync(Host.Services, account);
        var cheque = new { sellerId = account.Seller, amount = new { amount = "119.00", currency = "EUR" }, valueDate = $"{issued.IssueDate:O}", method = "cheque", reference = new { invoiceNumber = issued.Number, text = PayerWrote } };
        var key = Guid.NewGuid().ToString();
        var recorded = (await Client.PostAsync("/api/payments", cheque, key)).Expect(HttpStatusCode.Created);
        Assert.Contains(PayerWrote, recorded.Text);
        await EndAsync(Host.Services, account);

        (await Client.PostAsync($"/api/customers/{account}/erasure", new { reason = "Asked by letter" })).Expect(HttpStatusCode.OK);

        var repeated = (await Client.PostAsync("/api/payments", cheque, key)).Expect(HttpStatusCode.Created);
        Assert.Equal((recorded["paymentId"].GetString(), "0.00"), (repeated["paymentId"].GetString(), repeated["suspense"].GetProperty("amount").GetString()));
        Assert.DoesNotContain(PayerWrote, repeated.Text);
        Assert.DoesNotContain(PayerWrote, (await Client.GetAsync($"/api/payments?seller={account.Seller}")).Text);
        foreach (var table in new[] { Storage.Lookup, Storage.Payments, Storage.Index })
            Assert.DoesNotContain(await table.QueryAsync<TableEntity>().ToListAsync(), row => row.GetString("Json")?.Contains(PayerWrote, StringComparison.Ordinal) == true && row.GetString("Json").Contains(issued.Number, StringComparison.Ordinal));
    }

    private BillingStorage Storage => Host.Services.GetRequiredService<BillingStorage>();

    private Task<ApiAnswer> ErasedAsync(StripeSeller seller, string? key = "") => Client.PostAsync($"/api/customers/{seller.Account}/erasure", new { reason = "Asked by letter" }, key);

    private static async Task<string> PaidAsync(StripeSeller seller)
    {
        var webhook = seller.Succeeded("pi_1", 11900, seller.Invoice.Number).Replace("\"description\":null", $"\"description\":\"{PayerWrote}\"", StringComparison.Ordinal);
        await seller.DeliverAsync(webhook);
        Assert.Equal(PayerWrote, (await seller.PaymentAsync("pi_1")).Reference.Text);
        Assert.Contains(PayerWrote, (await seller.Services.GetRequiredService<InboxBook>().BodyAsync((await seller.StoredAsync(webhook))!, default)).ToString());
        return webhook;
    }

    private static Task SettledAsync(StripeSeller seller) => EndAsync(seller.Services, seller.Account);

    private static async Task EndAsync(IServiceProvider services, AccountId account)
    {
        foreach (var subscription in (await Given.StateAsync(services, account)).Subscriptions)
            await Given.TransactAsync(services, account, new CancelSubscription(subscription.SubscriptionId, subscription.BilledThrough), $"end {subscription.SubscriptionId}");
    }

    private static async Task<CustomerProfile> ProfileAsync(StripeSeller seller, int version) =>
        (await seller.Services.GetRequiredService<AccountRows>().FindAsync<CustomerProfile>(seller.Account, AccountRows.ProfileKey(version), default))!;

    private async Task<IReadOnlyList<TableEntity>> RowsAsync(StripeSeller seller)
    {
        var partition = seller.Account.ToString();
        return await Storage.Accounts.QueryAsync<TableEntity>(row => row.PartitionKey == partition).ToListAsync();
    }

    private async Task<IReadOnlyList<TableEntity>> LookupsAsync(string account) =>
        await Storage.Lookup.QueryAsync<TableEntity>(row => row.RowKey == account).ToListAsync();

    // In every row of the account but the issued documents, and in the payment.
    private async Task AssertForgottenAsync(StripeSeller seller)
    {
        var rows = (await RowsAsync(seller)).Where(row => !row.RowKey.StartsWith("doc|", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(rows);
        Assert.All(rows, row => Assert.DoesNotContain("kunde.example", row.GetString("Json") ?? ""));
        Assert.All(rows, row => Assert.DoesNotContain("Weg 2", row.GetString("Json") ?? ""));
        Assert.Equal("", (await seller.PaymentAsync("pi_1")).Reference.Text);
        Assert.Empty(await LookupsAsync(seller.Account.ToString()));
    }

    private static async Task AssertNoBodyAsync(StripeSeller seller, string webhook)
    {
        var stored = (await seller.StoredAsync(webhook))!;
        Assert.Equal(404, (await Assert.ThrowsAsync<RequestFailedException>(() => seller.Services.GetRequiredService<InboxBook>().BodyAsync(stored, default))).Status);
    }
}
