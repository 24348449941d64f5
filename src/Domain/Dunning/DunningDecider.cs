namespace Billing.Domain;

/// <summary>Decides about overdue invoices: flags them, takes the steps that are due, hands off what is past them; and watches arrangements.
/// One notice per account and day, at the highest level, listing the lower ones.</summary>
internal static class DunningDecider
{
    /// <summary>How many invoices one command touches, so that its rows fit one transaction. What is left stays due: the run goes on with it, and the next
    /// day's notice lists what did not fit into today's.</summary>
    public const int InvoicesPerCommand = 90;

    public static Decision Run(Account account, DecisionContext context)
    {
        var (today, policy) = (context.Today, context.Policy.DunningOf(account));
        List<AccountEvent> events = [.. account.Invoices
            .Where(item => item is { IsOpen: true, OverdueSince: null } && item.DueDate < today).Take(InvoicesPerCommand)
            .Select(item => new InvoiceBecameOverdue(item.ItemId, item.Number, item.DueDate, item.Balance, today))];

        events.AddRange(Provisioning.Due(account, context, InvoicesPerCommand - events.Count));
        if (account.Hold?.HoldsOn(today) == true || events.Count >= InvoicesPerCommand)
            return AccountDecider.Accept(events);

        // What is broken today is dunned again from today on.
        List<ArrangementBroken> broken = [.. ArrangementWatch.Broken(account, today)];
        account = broken.Aggregate(account, AccountEvolution.Evolve);
        var room = InvoicesPerCommand - events.Count;
        events.AddRange(broken);
        var handedOff = account.Invoices.Where(item => IsDunned(account, item, policy) && DunningLadder.Of(account, item, policy).HandOffOn() <= today).Take(room).ToList();
        if (room > handedOff.Count && (account.LastNoticeOn is not { } last || last < today))
            events.AddRange(Notice(account, account.Invoices.Except(handedOff), room - handedOff.Count, policy, context));
        if (handedOff.Count > 0)
            events.Add(HandOff(account, handedOff, policy, context));
        return AccountDecider.Accept(events);
    }

    public static Decision Dispute(Account account, OpenDispute command) =>
        account.Invoices.FirstOrDefault(item => item.ItemId == command.DocumentId && item.IsOpen) is not { } item
            ? AccountDecider.Refuse("not-open", $"The account has no open invoice {command.DocumentId}.")
            : item.DisputedBecause == command.Reason ? AccountDecider.Accept() : AccountDecider.Accept(new DisputeOpened(command.DocumentId, command.Reason));

    public static Decision Settle(Account account, CloseDispute command) =>
        account.Invoices.FirstOrDefault(item => item.ItemId == command.DocumentId) is not { } item
            ? AccountDecider.Refuse("unknown-invoice", $"The account has no invoice {command.DocumentId}.")
            : item.DisputedBecause is null ? AccountDecider.Accept() : AccountDecider.Accept(new DisputeClosed(command.DocumentId));

    /// <summary>The next day that a step is due or an arrangement is looked at, given that at most one notice goes out a day and none while a hold lasts; null
    /// where none is left.</summary>
    public static DateOnly? NextStepOn(Account account, BillingPolicy policy)
    {
        if (account.Hold is { Until: null })
            return null;
        var own = policy.DunningOf(account);
        var dunned = account.Invoices.Where(item => IsDunned(account, item, own)).Select(item => DunningLadder.Of(account, item, own)).ToList();
        var notice = dunned.Select(ladder => ladder.NextNoticeOn()).Append(ArrangementWatch.TellsOn(account, policy)).Min();
        if (notice is { } day && account.LastNoticeOn is { } last && day <= last)
            notice = last.AddDays(1);
        var next = dunned.Select(ladder => ladder.HandOffOn()).Append(notice).Append(ArrangementWatch.BreaksOn(account)).Min();
        return next is { } step && account.Hold?.Until is { } until && step < until ? until : next;
    }

    // One notice for all: the steps that are reached, and the instalments to be told of. What has reached another step comes first; where nothing is left
    // out, the list is in order of due dates.
    private static List<AccountEvent> Notice(Account account, IEnumerable<InvoiceItem> invoices, int most, DunningPolicy policy, DecisionContext context)
    {
        var reached = invoices.Where(item => IsDunned(account, item, policy))
            .Select(item => (Item: item, Step: DunningLadder.Of(account, item, policy).StepReached(context.Today))).Where(reached => reached.Step >= 0).ToList();
        if (reached.Count > most)
            reached = [.. reached.OrderByDescending(invoice => invoice.Step > invoice.Item.DunningStep).Take(most)];
        if (!reached.Any(invoice => invoice.Step > invoice.Item.DunningStep))
            reached = [];

        List<AccountEvent> told = [.. ArrangementWatch.Told(account, context)];
        if (reached.Count == 0 && told.Count == 0)
            return [];
        List<DunnedItem> items = [.. reached.Select(invoice => Dunned(invoice.Item, invoice.Step, DunningLadder.ActionOf(invoice.Step, policy)))];
        var highest = reached.Select(invoice => DunningLadder.NoticeOf(invoice.Step, policy)).DefaultIfEmpty(new DunningStep(0, told.OfType<InstalmentMissed>().Any() ? DunningAction.OverdueNotice : DunningAction.Reminder))
            .MaxBy(step => (step.Action, step.Days))!;
        return
        [
            .. told,
            new NoticeIssued(
                DocumentIds.OfNotice(account.AccountId, context.Today), context.Today, highest.Action, items, Money.Sum(items.Select(item => item.Balance), account.Currency()), account.ProfileVersion, context.Policy.Version)
            {
                Channel = highest.Channel,
                Tone = highest.Tone,
                Instalments = [.. ArrangementWatch.Listed(account, told)],
                PayBy = PayBy(account, reached.Where(invoice => DunningLadder.ActionOf(invoice.Step, policy) == DunningAction.FinalNotice).Select(invoice => invoice.Item), policy, context),
            },
        ];
    }

    // The hand-off is made in the night that begins its day, so money of that day would come too late. What waits for the next run's room is asked for today.
    private static DateOnly? PayBy(Account account, IEnumerable<InvoiceItem> final, DunningPolicy policy, DecisionContext context) =>
        final.Select(item => DunningLadder.Of(account, item with { FinalNoticeOn = item.FinalNoticeOn ?? context.Today }, policy).HandOffOn()?.AddDays(-1)).Min() is { } day
            ? day > context.Today ? day : context.Today
            : null;

    private static AccountSentToCollections HandOff(Account account, List<InvoiceItem> invoices, DunningPolicy policy, DecisionContext context)
    {
        List<DunnedItem> items = [.. invoices.Select(item => Dunned(item, DunningLadder.CollectionsStep(policy), DunningAction.Collections))];
        return new AccountSentToCollections(
            DocumentIds.OfCase(account.AccountId, context.Today, items.Select(item => item.DocumentId)), context.Today,
            items, Money.Sum(items.Select(item => item.Balance), account.Currency()), context.Policy.Version);
    }

    private static DunnedItem Dunned(InvoiceItem item, int step, DunningAction action) =>
        new(item.ItemId, item.Number, item.IssueDate, item.DueDate, item.Balance, step, action);

    private static bool IsDunned(Account account, InvoiceItem item, DunningPolicy policy) => DunningStop.Of(account, item, policy) is null;
}
