namespace Billing.Domain;

/// <summary>What late charges are reckoned from: what happened to an invoice after its due date. What happened before is in its balance.</summary>
/// <param name="Changes">How its balance changed, in order of the days.</param>
/// <param name="NotCounted">Days that bear no interest: it was contested, or an arrangement that is over covered it.</param>
/// <param name="Charged">What was charged for it, in order; what was waived since stays here, and is not charged again.</param>
public sealed record Lateness(IReadOnlyList<BalanceChange> Changes, IReadOnlyList<UncountedDays> NotCounted, IReadOnlyList<LateChargeRef> Charged)
{
    /// <summary>Nothing happened.</summary>
    public static Lateness None { get; } = new([], [], []);

    /// <summary>The points on the base rate by which interest runs on that a step charged and that waits, as it was too little; nothing where none waits.</summary>
    public decimal? DeferredAt { get; init; }
}

/// <summary>A change of a balance.</summary>
/// <param name="On">The first day that the other balance is owed.</param>
/// <param name="Amount">Below 0 where less is owed.</param>
public sealed record BalanceChange(DateOnly On, Money Amount);

/// <summary>Days that bear no interest.</summary>
/// <param name="From">The first.</param>
/// <param name="Until">The first that counts again; nothing where that is open.</param>
public sealed record UncountedDays(DateOnly From, DateOnly? Until)
{
    /// <summary>Whether a day is one of them.</summary>
    internal bool Has(DateOnly day) => From <= day && (Until is not { } until || day < until);
}

/// <summary>A late charge as the invoice remembers it.</summary>
/// <param name="DocumentId">The late charge.</param>
/// <param name="Number">Its number.</param>
/// <param name="Days">The days whose interest it charges; nothing where it charges none.</param>
/// <param name="Interest">That interest.</param>
/// <param name="Compensation">The flat compensation.</param>
public sealed record LateChargeRef(string DocumentId, string Number, ServicePeriod? Days, Money Interest, Money Compensation);
