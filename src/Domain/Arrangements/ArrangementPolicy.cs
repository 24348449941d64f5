namespace Billing.Domain;

/// <summary>How a seller follows arrangements up.</summary>
/// <param name="ReminderDays">How many days before an instalment its reminder goes out; nothing where none does.</param>
/// <param name="GraceDays">How many days after its day an instalment may still come, where the arrangement says nothing else.</param>
public sealed record ArrangementPolicy(int? ReminderDays, int GraceDays)
{
    /// <summary>A reminder 3 days before, and a week of grace.</summary>
    public static ArrangementPolicy Standard { get; } = new(3, 7);
}
