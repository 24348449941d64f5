namespace Billing.Domain;

/// <summary>How often a report is sent, and about what.</summary>
public enum ReportPeriod
{
    /// <summary>After each month, about it.</summary>
    Month,

    /// <summary>After each quarter of the year, about it.</summary>
    Quarter,
}

/// <summary>What a report is sent as.</summary>
public enum ReportFileFormat
{
    /// <summary>To be read, with charts.</summary>
    Pdf,

    /// <summary>For spreadsheets.</summary>
    Csv,
}

/// <summary>A report that a seller gets by itself.</summary>
/// <param name="Kind">The name of a <see cref="ReportKind"/>.</param>
/// <param name="Formats">The files; at least one.</param>
/// <param name="Every">After which period.</param>
/// <param name="Recipients">E-mail addresses; at least one.</param>
/// <param name="Since">What ends on this day of the seller's or later is reported.</param>
public sealed record ReportSubscription(string Kind, IReadOnlyList<ReportFileFormat> Formats, ReportPeriod Every, IReadOnlyList<string> Recipients, DateOnly Since);

/// <summary>All that a seller subscribed to; of a kind and a period there is one at most.</summary>
/// <param name="Version">Counted from 1.</param>
/// <param name="Items">Which reports.</param>
public sealed record ReportSubscriptions(int Version, IReadOnlyList<ReportSubscription> Items)
{
    /// <summary>The subscription to a kind after a period, if there is one.</summary>
    public ReportSubscription? Find(string kind, ReportPeriod every) => Items.FirstOrDefault(item => item.Kind == kind && item.Every == every);
}

/// <summary>The days of months and quarters.</summary>
public static class ReportPeriods
{
    private const int MonthsOfQuarter = 3;

    /// <summary>The last days of the periods that ended on a first day or later and before today, oldest first.</summary>
    public static IEnumerable<DateOnly> Ended(ReportPeriod every, DateOnly since, DateOnly today)
    {
        for (var last = LastDay(every, since); last < today; last = LastDay(every, last.AddDays(1)))
            yield return last;
    }

    /// <summary>The first day of the period that ends on a day.</summary>
    public static DateOnly FirstDay(ReportPeriod every, DateOnly last) => new DateOnly(last.Year, last.Month, 1).AddMonths(every == ReportPeriod.Month ? 0 : 1 - MonthsOfQuarter);

    private static DateOnly LastDay(ReportPeriod every, DateOnly day)
    {
        var month = every == ReportPeriod.Month ? day.Month : (day.Month + MonthsOfQuarter - 1) / MonthsOfQuarter * MonthsOfQuarter;
        return new DateOnly(day.Year, month, DateTime.DaysInMonth(day.Year, month));
    }
}
