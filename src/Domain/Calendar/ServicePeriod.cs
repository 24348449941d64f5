using System.Text.Json.Serialization;

namespace Billing.Domain;

/// <summary>A half-open run of local dates: the start belongs to it, the end does not.</summary>
/// <param name="Start">First day, in the seller's time zone.</param>
/// <param name="End">The day after the last.</param>
public readonly record struct ServicePeriod(DateOnly Start, DateOnly End)
{
    /// <summary>How many days it has.</summary>
    [JsonIgnore]
    public int Days => End.DayNumber - Start.DayNumber;

    /// <summary>The last day that belongs to it, as documents print it.</summary>
    [JsonIgnore]
    public DateOnly LastDay => End.AddDays(-1);

    /// <summary>The parts of the period by calendar month, in order; their days sum to the period's.</summary>
    public IEnumerable<ServicePeriod> ByMonth()
    {
        for (var start = Start; start < End;)
        {
            var nextMonth = new DateOnly(start.Year, start.Month, 1).AddMonths(1);
            var end = nextMonth < End ? nextMonth : End;
            yield return new ServicePeriod(start, end);
            start = end;
        }
    }
}
