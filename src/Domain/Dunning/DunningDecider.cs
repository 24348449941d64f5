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
        var room = InvoicesPerCommand - events.Count;
        if (room <= 0)
            return AccountDecider.Accept(events);

        // What is broken today is dunned again from today on.
        if (account.Hold?.HoldsOn(today) != true)
            events.AddRange(ArrangementWatch.Broken(account, today));
        account = events.Aggregate(account, AccountEvolution.Evolve);
        List<InvoiceWrittenOff> writtenOff = [.. WriteOffsDue.Of(account, context, room)];
        account = writtenOff.Aggregate(account, AccountEvolution.Evolve);
        events.AddRange(writtenOff);

        if (!policy.QuietDays.IsQuiet(today))
            events.AddRange(TakeSteps(account, policy, context, room - writtenOff.Count));
        return AccountDecider.Accept(events);
    }

    public static Decision Dispute(Account account, OpenDispute command, DateOnly today) =>
        account.Invoices.FirstOrDefault(item => item.ItemId == command.DocumentId && item.IsOpen) is not { } item
            ? AccountDecider.Refuse("not-open", $"The account has no open invoice {command.DocumentId}.")
            : item.DisputedBecause == command.Reason ? AccountDecider.Accept() : AccountDecider.Accept(new DisputeOpened(command.DocumentId, command.Reason) { Date = today });

    public static Decision Settle(Account account, CloseDispute command, DateOnly today) =>
        account.Invoices.FirstOrDefault(item => item.ItemId == command.DocumentId) is not { } item
            ? AccountDecider.Refuse("unknown-invoice", $"The account has no invoice {command.DocumentId}.")
            : item.DisputedBecause is null ? AccountDecider.Accept() : AccountDecider.Accept(new DisputeClosed(command.DocumentId) { Date = today });

    /// <summary>The next day, today or later, that a step is taken or noted as stopped, that an invoice suspends once more, or that an arrangement is looked at: on quiet days nothing goes out,
    /// at most one notice goes out a day, and none while a hold lasts. Null where nothing is left.</summary>
    public static DateOnly? NextStepOn(Account account, BillingPolicy policy, DateOnly today)
    {
        var own = policy.DunningOf(account);
        DateOnly? notice = null, next = null;
        var dunned = new List<(DunningLadder Ladder, DateOnly From)>();
        foreach (var subject in DunningSubject.OfOpen(account, own, today).Where(subject => subject.Item.InCollectionsSince is null))
        {
            var (ladder, freeOn) = (subject.Ladder, DunningStop.FreeOn(subject));
            if (freeOn is { } free)
            {
                notice = Earlier(notice, Later(ladder.NextNoticeOn(), free));
                dunned.Add((ladder, free));
                if (StepConsequences.SuspendsAgain(account, subject.Item))
                    next = Earlier(next, free);
            }

            if (Later(ladder.NextDueOn(), today) is { } due && own.QuietDays.NextOpen(due) is var stopsOn && (freeOn is null || stopsOn < freeOn))
                next = Earlier(next, stopsOn);
        }

        next = Earlier(next, HandOffEligibility.NextOn(account, dunned));
        DateOnly? breaks = null;
        if (account.Hold is not { Until: null })
        {
            var from = account.Hold?.Until ?? DateOnly.MinValue;
            breaks = Later(ArrangementWatch.BreaksOn(account), from);
            notice = Earlier(notice, Later(ArrangementWatch.TellsOn(account, policy), from));
        }

        if (account.LastNoticeOn is { } last)
            notice = Later(notice, last.AddDays(1));
        next = Earlier(next, notice) is { } day ? own.QuietDays.NextOpen(day < today ? today : day) : null;
        return Earlier(next, breaks);
    }

    private static DateOnly? Earlier(DateOnly? one, DateOnly? other) => one is null || other < one ? other : one;

    private static DateOnly? Later(DateOnly? day, DateOnly least) => day < least ? least : day;

    private static List<AccountEvent> TakeSteps(Account account, DunningPolicy policy, DecisionContext context, int room)
    {
        var today = context.Today;
        var open = DunningSubject.OfOpen(account, policy, today).Select(subject => (Subject: subject, Stop: DunningStop.Of(subject))).ToList();
        List<AccountEvent> events = [.. open.Where(invoice => invoice.Stop is not null).SelectMany(invoice => Stopped(invoice.Subject, invoice.Stop!)).Take(room)];
        room -= events.Count;
        var dunned = open.Where(invoice => invoice.Stop is null).Select(invoice => invoice.Subject.Ladder).ToList();
        var handedOff = HandOffEligibility.Due(account, dunned, today).Take(room).ToList();
        handedOff.AddRange(LateChargeHandOff.With(account, handedOff, open.Where(invoice => LateChargeHandOff.LeavesToGo(invoice.Stop)).Select(invoice => invoice.Subject.Ladder), today).Take(room - handedOff.Count));
        var handedOffIds = handedOff.Select(ladder => ladder.Item.ItemId).ToHashSet(StringComparer.Ordinal);
        var listed = room > handedOff.Count && !(account.LastNoticeOn >= today) && account.Hold?.HoldsOn(today) != true
            ? Listed(dunned.Where(ladder => !handedOffIds.Contains(ladder.Item.ItemId)), room - handedOff.Count, today)
            : null;
        if (listed is not null)
            events.AddRange(Notice(account, listed, policy, context));
        if (handedOff.Count > 0)
            events.Add(CollectionsDecider.HandOff(account, [.. handedOff.Select(ladder => Dunned(ladder.Item, DunningLadder.CollectionsStep(policy), DunningAction.Collections, policy))], policy, context));

        List<TakenSteps> taken = [
            .. (listed ?? []).Where(ladder => ladder.StepReached(today) > ladder.Step).Select(ladder => new TakenSteps(ladder.Item, ladder.StepsTo(ladder.StepReached(today)))),
            .. handedOff.Select(ladder => new TakenSteps(ladder.Item, [policy.Steps[DunningLadder.CollectionsStep(policy)]]))];
        List<InvoiceItem> dunnedToday = [.. (listed ?? []).Concat(handedOff).Select(ladder => ladder.Item)];
        var again = dunned.Select(ladder => ladder.Item).Where(item => StepConsequences.SuspendsAgain(account, item)).Take(room - dunnedToday.Count).ToList();
        events.AddRange(StepConsequences.Of(account, taken, dunnedToday, again, context));
        return events;
    }

    // What is with collections has taken its last step.
    private static IEnumerable<DunningStopped> Stopped(DunningSubject subject, DunningStop stop)
    {
        var (item, ladder) = (subject.Item, subject.Ladder);
        if (item.InCollectionsSince is null && ladder.NextDueOn() <= subject.Today && ladder.StepDue(subject.Today) is var due)
            yield return new DunningStopped(item.ItemId, item.Number, due, subject.Policy.Steps[due].Action, stop.Name, stop.Why(subject), subject.Today) { StepDays = subject.Policy.Steps[due].Days };
    }

    // What has reached another step comes first; where nothing is left out, the list is in order of due dates. Empty where no step is due.
    private static List<DunningLadder> Listed(IEnumerable<DunningLadder> dunned, int most, DateOnly today)
    {
        var reached = dunned.Where(ladder => ladder.StepReached(today) >= 0).ToList();
        if (reached.Count > most)
            reached = [.. reached.OrderByDescending(ladder => ladder.StepReached(today) > ladder.Step).Take(most)];
        return reached.Any(ladder => ladder.StepReached(today) > ladder.Step) ? reached : [];
    }

    // One notice for all: the steps that are reached, and the instalments to be told of.
    private static List<AccountEvent> Notice(Account account, List<DunningLadder> listed, DunningPolicy policy, DecisionContext context)
    {
        List<AccountEvent> told = [.. ArrangementWatch.Told(account, context)];
        if (listed.Count == 0 && told.Count == 0)
            return [];
        var reached = listed.Select(ladder => (ladder.Item, Step: ladder.StepReached(context.Today))).ToList();
        List<DunnedItem> items = [.. reached.Select(invoice => Dunned(invoice.Item, invoice.Step, DunningLadder.ActionOf(invoice.Step, policy), policy))];
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
        account.Receivable().Amount >= policy.Collections.MinimumAmount && final.Select(item => HandOffEligibility.DayOf(account, DunningLadder.Of(account, item with { FinalNoticeOn = item.FinalNoticeOn ?? context.Today }, policy))?.AddDays(-1)).Min() is { } day
            ? day > context.Today ? day : context.Today
            : null;

    private static DunnedItem Dunned(InvoiceItem item, int step, DunningAction action, DunningPolicy policy) =>
        new(item.ItemId, item.Number, item.IssueDate, item.DueDate, item.Balance, step, action) { StepDays = policy.Steps[step].Days };
}
