namespace Billing.Domain;

/// <summary>Why a late charge may be too high.</summary>
public enum LateChargeDoubtCause
{
    /// <summary>The invoice was paid earlier than was known, or less of it is owed for these days.</summary>
    PaidEarlier,

    /// <summary>The invoice was credited.</summary>
    Credited,

    /// <summary>The invoice was cancelled.</summary>
    Cancelled,
}

/// <summary>A late charge that would be less by what is known now. It stays as it is until somebody credits it.</summary>
/// <param name="DocumentId">The late charge.</param>
/// <param name="Number">Its number.</param>
/// <param name="InvoiceNumber">The invoice that it is about.</param>
/// <param name="Excess">What of it would not be charged now.</param>
/// <param name="Because">Why.</param>
public sealed record LateChargeDoubt(string DocumentId, string Number, string InvoiceNumber, Money Excess, LateChargeDoubtCause Because);

/// <summary>What was learned of an invoice makes a late charge for it too high.</summary>
public sealed record LateChargeDoubted(LateChargeDoubt Doubt, DateOnly Date) : AccountEvent;

/// <summary>Notices late charges that would be less by what is known now.</summary>
internal static class LateChargeDoubts
{
    /// <summary>A decision with the doubts that it raises.</summary>
    public static Decision Follow(Account account, Decision decision, DecisionContext context)
    {
        if (decision is not Decision.Accepted { Events.Count: > 0 } accepted || !account.Invoices.Any(item => item.Late is { Charged.Count: > 0 }))
            return decision;
        var after = accepted.Events.Aggregate(account, AccountEvolution.Evolve);
        var was = account.Invoices.ToDictionary(item => item.ItemId, StringComparer.Ordinal);
        List<AccountEvent> doubts = [.. after.Invoices.Where(item => item.Late is { Charged.Count: > 0 } && !ReferenceEquals(item, was[item.ItemId]))
            .SelectMany(item => Of(account, was[item.ItemId], after, item, context)).Select(doubt => new LateChargeDoubted(doubt, context.Today))];
        return doubts.Count == 0 ? decision : new Decision.Accepted([.. accepted.Events, .. doubts]);
    }

    private static IEnumerable<LateChargeDoubt> Of(Account before, InvoiceItem was, Account after, InvoiceItem item, DecisionContext context)
    {
        foreach (var charge in was.Late?.Charged ?? [])
        {
            if (item.CancelledBy != was.CancelledBy)
                yield return Doubt(charge, item, charge.Interest + charge.Compensation, LateChargeDoubtCause.Cancelled);
            else if (charge.Days is { } days && Interest(after, item, days, context) is { } now && now < charge.Interest && now < Interest(before, was, days, context))
                yield return Doubt(charge, item, charge.Interest - now, ReferenceEquals(item.Credited, was.Credited) ? LateChargeDoubtCause.PaidEarlier : LateChargeDoubtCause.Credited);
        }
    }

    private static LateChargeDoubt Doubt(LateChargeRef charge, InvoiceItem item, Money excess, LateChargeDoubtCause because) => new(charge.DocumentId, charge.Number, item.Number, excess, because);

    private static Money? Interest(Account account, InvoiceItem item, ServicePeriod days, DecisionContext context) =>
        InterestTerms.Of(context.Policy.DunningOf(account), context.Profile.IsBusiness) is { } terms
            ? LateInterest.Of(LateInterest.Spans(account, item, days, terms), account.Currency())
            : null;
}
