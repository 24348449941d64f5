using System.Net;
using Billing.Domain;

namespace Billing.Functions.Tests.Api;

public sealed class ChargeTests(AzuriteFixture azurite) : ApiTest(azurite)
{
    private static readonly DateOnly Today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(DateTimeOffset.UtcNow, TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin")).DateTime);

    [Fact]
    public async Task A_charge_waits_is_shown_and_is_billed_with_the_next_invoice()
    {
        var account = await AccountAsync();
        var path = $"/api/customers/{account}/charges";
        (await Client.PostAsync($"/api/customers/{account}/subscriptions", new { priceId = "crm", start = Today.AddDays(5) })).Expect(HttpStatusCode.Created);

        var added = (await Client.PostAsync(path, new { chargeId = "workshop", description = "Workshop", product = "services", quantity = "1.5", unit = "day", unitPrice = "900.00", taxCategory = "standard", period = new { start = "2026-03-02", end = "2026-03-04" } })).Expect(HttpStatusCode.Created);

        Assert.Equal(("manual", $"{Today.AddDays(5):O}", "1350.00"), (added["kind"].GetString(), added["billOn"].GetString(), added["amount"].GetProperty("amount").GetString()));
        Assert.Equal(added.Text, Assert.Single((await Client.GetAsync(path)).Expect(HttpStatusCode.OK)["items"].EnumerateArray()).ToString());
        var customer = (await Client.GetAsync($"/api/customers/{account}")).Expect(HttpStatusCode.OK);
        Assert.Equal(("workshop", $"{Today.AddDays(5):O}"), (customer["charges"][0].GetProperty("chargeId").GetString(), customer["nextBillOn"].GetString()));
        var upcoming = (await Client.GetAsync($"/api/customers/{account}/upcoming-invoice")).Expect(HttpStatusCode.OK);
        Assert.Equal($"{Today.AddDays(5):O}", upcoming["on"].GetString());
        Assert.Equal(["recurring", "manual"], Assert.Single(upcoming["invoices"].EnumerateArray()).GetProperty("lines").EnumerateArray().Select(line => line.GetProperty("kind").GetString()));
    }

    [Fact]
    public async Task Every_fault_of_a_charge_is_listed()
    {
        var path = $"/api/customers/{await AccountAsync()}/charges";

        Assert.Equal(
            ["#/chargeId", "#/description", "#/period/end", "#/product", "#/quantity", "#/taxCategory", "#/unitPrice"],
            (await Client.PostAsync(path, new { chargeId = "No Slug", quantity = "0", period = new { start = "2026-01-02", end = "2026-01-02" } })).Expect(HttpStatusCode.UnprocessableEntity).Pointers);
        Assert.Equal(["#/taxIncluded", "#/unitPrice"], (await Client.PostAsync(path, new { priceId = "setup", unitPrice = "-1", taxIncluded = true })).Expect(HttpStatusCode.UnprocessableEntity).Pointers);
    }

    [Fact]
    public async Task A_charge_by_a_price_takes_all_from_it()
    {
        var account = await AccountAsync();
        (await Client.PutAsync($"/api/sellers/{account.Seller}/prices/credits", new
        {
            product = "credits",
            name = "Credits",
            unit = "credit",
            currency = "EUR",
            taxCategory = "standard",
            taxIncluded = true,
            versions = new[] { new { effectiveFrom = "2026-01-01", pricing = new { model = "package", size = "100", amount = "11.90" } } },
        })).Expect(HttpStatusCode.Created);

        var added = (await Client.PostAsync($"/api/customers/{account}/charges", new { priceId = "credits", quantity = "250" })).Expect(HttpStatusCode.Created);

        Assert.Equal(("Credits", "3", "credit × 100", "35.70", true), (
            added["description"].GetString(), added["quantity"].GetString(), added["unit"].GetString(), added["amount"].GetProperty("amount").GetString(), added["taxIncluded"].GetBoolean()));
    }

    [Fact]
    public async Task A_charge_that_cannot_be_is_refused()
    {
        var path = $"/api/customers/{await AccountAsync()}/charges";
        object Charge(string id = "c", string tax = "standard", DateOnly? billOn = null) => new { chargeId = id, description = "Work", product = "services", unitPrice = "1", taxCategory = tax, billOn = billOn ?? Today };
        (await Client.PostAsync(path, Charge())).Expect(HttpStatusCode.Created);

        Assert.Equal("charge-exists", (await Client.PostAsync(path, Charge())).Expect(HttpStatusCode.Conflict).Code);
        Assert.Equal("no-tax-rule", (await Client.PostAsync(path, Charge("d", tax: "luxury"))).Expect(HttpStatusCode.UnprocessableEntity).Code);
        Assert.Equal("too-far-ahead", (await Client.PostAsync(path, Charge("d", billOn: Today.AddYears(4)))).Expect(HttpStatusCode.UnprocessableEntity).Code);
        Assert.Equal("unknown-price", (await Client.PostAsync(path, new { priceId = "none" })).Expect(HttpStatusCode.UnprocessableEntity).Code);
        Assert.Equal("recurring-price", (await Client.PostAsync(path, new { priceId = "crm" })).Expect(HttpStatusCode.UnprocessableEntity).Code);
    }

    [Fact]
    public async Task A_charge_is_taken_back_while_it_waits_and_a_credit_is_not()
    {
        var account = await AccountAsync();
        var path = $"/api/customers/{account}/charges";
        (await Client.PostAsync(path, new { chargeId = "c", description = "Work", product = "services", unitPrice = "1", taxCategory = "standard" })).Expect(HttpStatusCode.Created);

        (await Client.DeleteAsync($"{path}/c?reason=Mistake")).Expect(HttpStatusCode.OK);
        Assert.Equal("unknown-charge", (await Client.DeleteAsync($"{path}/c")).Expect(HttpStatusCode.NotFound).Code);

        await Given.InvoiceAsync(Host.Services, account);
        var subscription = (await Client.GetAsync($"/api/customers/{account}/subscriptions"))["items"][0].GetProperty("subscriptionId").GetString();
        (await Client.PostAsync($"/api/customers/{account}/subscriptions/{subscription}/cancel", new { atOnce = true, unusedTime = "credit" })).Expect(HttpStatusCode.OK);
        var credit = Assert.Single((await Client.GetAsync(path))["items"].EnumerateArray());
        Assert.Equal("unusedTime", credit.GetProperty("kind").GetString());
        Assert.Equal("credit-owed", (await Client.DeleteAsync($"{path}/{Uri.EscapeDataString(credit.GetProperty("chargeId").GetString()!)}")).Expect(HttpStatusCode.Conflict).Code);
    }

    [Fact]
    public async Task Subscriptions_are_billed_together_by_the_accounts_anchor()
    {
        var account = await AccountAsync();
        var (path, anchor) = ($"/api/customers/{account}/billing-anchor", Today.AddDays(9));

        (await Client.PutAsync(path, new { anchor })).Expect(HttpStatusCode.OK);
        foreach (var start in new[] { 0, 3 })
            (await Client.PostAsync($"/api/customers/{account}/subscriptions", new { priceId = "crm", start = Today.AddDays(start) })).Expect(HttpStatusCode.Created);

        var customer = (await Client.GetAsync($"/api/customers/{account}")).Expect(HttpStatusCode.OK);
        Assert.Equal($"{anchor:O}", customer["billingAnchor"].GetString());
        Assert.All(customer["subscriptions"].EnumerateArray(), subscription => Assert.Equal($"{anchor:O}", subscription.GetProperty("anchor").GetString()));
        (await Client.PutAsync(path, new { })).Expect((HttpStatusCode)428);
        Assert.Equal("stale", (await Client.PutAsync(path, new { }, "\"1\"")).Expect(HttpStatusCode.PreconditionFailed).Code);
        (await Client.PutAsync(path, new { }, customer.ETag)).Expect(HttpStatusCode.OK);
        Assert.False((await Client.GetAsync($"/api/customers/{account}")).Body.TryGetProperty("billingAnchor", out _));
        Assert.Equal(["#/anchor"], (await Client.PutAsync(path, new { anchor = "soon" })).Expect(HttpStatusCode.UnprocessableEntity).Pointers);
    }

    [Fact]
    public async Task Where_nothing_is_to_come_there_is_no_upcoming_invoice()
    {
        Assert.Equal("nothing-to-bill", (await Client.GetAsync($"/api/customers/{await AccountAsync()}/upcoming-invoice")).Expect(HttpStatusCode.NotFound).Code);
        Assert.Equal("account-not-open", (await Client.GetAsync($"/api/customers/{AccountId.Of(await Given.SellerAsync(Host.Services), "nobody", Currency.Of("EUR"))}/upcoming-invoice")).Expect(HttpStatusCode.NotFound).Code);
    }

    private async Task<AccountId> AccountAsync() => await Given.AccountAsync(Host.Services, await Given.SellerAsync(Host.Services));
}
