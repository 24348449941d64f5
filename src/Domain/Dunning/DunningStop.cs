namespace Billing.Domain;

/// <summary>An invoice of which is asked whether it is dunned on a day.</summary>
internal readonly record struct DunningSubject(Account Account, InvoiceItem Item, DunningPolicy Policy, DateOnly Today)
{
    private readonly IReadOnlySet<string>? coveredByCredit;

    /// <summary>The account's open invoices; what credit covers is worked out once for all of them.</summary>
    public static IEnumerable<DunningSubject> OfOpen(Account account, DunningPolicy policy, DateOnly today)
    {
        var covered = PaymentApplication.CoveredByCredit(account);
        return account.Invoices.Where(item => item.IsOpen).Select(item => new DunningSubject(account, item, policy, today) { CoveredByCredit = covered });
    }

    /// <summary>The invoices of the account that credit covers.</summary>
    public IReadOnlySet<string> CoveredByCredit
    {
        get => coveredByCredit ?? PaymentApplication.CoveredByCredit(Account);
        init => coveredByCredit = value;
    }

    /// <summary>Where the invoice stands.</summary>
    public DunningLadder Ladder => DunningLadder.Of(Account, Item, Policy);
}

/// <summary>A rule that keeps an invoice from its next dunning step and from collections.</summary>
/// <param name="Name">Stable, lower-case with hyphens.</param>
/// <param name="Applies">Whether it does.</param>
/// <param name="Why">The reason, in words.</param>
/// <param name="EndsOn">The first day that it applies no more if nothing changes; nothing where it takes something else.</param>
internal sealed record DunningStop(string Name, Func<DunningSubject, bool> Applies, Func<DunningSubject, string> Why, Func<DunningSubject, DateOnly?> EndsOn)
{
    /// <summary>How long a payment is waited for whose outcome nobody tells: the slowest debits take fewer days, and an operator has a task by then.</summary>
    public const int PendingPaymentDays = 14;

    /// <summary>The name of the rule about small amounts, which is the policy's and nobody's right.</summary>
    public const string BelowMinimum = "below-minimum";

    /// <summary>The rules about one invoice; the first that applies is the reason.</summary>
    public static IReadOnlyList<DunningStop> OfInvoices { get; } =
    [
        new("nothing-owed",
            known => !known.Item.Balance.IsPositive,
            _ => "Nothing is owed.",
            _ => null),
        new("in-collections",
            known => known.Item.InCollectionsSince is not null,
            known => $"It is in collections since {known.Item.InCollectionsSince:O}.",
            _ => null),
        new("on-hold",
            known => known.Account.Hold?.HoldsOn(known.Today) == true,
            known => $"The account is on hold{(known.Account.Hold!.Until is { } until ? $" until {until:O}" : "")}: {known.Account.Hold.Reason}",
            known => known.Account.Hold!.Until),
        new("disputed",
            known => known.Item.DisputedBecause is not null,
            known => $"The customer contests it: {known.Item.DisputedBecause}",
            _ => null),
        new("arranged",
            known => known.Account.ArrangementOf(known.Item) is { Kind: ArrangementKind.InstalmentPlan },
            known => $"An arrangement of {known.Account.ArrangementOf(known.Item)!.AgreedOn:O} covers it.",
            _ => null),
        new("promised",
            known => known.Account.ArrangementOf(known.Item) is { Kind: ArrangementKind.PromiseToPay },
            known => $"It was promised to be paid by {known.Account.ArrangementOf(known.Item)!.Instalments[^1].DueOn:O}.",
            _ => null),
        new("payment-pending",
            known => PendingUntil(known.Item) > known.Today,
            known => $"A payment of {known.Item.Attempts[^1].Amount} by {known.Item.Attempts[^1].Method.Label} is under way since {known.Item.Attempts[^1].StartedOn:O}.",
            known => PendingUntil(known.Item)),
        new("covered-by-credit",
            known => known.CoveredByCredit.Contains(known.Item.ItemId),
            known => $"The customer's credit of {known.Account.Credit()} covers it.",
            _ => null),
        new(BelowMinimum,
            known => known.Item.Balance.Amount < known.Policy.MinimumDunned,
            known => $"{known.Item.Balance} is below {known.Policy.MinimumDunned}, the least that is dunned.",
            _ => null),
    ];

    /// <summary>What stops an invoice on a day; nothing where it is dunned.</summary>
    public static DunningStop? Of(Account account, InvoiceItem item, DunningPolicy policy, DateOnly today) => Of(new DunningSubject(account, item, policy, today));

    /// <summary>What stops an invoice; nothing where it is dunned.</summary>
    public static DunningStop? Of(DunningSubject subject)
    {
        foreach (var stop in OfInvoices)
        {
            if (stop.Applies(subject))
                return stop;
        }

        return null;
    }

    /// <summary>The first day, from the subject's on, that nothing stops the invoice, if nothing changes; null where something would have to.</summary>
    public static DateOnly? FreeOn(DunningSubject subject)
    {
        while (Of(subject) is { } stop)
        {
            if (stop.EndsOn(subject) is not { } end)
                return null;
            subject = subject with { Today = end };
        }

        return subject.Today;
    }

    private static DateOnly? PendingUntil(InvoiceItem item) => item.Attempts is [.., { IsLive: true } pending] ? pending.StartedOn.AddDays(PendingPaymentDays) : null;
}
