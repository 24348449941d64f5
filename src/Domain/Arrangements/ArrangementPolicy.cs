namespace Billing.Domain;

/// <summary>How a seller follows arrangements up.</summary>
/// <param name="ReminderDays">How many days before an instalment its reminder goes out; nothing where none does.</param>
/// <param name="GraceDays">How many days after its day an instalment may still come, where the arrangement says nothing else.</param>
public sealed record ArrangementPolicy(int? ReminderDays, int GraceDays)
{
    /// <summary>A reminder 3 days before, and a week of grace.</summary>
    public static ArrangementPolicy Standard { get; } = new(3, 7);

    /// <summary>Which arrangements lift a suspension of the customer's subscriptions.</summary>
    public SuspensionLift LiftsSuspension { get; init; } = SuspensionLift.EveryArrangement;

    /// <summary>Whether an arrangement lets the customer be served while it runs; one with a deposit once that is paid.</summary>
    internal bool Lifts(PaymentArrangement arrangement, Money paid) =>
        (LiftsSuspension == SuspensionLift.EveryArrangement || (LiftsSuspension == SuspensionLift.InstalmentPlans && arrangement.Kind == ArrangementKind.InstalmentPlan))
        && arrangement.Unmet(paid).All(instalment => instalment.No > 0);
}

/// <summary>Which arrangements lift a suspension.</summary>
public enum SuspensionLift
{
    /// <summary>Instalment plans and promises.</summary>
    EveryArrangement,

    /// <summary>Instalment plans; who promises to pay is served once it paid.</summary>
    InstalmentPlans,

    /// <summary>None; what had to be paid must be.</summary>
    Nothing,
}
