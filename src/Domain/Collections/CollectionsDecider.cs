namespace Billing.Domain;

/// <summary>Decides about cases: what is handed off, and what the agency and operators say of it.</summary>
internal static class CollectionsDecider
{
    /// <summary>Hands invoices off: to the case that is open, where it has room for them all, else as a case of their own. The debtor stays with the agency that
    /// has the case.</summary>
    public static AccountSentToCollections HandOff(Account account, IReadOnlyList<DunnedItem> items, DunningPolicy policy, DecisionContext context)
    {
        var open = account.Cases.FirstOrDefault(known => known.IsOpen && known.Items.Count + items.Count <= CollectionsCase.MostItems);
        return new AccountSentToCollections(
            open?.ItemId ?? DocumentIds.OfCase(account.AccountId, account.Version), context.Today, items, Money.Sum(items.Select(item => item.Balance), account.Currency()), context.Policy.Version)
        {
            AgencyId = open?.AgencyId ?? context.AgencyFor(policy.Collections),
            IsAddition = open is not null,
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
        : AccountDecider.Accept(new CollectionsCaseRecalled(command.CaseId, context.Today, CaseOutcome.Recalled, command.Reason, Owed(account, command.CaseId)));

    public static Decision Close(Account account, CloseCase command, DecisionContext context) => WhyNot(account, command.CaseId) is { } refusal
        ? new Decision.Refused(refusal)
        : AccountDecider.Accept(new CollectionsCaseClosed(command.CaseId, context.Today, CaseOutcome.Uncollectible, command.Reason, Owed(account, command.CaseId)));

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
