namespace Billing.Domain;

/// <summary>The journal entries of a payment's facts: money comes into suspense and goes out of it; accounts take it from there.</summary>
public static class PaymentPosting
{
    /// <summary>The entry of a fact that is new to a payment; none where it moves no money.</summary>
    /// <param name="before">The payment before the fact.</param>
    /// <param name="fact">The new fact.</param>
    /// <param name="firstOpenDay">The first day that may be posted to.</param>
    public static JournalEntry? Post(Payment before, PaymentFact fact, DateOnly firstOpenDay)
    {
        if (fact.Money()?.Currency is not { } currency)
            return null;
        var after = before.With(fact);
        var moved = (after.Received(currency) - after.Refunded(currency)) - (before.Received(currency) - before.Refunded(currency));
        var postingDate = fact.ValueDate < firstOpenDay ? firstOpenDay : fact.ValueDate;
        var text = $"Payment {before.Id} {(fact is PaymentRefunded ? "refunded" : "received")}";
        return moved.IsZero ? null : new JournalEntry(postingDate, postingDate == fact.ValueDate ? text : $"{text}, of {fact.ValueDate:O} in a closed period",
            [new(ChartOfAccounts.Cash(before.Id.Processor), moved), new(ChartOfAccounts.Suspense, -moved)]);
    }
}
