namespace Billing.Domain;

/// <summary>Steps that are taken of an invoice.</summary>
/// <param name="Item">The invoice.</param>
/// <param name="Steps">Those that were missed, and the one that is taken.</param>
internal sealed record TakenSteps(InvoiceItem Item, IReadOnlyList<DunningStep> Steps);

/// <summary>What dunning steps do beside their notices, and what undoes it. A step is taken once, so is this.</summary>
internal static class StepConsequences
{
    /// <summary>What the steps of a day do.</summary>
    /// <param name="account">The account.</param>
    /// <param name="taken">The steps.</param>
    /// <param name="dunned">All invoices that are dunned on that day, or handed off.</param>
    /// <param name="again">Those that suspend once more.</param>
    /// <param name="context">The day.</param>
    public static IEnumerable<AccountEvent> Of(Account account, IReadOnlyList<TakenSteps> taken, IReadOnlyList<InvoiceItem> dunned, IReadOnlyList<InvoiceItem> again, DecisionContext context) =>
        [.. Suspend(account, taken, dunned, again, context), .. Assign(account, taken, context)];

    /// <summary>Whether an open invoice that nothing stops suspends once more: it did before, and that was lifted by a payment that went back, or by an arrangement that
    /// is over.</summary>
    public static bool SuspendsAgain(Account account, InvoiceItem item) => item.IsSuspending && account.Suspension?.DocumentIds.Contains(item.ItemId) != true;

    /// <summary>A decision with what it undoes: what had to be paid is paid.</summary>
    public static Decision Follow(Account account, Decision decision, DecisionContext context)
    {
        if ((account.Suspension is null && account.Assignment is null) || decision is not Decision.Accepted { Events.Count: > 0 } accepted)
            return decision;
        var after = accepted.Events.Aggregate(account, AccountEvolution.Evolve);
        List<AccountEvent> undone = [];
        if (after.Suspension is { } suspension && !IsOwed(after, suspension.DocumentIds, item => after.ArrangementOf(item) is { } running && context.Policy.Arrangements.Lifts(running, after.PaidOf(running))))
            undone.AddRange(Reinstate(after, suspension, context));
        if (after.Assignment is { } assignment && !IsOwed(after, assignment.DocumentIds, _ => false))
            undone.Add(new DunningAssignmentEnded(assignment.AssignTo, context.Today));
        return undone.Count == 0 ? decision : new Decision.Accepted([.. accepted.Events, .. undone]);
    }

    // Also what is written off has to be paid first.
    private static bool IsOwed(Account account, IReadOnlyList<string> documentIds, Func<InvoiceItem, bool> isLeftToArrangement) =>
        account.Invoices.Any(item => item.IsPayable && documentIds.Contains(item.ItemId) && !isLeftToArrangement(item));

    private static IEnumerable<AccountEvent> Suspend(Account account, IReadOnlyList<TakenSteps> taken, IReadOnlyList<InvoiceItem> dunned, IReadOnlyList<InvoiceItem> again, DecisionContext context)
    {
        List<InvoiceItem> suspending = [.. taken.Where(known => known.Steps.Any(step => step.SuspendsSubscriptions)).Select(known => known.Item), .. again];
        if (suspending.Count == 0)
            return [];
        List<SubscriptionPaused> paused = [.. account.Subscriptions
            .Select(known => PauseDecider.Pause(account, new PauseSubscription(known.SubscriptionId, context.Today, null, UnusedTime.Forfeit), context))
            .OfType<Decision.Accepted>().SelectMany(accepted => accepted.Events).OfType<SubscriptionPaused>()];
        List<string> owed = [.. suspending.Concat(dunned.Where(item => item.DueDate < context.Today)).Select(item => item.ItemId).Distinct().Except(account.Suspension?.DocumentIds ?? [])];
        return paused.Count == 0 && again.Count == 0 && (account.Suspension is null || owed.Count == 0)
            ? []
            : [.. paused, new SubscriptionsSuspended(context.Today, [.. paused.Select(known => new SuspendedSubscription(known.SubscriptionId, known.Pause.From))], owed)];
    }

    private static IEnumerable<AccountEvent> Reinstate(Account account, DunningSuspension suspension, DecisionContext context)
    {
        var resumed = suspension.Subscriptions.Where(known => account.Subscriptions.FirstOrDefault(subscription => subscription.SubscriptionId == known.SubscriptionId) is { Pauses: [.., { Until: null } pause] } subscription
            && pause.From == known.From && !(subscription.End <= context.Today)).Select(known => known.SubscriptionId).ToList();
        return [.. resumed.Select(id => new SubscriptionResumed(id, context.Today)), new SubscriptionsReinstated(context.Today, resumed)];
    }

    // One person cares for the account; where steps name several, the one of the highest.
    private static IEnumerable<AccountEvent> Assign(Account account, IReadOnlyList<TakenSteps> taken, DecisionContext context)
    {
        var assigning = taken.Where(known => known.Steps.Any(step => step.AssignTo.Length > 0)).ToList();
        if (assigning.Count == 0)
            return [];
        var person = assigning.SelectMany(known => known.Steps).Where(step => step.AssignTo.Length > 0).MaxBy(step => (step.Action, step.Days))!.AssignTo;
        List<string> cares = [.. assigning.Select(known => known.Item.ItemId).Except(account.Assignment?.DocumentIds ?? [])];
        return account.Assignment?.AssignTo == person && cares.Count == 0 ? [] : [new DunningAssigned(person, context.Today, cares)];
    }
}
