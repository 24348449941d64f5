namespace Billing.Domain;

/// <summary>What an export takes: every line of the journal that is posted by the end of its period, was recorded by the moment it is made, and is in no export of
/// its series before. What is recorded later with an older posting date is taken by the next; so nothing is lost and nothing comes twice.</summary>
/// <param name="StartsOn">What is posted before it is never exported.</param>
/// <param name="Through">The last day of the period.</param>
/// <param name="KnownAt">The moment by which lines were recorded.</param>
/// <param name="ExportedThrough">The last day of the period before, or nothing where this is the first export of its series.</param>
/// <param name="Currency">The one currency, or nothing for all.</param>
public sealed record LedgerExportScope(DateOnly StartsOn, DateOnly Through, DateTimeOffset KnownAt, DateOnly? ExportedThrough, Currency? Currency)
{
    /// <summary>Whether a line is of this export or of one before.</summary>
    public bool Covers(PostedLine line) =>
        line.PostingDate >= StartsOn && line.PostingDate <= Through && line.RecordedAt <= KnownAt && (Currency is null || line.Amount.Currency == Currency);

    /// <summary>Whether a line that is exported only now is dated in a period that was exported before.</summary>
    public bool IsCorrection(PostedLine line) => line.PostingDate <= ExportedThrough;
}

/// <summary>The order in which a series of exports goes through the months.</summary>
public static class LedgerExportOrder
{
    /// <summary>Why a month cannot be exported now; nothing where it can.</summary>
    /// <param name="month">The month, by its first day.</param>
    /// <param name="last">The month that was exported last in the series.</param>
    /// <param name="startsOn">What is posted before it is never exported.</param>
    /// <param name="firstOpenDay">The first day of the seller that may still be posted to.</param>
    /// <param name="today">The day where the seller is.</param>
    /// <param name="isPreview">Whether it is only to be looked at; then the month may be open.</param>
    public static Refusal? Refuse(DateOnly month, DateOnly? last, DateOnly? startsOn, DateOnly firstOpenDay, DateOnly today, bool isPreview)
    {
        var through = LastDay(month);
        if (last is { } exported && month <= exported)
            return new Refusal("already-exported", $"{month:yyyy-MM} was exported; what was recorded since goes into {exported.AddMonths(1):yyyy-MM}.");
        if (last is { } before && month != before.AddMonths(1))
            return new Refusal("period-out-of-order", $"The period that follows is {before.AddMonths(1):yyyy-MM}; export it first.");
        if (startsOn > through)
            return new Refusal("period-out-of-order", $"The ledger mapping lets exports start on {startsOn:O}.");
        if (through >= today && !isPreview)
            return new Refusal("period-open", $"{month:yyyy-MM} is not over. Wait for its end, or ask for a preview.");
        return through >= firstOpenDay && !isPreview
            ? new Refusal("period-open", $"{month:yyyy-MM} is not closed: {(firstOpenDay == DateOnly.MinValue ? "no period is" : $"{firstOpenDay:O} and later may still be posted to")}. Close it, or ask for a preview.")
            : null;
    }

    /// <summary>The last day of a month.</summary>
    public static DateOnly LastDay(DateOnly month) => month.AddMonths(1).AddDays(-1);
}
