using System.Net;

namespace Billing.Functions.Tests.Api;

public sealed class RunTests(AzuriteFixture azurite) : ApiTest(azurite)
{
    [Fact]
    public async Task A_run_is_started_once_and_listed()
    {
        var seller = await Given.SellerAsync(Host.Services);
        var key = Guid.NewGuid().ToString();
        var started = (await Client.PostAsync("/api/runs/billing", new { asOf = "2026-01-01", sellerId = seller }, key)).Expect(HttpStatusCode.Accepted);

        Assert.Equal(started.Text, (await Client.PostAsync("/api/runs/billing", new { asOf = "2026-01-01", sellerId = seller }, key)).Expect(HttpStatusCode.Accepted).Text);
        Assert.Equal("key-reused", (await Client.PostAsync("/api/runs/billing", new { asOf = "2026-01-02", sellerId = seller }, key)).Expect(HttpStatusCode.UnprocessableEntity).Code);

        var run = (await Client.GetAsync(started.Headers.Location!.ToString())).Expect(HttpStatusCode.OK);
        Assert.Equal((started["runId"].GetString(), "bill", "2026-01-01"), (run["runId"].GetString(), run["kind"].GetString(), run["asOf"].GetString()));
        (await Client.PostAsync("/api/runs/collections", new { dryRun = true })).Expect(HttpStatusCode.Accepted);
        var page = (await Client.GetAsync("/api/runs?limit=1")).Expect(HttpStatusCode.OK);
        var rest = (await Client.GetAsync($"/api/runs?limit=50&continuation={page["continuation"]}")).Expect(HttpStatusCode.OK);
        Assert.Equal("collect", Assert.Single(page["items"].EnumerateArray()).GetProperty("kind").GetString());
        Assert.Contains(rest["items"].EnumerateArray(), listed => listed.GetProperty("runId").GetString() == started["runId"].GetString());
        Assert.Equal(["month"], (await Client.GetAsync("/api/runs?month=May")).Expect(HttpStatusCode.BadRequest).Pointers);
    }
    [Fact]
    public async Task A_parameter_that_a_list_does_not_know_is_a_fault_and_the_key_of_the_host_is_none()
    {
        Assert.Equal(["limit", "mnth"], (await Client.GetAsync("/api/runs?mnth=2026-01&limit=0")).Expect(HttpStatusCode.BadRequest).Pointers);
        (await Client.GetAsync("/api/runs?month=2026-01&code=a-key")).Expect(HttpStatusCode.OK);
    }
}
