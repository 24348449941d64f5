using System.Net;
using Billing.Functions.Api.PoisonMessages;
using Billing.Functions.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Billing.Functions.Tests.Api;

public sealed class PoisonAndHealthTests(AzuriteFixture azurite) : ApiTest(azurite), IAsyncLifetime
{
    private const string Queue = StorageNames.DeliverDocuments;

    // No Service Bus is there; its address refuses connections at once.
    internal override IReadOnlyDictionary<string, string?> Settings { get; } = new Dictionary<string, string?>
    {
        ["ServiceBus:ConnectionString"] = "Endpoint=sb://127.0.0.1:1;SharedAccessKeyName=key;SharedAccessKey=c2VjcmV0;UseDevelopmentEmulator=true;",
        ["SendGrid:ApiKey"] = "SG.test",
    };

    private BillingStorage Storage => Host.Services.GetRequiredService<BillingStorage>();

    [Fact]
    public async Task A_poison_message_is_listed_and_replayed_as_it_is()
    {
        await PoisonAsync("""{"commandId":"one"}""", """{"commandId":"two"}""");
        try
        {
            var list = (await Client.GetAsync("/api/poison-messages")).Expect(HttpStatusCode.OK);
            Assert.Equal(2, list["counts"].GetProperty(Queue).GetInt32());
            var items = list["items"].EnumerateArray().Where(item => item.GetProperty("queue").GetString() == Queue).ToList();
            Assert.Equal(["""{"commandId":"one"}""", """{"commandId":"two"}"""], items.Select(item => item.GetProperty("text").GetString()));
            var second = items[1].GetProperty("messageId").GetString();

            var key = Guid.NewGuid().ToString();
            var one = (await Client.PostAsync($"/api/poison-messages/{Queue}/replay", new { messageId = second, reason = "Fixed" }, key)).Expect(HttpStatusCode.OK);
            Assert.Equal([second], one["messageIds"].EnumerateArray().Select(id => id.GetString()));
            Assert.Equal(one.Text, (await Client.PostAsync($"/api/poison-messages/{Queue}/replay", new { messageId = second, reason = "Fixed" }, key)).Expect(HttpStatusCode.OK).Text);
            (await Client.PostAsync($"/api/poison-messages/{Queue}/replay", new { messageId = second, reason = "Fixed" })).Expect(HttpStatusCode.NotFound);

            var rest = (await Client.PostAsync($"/api/poison-messages/{Queue}/replay", new { reason = "Fixed" })).Expect(HttpStatusCode.OK);
            Assert.Single(rest["messageIds"].EnumerateArray());
            Assert.Equal(["""{"commandId":"two"}""", """{"commandId":"one"}"""], (await Storage.Queue(Queue).ReceiveMessagesAsync(32)).Value.Select(message => message.Body.ToString()));
            Assert.Empty((await Client.GetAsync("/api/poison-messages"))["items"].EnumerateArray());
        }
        finally
        {
            await Storage.Queue(Queue).ClearMessagesAsync();
        }
    }

    [Fact]
    public async Task A_queue_that_does_not_exist_is_not_found() =>
        (await Client.PostAsync("/api/poison-messages/none/replay", new { reason = "x" })).Expect(HttpStatusCode.NotFound);

    [Fact]
    public async Task Health_names_what_does_not_work_and_counts_what_failed_for_good()
    {
        await PoisonAsync("{}");
        try
        {
            var health = (await Client.GetAsync("/api/health")).Expect(HttpStatusCode.ServiceUnavailable);
            var states = health["checks"].EnumerateArray().ToDictionary(check => check.GetProperty("name").GetString()!, check => check.GetProperty("status").GetString());

            Assert.Equal("unhealthy", health["status"].GetString());
            Assert.Equal(
                ("healthy", "healthy", "healthy", "degraded", "unhealthy", "healthy", "degraded"),
                (states["tables"], states["blobs"], states["queues"], states["poison-queues"], states["service-bus"], states["mail"], states["settings"]));
            Assert.Equal(1, health["poisonMessages"].GetProperty(Queue).GetInt32());
            var live = (await Client.GetAsync("/api/health/live")).Expect(HttpStatusCode.ServiceUnavailable);
            Assert.Equal("""{"status":"unhealthy"}""", live.Text);
        }
        finally
        {
            await Storage.Queue(PoisonQueues.NameOf(Queue)).ClearMessagesAsync();
        }
    }

    private async Task PoisonAsync(params string[] messages)
    {
        var poison = Storage.Queue(PoisonQueues.NameOf(Queue));
        await poison.CreateIfNotExistsAsync();
        await poison.ClearMessagesAsync();
        await Storage.Queue(Queue).ClearMessagesAsync();
        foreach (var message in messages)
            await poison.SendMessageAsync(message);
    }
}
