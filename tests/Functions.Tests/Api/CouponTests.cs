using System.Net;
using Billing.Domain;

namespace Billing.Functions.Tests.Api;

public sealed class CouponTests(AzuriteFixture azurite) : ApiTest(azurite)
{
    [Fact]
    public async Task A_coupon_is_put_read_changed_and_listed()
    {
        var path = $"/api/sellers/{await Given.SellerAsync(Host.Services)}/coupons";

        var percent = (await Client.PutAsync($"{path}/spring", new { name = "Spring", percent = "12.5", invoices = 3, products = new[] { "crm" }, redeemBy = "2030-06-30" })).Expect(HttpStatusCode.Created);
        (await Client.PutAsync($"{path}/welcome", new { name = "Welcome", amount = new { amount = "20.00", currency = "EUR" } })).Expect(HttpStatusCode.Created);

        Assert.Equal(percent.Text, (await Client.GetAsync($"{path}/spring")).Expect(HttpStatusCode.OK).Text);
        Assert.Equal(("12.5", 3, "crm"), (percent["percent"].GetString(), percent["invoices"].GetInt32(), percent["products"][0].GetString()));
        (await Client.PutAsync($"{path}/spring", new { name = "Spring", percent = "10" })).Expect((HttpStatusCode)428);
        Assert.False((await Client.PutAsync($"{path}/spring", new { name = "Spring", percent = "10" }, percent.ETag)).Expect(HttpStatusCode.OK).Body.TryGetProperty("invoices", out _));
        var first = (await Client.GetAsync($"{path}?limit=1")).Expect(HttpStatusCode.OK);
        var second = (await Client.GetAsync($"{path}?limit=1&continuation={first["continuation"]}")).Expect(HttpStatusCode.OK);
        Assert.Equal(("spring", "welcome"), (first["items"][0].GetProperty("couponId").GetString(), second["items"][0].GetProperty("couponId").GetString()));
        Assert.Equal("not-found", (await Client.GetAsync($"{path}/none")).Expect(HttpStatusCode.NotFound).Code);
    }

    [Fact]
    public async Task Every_fault_of_a_coupon_is_listed()
    {
        var path = $"/api/sellers/{await Given.SellerAsync(Host.Services)}/coupons/c";

        Assert.Equal(
            ["#/amount", "#/invoices", "#/name", "#/percent", "#/products", "#/redeemBy"],
            (await Client.PutAsync(path, new { percent = "0", amount = new { amount = "1", currency = "EUR" }, invoices = 0, products = new[] { "No Slug" }, redeemBy = "soon" })).Expect(HttpStatusCode.UnprocessableEntity).Pointers);
        Assert.Equal(["#/amount"], (await Client.PutAsync(path, new { name = "Nothing" })).Expect(HttpStatusCode.UnprocessableEntity).Pointers);
        Assert.Equal(["#/amount/amount"], (await Client.PutAsync(path, new { name = "Half a cent", amount = new { amount = "0.005", currency = "EUR" } })).Expect(HttpStatusCode.UnprocessableEntity).Pointers);
    }

    [Fact]
    public async Task A_customer_is_given_a_coupon_and_it_is_taken_back()
    {
        var (seller, account) = await CustomerAsync();
        var path = $"/api/customers/{account}/coupons";
        (await Client.PutAsync($"/api/sellers/{seller}/coupons/spring", new { name = "Spring", percent = "50", invoices = 1 })).Expect(HttpStatusCode.Created);
        (await Client.PostAsync($"/api/customers/{account}/subscriptions", new { subscriptionId = "s", priceId = "crm", start = "2026-01-01" })).Expect(HttpStatusCode.Created);

        var key = Guid.NewGuid().ToString();
        var given = (await Client.PostAsync(path, new { couponId = "spring", subscriptionId = "s" }, key)).Expect(HttpStatusCode.Created);
        Assert.Equal(given.Text, (await Client.PostAsync(path, new { couponId = "spring", subscriptionId = "s" }, key)).Expect(HttpStatusCode.Created).Text);
        Assert.Equal("coupon-applied", (await Client.PostAsync(path, new { couponId = "spring", subscriptionId = "s" })).Expect(HttpStatusCode.Conflict).Code);
        (await Client.PostAsync(path, new { couponId = "spring" })).Expect(HttpStatusCode.Created);

        Assert.Equal([given.Body.ToString(), (await Client.GetAsync($"/api/customers/{account}"))["coupons"][1].ToString()], (await Client.GetAsync(path)).Expect(HttpStatusCode.OK)["items"].EnumerateArray().Select(coupon => coupon.ToString()));
        (await Client.DeleteAsync($"{path}/spring?subscription=s&reason=Mistake")).Expect(HttpStatusCode.OK);
        Assert.Single((await Client.GetAsync(path))["items"].EnumerateArray());
        Assert.Equal("not-found", (await Client.DeleteAsync($"{path}/spring?subscription=s")).Expect(HttpStatusCode.NotFound).Code);
        (await Client.DeleteAsync($"{path}/spring")).Expect(HttpStatusCode.OK);
        Assert.Empty((await Client.GetAsync(path))["items"].EnumerateArray());
    }

    [Fact]
    public async Task A_coupon_that_cannot_be_given_is_refused()
    {
        var (seller, account) = await CustomerAsync();
        var path = $"/api/customers/{account}/coupons";
        (await Client.PutAsync($"/api/sellers/{seller}/coupons/old", new { name = "Old", percent = "50", redeemBy = "2020-01-01" })).Expect(HttpStatusCode.Created);
        (await Client.PutAsync($"/api/sellers/{seller}/coupons/dollars", new { name = "Dollars", amount = new { amount = "5", currency = "USD" } })).Expect(HttpStatusCode.Created);
        (await Client.PutAsync($"/api/sellers/{seller}/coupons/good", new { name = "Good", percent = "5" })).Expect(HttpStatusCode.Created);

        Assert.Equal("unknown-coupon", (await Client.PostAsync(path, new { couponId = "none" })).Expect(HttpStatusCode.UnprocessableEntity).Code);
        Assert.Equal("coupon-expired", (await Client.PostAsync(path, new { couponId = "old" })).Expect(HttpStatusCode.UnprocessableEntity).Code);
        Assert.Equal("wrong-currency", (await Client.PostAsync(path, new { couponId = "dollars" })).Expect(HttpStatusCode.UnprocessableEntity).Code);
        Assert.Equal("unknown-subscription", (await Client.PostAsync(path, new { couponId = "good", subscriptionId = "none" })).Expect(HttpStatusCode.NotFound).Code);
        Assert.Equal(["#/couponId"], (await Client.PostAsync(path, new { })).Expect(HttpStatusCode.UnprocessableEntity).Pointers);
    }

    [Fact]
    public async Task An_invoice_shows_what_a_coupon_took_off_each_line()
    {
        var (seller, account) = await CustomerAsync();
        (await Client.PutAsync($"/api/sellers/{seller}/coupons/spring", new { name = "Spring", percent = "25", invoices = 1 })).Expect(HttpStatusCode.Created);
        (await Client.PostAsync($"/api/customers/{account}/coupons", new { couponId = "spring" })).Expect(HttpStatusCode.Created);

        var issued = await Given.InvoiceAsync(Host.Services, account);

        var invoice = (await Client.GetAsync($"/api/invoices/{issued.Invoice.DocumentId}")).Expect(HttpStatusCode.OK);
        var line = Assert.Single(invoice["lines"].EnumerateArray());
        Assert.Equal(("recurring", "100.00", "75.00", "Spring", "25.00"), (
            line.GetProperty("kind").GetString(), Amount(line.GetProperty("gross")), Amount(line.GetProperty("net")),
            line.GetProperty("discounts")[0].GetProperty("name").GetString(), Amount(line.GetProperty("discounts")[0].GetProperty("amount"))));
        Assert.Equal("spring", Assert.Single(invoice["coupons"].EnumerateArray()).GetProperty("couponId").GetString());
        Assert.Empty((await Client.GetAsync($"/api/customers/{account}/coupons"))["items"].EnumerateArray());
    }

    private static string? Amount(System.Text.Json.JsonElement money) => money.GetProperty("amount").GetString();

    private async Task<(string Seller, AccountId Account)> CustomerAsync()
    {
        var seller = await Given.SellerAsync(Host.Services);
        return (seller, await Given.AccountAsync(Host.Services, seller));
    }
}
