namespace Billing.Domain;

/// <summary>What goes to collections, when, and to whom.</summary>
/// <param name="MinimumAmount">An account that owes less stays with the seller, in major units of its currency.</param>
/// <param name="DaysAfterFinalNotice">The least time between final notice and hand-off.</param>
/// <param name="AgencyId">Who collects; empty for the seller's only one.</param>
/// <param name="WriteOffAfterDays">Days in collections after which the rest is written off; nothing where an operator does it.</param>
public sealed record CollectionsPolicy(decimal MinimumAmount, int DaysAfterFinalNotice, string AgencyId, int? WriteOffAfterDays)
{
    /// <summary>Everything, a week after the final notice, and nothing is written off by itself.</summary>
    public static CollectionsPolicy Standard { get; } = new(0, 7, "", null);
}
