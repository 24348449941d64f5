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
        if (before.With(fact) is var after && after.Currency() is not { } currency)
            return null;
        var moved = (after.Held() ?? Money.Zero(currency)) - (before.Held() ?? Money.Zero(currency));
        var fee = after.Fees(currency) - before.Fees(currency);
        var postingDate = fact.ValueDate < firstOpenDay ? firstOpenDay : fact.ValueDate;
        var text = $"Payment {before.Id} {Happened(fact)}";
        return moved.IsZero && fee.IsZero ? null : new JournalEntry(postingDate, postingDate == fact.ValueDate ? text : $"{text}, of {fact.ValueDate:O} in a closed period",
            [new(ChartOfAccounts.Cash(before.Id.Processor), moved - fee), new(ChartOfAccounts.Suspense, -moved) { CreditId = before.Id.ToString() }, new(ChartOfAccounts.ProcessorFees, fee)])
        { Cause = fact.GetType().Name };
    }

    private static string Happened(PaymentFact fact) => fact switch
    {
        PaymentRefunded or RefundMade => "refunded",
        RefundFailed => "back from a refund that failed",
        CaptureFailed => "returned",
        DisputeDecided { Lost: true } => "charged back",
        DisputeDecided => "won back",
        FeeCharged => "cost a fee",
        WasPayout was => $"was payout {was.PayoutId}",
        _ => "received",
    };
}
