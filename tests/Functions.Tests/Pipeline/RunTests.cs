using System.Net;
using System.Text.Json;
using Billing.Functions.Calendar;
using Billing.Functions.Invoices;
using Billing.Functions.Messages;
using Billing.Functions.Tests.Api;
using Microsoft.Extensions.DependencyInjection;

namespace Billing.Functions.Tests.Pipeline;

/// <summary>Runs over what is due, started by operators and by the timer, through the worker process.</summary>
[Collection(OnPipeline.Name)]
public sealed class RunTests(PipelineFixture pipeline)
{
    [Fact]
    public async Task A_dry_run_shows_the_invoices_that_the_real_run_then_issues_and_changes_nothing_itself()
    {
        using var client = pipeline.CreateClient();
        var seller = await Given.SellerAsync(pipeline.Services);
        var accounts = await pipeline.SubscribedAsync(seller, 3);
        var before = await VersionsAsync(accounts);

        // An entry too many, which is harmless, shows nothing twice.
        await pipeline.Services.GetRequiredService<DueCalendar>().EnterAsync([new CalendarEntry(WorkKind.Bill, new DateOnly(2026, 1, 1), accounts[0].ToString(), 1)], default);
        var dry = await RunAsync(client, new { sellerId = seller, dryRun = true });
        var shown = dry["preview"].EnumerateArray().SelectMany(account => account.GetProperty("events").EnumerateArray())
            .Where(happened => happened.GetProperty("event").GetString() == "InvoiceFinalized").Select(InvoiceOf).Order().ToList();

        Assert.Equal(0, dry["committed"].GetInt32());
        Assert.Equal(before, await VersionsAsync(accounts));
        Assert.Empty((await client.GetAsync($"/api/invoices?seller={seller}"))["items"].EnumerateArray());
        Assert.Equal(accounts.Select(account => account.ToString()).Order(), dry["preview"].EnumerateArray().Select(account => account.GetProperty("accountId").GetString()).Order());

        var real = await RunAsync(client, new { sellerId = seller });
        Assert.Equal(4, real["committed"].GetInt32()); // One account has two entries.
        await pipeline.SettledAsync();
        var issued = (await client.GetAsync($"/api/invoices?seller={seller}")).Expect(HttpStatusCode.OK)["items"].EnumerateArray()
            .Select(invoice => (invoice.GetProperty("documentId").GetString()!, invoice.GetProperty("total").GetProperty("amount").GetString()!)).Order().ToList();
        Assert.Equal(3, issued.Count);
        Assert.Equal(issued, shown);
        await pipeline.AssertBilledOnceAsync(seller, accounts);
    }

    [Fact]
    public async Task Only_a_dry_run_can_look_ahead()
    {
        using var client = pipeline.CreateClient();
        var seller = await Given.SellerAsync(pipeline.Services);
        var accounts = await pipeline.SubscribedAsync(seller, 1);
        await RunAsync(client, new { sellerId = seller });
        await pipeline.SettledAsync();
        var nextMonth = $"{DateTime.UtcNow.AddMonths(1):yyyy-MM-dd}";

        var refused = (await client.PostAsync("/api/runs/billing", new { sellerId = seller, asOf = nextMonth })).Expect(HttpStatusCode.UnprocessableEntity);
        var dry = await RunAsync(client, new { sellerId = seller, asOf = nextMonth, dryRun = true });

        Assert.Equal(("date-to-come", "#/asOf"), (refused.Code, Assert.Single(refused.Pointers)));
        Assert.Contains("InvoiceFinalized", Assert.Single(dry["preview"].EnumerateArray()).GetProperty("events").EnumerateArray().Select(happened => happened.GetProperty("event").GetString()));
        await pipeline.AssertBilledOnceAsync(seller, accounts);
    }

    [Fact]
    public async Task Two_runs_at_once_over_the_same_accounts_issue_each_invoice_once()
    {
        using var client = pipeline.CreateClient();
        var seller = await Given.SellerAsync(pipeline.Services);
        var accounts = await pipeline.SubscribedAsync(seller, 12);

        var timer = pipeline.Environment.TriggerAsync(nameof(GenerateRecurringInvoices));
        var runs = await Task.WhenAll(client.PostAsync("/api/runs/billing", new { sellerId = seller }), client.PostAsync("/api/runs/billing", new { }));
        await timer;
        await pipeline.SettledAsync();

        await pipeline.AssertBilledOnceAsync(seller, accounts);
        foreach (var run in runs)
            Assert.Equal("completed", (await client.GetAsync(run.Expect(HttpStatusCode.Accepted).Headers.Location!.ToString()))["state"].GetString());
    }

    [Fact]
    public async Task A_run_for_a_seller_that_is_not_there_is_refused()
    {
        using var client = pipeline.CreateClient();

        var refused = (await client.PostAsync("/api/runs/collections", new { sellerId = "nobody" })).Expect(HttpStatusCode.UnprocessableEntity);

        Assert.Equal(("unknown-seller", "#/sellerId"), (refused.Code, Assert.Single(refused.Pointers)));
    }

    private async Task<ApiAnswer> RunAsync(ApiClient client, object body)
    {
        var run = (await client.PostAsync("/api/runs/billing", body)).Expect(HttpStatusCode.Accepted).Headers.Location!.ToString();
        await pipeline.UntilAsync("the run is over", async () => (await client.GetAsync(run)).Expect(HttpStatusCode.OK)["state"].GetString() == "completed");
        return await client.GetAsync(run);
    }

    private async Task<IReadOnlyList<long>> VersionsAsync(IEnumerable<Billing.Domain.AccountId> accounts) =>
        await Task.WhenAll(accounts.Select(async account => (await Given.StateAsync(pipeline.Services, account)).Version));

    private static (string DocumentId, string Total) InvoiceOf(JsonElement finalized)
    {
        var invoice = finalized.GetProperty("invoice");
        return (invoice.GetProperty("documentId").GetString()!, invoice.GetProperty("totals").GetProperty("total").GetProperty("amount").GetString()!);
    }
}
