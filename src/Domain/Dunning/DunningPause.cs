namespace Billing.Domain;

/// <summary>How long arrangements paused the dunning of an invoice: the days that its ladder does not count.</summary>
/// <param name="Days">In all.</param>
/// <param name="SinceFinalNotice">Of these, after its final notice.</param>
public sealed record DunningPause(int Days, int SinceFinalNotice)
{
    /// <summary>Never.</summary>
    internal static DunningPause None { get; } = new(0, 0);

    /// <summary>With another pause.</summary>
    /// <param name="from">Its first day.</param>
    /// <param name="until">The first day that is dunned again.</param>
    /// <param name="finalNoticeOn">The day of the final notice, if there was one; none goes out in a pause.</param>
    internal DunningPause And(DateOnly from, DateOnly until, DateOnly? finalNoticeOn)
    {
        var days = until.DayNumber - from.DayNumber;
        return new DunningPause(Days + days, SinceFinalNotice + (finalNoticeOn <= from ? days : 0));
    }
}
