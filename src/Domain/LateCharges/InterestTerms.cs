namespace Billing.Domain;

/// <summary>By what terms a customer is charged interest.</summary>
/// <param name="Table">The rates.</param>
/// <param name="Points">The points on the base rate.</param>
/// <param name="QuietDays">The days on which nobody has to pay.</param>
internal sealed record InterestTerms(InterestRateTable Table, decimal Points, QuietDays QuietDays)
{
    /// <summary>The terms of a policy for a customer; null where it is charged no interest.</summary>
    public static InterestTerms? Of(DunningPolicy policy, bool isBusiness) =>
        policy.LateCharges.Interest is { } table && table.PointsFor(isBusiness) is { } points ? new InterestTerms(table, points, policy.QuietDays) : null;

    /// <summary>The rate of an invoice on a day, in percent a year.</summary>
    public decimal PercentOn(InvoiceItem item, DateOnly day) => Table.PercentOn(Table.FixedAtStart ? LateInterest.FirstDay(item, QuietDays) : day, Points);
}
