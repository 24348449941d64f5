namespace Billing.Domain;

/// <summary>A rule that keeps an invoice from its next dunning step and from collections.</summary>
/// <param name="Name">Stable, lower-case with hyphens.</param>
/// <param name="Applies">Whether it does.</param>
/// <param name="Why">The reason, in words.</param>
internal sealed record DunningStop(string Name, Func<Account, InvoiceItem, DunningPolicy, bool> Applies, Func<Account, InvoiceItem, DunningPolicy, string> Why)
{
    /// <summary>The rules about one invoice; the first that applies is the reason.</summary>
    public static IReadOnlyList<DunningStop> OfInvoices { get; } =
    [
        new("nothing-owed",
            (_, item, _) => !item.Balance.IsPositive,
            (_, _, _) => "Nothing is owed."),
        new("disputed",
            (_, item, _) => item.DisputedBecause is not null,
            (_, item, _) => $"The customer contests it: {item.DisputedBecause}"),
        new("arranged",
            (account, item, _) => account.ArrangementOf(item) is not null,
            (account, item, _) => $"An arrangement of {account.ArrangementOf(item)!.AgreedOn:O} covers it."),
        new("in-collections",
            (_, item, _) => item.InCollectionsSince is not null,
            (_, item, _) => $"It is in collections since {item.InCollectionsSince:O}."),
        new("below-minimum",
            (_, item, policy) => item.Balance.Amount < policy.MinimumDunned,
            (_, item, policy) => $"{item.Balance} is below {policy.MinimumDunned}, the least that is dunned."),
    ];

    /// <summary>What stops an invoice, apart from a hold on the whole account; nothing where it is dunned.</summary>
    public static DunningStop? Of(Account account, InvoiceItem item, DunningPolicy policy)
    {
        foreach (var stop in OfInvoices)
        {
            if (stop.Applies(account, item, policy))
                return stop;
        }

        return null;
    }
}
