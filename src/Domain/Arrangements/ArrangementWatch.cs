namespace Billing.Domain;

/// <summary>Watches running arrangements: whose instalment comes soon, whose did not come, and which are over. What is paid of one is what its invoices are
/// owed less than when it was agreed, whatever settled them; an instalment is met once that reaches the sum up to it.</summary>
internal static class ArrangementWatch
{
    /// <summary>The arrangements that are broken by today: their grace is over, or they have none.</summary>
    public static IEnumerable<ArrangementBroken> Broken(Account account, DateOnly today)
    {
        foreach (var (arrangement, paid, unmet) in Running(account))
        {
            if (BreaksOn(arrangement, unmet) <= today)
                yield return new ArrangementBroken(arrangement.ItemId, unmet.No, arrangement.DueThrough(unmet.No) - paid, paid, today);
        }
    }

    /// <summary>What customers are told today: instalments that did not come, and the last of those that are to come soon. Nothing is told twice.</summary>
    public static IEnumerable<AccountEvent> Told(Account account, DecisionContext context)
    {
        foreach (var (arrangement, paid, unmet) in Running(account))
        {
            var told = arrangement.RemindedThrough;
            if (MissedOn(arrangement, unmet) <= context.Today)
            {
                told = Math.Max(told, unmet.No);

                // Told on the day after, the grace ends so many days after the instalment's day; told later, the customer has as long from then.
                yield return new InstalmentMissed(arrangement.ItemId, unmet.No, unmet.DueOn, arrangement.DueThrough(unmet.No) - paid, context.Today, context.Today.AddDays(arrangement.GraceDays - 1));
            }

            if (arrangement.Unmet(paid).LastOrDefault(instalment => instalment.No > told && RemindedOn(instalment, context.Policy) <= context.Today) is { } soon)
                yield return new InstalmentReminded(arrangement.ItemId, soon.No, soon.DueOn, arrangement.DueThrough(soon.No) - paid, context.Today);
        }
    }

    /// <summary>How the notice of the day lists what is told.</summary>
    public static IEnumerable<NoticedInstalment> Listed(Account account, IEnumerable<AccountEvent> told) => told.Select(happened => happened switch
    {
        InstalmentMissed e => Listed(account, e.ArrangementId, e.No, e.DueOn, e.ToPay, e.GraceEndsOn),
        InstalmentReminded e => Listed(account, e.ArrangementId, e.No, e.DueOn, e.ToPay, null),
        _ => throw new InvalidOperationException($"{happened.GetType().Name} is not told to customers."),
    });

    /// <summary>The next day that something is told, if nothing changes.</summary>
    public static DateOnly? TellsOn(Account account, BillingPolicy policy) => Running(account).SelectMany(running => new[]
    {
        MissedOn(running.Arrangement, running.Unmet),
        running.Arrangement.Unmet(running.Paid).Where(instalment => instalment.No > running.Arrangement.RemindedThrough).Select(instalment => RemindedOn(instalment, policy)).FirstOrDefault(),
    }).Min();

    /// <summary>The next day that an arrangement is broken, if nothing changes.</summary>
    public static DateOnly? BreaksOn(Account account) => Running(account).Select(running => BreaksOn(running.Arrangement, running.Unmet)).Min();

    /// <summary>A decision with what it does to arrangements: money that comes in, or a balance that is owed no more, meets an instalment that was waited
    /// for, or the last.</summary>
    public static Decision Follow(Account account, Decision decision, DecisionContext context)
    {
        if (decision is not Decision.Accepted { Events.Count: > 0 } accepted || !account.Arrangements.Any(known => known.IsRunning))
            return decision;
        var after = accepted.Events.Aggregate(account, AccountEvolution.Evolve);
        List<AccountEvent> changes = [.. after.Arrangements.Where(known => known.IsRunning).SelectMany(known => Reached(known, after.PaidOf(known), context.Today))];
        return changes.Count == 0 ? decision : new Decision.Accepted([.. accepted.Events, .. changes]);
    }

    private static IEnumerable<AccountEvent> Reached(PaymentArrangement arrangement, Money paid, DateOnly today)
    {
        if (paid >= arrangement.Total())
            yield return new ArrangementKept(arrangement.ItemId, paid, today);
        else if (arrangement.Missed is { } missed && paid >= arrangement.DueThrough(missed.No))
            yield return new InstalmentCaughtUp(arrangement.ItemId, missed.No, today);
    }

    // With the first instalment that is not met.
    private static IEnumerable<(PaymentArrangement Arrangement, Money Paid, Instalment Unmet)> Running(Account account)
    {
        foreach (var arrangement in account.Arrangements.Where(known => known.IsRunning))
        {
            var paid = account.PaidOf(arrangement);
            if (arrangement.Unmet(paid).FirstOrDefault() is { } unmet)
                yield return (arrangement, paid, unmet);
        }
    }

    private static DateOnly? MissedOn(PaymentArrangement arrangement, Instalment unmet) =>
        arrangement is { Missed: null, GraceDays: > 0 } ? unmet.DueOn.AddDays(1) : null;

    private static DateOnly? BreaksOn(PaymentArrangement arrangement, Instalment unmet) =>
        arrangement.Missed is { } missed ? missed.GraceEndsOn.AddDays(1) : arrangement.GraceDays == 0 ? unmet.DueOn.AddDays(1) : null;

    private static DateOnly? RemindedOn(Instalment instalment, BillingPolicy policy) =>
        policy.Arrangements.ReminderDays is { } days ? instalment.DueOn.AddDays(-days) : null;

    private static NoticedInstalment Listed(Account account, string arrangementId, int no, DateOnly dueOn, Money toPay, DateOnly? graceEndsOn)
    {
        var arrangement = account.Arrangements.First(known => known.ItemId == arrangementId);
        return new NoticedInstalment(arrangementId, arrangement.Number, no, arrangement.Instalments[^1].No, dueOn, toPay, graceEndsOn);
    }
}
