using Azure.Messaging.ServiceBus;

namespace Billing.DevHost.Tests.ServiceBus;

public sealed class QueueTests : ServiceBusTest
{
    [Fact]
    public async Task A_message_arrives_as_it_was_sent()
    {
        var id = Guid.NewGuid();
        await Send("plain", new ServiceBusMessage("""{"amount":"12.30"}""")
        {
            MessageId = "m-1",
            Subject = "InvoiceFinalized",
            ContentType = "application/json",
            CorrelationId = "run-1",
            To = "ledger",
            ReplyTo = "billing",
            ApplicationProperties =
            {
                ["text"] = "Ünïcode",
                ["number"] = 42,
                ["long"] = 9_000_000_000L,
                ["decimal"] = 12.30m,
                ["flag"] = true,
                ["id"] = id,
                ["when"] = new DateTimeOffset(2026, 1, 31, 8, 0, 0, TimeSpan.Zero),
                ["span"] = TimeSpan.FromMinutes(3),
            },
        });

        await using var receiver = Client.CreateReceiver("plain");
        var message = await Receive(receiver);

        Assert.Equal("""{"amount":"12.30"}""", message.Body.ToString());
        Assert.Equal(
            ("m-1", "InvoiceFinalized", "application/json", "run-1", "ledger", "billing"),
            (message.MessageId, message.Subject, message.ContentType, message.CorrelationId, message.To, message.ReplyTo));
        Assert.Equal(
            ["Ünïcode", 42, 9_000_000_000L, 12.30m, true, id,
                new DateTimeOffset(2026, 1, 31, 8, 0, 0, TimeSpan.Zero), TimeSpan.FromMinutes(3)],
            new[] { "text", "number", "long", "decimal", "flag", "id", "when", "span" }
                .Select(name => message.ApplicationProperties[name]));
        Assert.Equal(1, message.DeliveryCount);
        Assert.Equal(1, message.SequenceNumber);
        Assert.InRange(message.EnqueuedTime, DateTimeOffset.UtcNow.AddSeconds(-10), DateTimeOffset.UtcNow.AddSeconds(1));
        Assert.InRange(message.LockedUntil, DateTimeOffset.UtcNow.AddSeconds(40), DateTimeOffset.UtcNow.AddSeconds(61));
    }

    [Fact]
    public async Task A_batch_arrives_whole_and_in_order()
    {
        await using var sender = Client.CreateSender("plain");
        using var batch = await sender.CreateMessageBatchAsync();
        for (var i = 0; i < 200; i++)
            Assert.True(batch.TryAddMessage(new ServiceBusMessage($"{i}") { MessageId = $"id-{i}" }));
        await sender.SendMessagesAsync(batch);

        await using var receiver = Client.CreateReceiver("plain", new ServiceBusReceiverOptions { PrefetchCount = 200 });
        var received = new List<ServiceBusReceivedMessage>();
        while (received.Count < 200)
            received.AddRange(await receiver.ReceiveMessagesAsync(200, TimeSpan.FromSeconds(5)));

        Assert.Equal(Enumerable.Range(0, 200).Select(i => $"{i}"), received.Select(message => message.Body.ToString()));
        Assert.Equal(Enumerable.Range(0, 200).Select(i => $"id-{i}"), received.Select(message => message.MessageId));
    }

    [Fact]
    public async Task What_reaches_a_receiver_too_late_comes_again_at_once_and_uncounted()
    {
        await using var receiver = Client.CreateReceiver("plain");
        // The client leaves its credit with the broker and releases what comes on it while nobody waits.
        Assert.Null(await receiver.ReceiveMessageAsync(TimeSpan.FromMilliseconds(50)));
        await Send("plain", new ServiceBusMessage("one"));
        await Task.Delay(200);

        var message = await Receive(receiver);

        Assert.Equal(("one", 1), (message.Body.ToString(), message.DeliveryCount));
    }

    [Fact]
    public async Task A_batch_holds_no_more_than_256_KB()
    {
        await using var sender = Client.CreateSender("plain");
        using var batch = await sender.CreateMessageBatchAsync();

        Assert.Equal(256 * 1024, batch.MaxSizeInBytes);
    }

    [Fact]
    public async Task A_message_of_200_KB_goes_through_and_one_of_256_KB_is_refused()
    {
        var body = new byte[200 * 1024];
        new Random(7).NextBytes(body);
        await Send("plain", new ServiceBusMessage(body));
        await using var receiver = Client.CreateReceiver("plain");
        Assert.Equal(body, (await Receive(receiver)).Body.ToArray());

        var refused = await Assert.ThrowsAsync<ServiceBusException>(
            () => Send("plain", new ServiceBusMessage(new byte[256 * 1024])));
        Assert.Equal(ServiceBusFailureReason.MessageSizeExceeded, refused.Reason);
    }

    [Fact]
    public async Task A_completed_message_is_gone()
    {
        await Send("plain", new ServiceBusMessage("one"), new ServiceBusMessage("two"));
        await using var receiver = Client.CreateReceiver("plain");
        await receiver.CompleteMessageAsync(await Receive(receiver));

        Assert.Equal(["two"], await ReceiveAll(receiver));
        Assert.Null(await receiver.PeekMessageAsync(0));
    }

    [Fact]
    public async Task A_receiver_that_waits_gets_a_message_when_it_comes()
    {
        await using var receiver = Client.CreateReceiver("plain");
        var waiting = receiver.ReceiveMessageAsync(TimeSpan.FromSeconds(5));
        await Task.Delay(200);
        await Send("plain", new ServiceBusMessage("late"));

        Assert.Equal("late", (await waiting).Body.ToString());
    }

    [Fact]
    public async Task Two_receivers_never_hold_the_same_message()
    {
        await Send("plain", [.. Enumerable.Range(0, 100).Select(i => new ServiceBusMessage($"{i}"))]);
        await using var first = Client.CreateReceiver("plain");
        await using var second = Client.CreateReceiver("plain");

        var received = new List<string>();
        for (var i = 0; i < 50; i++)
        {
            var both = await Task.WhenAll(Receive(first), Receive(second));
            received.AddRange(both.Select(message => message.Body.ToString()));
        }

        Assert.Equal(100, received.Distinct().Count());
    }

    [Fact]
    public async Task A_receiver_that_deletes_what_it_receives_leaves_nothing()
    {
        await Send("plain", new ServiceBusMessage("one"));
        await using var receiver = Client.CreateReceiver(
            "plain", new ServiceBusReceiverOptions { ReceiveMode = ServiceBusReceiveMode.ReceiveAndDelete });

        Assert.Equal("one", (await Receive(receiver)).Body.ToString());
        Assert.Null(await receiver.PeekMessageAsync(0));
    }

    [Fact]
    public async Task A_processor_handles_every_message()
    {
        await Send("plain", [.. Enumerable.Range(0, 50).Select(i => new ServiceBusMessage($"{i}"))]);
        var handled = new System.Collections.Concurrent.ConcurrentBag<string>();
        var done = new TaskCompletionSource();
        await using var processor = Client.CreateProcessor(
            "plain", new ServiceBusProcessorOptions { MaxConcurrentCalls = 4, PrefetchCount = 10 });
        processor.ProcessErrorAsync += error =>
        {
            done.TrySetException(error.Exception);
            return Task.CompletedTask;
        };
        processor.ProcessMessageAsync += message =>
        {
            handled.Add(message.Message.Body.ToString());
            if (handled.Count == 50)
                done.TrySetResult();
            return Task.CompletedTask;
        };
        await processor.StartProcessingAsync();
        await done.Task.WaitAsync(TimeSpan.FromSeconds(10));
        await processor.StopProcessingAsync();

        Assert.Equal(50, handled.Distinct().Count());
    }

    [Fact]
    public async Task Peeking_shows_what_is_there_in_any_state_and_takes_nothing()
    {
        await Send("plain", new ServiceBusMessage("locked"), new ServiceBusMessage("deferred"), new ServiceBusMessage("active"));
        await using var receiver = Client.CreateReceiver("plain");
        _ = await Receive(receiver);
        await receiver.DeferMessageAsync(await Receive(receiver));
        await using var sender = Client.CreateSender("plain");
        await sender.ScheduleMessageAsync(new ServiceBusMessage("scheduled"), DateTimeOffset.UtcNow.AddHours(1));

        var peeked = await receiver.PeekMessagesAsync(10, fromSequenceNumber: 0);

        Assert.Equal(
            [("locked", ServiceBusMessageState.Active), ("deferred", ServiceBusMessageState.Deferred),
                ("active", ServiceBusMessageState.Active), ("scheduled", ServiceBusMessageState.Scheduled)],
            peeked.Select(message => (message.Body.ToString(), message.State)));
        Assert.Equal("active", (await Receive(receiver)).Body.ToString());
    }

    [Fact]
    public async Task Peeking_goes_on_where_it_stopped()
    {
        await Send("plain", new ServiceBusMessage("one"), new ServiceBusMessage("two"), new ServiceBusMessage("three"));
        await using var receiver = Client.CreateReceiver("plain");

        var first = await receiver.PeekMessagesAsync(2);
        var rest = await receiver.PeekMessagesAsync(2);

        Assert.Equal(["one", "two"], first.Select(message => message.Body.ToString()));
        Assert.Equal(["three"], rest.Select(message => message.Body.ToString()));
    }

    [Fact]
    public async Task A_queue_with_a_slash_in_its_name_is_found()
    {
        await Send("nested/name", new ServiceBusMessage("one"));
        await using var receiver = Client.CreateReceiver("Nested/Name");

        Assert.Equal(["one"], await ReceiveAll(receiver));
    }

    [Fact]
    public async Task A_queue_that_the_topology_does_not_name_is_not_found()
    {
        var sending = await Assert.ThrowsAsync<ServiceBusException>(() => Send("nowhere", new ServiceBusMessage("one")));
        await using var receiver = Client.CreateReceiver("nowhere");
        var receiving = await Assert.ThrowsAsync<ServiceBusException>(() => receiver.ReceiveMessageAsync());

        Assert.Equal(ServiceBusFailureReason.MessagingEntityNotFound, sending.Reason);
        Assert.Equal(ServiceBusFailureReason.MessagingEntityNotFound, receiving.Reason);
    }

    [Fact]
    public async Task Session_receivers_are_refused()
    {
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => Client.AcceptSessionAsync("plain", "s-1"));

        Assert.Contains("sessions are not supported", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Transactions_are_refused()
    {
        await using var sender = Client.CreateSender("plain");
        using var scope = new System.Transactions.TransactionScope(
            System.Transactions.TransactionScopeAsyncFlowOption.Enabled);

        await Assert.ThrowsAsync<NotSupportedException>(() => sender.SendMessageAsync(new ServiceBusMessage("one")));
    }
}
