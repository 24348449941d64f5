using System.Net;
using Azure.Data.Tables;
using Billing.Functions.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Billing.Functions.Tests.Api;

public sealed class CustomerTests(AzuriteFixture azurite) : ApiTest(azurite)
{
    [Fact]
    public async Task A_customer_is_created_once_whatever_happened_since()
    {
        var seller = await Given.SellerAsync(Host.Services);
        var key = Guid.NewGuid().ToString();
        var created = (await Client.PostAsync("/api/customers", Bodies.Customer(seller), key)).Expect(HttpStatusCode.Created);
        var account = created["accountId"].GetString();
        (await Client.PostAsync($"/api/customers/{account}/subscriptions", new { priceId = "crm", start = "2026-01-01" })).Expect(HttpStatusCode.Created);

        var repeated = (await Client.PostAsync("/api/customers", Bodies.Customer(seller), key)).Expect(HttpStatusCode.Created);

        Assert.Equal(created.Text, repeated.Text);
        Assert.Equal($"/api/customers/{account}", repeated.Headers.Location!.ToString());
        var read = (await Client.GetAsync($"/api/customers/{account}")).Expect(HttpStatusCode.OK);
        Assert.Equal(2, read["version"].GetInt32());
        Assert.Equal("0.00", read["receivable"].GetProperty("amount").GetString());
        Assert.Equal("EUR", read["receivable"].GetProperty("currency").GetString());
    }

    [Fact]
    public async Task A_customers_personal_data_stands_in_no_row_outside_the_account()
    {
        var seller = await Given.SellerAsync(Host.Services);
        var created = (await Client.PostAsync("/api/customers", Bodies.Customer(seller), Guid.NewGuid().ToString())).Expect(HttpStatusCode.Created);
        var rows = await Host.Services.GetRequiredService<BillingStorage>().Lookup.QueryAsync<TableEntity>().ToListAsync();

        Assert.Contains(rows, row => row.PartitionKey.StartsWith("request|", StringComparison.Ordinal));
        Assert.DoesNotContain(rows, row => row.GetString("Json")?.Contains(created["accountId"].GetString()!, StringComparison.Ordinal) == true);
    }

    [Fact]
    public async Task A_key_serves_one_request()
    {
        var seller = await Given.SellerAsync(Host.Services);
        var key = Guid.NewGuid().ToString();
        (await Client.PostAsync("/api/customers", Bodies.Customer(seller, "first"), key)).Expect(HttpStatusCode.Created);

        Assert.Equal("key-reused", (await Client.PostAsync("/api/customers", Bodies.Customer(seller, "second"), key)).Expect(HttpStatusCode.UnprocessableEntity).Code);
        (await Client.GetAsync($"/api/customers/{seller}.second.EUR")).Expect(HttpStatusCode.NotFound);

        // Another route, or somebody else, may use the same text.
        Client.Headers.Add("X-Billing-Actor", "maria@acme");
        (await Client.PostAsync("/api/customers", Bodies.Customer(seller, "second"), key)).Expect(HttpStatusCode.Created);
    }

    [Fact]
    public async Task A_key_reused_on_an_account_is_refused()
    {
        var account = await Given.AccountAsync(Host.Services, await Given.SellerAsync(Host.Services));
        var key = Guid.NewGuid().ToString();
        var path = $"/api/customers/{account}/subscriptions";
        var first = (await Client.PostAsync(path, new { priceId = "crm", start = "2026-01-01", quantity = "3" }, key)).Expect(HttpStatusCode.Created);

        Assert.Equal(first.Text, (await Client.PostAsync(path, new { priceId = "crm", start = "2026-01-01", quantity = "3" }, key)).Expect(HttpStatusCode.Created).Text);
        Assert.Equal("key-reused", (await Client.PostAsync(path, new { priceId = "crm", start = "2026-01-01", quantity = "4" }, key)).Expect(HttpStatusCode.UnprocessableEntity).Code);
        Assert.Single((await Client.GetAsync(path)).Expect(HttpStatusCode.OK)["items"].EnumerateArray());
    }

    [Fact]
    public async Task A_post_without_a_key_is_refused()
    {
        var answer = (await Client.PostAsync("/api/customers", Bodies.Customer(await Given.SellerAsync(Host.Services)), key: null)).Expect(HttpStatusCode.BadRequest);

        Assert.Equal("idempotency-key-required", answer.Code);
        Assert.Equal(["Idempotency-Key"], answer.Pointers);
    }

    [Fact]
    public async Task A_customer_of_an_unknown_or_unfinished_seller_is_refused()
    {
        Assert.Equal(["#/sellerId"], (await Client.PostAsync("/api/customers", Bodies.Customer("nobody-here"))).Expect(HttpStatusCode.UnprocessableEntity).Pointers);

        var id = Given.NewId("seller");
        (await Client.PutAsync($"/api/sellers/{id}", Bodies.Seller(id))).Expect(HttpStatusCode.Created);
        var answer = (await Client.PostAsync("/api/customers", Bodies.Customer(id))).Expect(HttpStatusCode.Conflict);
        Assert.Equal("seller-not-configured", answer.Code);
        Assert.Equal(2, answer.Pointers.Count);
    }

    [Theory]
    [InlineData("/api/customers/nobody.here.EUR")]
    [InlineData("/api/customers/not-an-account")]
    [InlineData("/api/customers/nobody.here.EUR/events")]
    [InlineData("/api/customers/nobody.here.EUR/subscriptions/one")]
    [InlineData("/api/invoices/inv_000000000000000000000000")]
    [InlineData("/api/invoices/inv_000000000000000000000000/pdf")]
    [InlineData("/api/payments/stripe%7Cacct%7Cpi_1")]
    [InlineData("/api/payments/pi_1")]
    [InlineData("/api/runs/none")]
    [InlineData("/api/sellers/nobody")]
    [InlineData("/api/sellers/nobody/tax-table")]
    public async Task What_does_not_exist_is_not_found(string path) => Assert.Equal("not-found", (await Client.GetAsync(path)).Expect(HttpStatusCode.NotFound).Code);

    [Fact]
    public async Task A_profile_changes_under_the_version_that_was_read()
    {
        var account = await Given.AccountAsync(Host.Services, await Given.SellerAsync(Host.Services));
        var path = $"/api/customers/{account}/profile";
        var first = (await Client.GetAsync(path)).Expect(HttpStatusCode.OK);

        (await Client.PutAsync(path, Bodies.Profile("Kunde SE"))).Expect((HttpStatusCode)428);
        var second = (await Client.PutAsync(path, Bodies.Profile("Kunde SE"), first.ETag)).Expect(HttpStatusCode.OK);
        Assert.Equal("stale", (await Client.PutAsync(path, Bodies.Profile("Kunde KG"), first.ETag)).Expect(HttpStatusCode.PreconditionFailed).Code);

        var read = (await Client.GetAsync(path)).Expect(HttpStatusCode.OK);
        Assert.Equal(("Kunde SE", 2), (read["name"].GetString(), read["version"].GetInt32()));
        Assert.Equal(second.ETag, read.ETag);
    }

    [Fact]
    public async Task Of_profile_changes_at_the_same_time_one_is_taken()
    {
        var account = await Given.AccountAsync(Host.Services, await Given.SellerAsync(Host.Services));
        var etag = (await Client.GetAsync($"/api/customers/{account}/profile")).ETag;

        var answers = await Task.WhenAll(Enumerable.Range(1, 5).Select(n => Client.PutAsync($"/api/customers/{account}/profile", Bodies.Profile($"Kunde {n}"), etag)));

        Assert.Equal([HttpStatusCode.OK, .. Enumerable.Repeat(HttpStatusCode.PreconditionFailed, 4)], answers.Select(answer => answer.Status).Order());
    }

    [Fact]
    public async Task How_an_account_is_dunned_is_told_with_what_stops_it()
    {
        var account = await Given.AccountAsync(Host.Services, await Given.SellerAsync(Host.Services));
        var invoice = await Given.InvoiceAsync(Host.Services, account);

        var dunned = (await Client.GetAsync($"/api/customers/{account}/dunning")).Expect(HttpStatusCode.OK);
        Assert.Equal(("", "", 1, $"{invoice.DueDate.AddDays(1):O}"), (dunned["segment"].GetString(), dunned["currency"].GetString(), dunned["policyVersion"].GetInt32(), dunned["nextLookOn"].GetString()));
        Assert.Equal(
            $$"""[{"documentId":"{{invoice.Invoice.DocumentId}}","number":"{{invoice.Number}}","dueDate":"{{invoice.DueDate:O}}","balance":{"amount":"119.00","currency":"EUR"},"step":-1,"nextStep":0,"nextAction":"overdueNotice","nextStepOn":"{{invoice.DueDate.AddDays(3):O}}"}]""",
            dunned["invoices"].GetRawText());

        (await Client.PostAsync($"/api/customers/{account}/dunning-hold", new { reason = "Moving house" })).Expect(HttpStatusCode.OK);
        var held = (await Client.GetAsync($"/api/customers/{account}/dunning")).Expect(HttpStatusCode.OK)["invoices"][0];
        Assert.Equal(("on-hold", "The account is on hold: Moving house"), (held.GetProperty("stoppedBy").GetString(), held.GetProperty("why").GetString()));
        (await Client.GetAsync("/api/customers/acme.nobody.EUR/dunning")).Expect(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_audit_trail_tells_who_when_and_why()
    {
        var account = await Given.AccountAsync(Host.Services, await Given.SellerAsync(Host.Services));
        Client.Headers.Add("X-Billing-Actor", "maria@acme");
        Client.Headers.Add("X-MS-CLIENT-PRINCIPAL-NAME", "forged@acme");
        (await Client.PostAsync($"/api/customers/{account}/dunning-hold", new { reason = "Promised to pay", until = "2099-01-01" })).Expect(HttpStatusCode.OK);
        (await Client.DeleteAsync($"/api/customers/{account}/dunning-hold?reason=Paid")).Expect(HttpStatusCode.OK);
        Assert.Empty((await Client.DeleteAsync($"/api/customers/{account}/dunning-hold")).Expect(HttpStatusCode.OK)["events"].EnumerateArray());

        var page = (await Client.GetAsync($"/api/customers/{account}/events?limit=2")).Expect(HttpStatusCode.OK);
        var rest = (await Client.GetAsync($"/api/customers/{account}/events?limit=2&continuation={page["continuation"]}")).Expect(HttpStatusCode.OK);

        var held = page["items"][1];
        Assert.Equal(("key (on behalf of maria@acme)", "Promised to pay"), (held.GetProperty("actor").GetString(), held.GetProperty("reason").GetString()));
        Assert.Equal("DunningHeld", held.GetProperty("events")[0].GetProperty("event").GetString());
        Assert.Equal("DunningReleased", Assert.Single(rest["items"].EnumerateArray()).GetProperty("events")[0].GetProperty("event").GetString());
    }

    [Fact]
    public async Task A_subscription_runs_until_it_is_cancelled()
    {
        var account = await Given.AccountAsync(Host.Services, await Given.SellerAsync(Host.Services));
        var path = $"/api/customers/{account}/subscriptions";

        Assert.Equal("unknown-price", (await Client.PostAsync(path, new { priceId = "none", start = "2026-01-01" })).Expect(HttpStatusCode.UnprocessableEntity).Code);
        Assert.Equal("wrong-currency", (await Client.PostAsync(path, new { priceId = "crm-usd", start = "2026-01-01" })).Expect(HttpStatusCode.UnprocessableEntity).Code);
        Assert.Equal(["#/quantity", "#/start"], (await Client.PostAsync(path, new { priceId = "crm", start = "1 January", quantity = "0" })).Expect(HttpStatusCode.UnprocessableEntity).Pointers);
        var started = (await Client.PostAsync(path, new { subscriptionId = "main", priceId = "crm", start = "2026-01-01", anchor = "2025-12-31" })).Expect(HttpStatusCode.Created);
        Assert.Equal(("2026-01-01", "1"), (started["nextBillOn"].GetString(), started["quantity"].GetString()));
        Assert.Equal("subscription-exists", (await Client.PostAsync(path, new { subscriptionId = "main", priceId = "crm", start = "2026-01-01" })).Expect(HttpStatusCode.Conflict).Code);

        (await Client.PostAsync($"{path}/none/cancel", new { })).Expect(HttpStatusCode.NotFound);
        (await Client.PostAsync($"{path}/main/cancel", new { end = "2026-01-01", reason = "Never began" })).Expect(HttpStatusCode.OK);

        Assert.Empty((await Client.GetAsync(path)).Expect(HttpStatusCode.OK)["items"].EnumerateArray());
        Assert.Single((await Client.GetAsync($"{path}?ended=true")).Expect(HttpStatusCode.OK)["items"].EnumerateArray());
        Assert.Equal("2026-01-01", (await Client.GetAsync($"{path}/main")).Expect(HttpStatusCode.OK)["end"].GetString());
    }

    [Fact]
    public async Task Customers_are_listed_in_order_page_by_page()
    {
        var seller = await Given.SellerAsync(Host.Services);
        var accounts = new List<string>();
        for (var n = 0; n < 5; n++)
        {
            var account = await Given.AccountAsync(Host.Services, seller);
            await IndexAsync(account);
            accounts.Add(account.ToString());
        }

        var found = new List<string>();
        for (var continuation = ""; continuation is not null;)
        {
            var page = (await Client.GetAsync($"/api/customers?seller={seller}&limit=2{continuation}")).Expect(HttpStatusCode.OK);
            Assert.InRange(page["items"].GetArrayLength(), 1, 2);
            found.AddRange(page["items"].EnumerateArray().Select(customer => customer.GetProperty("accountId").GetString()!));
            continuation = page.Body.TryGetProperty("continuation", out var next) ? $"&continuation={next}" : null;
        }

        Assert.Equal(accounts.Order(StringComparer.Ordinal), found);
    }

    [Fact]
    public async Task A_query_with_faults_lists_them_all() =>
        Assert.Equal(["continuation", "limit", "seller"], (await Client.GetAsync("/api/customers?limit=900&continuation=***")).Expect(HttpStatusCode.BadRequest).Pointers);
}
