using Billing.Domain;

namespace Billing.Functions.Usage;

/// <summary>What became of an event.</summary>
/// <param name="Period">The period that it counts in, if it counts.</param>
internal abstract record UsageOutcome(UsagePeriodKey? Period)
{
    /// <summary>It counts in the period that it belongs to.</summary>
    public sealed record Accepted(UsagePeriodKey In) : UsageOutcome(In);

    /// <summary>The period that it belongs to is closed; it counts in a later one.</summary>
    public sealed record Late(UsagePeriodKey BelongsTo, UsagePeriodKey In) : UsageOutcome(In);

    /// <summary>It was recorded before.</summary>
    public sealed record Duplicate(UsagePeriodKey In) : UsageOutcome(In);

    /// <summary>It counts nowhere.</summary>
    public sealed record Refused(Refusal Refusal) : UsageOutcome((UsagePeriodKey?)null);
}

/// <summary>An event on its way into a period.</summary>
internal sealed class PendingUsage(UsageEvent used)
{
    public UsageEvent Event { get; } = used;

    /// <summary>The period it belongs to, as it was determined when its id was first seen.</summary>
    public UsagePeriodKey? BelongsTo { get; set; }

    /// <summary>Whether its id was seen before, so that it may be stored already.</summary>
    public bool MayBeStored { get; set; }

    public UsageOutcome? Outcome { get; set; }
}
