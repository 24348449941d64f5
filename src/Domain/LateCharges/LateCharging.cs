namespace Billing.Domain;

/// <summary>Decides about late charges: what the dunning steps of the day charge, and interest that waited for enough of it. It is a document of its own, and
/// stands on the notice of the day where there is one.</summary>
internal static class LateCharging
{
    /// <summary>A run of collections with what it charges. As a step is taken once and days are charged once, deciding again charges nothing.</summary>
    public static Decision Follow(Account account, Decision decision, DecisionContext context) => decision switch
    {
        Decision.Accepted accepted when accepted.Events.OfType<NoticeIssued>().FirstOrDefault() is { } notice => WithNotice(account, accepted, notice, context),
        Decision.Accepted accepted => WithoutNotice(account, accepted, context),
        _ => decision,
    };

    private static Decision WithNotice(Account account, Decision.Accepted accepted, NoticeIssued notice, DecisionContext context)
    {
        var before = accepted.Events.TakeWhile(happened => happened != notice).ToList();
        var policy = context.Policy.DunningOf(account);
        var now = before.Aggregate(account, AccountEvolution.Evolve);
        var taken = notice.Items.Select(listed => (Ladder: DunningLadder.Of(now, now.Invoices.First(item => item.ItemId == listed.DocumentId), policy), listed.DunningStep))
            .Where(listed => listed.DunningStep > listed.Ladder.Step)
            .Select(listed => (listed.Ladder.Item, Step: Charging(listed.Ladder, listed.DunningStep))).ToList();
        var waiting = WaitingInterest.On(now, policy, context.Today).Where(item => taken.All(one => one.Item.ItemId != item.ItemId)).Take(Room(accepted.Events)).ToList();
        var content = LateChargeCalculation.Of(
            now, account.NotVoided(DocumentIds.OfLateCharge(account.AccountId, context.Today)), taken, waiting, policy.LateCharges.MinimumInterest, context);
        return Issued(account, content, context, issued => [.. before, issued, With(notice, issued), .. accepted.Events.Skip(before.Count + 1), .. content.Deferred])
            ?? (content.Deferred.Count == 0 ? accepted : AccountDecider.Accept([.. accepted.Events, .. content.Deferred]));
    }

    private static Decision WithoutNotice(Account account, Decision.Accepted accepted, DecisionContext context)
    {
        var policy = context.Policy.DunningOf(account);
        var now = accepted.Events.Aggregate(account, AccountEvolution.Evolve);
        List<InvoiceItem> waiting = [.. WaitingInterest.Due(now, policy, context.Today).Take(Room(accepted.Events))];
        if (waiting.Count == 0)
            return accepted;
        var content = LateChargeCalculation.Of(now, account.NotVoided(DocumentIds.OfWaitingInterest(account.AccountId, context.Today)), [], waiting, 0, context);
        return Issued(account, content, context, issued => [.. accepted.Events, issued]) ?? accepted;
    }

    private static Decision? Issued(Account account, LateChargeContent content, DecisionContext context, Func<LateChargeIssued, IReadOnlyList<AccountEvent>> events)
    {
        if (content.Charge is not { } charge)
            return null;
        if (BillingDecider.ToNumber([(charge.DocumentId, DocumentKind.LateCharge)], context) is { Count: > 0 } unnumbered)
            return new Decision.NeedsNumbers(unnumbered);
        return AccountDecider.Accept(events(new LateChargeIssued(
            charge, context.Numbers[charge.DocumentId], context.Today, account.Terms.PaymentBy(context.Policy).DueDate(context.Today), context.PostingDate(context.Today),
            account.ProfileVersion, context.Policy.Version, content.Invoices)));
    }

    // How many invoices more fit the transaction.
    private static int Room(IReadOnlyList<AccountEvent> events) => Math.Max(0, DunningDecider.InvoicesPerCommand - events.Sum(happened => happened switch
    {
        NoticeIssued e => e.Items.Count,
        AccountSentToCollections e => e.Items.Count,
        _ => 1,
    }));

    // Of steps that were missed interest is charged with the one that is taken, and so is what waits after the last; a notice that never went out has no fee.
    private static DunningStep Charging(DunningLadder ladder, int step) =>
        ladder.StepsTo(step).Any(known => known.ChargesInterest) || (ladder.Item.Late?.DeferredAt is not null && !ladder.ChargesInterestAfter(step))
            ? DunningLadder.NoticeOf(step, ladder.Policy) with { ChargesInterest = true }
            : DunningLadder.NoticeOf(step, ladder.Policy);

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
