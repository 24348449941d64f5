using System.Net;
using Billing.DevHost;

namespace Billing.Functions.Tests.Api;

/// <summary>The API as callers meet it: the compiled worker process behind the host, with keys, routing and queues.</summary>
public sealed class WorkerTests : IClassFixture<AzuriteFixture>, IAsyncLifetime, IDisposable
{
    private DevEnvironment? environment;
    private ApiClient? opened;

    private DevEnvironment Environment => environment!;

    private ApiClient Client => opened!;

    [Fact]
    public async Task The_whole_way_from_a_seller_to_a_cancelled_invoice()
    {
        using var anybody = new ApiClient(Environment.Url);
        (await anybody.GetAsync("/api/health")).Expect(HttpStatusCode.Unauthorized);
        Assert.Equal("""{"status":"healthy"}""", (await anybody.GetAsync("/api/health/live")).Expect(HttpStatusCode.OK).Text);
        Assert.Equal("healthy", (await Client.GetAsync("/api/health")).Expect(HttpStatusCode.OK)["status"].GetString());
        Assert.Equal("3.1.1", (await Client.GetAsync("/api/openapi.json")).Expect(HttpStatusCode.OK)["openapi"].GetString());

        // Faults thrown inside a function come through the worker's middleware.
        Assert.Equal(["#/currency", "#/profile", "#/sellerId"], (await Client.PostAsync("/api/customers", new { sellerId = "", currency = "euro" })).Expect(HttpStatusCode.UnprocessableEntity).Pointers);

        var account = await CustomerAsync();
        var started = (await Client.PostAsync($"/api/customers/{account}/subscriptions", new { priceId = "crm", start = $"{DateTime.UtcNow.AddDays(-1):yyyy-MM-dd}" })).Expect(HttpStatusCode.Created);
        var run = (await Client.PostAsync("/api/runs/billing", new { sellerId = "acme" })).Expect(HttpStatusCode.Accepted);

        var list = await UntilAsync($"/api/invoices?seller=acme&customer={account}", page => page["items"].GetArrayLength() == 1);
        var invoice = list["items"][0].GetProperty("documentId").GetString();
        var pdf = await UntilAsync($"/api/invoices/{invoice}/pdf", answer => answer.Status == HttpStatusCode.OK);
        await UntilAsync(run.Headers.Location!.ToString(), answer => answer["state"].GetString() == "completed");

        Assert.StartsWith("%PDF-", pdf.Text, StringComparison.Ordinal);
        Assert.Equal(started["accountId"].GetString(), account);
        var payment = (await Client.PostAsync("/api/payments", new { sellerId = "acme", amount = new { amount = "19.00", currency = "EUR" }, valueDate = "2026-01-01", method = "cash", reference = new { documentId = invoice } })).Expect(HttpStatusCode.Created);
        Assert.Equal("confirmed", (await Client.GetAsync(payment.Headers.Location!.ToString())).Expect(HttpStatusCode.OK)["assignments"][0].GetProperty("status").GetString());
        (await Client.PostAsync($"/api/invoices/{invoice}/void", new { reason = "Wrong price" })).Expect(HttpStatusCode.OK);
        Assert.Equal("void", (await UntilAsync($"/api/invoices?seller=acme&status=void", page => page["items"].GetArrayLength() == 1))["items"][0].GetProperty("status").GetString());
        Assert.Equal("19.00", (await Client.GetAsync($"/api/customers/{account}")).Expect(HttpStatusCode.OK)["credit"].GetProperty("amount").GetString());
    }

    async Task IAsyncLifetime.InitializeAsync()
    {
        environment = await DevEnvironment.StartAsync(new DevEnvironmentOptions { Timers = false });
        opened = new ApiClient(Environment.Url);
        opened.Headers.Add("x-functions-key", Environment.Host.Keys.Default);
        opened.Headers.Add("X-Billing-Actor", "maria@acme");
    }

    async Task IAsyncLifetime.DisposeAsync()
    {
        if (environment is not null)
            await environment.DisposeAsync();
    }

    public void Dispose() => opened?.Dispose();

    private async Task<string> CustomerAsync()
    {
        (await Client.PutAsync("/api/sellers/acme", Bodies.Seller("acme-seller-one"))).Expect(HttpStatusCode.Created);
        (await Client.PutAsync("/api/sellers/acme/tax-table", Bodies.TaxTable())).Expect(HttpStatusCode.Created);
        (await Client.PutAsync("/api/sellers/acme/policy", Bodies.Policy())).Expect(HttpStatusCode.Created);
        (await Client.PutAsync("/api/sellers/acme/prices/crm", Bodies.Price())).Expect(HttpStatusCode.Created);
        return (await Client.PostAsync("/api/customers", Bodies.Customer("acme", "kunde"))).Expect(HttpStatusCode.Created)["accountId"].GetString()!;
    }

    private async Task<ApiAnswer> UntilAsync(string path, Func<ApiAnswer, bool> done)
    {
        for (var attempt = 0; ; attempt++)
        {
            var answer = await Client.GetAsync(path);
            if (done(answer))
                return answer;
            Assert.True(attempt < 120, $"{path} still answers {(int)answer.Status}: {answer.Text}{System.Environment.NewLine}{string.Join(System.Environment.NewLine, Environment.Log.Entries.TakeLast(20))}");
            await Task.Delay(500);
        }
    }
}
