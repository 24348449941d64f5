namespace Billing.Domain;

/// <summary>What is asked of a report.</summary>
/// <param name="Kind">Which report.</param>
/// <param name="SellerId">Whose books.</param>
/// <param name="From">The first day of the period; reports of a balance do not look at it.</param>
/// <param name="Moment">As of when, which ends the period, and known at when.</param>
/// <param name="Basis">From which day on an invoice ages.</param>
public sealed record ReportQuestion(ReportKind Kind, string SellerId, DateOnly From, ReportMoment Moment, AgingBasis Basis = AgingBasis.DueDate)
{
    /// <summary>The seller's catalogue, for kinds that read events: what is agreed upon is valued by the prices in force on each day.</summary>
    public IReadOnlyDictionary<string, Price> Prices { get; init; } = new Dictionary<string, Price>();

    /// <summary>The first day whose lines are needed one by one; a snapshot of an earlier day can stand for all before it.</summary>
    public DateOnly FirstDay => Kind.IsOfPeriod ? From : Moment.AsOf.AddDays(1);

    /// <summary>The first day of each month that the period has days in.</summary>
    public IEnumerable<DateOnly> Months()
    {
        for (var month = MonthOf(From); month <= Moment.AsOf; month = month.AddMonths(1))
            yield return month;
    }

    /// <summary>The first day of the month of a day.</summary>
    public static DateOnly MonthOf(DateOnly day) => new(day.Year, day.Month, 1);
}

/// <summary>From which day on an invoice ages.</summary>
public enum AgingBasis
{
    /// <summary>The day after it is due.</summary>
    DueDate,

    /// <summary>The day after it was issued.</summary>
    IssueDate,
}
