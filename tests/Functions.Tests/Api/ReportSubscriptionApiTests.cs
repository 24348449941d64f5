using System.Net;

namespace Billing.Functions.Tests.Api;

/// <summary>Subscriptions to reports over the API.</summary>
public sealed class ReportSubscriptionApiTests(AzuriteFixture azurite) : ApiTest(azurite)
{
    [Fact]
    public async Task Subscriptions_are_put_read_and_changed_under_their_ETag()
    {
        var path = $"/api/sellers/{await Given.SellerAsync(Host.Services)}/report-subscriptions";

        (await Client.GetAsync(path)).Expect(HttpStatusCode.NotFound);
        var created = (await Client.PutAsync(path, Body("month"))).Expect(HttpStatusCode.Created);
        (await Client.PutAsync(path, Body("quarter"))).Expect((HttpStatusCode)428);
        var changed = (await Client.PutAsync(path, Body("quarter"), created.ETag)).Expect(HttpStatusCode.OK);
        (await Client.PutAsync(path, Body("month"), created.ETag)).Expect(HttpStatusCode.PreconditionFailed);

        var read = (await Client.GetAsync(path)).Expect(HttpStatusCode.OK);
        Assert.Equal((changed.Text, changed.ETag, 2), (read.Text, read.ETag, read["version"].GetInt32()));
        var subscription = Assert.Single(read["subscriptions"].EnumerateArray());
        Assert.Equal(("aging", "quarter", "cfo@acme.example"), (subscription.GetProperty("kind").GetString(), subscription.GetProperty("every").GetString(), subscription.GetProperty("recipients")[0].GetString()));
        Assert.Equal(["pdf", "csv"], subscription.GetProperty("formats").EnumerateArray().Select(format => format.GetString()));
    }

    [Fact]
    public async Task Every_fault_of_subscriptions_is_listed_at_once()
    {
        var path = $"/api/sellers/{await Given.SellerAsync(Host.Services)}/report-subscriptions";

        var refused = (await Client.PutAsync(path, new
        {
            subscriptions = new object[]
            {
                new { kind = "aging", formats = new[] { "pdf" }, every = "month", recipients = new[] { "a@acme.example" } },
                new { kind = "aging", formats = new[] { "pdf", "pdf" }, every = "month", recipients = new[] { "a@acme.example", "A@acme.example" } },
                new { kind = "nonsense", formats = new[] { "xls" }, every = "week", recipients = new[] { "nobody" } },
                new { kind = "dso", formats = Array.Empty<string>(), every = "quarter", recipients = Array.Empty<string>() },
            },
        })).Expect(HttpStatusCode.UnprocessableEntity);

        Assert.Equal(
            [
                "#/subscriptions/1/formats", "#/subscriptions/1/kind", "#/subscriptions/1/recipients", "#/subscriptions/2/every", "#/subscriptions/2/formats", "#/subscriptions/2/kind", "#/subscriptions/2/recipients",
                "#/subscriptions/3/formats", "#/subscriptions/3/recipients",
            ],
            refused.Pointers);
        (await Client.PutAsync("/api/sellers/nobody/report-subscriptions", Body("month"))).Expect(HttpStatusCode.NotFound);
        (await Client.PutAsync(path, new { })).Expect(HttpStatusCode.UnprocessableEntity);
    }

    private static object Body(string every) => new { subscriptions = new[] { new { kind = "aging", formats = new[] { "pdf", "csv" }, every, recipients = new[] { "cfo@acme.example" } } } };
}
