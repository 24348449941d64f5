namespace Billing.Domain;

/// <summary>Decides about cases: what is handed off, and what the agency and operators say of it.</summary>
internal static class CollectionsDecider
{
    // What a refusal has room for.
    private const int MostReasons = 10;

    /// <summary>Hands invoices off: to the case that is open, where it has room for them all, else as a case of their own. The debtor stays with the agency that
    /// has an open case, also where that has no room.</summary>
    public static AccountSentToCollections HandOff(Account account, IReadOnlyList<DunnedItem> items, DunningPolicy policy, DecisionContext context)
    {
        var open = account.Cases.FirstOrDefault(known => known.IsOpen && known.Items.Count + items.Count <= CollectionsCase.MostItems);
        return new AccountSentToCollections(
            open?.ItemId ?? DocumentIds.OfCase(account.AccountId, account.Version), context.Today, items, Money.Sum(items.Select(item => item.Balance), account.Currency()), context.Policy.Version)
        {
            AgencyId = (open ?? OpenOf(account))?.AgencyId ?? context.AgencyFor(policy.Collections),
            IsAddition = open is not null,
        };
    }

    /// <summary>Hands off what an operator says, all of it or nothing. What the policy does with the step of collections is done as well; else the ladder stays where
    /// it stands, and goes on there should the case be recalled.</summary>
    public static Decision Send(Account account, SendToCollections command, DecisionContext context)
    {
        if (command.DocumentIds?.FirstOrDefault(id => account.Invoices.All(item => item.ItemId != id)) is { } unknown)
            return AccountDecider.Refuse("unknown-invoice", $"The account has no invoice {unknown}.");
        var policy = context.Policy.DunningOf(account);
        var subjects = command.DocumentIds is { } named
            ? account.Invoices.Where(item => named.Contains(item.ItemId)).Select(item => new DunningSubject(account, item, policy, context.Today)).ToList()
            : [.. DunningSubject.OfOpen(account, policy, context.Today)];
        var forbidden = subjects.Select(subject => (subject.Item.Number, Stop: HandOffEligibility.Forbids(subject))).Where(one => one.Stop is not null).ToList();
        var why = string.Concat(forbidden.Take(MostReasons).Select(one => $" {one.Number}: {one.Stop!.Why}"));
        if (command.DocumentIds is not null && forbidden.Count > 0)
            return AccountDecider.Refuse("not-for-collections", $"Nothing was handed off, as not all of it can be.{why}");
        var agency = command.AgencyId.Length > 0 ? command.AgencyId : OpenOf(account)?.AgencyId ?? context.AgencyFor(policy.Collections);
        var sent = subjects.Where(subject => forbidden.All(one => one.Number != subject.Item.Number)).Select(subject => subject.Ladder).ToList();
        sent.AddRange(LateChargeHandOff.With(
            account, sent, DunningSubject.OfOpen(account, policy, context.Today).Where(subject => LateChargeHandOff.LeavesToGo(DunningStop.Of(subject))).Select(subject => subject.Ladder), context.Today));
        return sent.Count switch
        {
            0 => AccountDecider.Refuse("nothing-for-collections", $"The account has no overdue invoice that can be handed off.{why}"),
            > CollectionsCase.MostItems => AccountDecider.Refuse("too-many-invoices", $"A case holds {CollectionsCase.MostItems} invoices, and {sent.Count} can be handed off; name those of the first case."),
            _ when (agency.Length > 0 || context.Agencies.Count > 0) && !context.Agencies.Contains(agency) =>
                AccountDecider.Refuse("unknown-agency", agency.Length > 0 ? $"The seller has no agency {agency}." : $"The policy names none of the seller's agencies ({string.Join(", ", context.Agencies)}); name one."),
            _ when OpenOf(account) is { } open && open.AgencyId != agency =>
                AccountDecider.Refuse("another-agency", $"The debtor's case {open.ItemId} is with {(open.AgencyId.Length > 0 ? $"agency {open.AgencyId}" : "nobody")}, and a debtor has one agency; recall that first."),
            _ => AccountDecider.Accept(Sent(account, [.. sent.Select(ladder => ladder.Item)], agency, command.Reason, policy, context)),
        };
    }

    public static Decision Acknowledge(Account account, AcknowledgeCase command, DecisionContext context)
    {
        if (WhyNot(account, command.CaseId) is { } refusal)
            return new Decision.Refused(refusal);
        return account.Cases.First(known => known.ItemId == command.CaseId) is { Status: CaseStatus.Acknowledged } known && known.Reference == command.Reference
            ? AccountDecider.Accept()
            : AccountDecider.Accept(new CollectionsCaseAcknowledged(command.CaseId, command.Reference, context.Actor, context.Today));
    }

    public static Decision Recall(Account account, RecallCase command, DecisionContext context) => WhyNot(account, command.CaseId) is { } refusal
        ? new Decision.Refused(refusal)
        : command.Until <= context.Today
            ? AccountDecider.Refuse("not-in-future", $"What is recalled until {command.Until:O} would be handed off again at once; name a day after {context.Today:O}, or none.")
            : AccountDecider.Accept(new CollectionsCaseRecalled(command.CaseId, context.Today, CaseOutcome.Recalled, command.Reason, Owed(account, command.CaseId)) { Until = command.Until });

    public static Decision Close(Account account, CloseCase command, DecisionContext context) => WhyNot(account, command.CaseId) is { } refusal
        ? new Decision.Refused(refusal)
        : AccountDecider.Accept(new CollectionsCaseClosed(command.CaseId, context.Today, CaseOutcome.Uncollectible, command.Reason, Owed(account, command.CaseId)));

    private static IReadOnlyList<AccountEvent> Sent(Account account, IReadOnlyList<InvoiceItem> items, string agencyId, string reason, DunningPolicy policy, DecisionContext context)
    {
        var step = DunningLadder.CollectionsStep(policy);
        var handedOff = HandOff(account, [.. items.Select(item => new DunnedItem(item.ItemId, item.Number, item.IssueDate, item.DueDate, item.Balance, item.DunningStep, DunningAction.Collections))], policy, context);
        return
        [
            handedOff with { AgencyId = agencyId, By = context.Actor, Reason = reason },
            .. step < 0 ? [] : StepConsequences.Of(account, [.. items.Select(item => new TakenSteps(item, [policy.Steps[step]]))], items, [], context),
        ];
    }

    private static CollectionsCase? OpenOf(Account account) => account.Cases.FirstOrDefault(known => known.IsOpen);

    private static Refusal? WhyNot(Account account, string caseId) => account.Cases.FirstOrDefault(known => known.ItemId == caseId) switch
    {
        null => new Refusal("unknown-case", $"The account has no collections case {caseId}."),
        { IsOpen: false } ended => new Refusal("case-ended", $"The case ended on {ended.EndedOn:O}: {CaseTexts.Of(ended.Outcome!.Value)}."),
        _ => null,
    };

    private static List<string> Owed(Account account, string caseId) =>
        [.. account.Invoices.Where(item => item.InCollectionsSince is not null && item.CaseId == caseId).Select(item => item.ItemId)];
}

/// <summary>How a case ended, in words.</summary>
public static class CaseTexts
{
    /// <summary>The words for an outcome, as agencies read them.</summary>
    public static string Of(CaseOutcome outcome) => outcome switch
    {
        CaseOutcome.Collected => "collected",
        CaseOutcome.PaidDirectly => "paid directly",
        CaseOutcome.Withdrawn => "withdrawn",
        CaseOutcome.Recalled => "recalled",
        CaseOutcome.Uncollectible => "uncollectible",
        _ => "written off",
    };
}
