namespace Billing.Domain;

/// <summary>When a line reaches the journal. It is recorded with its command and appended afterwards, by seconds or, from a poison queue, by days; so an export of
/// the month that it is posted in can have been made in between. No month is exported before it is over where the seller is.</summary>
public static class JournalArrival
{
    // Where a day begins first it does so 14 hours before UTC. An hour more is for what is being appended while an export begins: a handler has 10 minutes.
    private static readonly TimeSpan Ahead = TimeSpan.FromHours(15);

    /// <summary>The month, by its first day, that a line arrives in: that of the earliest place on earth.</summary>
    /// <param name="appendedAt">When it is appended.</param>
    public static DateOnly MonthOf(DateTimeOffset appendedAt) => FirstOfMonth(appendedAt + Ahead);

    /// <summary>Whether a line arrives when the month that it is posted in can have been exported.</summary>
    /// <param name="postingDate">The day of the books.</param>
    /// <param name="appendedAt">When it is appended.</param>
    public static bool IsLate(DateOnly postingDate, DateTimeOffset appendedAt) => postingDate < MonthOf(appendedAt);

    /// <summary>The first month, by its first day, in which something can have arrived that an export did not see.</summary>
    /// <param name="exportedAt">When the export began to read.</param>
    public static DateOnly FirstMonthAfter(DateTimeOffset exportedAt) => FirstOfMonth(exportedAt);

    private static DateOnly FirstOfMonth(DateTimeOffset moment) => new(moment.UtcDateTime.Year, moment.UtcDateTime.Month, 1);
}
