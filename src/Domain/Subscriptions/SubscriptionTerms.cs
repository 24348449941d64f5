using System.Text.Json.Serialization;

namespace Billing.Domain;

/// <summary>What a subscription buys from a day on.</summary>
/// <param name="From">The first day.</param>
/// <param name="PriceId">The price it is billed by.</param>
/// <param name="Quantity">How many units, above 0; of no meaning where usage is metered.</param>
/// <param name="Interval">The price's interval when it was agreed; a period's length never changes under running terms.</param>
/// <param name="Timing">The price's timing when it was agreed.</param>
/// <param name="Anchor">The date the periods are reckoned from.</param>
/// <param name="Metered">Whether the quantity is measured.</param>
public sealed record SubscriptionTerms(DateOnly From, string PriceId, decimal Quantity, BillingInterval Interval, BillingTiming Timing, DateOnly Anchor, bool Metered)
{
    /// <summary>The periods they are billed by.</summary>
    [JsonIgnore]
    public BillingCalendar Calendar => new(Anchor, Interval);

    /// <summary>Whether both are billed by the same periods on the same days.</summary>
    public bool SameCalendarAs(SubscriptionTerms other) =>
        other.Anchor == Anchor && other.Interval == Interval && other.Timing == Timing && other.Metered == Metered;
}

/// <summary>Days on which a subscription is neither served nor billed.</summary>
/// <param name="From">The first.</param>
/// <param name="Until">The day it is served again, or nothing while that is open.</param>
public sealed record Pause(DateOnly From, DateOnly? Until);

/// <summary>A line that billed days in advance; what is not used of them can be given back.</summary>
/// <param name="DocumentId">The invoice.</param>
/// <param name="LineNo">The line of the invoice.</param>
/// <param name="Line">The line; its amount after discounts is what the days cost.</param>
public sealed record BilledAhead(string DocumentId, int LineNo, InvoiceLine Line)
{
    /// <summary>What the whole line cost without tax, where <see cref="Line"/> has lost days since; else nothing.</summary>
    public Money? Billed { get; init; }
}
