namespace Billing.Domain;

/// <summary>Decides about overdue invoices: flags them, takes the steps that are due, hands off what is past them.
/// One notice per account and day, at the highest level, listing the lower ones.</summary>
internal static class DunningDecider
{
    /// <summary>How many invoices one command touches, so that its rows fit one transaction. What is left stays due: the run goes on with it, and the next
    /// day's notice lists what did not fit into today's.</summary>
    public const int InvoicesPerCommand = 90;

    public static Decision Run(Account account, DecisionContext context)
    {
        var today = context.Today;
        List<AccountEvent> events = [.. account.Invoices
            .Where(item => item is { IsOpen: true, OverdueSince: null } && item.DueDate < today).Take(InvoicesPerCommand)
            .Select(item => new InvoiceBecameOverdue(item.ItemId, item.Number, item.DueDate, item.Balance, today))];

        events.AddRange(Provisioning.Due(account, context, InvoicesPerCommand - events.Count));
        if (account.Hold?.HoldsOn(today) != true && events.Count < InvoicesPerCommand)
        {
            var handedOff = account.Invoices.Where(item => IsDunned(item, context.Policy) && HandOffOn(item, context.Policy) <= today).Take(InvoicesPerCommand - events.Count).ToList();
            var room = InvoicesPerCommand - events.Count - handedOff.Count;
            if (room > 0 && (account.LastNoticeOn is not { } last || last < today))
                events.AddRange(Notice(account, account.Invoices.Except(handedOff), room, context));
            if (handedOff.Count > 0)
                events.Add(HandOff(account, handedOff, context));
        }

        return AccountDecider.Accept([.. events]);
    }

    public static Decision Dispute(Account account, OpenDispute command) =>
        account.Invoices.FirstOrDefault(item => item.ItemId == command.DocumentId && item.IsOpen) is not { } item
            ? AccountDecider.Refuse("not-open", $"The account has no open invoice {command.DocumentId}.")
            : item.DisputedBecause == command.Reason ? AccountDecider.Accept() : AccountDecider.Accept(new DisputeOpened(command.DocumentId, command.Reason));

    public static Decision Settle(Account account, CloseDispute command) =>
        account.Invoices.FirstOrDefault(item => item.ItemId == command.DocumentId) is not { } item
            ? AccountDecider.Refuse("unknown-invoice", $"The account has no invoice {command.DocumentId}.")
            : item.DisputedBecause is null ? AccountDecider.Accept() : AccountDecider.Accept(new DisputeClosed(command.DocumentId));

    /// <summary>The next day that a step is due, given that at most one notice goes out a day and none while a hold lasts; null where none is left.</summary>
    public static DateOnly? NextStepOn(Account account, BillingPolicy policy)
    {
        if (account.Hold is { Until: null })
            return null;
        var notice = account.Invoices.Where(item => IsDunned(item, policy)).Select(item => NextNoticeOn(item, policy)).Min();
        if (notice is { } day && account.LastNoticeOn is { } last && day <= last)
            notice = last.AddDays(1);
        var handOff = account.Invoices.Where(item => IsDunned(item, policy)).Select(item => HandOffOn(item, policy)).Min();
        var next = notice is null || handOff < notice ? handOff : notice;
        return next is { } step && account.Hold?.Until is { } until && step < until ? until : next;
    }

    // What has reached another step comes first; where nothing is left out, the list is in order of due dates.
    private static IEnumerable<NoticeIssued> Notice(Account account, IEnumerable<InvoiceItem> invoices, int most, DecisionContext context)
    {
        var policy = context.Policy;
        var reached = invoices.Where(item => IsDunned(item, policy))
            .Select(item => (Item: item, Step: StepReached(item, policy, context.Today))).Where(reached => reached.Step >= 0).ToList();
        if (reached.Count > most)
            reached = [.. reached.OrderByDescending(invoice => invoice.Step > invoice.Item.DunningStep).Take(most)];
        if (reached.Any(invoice => invoice.Step > invoice.Item.DunningStep))
        {
            List<DunnedItem> items = [.. reached.Select(invoice => Dunned(invoice.Item, invoice.Step, ActionOf(invoice.Step, policy)))];
            yield return new NoticeIssued(
                DocumentIds.OfNotice(account.AccountId, context.Today), context.Today, items.Max(item => item.Action),
                items, Money.Sum(items.Select(item => item.Balance), account.Currency()), account.ProfileVersion, policy.Version);
        }
    }

    private static AccountSentToCollections HandOff(Account account, List<InvoiceItem> invoices, DecisionContext context)
    {
        List<DunnedItem> items = [.. invoices.Select(item => Dunned(item, CollectionsStep(context.Policy), DunningAction.Collections))];
        return new AccountSentToCollections(
            DocumentIds.OfCase(account.AccountId, context.Today, items.Select(item => item.DocumentId)), context.Today,
            items, Money.Sum(items.Select(item => item.Balance), account.Currency()), context.Policy.Version);
    }

    private static DunnedItem Dunned(InvoiceItem item, int step, DunningAction action) =>
        new(item.ItemId, item.Number, item.IssueDate, item.DueDate, item.Balance, step, action);

    // An invoice keeps the step it has reached when the policy's ladder gets shorter, so its step may lie beyond the end.
    private static DunningAction ActionOf(int step, BillingPolicy policy) =>
        policy.Dunning.Take(step + 1).Select(known => known.Action).Where(action => action != DunningAction.Collections).DefaultIfEmpty(DunningAction.Reminder).Last();

    private static bool IsDunned(InvoiceItem item, BillingPolicy policy) =>
        item is { DisputedBecause: null, InCollectionsSince: null } && item.Balance.IsPositive && item.Balance.Amount >= policy.MinimumDunned;

    // A step whose day is not after the issue date never comes: a bill that is due on receipt is not reminded of before it exists.
    private static bool Exists(InvoiceItem item, DunningStep step) => step.Action != DunningAction.Collections && item.DueDate.AddDays(step.Days) > item.IssueDate;

    private static int StepReached(InvoiceItem item, BillingPolicy policy, DateOnly today) =>
        Math.Max(item.DunningStep, Enumerable.Range(0, policy.Dunning.Count)
            .Where(index => Exists(item, policy.Dunning[index]) && item.DueDate.AddDays(policy.Dunning[index].Days) <= today).DefaultIfEmpty(-1).Last());

    private static DateOnly? NextNoticeOn(InvoiceItem item, BillingPolicy policy) =>
        Enumerable.Range(0, policy.Dunning.Count).Where(index => index > item.DunningStep && Exists(item, policy.Dunning[index]))
            .Select(index => (DateOnly?)item.DueDate.AddDays(policy.Dunning[index].Days)).FirstOrDefault();

    private static int CollectionsStep(BillingPolicy policy) =>
        Enumerable.Range(0, policy.Dunning.Count).Where(index => policy.Dunning[index].Action == DunningAction.Collections).DefaultIfEmpty(-1).First();

    private static DateOnly? HandOffOn(InvoiceItem item, BillingPolicy policy)
    {
        var index = CollectionsStep(policy);
        if (index < 0 || item.FinalNoticeOn is not { } final)
            return null;
        var step = item.DueDate.AddDays(policy.Dunning[index].Days);
        var afterFinal = final.AddDays(Math.Max(1, policy.DaysFromFinalNoticeToCollections));
        return step > afterFinal ? step : afterFinal;
    }
}
