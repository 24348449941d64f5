using Billing.DevHost.ServiceBus.Broker;
using Microsoft.Extensions.Time.Testing;

namespace Billing.DevHost.Tests.ServiceBus;

/// <summary>The broker's rules on a clock that the test sets, without a socket.</summary>
public sealed class BrokerQueueTests : IDisposable
{
    private static readonly QueueLimits Limits = new(
        LockDuration: TimeSpan.FromMinutes(1),
        MaxDeliveryCount: 3,
        DefaultTimeToLive: TimeSpan.FromHours(1),
        DeadLetterOnExpiration: true);

    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 1, 31, 23, 0, 0, TimeSpan.Zero));
    private readonly BrokerQueue queue;

    public BrokerQueueTests() => queue = new BrokerQueue("orders", Limits, TimeSpan.FromMinutes(10), new Lock(), clock);

    public void Dispose() => queue.Dispose();

    [Fact]
    public void A_lock_holds_to_its_last_instant_and_no_longer()
    {
        queue.Send([Message("one")]);
        var held = queue.TryLock()!;
        clock.Advance(TimeSpan.FromMinutes(1) - TimeSpan.FromTicks(1));
        Assert.Null(queue.TryLock());

        clock.Advance(TimeSpan.FromTicks(1));

        Assert.False(queue.Complete(held.LockToken));
        Assert.Equal(1, queue.TryLock()!.Message.DeliveryCount);
    }

    [Fact]
    public void A_renewed_lock_runs_from_its_renewal()
    {
        queue.Send([Message("one")]);
        var held = queue.TryLock()!;
        clock.Advance(TimeSpan.FromSeconds(50));
        Assert.Equal(clock.GetUtcNow() + TimeSpan.FromMinutes(1), queue.RenewLock(held.LockToken));
        clock.Advance(TimeSpan.FromSeconds(50));

        Assert.True(queue.Complete(held.LockToken));
        Assert.Null(queue.RenewLock(held.LockToken));
    }

    [Fact]
    public void A_lock_that_runs_out_tells_those_who_wait_without_being_asked()
    {
        queue.Send([Message("one")]);
        _ = queue.TryLock();
        var told = 0;
        queue.Arrived += () => told++;

        clock.Advance(TimeSpan.FromMinutes(2));

        Assert.Equal(1, told);
    }

    [Fact]
    public void Locks_that_run_out_too_often_lead_to_the_dead_letters()
    {
        queue.Send([Message("one")]);
        for (var i = 0; i < 3; i++)
        {
            Assert.NotNull(queue.TryLock());
            clock.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Null(queue.TryLock());
        var dead = queue.DeadLetters!.TryLock()!.Message;
        Assert.Equal((3, "MaxDeliveryCountExceeded"), (dead.DeliveryCount, dead.Changes["DeadLetterReason"]));
    }

    [Fact]
    public void A_released_message_is_not_counted()
    {
        queue.Send([Message("one")]);
        for (var i = 0; i < 10; i++)
            Assert.True(queue.Release(queue.TryLock()!.LockToken));

        Assert.Equal(0, queue.TryLock()!.Message.DeliveryCount);
    }

    [Fact]
    public void A_message_lives_as_long_as_it_says_or_the_queue_allows_whichever_is_less()
    {
        queue.Send([
            Message("short") with { TimeToLive = TimeSpan.FromMinutes(5) },
            Message("long") with { TimeToLive = TimeSpan.FromDays(30) }]);

        clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(["long"], Ids(queue));
        Assert.Equal(["short"], Ids(queue.DeadLetters!));

        clock.Advance(TimeSpan.FromMinutes(55));
        Assert.Empty(Ids(queue));
        Assert.Equal(["short", "long"], Ids(queue.DeadLetters!));
    }

    [Fact]
    public void A_dead_letter_does_not_expire()
    {
        queue.Send([Message("one")]);
        queue.DeadLetter(queue.TryLock()!.LockToken, "why", null);

        clock.Advance(TimeSpan.FromDays(400));

        Assert.Equal(["one"], Ids(queue.DeadLetters!));
    }

    [Fact]
    public void A_deferred_message_expires_like_any_other()
    {
        queue.Send([Message("one")]);
        var held = queue.TryLock()!;
        queue.Defer(held.LockToken);

        clock.Advance(TimeSpan.FromHours(1));

        Assert.Null(queue.LockDeferred([held.Message.SequenceNumber]));
        Assert.Equal(["one"], Ids(queue.DeadLetters!));
    }

    [Fact]
    public void A_locked_message_does_not_expire_under_its_receiver()
    {
        queue.Send([Message("one") with { TimeToLive = TimeSpan.FromSeconds(10) }]);
        var held = queue.TryLock()!;
        clock.Advance(TimeSpan.FromSeconds(30));

        Assert.True(queue.Complete(held.LockToken));
        Assert.Empty(Ids(queue.DeadLetters!));
    }

    [Fact]
    public void Deferred_messages_are_given_together_or_not_at_all()
    {
        queue.Send([Message("one")]);
        var held = queue.TryLock()!;
        queue.Defer(held.LockToken);

        Assert.Null(queue.LockDeferred([held.Message.SequenceNumber, 99]));
        Assert.Single(queue.LockDeferred([held.Message.SequenceNumber])!);
    }

    [Fact]
    public void A_deferred_message_that_is_abandoned_stays_deferred()
    {
        queue.Send([Message("one")]);
        var held = queue.TryLock()!;
        queue.Defer(held.LockToken);
        queue.Abandon(queue.LockDeferred([held.Message.SequenceNumber])![0].LockToken);

        Assert.Null(queue.TryLock());
        Assert.Equal(2, queue.LockDeferred([held.Message.SequenceNumber])![0].Message.DeliveryCount);
    }

    [Fact]
    public void An_id_is_forgotten_after_the_window()
    {
        queue.Send([Message("one")]);
        clock.Advance(TimeSpan.FromMinutes(10) - TimeSpan.FromTicks(1));
        queue.Send([Message("one")]);
        Assert.Single(Ids(queue));

        clock.Advance(TimeSpan.FromTicks(1));
        queue.Send([Message("one")]);
        Assert.Equal(2, Ids(queue).Count);
    }

    [Fact]
    public void Messages_without_an_id_are_never_duplicates()
    {
        queue.Send([Message(null), Message(null), Message("")]);

        Assert.Equal(3, Ids(queue).Count);
    }

    [Fact]
    public void A_scheduled_message_gets_its_place_when_it_becomes_due()
    {
        var number = queue.Schedule(Message("scheduled"), clock.GetUtcNow() + TimeSpan.FromMinutes(10));
        clock.Advance(TimeSpan.FromMinutes(5));
        queue.Send([Message("sent")]);
        Assert.Equal("sent", queue.TryTake()!.Content.MessageId);
        Assert.Null(queue.TryLock());

        clock.Advance(TimeSpan.FromMinutes(5));

        var message = queue.TryLock()!.Message;
        Assert.Equal(("scheduled", clock.GetUtcNow()), (message.Content.MessageId, message.EnqueuedTime));
        Assert.True(message.SequenceNumber > number);
        Assert.False(queue.CancelScheduled(number));
    }

    [Fact]
    public void A_time_to_live_begins_when_a_scheduled_message_becomes_due()
    {
        queue.Schedule(
            Message("scheduled") with { TimeToLive = TimeSpan.FromMinutes(5) }, clock.GetUtcNow() + TimeSpan.FromMinutes(10));
        clock.Advance(TimeSpan.FromMinutes(14));

        Assert.Equal(["scheduled"], Ids(queue));
    }

    private static BrokerMessage Message(string? id) => new(default, default) { MessageId = id };

    private static IReadOnlyList<string?> Ids(BrokerQueue queue) =>
        [.. queue.Peek(0, 100).Select(peeked => peeked.Message.Content.MessageId)];
}
