using System.Globalization;
using System.Net;
using System.Text.Json;
using Billing.Domain;
using Billing.Functions.Tests.Usage;

namespace Billing.Functions.Tests.Pipeline;

/// <summary>Usage from the API to the invoice, through the worker process.</summary>
[Collection(OnPipeline.Name)]
public sealed class MeteredRunTests(PipelineFixture pipeline)
{
    [Fact]
    public async Task The_invoice_of_a_run_has_exactly_the_usage_that_was_sent()
    {
        using var client = pipeline.CreateClient();
        var seller = await Meters.SellerAsync(pipeline.Services);
        var account = await Given.AccountAsync(pipeline.Services, seller);
        var today = TimeZoneInfo.ConvertTime(DateTimeOffset.UtcNow, TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"));
        var start = new DateOnly(today.Year, today.Month, 1).AddMonths(-1);
        await Given.TransactAsync(pipeline.Services, account, new StartSubscription("api", "api", 1, start), "subscribe");

        object[] events = [.. Enumerable.Range(0, 240).Select(n => new { accountId = account.ToString(), subscriptionId = "api", eventId = $"e{n}", at = $"{start:yyyy-MM}-{n % 28 + 1:D2}T12:00:00Z", quantity = "0.5" })];
        await Task.WhenAll(new[] { events[..100], events[60..200], events[150..] }.Select(async part => (await client.PostAsync("/api/usage", new { events = part }, key: null)).Expect(HttpStatusCode.OK)));
        (await client.PostAsync("/api/runs/billing", new { sellerId = seller })).Expect(HttpStatusCode.Accepted);
        await pipeline.UntilAsync("there is an invoice", async () => (await Given.StateAsync(pipeline.Services, account)).Invoices.Count > 0);
        await pipeline.SettledAsync();

        var issued = Assert.Single((await client.GetAsync($"/api/invoices?seller={seller}")).Expect(HttpStatusCode.OK)["items"].EnumerateArray());
        var invoice = (await client.GetAsync($"/api/invoices/{issued.GetProperty("documentId").GetString()}")).Expect(HttpStatusCode.OK);
        var line = Assert.Single(invoice["lines"].EnumerateArray());
        Assert.Equal((120m, 30m), (Number(line.GetProperty("quantity")), Number(line.GetProperty("net").GetProperty("amount"))));

        var usage = (await client.GetAsync($"/api/customers/{account}/subscriptions/api/usage?period={line.GetProperty("period").GetProperty("start").GetString()}&limit=200")).Expect(HttpStatusCode.OK);
        Assert.Equal((120m, 240, true), (Number(usage["sum"]), usage["eventCount"].GetInt32(), usage["closed"].GetBoolean()));
    }

    private static decimal Number(JsonElement text) => decimal.Parse(text.GetString()!, CultureInfo.InvariantCulture);
}
