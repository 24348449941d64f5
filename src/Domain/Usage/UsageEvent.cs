namespace Billing.Domain;

/// <summary>How the events of a period become the quantity that is billed.</summary>
public enum UsageAggregation
{
    /// <summary>All quantities added up: calls, gigabytes. A correction is an event with a negative quantity.</summary>
    Sum,

    /// <summary>The highest quantity: the peak of seats in use. A reading that was too high cannot be taken back by another event.</summary>
    Max,

    /// <summary>The quantity with the latest timestamp: the size of a store at the end. Of two with the same timestamp the one recorded later
    /// counts, so a correction is an event for the same moment.</summary>
    Last,

    /// <summary>How many different keys occur: users who signed in.</summary>
    UniqueCount,
}

/// <summary>Something metered that a customer used.</summary>
/// <param name="EventId">The sender's own name for it, unique within the subscription: what is sent twice counts once.</param>
/// <param name="SubscriptionId">Whose usage it is.</param>
/// <param name="At">When it was used.</param>
/// <param name="Quantity">How much, in the price's unit; negative where it corrects another event of a sum.</param>
/// <param name="UniqueKey">What is counted once, for <see cref="UsageAggregation.UniqueCount"/>; empty otherwise.</param>
public sealed record UsageEvent(string EventId, string SubscriptionId, DateTimeOffset At, decimal Quantity, string UniqueKey);

/// <summary>Names the usage of one subscription in one period.</summary>
/// <param name="SubscriptionId">Whose usage it is.</param>
/// <param name="PeriodStart">The first day billed, in the seller's time zone. Not that of the full interval it lies in: an interval can be billed in
/// parts, by an end and a new beginning, and no part may bill what another did.</param>
public sealed record UsagePeriodKey(string SubscriptionId, DateOnly PeriodStart);
