namespace Billing.Domain;

/// <summary>What is written off by policy: invoices that are in collections for so many days, and those that the agency returned as uncollectible. What is
/// contested, arranged or on hold waits.</summary>
internal static class WriteOffsDue
{
    /// <summary>What is written off today, in at most so many invoices.</summary>
    public static IEnumerable<InvoiceWrittenOff> Of(Account account, DecisionContext context, int most) =>
        account.Hold?.HoldsOn(context.Today) == true
            ? []
            : account.Invoices.Where(item => DayOf(account, item, context.Policy.DunningOf(account)) <= context.Today).Take(Math.Max(0, most))
                .Select(item => WriteOffDecider.Written(item, item.Balance, ReasonCode.Uncollectible, context));

    /// <summary>The next day that something is written off, if nothing changes.</summary>
    public static DateOnly? NextOn(Account account, BillingPolicy policy)
    {
        if (account.Hold is { Until: null })
            return null;
        var next = account.Invoices.Select(item => DayOf(account, item, policy.DunningOf(account))).Min();
        return next is { } day && account.Hold?.Until is { } until && day < until ? until : next;
    }

    private static DateOnly? DayOf(Account account, InvoiceItem item, DunningPolicy policy)
    {
        if (policy.Collections.WriteOffAfterDays is not { } days || !item.IsOpen || item.DisputedBecause is not null || account.ArrangementOf(item) is not null)
            return null;
        return item.InCollectionsSince is { } since ? since.AddDays(days)
            : item.Returned is { Outcome: CaseOutcome.Uncollectible } returned ? returned.On
            : null;
    }
}
