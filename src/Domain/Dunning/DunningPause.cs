namespace Billing.Domain;

/// <summary>How long the dunning of an invoice was paused, by arrangements and while nothing was owed of it: the days that its ladder does not count.</summary>
/// <param name="Days">In all.</param>
/// <param name="SinceFinalNotice">Of these, after its final notice.</param>
public sealed record DunningPause(int Days, int SinceFinalNotice)
{
    /// <summary>Never.</summary>
    internal static DunningPause None { get; } = new(0, 0);

    /// <summary>With another pause.</summary>
    /// <param name="from">Its first day.</param>
    /// <param name="until">The first day that is dunned again.</param>
    /// <param name="finalNoticeOn">The day of the final notice, if there was one. It lies in a pause where a payment of earlier days was told of after it.</param>
    internal DunningPause And(DateOnly from, DateOnly until, DateOnly? finalNoticeOn)
    {
        var sinceFinal = finalNoticeOn is not { } final ? 0 : until.DayNumber - (final > from ? final : from).DayNumber;
        return new DunningPause(Days + until.DayNumber - from.DayNumber, SinceFinalNotice + Math.Max(0, sinceFinal));
    }
}
