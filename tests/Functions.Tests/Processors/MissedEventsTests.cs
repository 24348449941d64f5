using Billing.Functions.Inbox;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace Billing.Functions.Tests.Processors;

public sealed class MissedEventsTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task What_never_arrived_is_asked_for_and_counts_as_if_it_had()
    {
        await using var seller = await CreateAsync(on: true);
        var stories = new Stories(seller.MerchantAccount, seller.Clock.GetUtcNow());
        var invoice = await Given.InvoiceAsync(seller.Services, seller.Account);
        var (stripe, debit) = (stories.Of("stripe", seller.Tag, invoice.Number), stories.Of("gocardless", seller.Tag, invoice.Number));
        stories.Give(seller.Server, "gocardless", seller.Tag, invoice.Number);
        var since = seller.Clock.GetUtcNow().AddDays(-3);
        seller.Server.Give($"/v1/events?limit=100&created[gt]={since.ToUnixTimeSeconds()}", $$$$"""{"object":"list","has_more":true,"data":[{{{{stripe[2]}}}},{{{{stripe[1].Replace("payment_intent.succeeded", "customer.created", StringComparison.Ordinal).Replace($"evt_{seller.Tag}_1", "evt_other", StringComparison.Ordinal)}}}}]}""");
        seller.Server.Give($"/v1/events?limit=100&created[gt]={since.ToUnixTimeSeconds()}&starting_after=evt_other", $$$$"""{"object":"list","has_more":false,"data":[{{{{stripe[1]}}}}]}""");
        seller.Server.Give("/events", $$$$"""{"events":[{{{{Inner(debit[1])}}}}],"meta":{"cursors":{"after":null}}}""");

        // One of them did arrive; it is the same event.
        Assert.Equal(200, (await seller.PostAsync(await seller.SignAsync("stripe", stripe[1]))).Status);
        for (var night = 0; night < 2; night++)
        {
            await AskAsync(seller);
            Assert.Empty((await seller.ApplyAllAsync()).Failed);
        }

        Assert.Equal(100, (await seller.PaymentAsync("stripe", $"pi_{seller.Tag}"))!.Held()!.Value.Amount);
        Assert.Equal(119, (await seller.PaymentAsync("gocardless", $"PM{seller.Tag}"))!.Held()!.Value.Amount);
        var stored = (await seller.InboxAsync()).Where(one => one.MerchantAccount == seller.MerchantAccount).ToList();
        Assert.Equal([$"EV{seller.Tag}1", $"evt_{seller.Tag}_1", $"evt_{seller.Tag}_2"], stored.Select(one => one.EventId).Order(StringComparer.Ordinal));
        Assert.All(stored, one => Assert.Equal(InboxStatus.Applied, one.Status));
        Assert.Contains(seller.Server.Asked, asked => asked.Path.StartsWith("/v1/events", StringComparison.Ordinal) && asked.Token == "Bearer sk_live");
    }

    [Fact]
    public async Task Nobody_is_asked_where_that_is_not_switched_on_and_one_that_fails_does_not_keep_the_other_from_being_asked()
    {
        await using var off = await CreateAsync(on: false);
        await AskAsync(off);
        Assert.Empty(off.Server.Asked);

        await using var on = await CreateAsync(on: true);
        on.Server.Give("/v1/events", "{}", 500);
        on.Server.Give("/events", """{"events":[]}""");
        await AskAsync(on);
        Assert.Contains(on.Server.Asked, asked => asked.Path.StartsWith("/events", StringComparison.Ordinal));
    }

    private Task<ProcessorSeller> CreateAsync(bool on) => ProcessorSeller.CreateAsync(azurite, new Dictionary<string, string?>
    {
        ["Webhooks:Stripe:AskForMissedEvents"] = on ? "true" : null,
        ["Webhooks:Stripe:ApiKey"] = "sk_live",
        ["Webhooks:Stripe:ApiUrl"] = "@server",
        ["Webhooks:GoCardless:AskForMissedEvents"] = on ? "true" : null,
    });

    private static Task AskAsync(ProcessorSeller seller) => ActivatorUtilities.CreateInstance<AskForMissedEvents>(seller.Services).RunAsync(new TimerInfo(), default);

    private static string Inner(string delivery) => delivery["{\"events\":[".Length..^2];
}
