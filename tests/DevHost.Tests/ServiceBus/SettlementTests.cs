using Azure.Messaging.ServiceBus;

namespace Billing.DevHost.Tests.ServiceBus;

public sealed class SettlementTests : ServiceBusTest
{
    [Fact]
    public async Task An_abandoned_message_comes_again_before_younger_ones_and_counts_up()
    {
        await Send("plain", new ServiceBusMessage("old"), new ServiceBusMessage("young"));
        await using var receiver = Client.CreateReceiver("plain");
        await receiver.AbandonMessageAsync(await Receive(receiver), new Dictionary<string, object> { ["try"] = 1 });

        var again = await Receive(receiver);

        Assert.Equal(("old", 2), (again.Body.ToString(), again.DeliveryCount));
        Assert.Equal(1, again.ApplicationProperties["try"]);
    }

    [Fact]
    public async Task A_message_abandoned_too_often_is_dead_lettered()
    {
        await Send("plain", new ServiceBusMessage("poison") { MessageId = "m-1" });
        await using var receiver = Client.CreateReceiver("plain");
        for (var i = 0; i < 3; i++)
            await receiver.AbandonMessageAsync(await Receive(receiver));

        Assert.Empty(await ReceiveAll(receiver));
        await using var deadLetters = DeadLettersOf("plain");
        var dead = await Receive(deadLetters);
        Assert.Equal(("m-1", "MaxDeliveryCountExceeded"), (dead.MessageId, dead.DeadLetterReason));
    }

    [Fact]
    public async Task A_dead_lettered_message_keeps_its_reason_and_what_was_added()
    {
        await Send("plain", new ServiceBusMessage("bad") { Subject = "Paid", ApplicationProperties = { ["kept"] = "yes" } });
        await using var receiver = Client.CreateReceiver("plain");
        await receiver.DeadLetterMessageAsync(
            await Receive(receiver),
            new Dictionary<string, object> { ["attempt"] = 4 },
            "UnknownCurrency",
            "XXX is not in ISO 4217");

        await using var deadLetters = DeadLettersOf("plain");
        var dead = await Receive(deadLetters);
        Assert.Equal(
            ("bad", "Paid", "UnknownCurrency", "XXX is not in ISO 4217"),
            (dead.Body.ToString(), dead.Subject, dead.DeadLetterReason, dead.DeadLetterErrorDescription));
        Assert.Equal(("yes", 4), ((string)dead.ApplicationProperties["kept"], (int)dead.ApplicationProperties["attempt"]));
        await deadLetters.CompleteMessageAsync(dead);
        Assert.Null(await deadLetters.PeekMessageAsync(0));
    }

    [Fact]
    public async Task A_message_dead_lettered_without_a_reason_is_in_the_dead_letter_queue()
    {
        await Send("plain", new ServiceBusMessage("bad"));
        await using var receiver = Client.CreateReceiver("plain");
        await receiver.DeadLetterMessageAsync(await Receive(receiver));

        await using var deadLetters = DeadLettersOf("plain");
        Assert.Null((await Receive(deadLetters)).DeadLetterReason);
    }

    [Fact]
    public async Task A_deferred_message_comes_back_by_its_number_only()
    {
        await Send("plain", new ServiceBusMessage("later"));
        await using var receiver = Client.CreateReceiver("plain");
        var message = await Receive(receiver);
        await receiver.DeferMessageAsync(message, new Dictionary<string, object> { ["why"] = "no account yet" });
        Assert.Empty(await ReceiveAll(receiver));

        var deferred = await receiver.ReceiveDeferredMessageAsync(message.SequenceNumber);
        Assert.Equal(("later", "no account yet"), (deferred.Body.ToString(), deferred.ApplicationProperties["why"]));
        await receiver.CompleteMessageAsync(deferred);

        Assert.Null(await receiver.PeekMessageAsync(0));
    }

    [Fact]
    public async Task A_deferred_message_that_is_dead_lettered_keeps_its_reason()
    {
        await Send("plain", new ServiceBusMessage("later"));
        await using var receiver = Client.CreateReceiver("plain");
        var message = await Receive(receiver);
        await receiver.DeferMessageAsync(message);
        await receiver.DeadLetterMessageAsync(
            await receiver.ReceiveDeferredMessageAsync(message.SequenceNumber), "GaveUp", "after a week");

        await using var deadLetters = DeadLettersOf("plain");
        var dead = await Receive(deadLetters);
        Assert.Equal(("GaveUp", "after a week"), (dead.DeadLetterReason, dead.DeadLetterErrorDescription));
    }

    [Fact]
    public async Task A_number_under_which_nothing_is_deferred_is_not_found()
    {
        await using var receiver = Client.CreateReceiver("plain");

        var refused = await Assert.ThrowsAsync<ServiceBusException>(() => receiver.ReceiveDeferredMessageAsync(99));

        Assert.Equal(ServiceBusFailureReason.MessageNotFound, refused.Reason);
    }

    [Fact]
    public async Task A_lock_that_ran_out_frees_the_message_and_fails_its_holder()
    {
        await Send("brief-lock", new ServiceBusMessage("one"));
        await using var slow = Client.CreateReceiver("brief-lock");
        await using var other = Client.CreateReceiver("brief-lock");
        var held = await Receive(slow);

        var again = await Receive(other);
        Assert.Equal(("one", 2), (again.Body.ToString(), again.DeliveryCount));
        var lost = await Assert.ThrowsAsync<ServiceBusException>(() => slow.CompleteMessageAsync(held));
        Assert.Equal(ServiceBusFailureReason.MessageLockLost, lost.Reason);
        var notRenewed = await Assert.ThrowsAsync<ServiceBusException>(() => slow.RenewMessageLockAsync(held));
        Assert.Equal(ServiceBusFailureReason.MessageLockLost, notRenewed.Reason);
    }

    [Fact]
    public async Task A_renewed_lock_outlives_its_first_term()
    {
        await Send("brief-lock", new ServiceBusMessage("one"));
        await using var receiver = Client.CreateReceiver("brief-lock");
        var held = await Receive(receiver);
        var firstTerm = held.LockedUntil;
        await Task.Delay(1000);
        await receiver.RenewMessageLockAsync(held);
        await Task.Delay(firstTerm - DateTimeOffset.UtcNow + TimeSpan.FromMilliseconds(50));

        Assert.True(held.LockedUntil > firstTerm);
        await receiver.CompleteMessageAsync(held);
        Assert.Null(await receiver.PeekMessageAsync(0));
    }

    [Fact]
    public async Task What_a_closed_receiver_held_is_completed_through_another()
    {
        await Send("plain", new ServiceBusMessage("one"));
        ServiceBusReceivedMessage held;
        await using (var first = Client.CreateReceiver("plain"))
            held = await Receive(first);

        await using var second = Client.CreateReceiver("plain");
        Assert.Null(await second.ReceiveMessageAsync(TimeSpan.FromMilliseconds(200)));
        await second.CompleteMessageAsync(held);

        Assert.Null(await second.PeekMessageAsync(0));
    }
}
