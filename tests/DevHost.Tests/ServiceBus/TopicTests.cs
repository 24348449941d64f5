using Azure.Messaging.ServiceBus;
using Billing.DevHost.ServiceBus;

namespace Billing.DevHost.Tests.ServiceBus;

public sealed class TopicTests : ServiceBusTest
{
    [Fact]
    public async Task A_message_sent_twice_with_one_id_arrives_once()
    {
        await Send("news", new ServiceBusMessage("first") { MessageId = "event-1" });
        await Send(
            "news",
            new ServiceBusMessage("second") { MessageId = "event-1" },
            new ServiceBusMessage("other") { MessageId = "event-2" });

        await using var receiver = Client.CreateReceiver("news", "all");
        Assert.Equal(["first", "other"], await ReceiveAll(receiver));
    }

    [Fact]
    public async Task A_message_sent_twice_to_a_queue_that_detects_duplicates_arrives_once()
    {
        for (var i = 0; i < 2; i++)
            await Send("once", new ServiceBusMessage("same") { MessageId = "event-1" });

        await using var receiver = Client.CreateReceiver("once");
        Assert.Equal(["same"], await ReceiveAll(receiver));
    }

    [Fact]
    public async Task A_message_sent_twice_to_a_queue_that_does_not_detect_duplicates_arrives_twice()
    {
        for (var i = 0; i < 2; i++)
            await Send("plain", new ServiceBusMessage("same") { MessageId = "event-1" });

        await using var receiver = Client.CreateReceiver("plain");
        Assert.Equal(["same", "same"], await ReceiveAll(receiver));
    }

    [Fact]
    public async Task Each_subscription_gets_a_copy_of_its_own()
    {
        await Send("news", new ServiceBusMessage("one"));
        await using var all = Client.CreateReceiver("news", "all");
        await using var sql = Client.CreateReceiver("news", "by-sql");

        Assert.Equal(["one"], await ReceiveAll(all));
        Assert.Equal(["one"], await ReceiveAll(sql));
    }

    [Fact]
    public async Task A_filter_on_the_subject_takes_that_subject_alone()
    {
        await Send(
            "news",
            new ServiceBusMessage("yes") { Subject = "Paid" },
            new ServiceBusMessage("other case") { Subject = "paid" },
            new ServiceBusMessage("other") { Subject = "Voided" },
            new ServiceBusMessage("none"));

        await using var receiver = Client.CreateReceiver("news", "by-subject");
        Assert.Equal(["yes"], await ReceiveAll(receiver));
    }

    [Fact]
    public async Task A_filter_on_several_properties_takes_only_what_has_them_all()
    {
        await Send(
            "news",
            Tagged("all", "run-7", "DE", 3L, false),
            Tagged("other run", "run-8", "DE", 3L, false),
            Tagged("other country", "run-7", "FR", 3L, false),
            Tagged("other version", "run-7", "DE", 4L, false),
            Tagged("other truth", "run-7", "DE", 3L, true),
            new ServiceBusMessage("lacks them") { CorrelationId = "run-7" });

        await using var receiver = Client.CreateReceiver("news", "by-properties");
        Assert.Equal(["all"], await ReceiveAll(receiver));
    }

    [Fact]
    public async Task A_message_that_two_rules_want_arrives_once()
    {
        await Send(
            "news",
            new ServiceBusMessage("both") { Subject = "Paid", To = "ledger" },
            new ServiceBusMessage("one") { To = "ledger" },
            new ServiceBusMessage("neither"));

        await using var receiver = Client.CreateReceiver("news", "by-either");
        Assert.Equal(["both", "one"], await ReceiveAll(receiver));
    }

    [Fact]
    public async Task A_subscription_has_dead_letters_of_its_own()
    {
        await Send("news", new ServiceBusMessage("bad"));
        await using var receiver = Client.CreateReceiver("news", "all");
        await receiver.DeadLetterMessageAsync(await Receive(receiver), "Unreadable");

        await using var dead = Client.CreateReceiver(
            "news", "all", new ServiceBusReceiverOptions { SubQueue = SubQueue.DeadLetter });
        Assert.Equal("Unreadable", (await Receive(dead)).DeadLetterReason);
        await using var other = Client.CreateReceiver(
            "news", "by-sql", new ServiceBusReceiverOptions { SubQueue = SubQueue.DeadLetter });
        Assert.Null(await other.PeekMessageAsync());
    }

    [Fact]
    public async Task All_that_was_published_can_be_read_whether_received_or_not()
    {
        await Send(
            "news",
            new ServiceBusMessage("""{"n":1}""")
            {
                MessageId = "event-1",
                Subject = "InvoiceFinalized",
                ApplicationProperties = { ["accountVersion"] = 3L },
            },
            new ServiceBusMessage("again") { MessageId = "event-1" },
            new ServiceBusMessage("""{"n":2}""") { MessageId = "event-2" });
        await using var receiver = Client.CreateReceiver("news", "all");
        await ReceiveAll(receiver);

        var published = Bus.Published("news");

        Assert.Equal(["event-1", "event-2"], published.Select(message => message.MessageId));
        Assert.Equal("InvoiceFinalized", published[0].Subject);
        Assert.Equal(3L, published[0].ApplicationProperties["accountVersion"]);
        Assert.Equal("""{"n":1}"""u8.ToArray(), published[0].Body.ToArray());
        Assert.InRange(published[0].EnqueuedTime, DateTimeOffset.UtcNow.AddSeconds(-10), DateTimeOffset.UtcNow);
        Assert.Throws<ArgumentException>(() => Bus.Published("nowhere"));
    }

    [Fact]
    public async Task The_pipelines_topology_gives_collections_its_hand_offs_and_all_everything()
    {
        await using var bus = await ServiceBusStandIn.StartAsync(ServiceBusStandIn.DefaultConfigPath);
        await using var client = new ServiceBusClient(bus.ConnectionString);
        await using var sender = client.CreateSender("billing-events");
        await sender.SendMessagesAsync(
        [
            new ServiceBusMessage("a") { MessageId = "1", Subject = "InvoiceFinalized" },
            new ServiceBusMessage("b") { MessageId = "2", Subject = "AccountSentToCollections", ApplicationProperties = { ["audience"] = "collections" } },
            new ServiceBusMessage("b") { MessageId = "2", Subject = "AccountSentToCollections", ApplicationProperties = { ["audience"] = "collections" } },
        ]);

        await using var all = client.CreateReceiver("billing-events", "all");
        await using var collections = client.CreateReceiver("billing-events", "collections");
        Assert.Equal(["a", "b"], await ReceiveAll(all));
        Assert.Equal(["b"], await ReceiveAll(collections));
    }

    private static ServiceBusMessage Tagged(string body, string run, string country, long version, bool isTest) => new(body)
    {
        CorrelationId = run,
        ApplicationProperties = { ["country"] = country, ["version"] = version, ["test"] = isTest, ["more"] = "ignored" },
    };
}
