using System.Net;
using Billing.Domain;
using Billing.Functions.Configuration;
using Billing.Functions.Tasks;
using Microsoft.Extensions.DependencyInjection;

namespace Billing.Functions.Tests.Api;

public sealed class DunningTests(AzuriteFixture azurite) : ApiTest(azurite)
{
    [Fact]
    public async Task A_customer_of_a_segment_is_dunned_by_the_segments_policy()
    {
        var seller = await Given.SellerAsync(Host.Services);
        var book = Host.Services.GetRequiredService<ConfigurationBook>();
        var (policy, etag) = (await book.FindAsync<BillingPolicy>(ConfigurationNoun.Policy, seller, seller, default))!.Value;
        var gentle = new DunningPolicy("vip", "EUR", [new DunningStep(10, DunningAction.Reminder)], 0);
        await book.WriteAsync(ConfigurationNoun.Policy, seller, seller, policy with { Version = 2, Dunning = [.. policy.Dunning, gentle] }, etag, default);
        var account = await Given.AccountAsync(Host.Services, seller);
        var invoice = await Given.InvoiceAsync(Host.Services, account);
        var terms = (await Client.GetAsync($"/api/customers/{account}/billing-terms")).Expect(HttpStatusCode.OK);
        Assert.Equal(["#/segment"], (await Client.PutAsync($"/api/customers/{account}/billing-terms", new { segment = "Very Important" }, terms.ETag)).Expect(HttpStatusCode.UnprocessableEntity).Pointers);

        var put = (await Client.PutAsync($"/api/customers/{account}/billing-terms", new { segment = "vip" }, terms.ETag)).Expect(HttpStatusCode.OK);

        Assert.Equal("vip", put["segment"].GetString());
        var dunned = (await Client.GetAsync($"/api/customers/{account}/dunning")).Expect(HttpStatusCode.OK);
        Assert.Equal(("vip", "EUR", 2), (dunned["segment"].GetString(), dunned["currency"].GetString(), dunned["policyVersion"].GetInt32()));
        Assert.Equal($"{invoice.DueDate.AddDays(10):O}", dunned["invoices"][0].GetProperty("nextStepOn").GetString());
    }

    [Fact]
    public async Task Tasks_of_one_person_are_listed_alone()
    {
        var seller = await Given.SellerAsync(Host.Services);
        var tasks = Host.Services.GetRequiredService<TaskBook>();
        foreach (var person in new[] { "ann", "bob", "" })
            await tasks.OpenAsync(new WorkTask(seller, $"task-{person}", "dunning-assigned", $"{seller}.kunde-{person}.EUR", "Call them.", DateTimeOffset.UnixEpoch) { AssignedTo = person }, default);

        var own = (await Client.GetAsync($"/api/tasks?seller={seller}&assignedTo=ann")).Expect(HttpStatusCode.OK)["items"];

        Assert.Equal(("task-ann", "ann"), (Assert.Single(own.EnumerateArray()).GetProperty("taskId").GetString(), own[0].GetProperty("assignedTo").GetString()));
        Assert.Equal(3, (await Client.GetAsync($"/api/tasks?seller={seller}"))["items"].GetArrayLength());
    }
}
