using Azure.Messaging.ServiceBus;

namespace Billing.DevHost.Tests.ServiceBus;

public sealed class TimeTests : ServiceBusTest
{
    [Fact]
    public async Task A_scheduled_message_comes_when_it_is_due_and_not_before()
    {
        await using var sender = Client.CreateSender("plain");
        await using var receiver = Client.CreateReceiver("plain");
        await Send("plain", new ServiceBusMessage("now"));
        var due = DateTimeOffset.UtcNow.AddMilliseconds(700);
        await sender.ScheduleMessageAsync(new ServiceBusMessage("later"), due);

        Assert.Equal("now", (await Receive(receiver)).Body.ToString());
        Assert.Equal("later", (await Receive(receiver)).Body.ToString());
        Assert.True(DateTimeOffset.UtcNow >= due);
    }

    [Fact]
    public async Task A_message_sent_with_a_time_to_enqueue_waits_for_it()
    {
        var due = DateTimeOffset.UtcNow.AddMilliseconds(500);
        await Send("plain", new ServiceBusMessage("later") { ScheduledEnqueueTime = due });
        await using var receiver = Client.CreateReceiver("plain");

        Assert.Equal("later", (await Receive(receiver)).Body.ToString());
        Assert.True(DateTimeOffset.UtcNow >= due);
    }

    [Fact]
    public async Task A_cancelled_message_waits_no_longer()
    {
        await using var sender = Client.CreateSender("plain");
        var numbers = await sender.ScheduleMessagesAsync(
            [new ServiceBusMessage("cancelled"), new ServiceBusMessage("kept")], DateTimeOffset.UtcNow.AddHours(1));
        await sender.CancelScheduledMessageAsync(numbers[0]);

        await using var receiver = Client.CreateReceiver("plain");
        var waiting = await receiver.PeekMessagesAsync(10);
        Assert.Equal(["kept"], waiting.Select(message => message.Body.ToString()));
        var refused = await Assert.ThrowsAsync<ServiceBusException>(() => sender.CancelScheduledMessageAsync(numbers[0]));
        Assert.Equal(ServiceBusFailureReason.MessageNotFound, refused.Reason);
    }

    [Fact]
    public async Task A_message_scheduled_on_a_topic_reaches_its_subscriptions_when_due()
    {
        await using var sender = Client.CreateSender("news");
        await sender.ScheduleMessageAsync(new ServiceBusMessage("later"), DateTimeOffset.UtcNow.AddSeconds(2));
        Assert.Empty(Bus.Published("news"));

        await using var receiver = Client.CreateReceiver("news", "all");
        Assert.Equal("later", (await Receive(receiver)).Body.ToString());
        Assert.Single(Bus.Published("news"));
    }

    [Fact]
    public async Task An_expired_message_is_dead_lettered_where_the_queue_says_so()
    {
        await Send("buries-expired", new ServiceBusMessage("stale") { TimeToLive = TimeSpan.FromMilliseconds(150) });

        await using var deadLetters = DeadLettersOf("buries-expired");
        Assert.Equal("TTLExpiredException", (await Receive(deadLetters)).DeadLetterReason);
        await using var receiver = Client.CreateReceiver("buries-expired");
        Assert.Null(await receiver.PeekMessageAsync(0));
    }

    [Fact]
    public async Task An_expired_message_is_dropped_where_the_queue_says_nothing()
    {
        await Send("forgets-expired", new ServiceBusMessage("stale"));
        await Task.Delay(300);

        await using var receiver = Client.CreateReceiver("forgets-expired");
        Assert.Null(await receiver.ReceiveMessageAsync(TimeSpan.FromMilliseconds(100)));
        await using var deadLetters = DeadLettersOf("forgets-expired");
        Assert.Null(await deadLetters.PeekMessageAsync(0));
    }
}
