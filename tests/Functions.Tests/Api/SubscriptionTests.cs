using System.Net;
using System.Text.Json;
using Billing.Domain;

namespace Billing.Functions.Tests.Api;

public sealed class SubscriptionTests(AzuriteFixture azurite) : ApiTest(azurite)
{
    private static readonly DateOnly Today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(DateTimeOffset.UtcNow, TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin")).DateTime);

    [Fact]
    public async Task A_subscription_shows_its_terms_trial_commitment_and_next_bill()
    {
        var path = $"/api/customers/{await AccountAsync()}/subscriptions";

        var started = (await Client.PostAsync(path, new { subscriptionId = "s", priceId = "crm", quantity = "3", start = Day(0), trialDays = 14, anchor = Day(14), end = Day(400), committedUntil = Day(200) })).Expect(HttpStatusCode.Created);

        var read = (await Client.GetAsync($"{path}/s")).Expect(HttpStatusCode.OK);
        Assert.Equal(started.Text, read.Text);
        Assert.Equal((Day(14), Day(400), Day(200), Day(14), Day(14)), (Text(read, "trialEnd"), Text(read, "end"), Text(read, "committedUntil"), Text(read, "billedThrough"), Text(read, "nextBillOn")));
        var terms = Assert.Single(read["terms"].EnumerateArray());
        Assert.Equal(("crm", "3", Day(0), Day(14)), (Text(terms, "priceId"), Text(terms, "quantity"), Text(terms, "from"), Text(terms, "anchor")));
    }

    [Fact]
    public async Task Every_fault_of_a_start_is_listed()
    {
        var path = $"/api/customers/{await AccountAsync()}/subscriptions";

        Assert.Equal(
            ["#/committedUntil", "#/end", "#/forAccount", "#/quantity", "#/trialDays", "#/trialEnd"],
            (await Client.PostAsync(path, new { priceId = "crm", quantity = "0", start = Day(0), trialDays = 3, trialEnd = Day(-1), end = Day(0), committedUntil = Day(-5), forAccount = "somebody" })).Expect(HttpStatusCode.UnprocessableEntity).Pointers);
        Assert.Equal(["#/trialDays"], (await Client.PostAsync(path, new { priceId = "crm", start = Day(0), trialDays = 367 })).Expect(HttpStatusCode.UnprocessableEntity).Pointers);
        Assert.Equal("too-far-ahead", (await Client.PostAsync(path, new { priceId = "crm", start = Day(2000) })).Expect(HttpStatusCode.UnprocessableEntity).Code);
        Assert.Equal("wrong-currency", (await Client.PostAsync(path, new { priceId = "crm-usd", start = Day(0) })).Expect(HttpStatusCode.UnprocessableEntity).Code);
        Assert.Equal("unknown-price", (await Client.PostAsync(path, new { priceId = "none", start = Day(0) })).Expect(HttpStatusCode.UnprocessableEntity).Code);
        (await Client.PostAsync(path, new { subscriptionId = "s", priceId = "crm", start = Day(0) })).Expect(HttpStatusCode.Created);
        Assert.Equal("subscription-exists", (await Client.PostAsync(path, new { subscriptionId = "s", priceId = "crm", start = Day(0) })).Expect(HttpStatusCode.Conflict).Code);
    }

    [Fact]
    public async Task A_change_at_once_credits_what_is_billed_and_the_preview_says_the_same()
    {
        var account = await AccountAsync();
        var path = await BilledAsync(account);
        var change = new { quantity = "5", effect = "atOnce", billAtOnce = true, reason = "Two more people" };

        var preview = (await Client.SendAsync(HttpMethod.Post, $"{path}/change/preview", new { quantity = "5", effect = "atOnce", billAtOnce = true })).Expect(HttpStatusCode.OK);
        Assert.False(preview["outcome"].TryGetProperty("version", out _));
        Assert.Equal("3", Text((await Client.GetAsync(path))["terms"][0], "quantity"));
        var key = Guid.NewGuid().ToString();
        var changed = (await Client.PostAsync($"{path}/change", change, key)).Expect(HttpStatusCode.OK);

        Assert.Equal(changed.Text, (await Client.PostAsync($"{path}/change", change, key)).Expect(HttpStatusCode.OK).Text);
        var credit = Assert.Single(changed["credits"].EnumerateArray());
        Assert.Equal(credit.ToString(), Assert.Single(preview["outcome"].GetProperty("credits").EnumerateArray()).ToString());
        Assert.Equal(("unusedTime", "-300.00", Day(0)), (Text(credit, "kind"), Text(credit.GetProperty("amount"), "amount"), Text(changed, "billedAnewFrom")));
        var billed = (await Given.TransactAsync(Host.Services, account, new RunBilling(), "again")).Events.OfType<InvoiceFinalized>().Single().Invoice;
        var upcoming = Assert.Single(preview["upcoming"].GetProperty("invoices").EnumerateArray());
        Assert.Equal(("238.00", $"{billed.Totals.Total.Amount}"), (Text(upcoming.GetProperty("totals").GetProperty("total"), "amount"), "238.00"));
        Assert.Equal(billed.Lines.Count, upcoming.GetProperty("lines").GetArrayLength());
    }

    [Fact]
    public async Task The_preview_of_a_cheaper_change_shows_the_credit_note()
    {
        var path = await BilledAsync(await AccountAsync());

        var preview = (await Client.PostAsync($"{path}/change/preview", new { quantity = "1", effect = "atOnce", billAtOnce = true })).Expect(HttpStatusCode.OK);

        var credited = Assert.Single(preview["upcoming"].GetProperty("creditNotes").EnumerateArray());
        Assert.Equal("-357.00", Text(credited.GetProperty("totals").GetProperty("total"), "amount"));
        Assert.Equal("119.00", Text(Assert.Single(preview["upcoming"].GetProperty("invoices").EnumerateArray()).GetProperty("totals").GetProperty("total"), "amount"));
    }

    [Fact]
    public async Task A_change_at_the_end_of_the_period_waits_for_it()
    {
        var path = await BilledAsync(await AccountAsync());

        var changed = (await Client.PostAsync($"{path}/change", new { quantity = "1" })).Expect(HttpStatusCode.OK);

        Assert.Empty(changed["credits"].EnumerateArray());
        var read = (await Client.GetAsync(path)).Expect(HttpStatusCode.OK);
        Assert.Equal([("3", Day(0)), ("1", $"{Today.AddMonths(1):O}")], read["terms"].EnumerateArray().Select(terms => (Text(terms, "quantity"), Text(terms, "from"))));
    }

    [Fact]
    public async Task Every_fault_of_a_change_is_listed()
    {
        var path = await BilledAsync(await AccountAsync());

        foreach (var verb in new[] { "change", "change/preview" })
        {
            Assert.Equal(["#/billAtOnce", "#/on", "#/priceId", "#/prorate"], (await Client.PostAsync($"{path}/{verb}", new { on = Day(1), prorate = false, billAtOnce = true })).Expect(HttpStatusCode.UnprocessableEntity).Pointers);
            Assert.Equal(["#/quantity"], (await Client.PostAsync($"{path}/{verb}", new { quantity = "0" })).Expect(HttpStatusCode.UnprocessableEntity).Pointers);
            Assert.Equal("unknown-price", (await Client.PostAsync($"{path}/{verb}", new { priceId = "none" })).Expect(HttpStatusCode.UnprocessableEntity).Code);
            Assert.Equal("before-start", (await Client.PostAsync($"{path}/{verb}", new { quantity = "4", effect = "atOnce", on = Day(-40) })).Expect(HttpStatusCode.UnprocessableEntity).Code);
            Assert.Equal("unknown-subscription", (await Client.PostAsync($"{path}-none/{verb}", new { quantity = "4" })).Expect(HttpStatusCode.NotFound).Code);
        }
    }

    [Fact]
    public async Task A_subscription_is_paused_and_resumed()
    {
        var path = await BilledAsync(await AccountAsync());

        Assert.Equal(["#/until", "#/unusedTime"], (await Client.PostAsync($"{path}/pause", new { from = Day(3), until = Day(2) })).Expect(HttpStatusCode.UnprocessableEntity).Pointers);
        var paused = (await Client.PostAsync($"{path}/pause", new { from = Day(0), unusedTime = "credit" })).Expect(HttpStatusCode.OK);
        Assert.Equal("already-paused", (await Client.PostAsync($"{path}/pause", new { unusedTime = "credit" })).Expect(HttpStatusCode.Conflict).Code);
        Assert.Equal("paused", (await Client.PostAsync($"{path}/change", new { quantity = "9", effect = "atOnce" })).Expect(HttpStatusCode.Conflict).Code);
        Assert.Equal("-300.00", Text(Assert.Single(paused["credits"].EnumerateArray()).GetProperty("amount"), "amount"));
        Assert.Equal(Day(0), Text(Assert.Single((await Client.GetAsync(path))["pauses"].EnumerateArray()), "from"));

        var resumed = (await Client.PostAsync($"{path}/resume", new { on = Day(10) })).Expect(HttpStatusCode.OK);

        Assert.Equal(Day(10), Text(resumed, "servedFrom"));
        var read = (await Client.GetAsync(path)).Expect(HttpStatusCode.OK);
        Assert.Equal((Day(10), Day(10)), (Text(read["pauses"][0], "until"), Text(read, "nextBillOn")));
    }

    [Fact]
    public async Task What_is_not_paused_cannot_be_resumed() =>
        Assert.Equal("not-paused", (await Client.PostAsync($"{await BilledAsync(await AccountAsync())}/resume", new { })).Expect(HttpStatusCode.Conflict).Code);

    [Fact]
    public async Task A_cancellation_says_what_becomes_of_days_that_are_paid()
    {
        var path = await BilledAsync(await AccountAsync());

        Assert.Equal(["#/end", "#/unusedTime"], (await Client.PostAsync($"{path}/cancel", new { end = Day(1), atOnce = true, unusedTime = "keep" })).Expect(HttpStatusCode.UnprocessableEntity).Pointers);
        Assert.Equal("already-billed", (await Client.PostAsync($"{path}/cancel", new { atOnce = true })).Expect(HttpStatusCode.Conflict).Code);
        var cancelled = (await Client.PostAsync($"{path}/cancel", new { atOnce = true, unusedTime = "credit", reason = "Moves abroad" })).Expect(HttpStatusCode.OK);

        Assert.Equal((Day(0), "-300.00"), (Text(cancelled, "end"), Text(Assert.Single(cancelled["credits"].EnumerateArray()).GetProperty("amount"), "amount")));
        Assert.Equal("subscription-ended", (await Client.PostAsync($"{path}/change", new { quantity = "9" })).Expect(HttpStatusCode.Conflict).Code);
    }

    [Fact]
    public async Task A_commitment_binds_unless_it_is_waived()
    {
        var account = await AccountAsync();
        var path = $"/api/customers/{account}/subscriptions";
        (await Client.PostAsync(path, new { subscriptionId = "s", priceId = "crm", start = Day(0), committedUntil = Day(200) })).Expect(HttpStatusCode.Created);

        Assert.Equal("committed", (await Client.PostAsync($"{path}/s/cancel", new { end = Day(60) })).Expect(HttpStatusCode.Conflict).Code);
        (await Client.PostAsync($"{path}/s/cancel", new { end = Day(60), waiveCommitment = true })).Expect(HttpStatusCode.OK);

        Assert.Equal(Day(60), Text(await Client.GetAsync($"{path}/s"), "end"));
    }

    [Fact]
    public async Task A_cancellation_is_taken_back_and_what_has_ended_goes_on()
    {
        var path = await BilledAsync(await AccountAsync());
        (await Client.PostAsync($"{path}/cancel", new { end = Day(200) })).Expect(HttpStatusCode.OK);

        (await Client.PostAsync($"{path}/reactivate", new { })).Expect(HttpStatusCode.OK);
        Assert.False((await Client.GetAsync(path)).Body.TryGetProperty("end", out _));

        (await Client.PostAsync($"{path}/cancel", new { atOnce = true, unusedTime = "forfeit" })).Expect(HttpStatusCode.OK);
        Assert.Equal("before-end", (await Client.PostAsync($"{path}/reactivate", new { from = Day(-1) })).Expect(HttpStatusCode.UnprocessableEntity).Code);
        Assert.Equal(Day(70), Text((await Client.PostAsync($"{path}/reactivate", new { from = Day(70) })).Expect(HttpStatusCode.OK), "servedFrom"));
    }

    private static string Day(int days) => $"{Today.AddDays(days):O}";

    private static string? Text(ApiAnswer answer, string name) => Text(answer.Body, name);

    private static string? Text(JsonElement json, string name) => json.GetProperty(name).GetString();

    private async Task<AccountId> AccountAsync() => await Given.AccountAsync(Host.Services, await Given.SellerAsync(Host.Services));

    /// <summary>Three seats from today on, billed.</summary>
    private async Task<string> BilledAsync(AccountId account)
    {
        (await Client.PostAsync($"/api/customers/{account}/subscriptions", new { subscriptionId = "s", priceId = "crm", quantity = "3", start = Day(0) })).Expect(HttpStatusCode.Created);
        await Given.TransactAsync(Host.Services, account, new RunBilling(), "bill");
        return $"/api/customers/{account}/subscriptions/s";
    }
}
