namespace Billing.Domain;

/// <summary>Decides about late charges: what the dunning steps of the day charge is a document of its own, and stands on the notice of the day.</summary>
internal static class LateCharging
{
    /// <summary>A run of collections with what its notice charges. As a step is taken once, deciding again charges nothing.</summary>
    public static Decision Follow(Account account, Decision decision, DecisionContext context)
    {
        if (decision is not Decision.Accepted accepted || accepted.Events.OfType<NoticeIssued>().FirstOrDefault() is not { } notice)
            return decision;
        var before = accepted.Events.TakeWhile(happened => happened != notice).ToList();
        var policy = context.Policy.DunningOf(account);
        var now = before.Aggregate(account, AccountEvolution.Evolve);
        var taken = notice.Items.Select(listed => (Ladder: DunningLadder.Of(now, now.Invoices.First(item => item.ItemId == listed.DocumentId), policy), listed.DunningStep))
            .Where(listed => listed.DunningStep > listed.Ladder.Step)
            .Select(listed => (listed.Ladder.Item, Step: Charging(listed.Ladder, listed.DunningStep))).ToList();
        if (LateChargeCalculation.Of(now, taken, context) is not { } charged)
            return decision;
        if (BillingDecider.ToNumber([(charged.Charge.DocumentId, DocumentKind.LateCharge)], context) is { Count: > 0 } unnumbered)
            return new Decision.NeedsNumbers(unnumbered);

        var issued = new LateChargeIssued(
            charged.Charge, context.Numbers[charged.Charge.DocumentId], context.Today, account.Terms.PaymentBy(context.Policy).DueDate(context.Today), context.PostingDate(context.Today),
            account.ProfileVersion, context.Policy.Version, charged.Invoices);
        return AccountDecider.Accept([.. before, issued, With(notice, issued), .. accepted.Events.Skip(before.Count + 1)]);
    }

    // Of steps that were missed interest is charged with the one that is taken; a notice that never went out has no fee.
    private static DunningStep Charging(DunningLadder ladder, int step) =>
        DunningLadder.NoticeOf(step, ladder.Policy) is var taken && ladder.StepsTo(step).Any(known => known.ChargesInterest) ? taken with { ChargesInterest = true } : taken;

    // It has taken no step itself.
    private static NoticeIssued With(NoticeIssued notice, LateChargeIssued issued)
    {
        var total = issued.Charge.Totals.Total;
        return notice with
        {
            Items = [.. notice.Items, new DunnedItem(issued.Charge.DocumentId, issued.Number, issued.IssueDate, issued.DueDate, total, -1, DunningAction.Reminder)],
            Total = notice.Total + total,
        };
    }
}
