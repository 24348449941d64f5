namespace Billing.Domain;

/// <summary>Decides what a second person must confirm: what gives away more than the policy's limit.</summary>
internal static class ApprovalDecider
{
    /// <summary>How many requests may wait at once.</summary>
    public const int MostPending = 50;

    public static Decision Ask(Account account, ApprovableCommand command, DecisionContext context)
    {
        var approvalId = DocumentIds.OfApproval(account.AccountId, command.Key);
        if (account.Approvals.Any(known => known.ApprovalId == approvalId))
            return AccountDecider.Accept();
        if (context.Policy.ApprovalLimit is not { } limit || IsMade(account, command))
            return CarryOut(account, command, context);
        var (amount, refusal) = AmountOf(account, command, context);
        if (refusal is not null)
            return new Decision.Refused(refusal);
        if (amount.Amount <= limit)
            return CarryOut(account, command, context);
        return account.Approvals.Count >= MostPending
            ? AccountDecider.Refuse("too-many-approvals", $"{MostPending} requests wait for approval already; decide about these first.")
            : AccountDecider.Accept(new ApprovalRequested(new PendingApproval(approvalId, Fixed(command, amount), amount, context.Actor, context.Today)));
    }

    public static Decision Approve(Account account, Approve command, DecisionContext context)
    {
        if (Find(account, command.ApprovalId) is not { } pending)
            return NotPending(command.ApprovalId);
        if (context.Actor.Length == 0 || context.Actor == pending.RequestedBy)
            return AccountDecider.Refuse("same-actor", $"{pending.RequestedBy} asked for this; somebody else must approve it.");
        return CarryOut(account, pending.Command, context) is Decision.Accepted accepted
            ? AccountDecider.Accept([new ApprovalGranted(pending.ApprovalId, pending.RequestedBy, context.Actor, context.Today), .. accepted.Events])
            : CarryOut(account, pending.Command, context);
    }

    public static Decision Reject(Account account, RejectApproval command, DecisionContext context) =>
        Find(account, command.ApprovalId) is { } pending
            ? AccountDecider.Accept(new ApprovalRejected(pending.ApprovalId, context.Actor, command.Reason, context.Today))
            : NotPending(command.ApprovalId);

    private static PendingApproval? Find(Account account, string approvalId) => account.Approvals.FirstOrDefault(known => known.ApprovalId == approvalId);

    private static Decision NotPending(string approvalId) =>
        AccountDecider.Refuse("not-pending", $"No approval {approvalId} waits on this account; it was decided already, or never asked for.");

    private static Decision CarryOut(Account account, ApprovableCommand command, DecisionContext context) => command switch
    {
        IssueCreditNote note => CreditNoteDecider.Issue(account, note, context),
        WriteOffInvoice writeOff => WriteOffDecider.WriteOff(account, writeOff, context),
        AdjustBalance adjust => AdjustmentDecider.Adjust(account, adjust, context),
        RecordRefund refund => RefundDecider.Record(account, refund, context),
        TakeDeduction deduction => DeductionDecider.Take(account, deduction, context),
        _ => throw new InvalidOperationException($"{command.GetType().Name} is not decided anywhere."),
    };

    private static (Money Amount, Refusal? Refusal) AmountOf(Account account, ApprovableCommand command, DecisionContext context) => command switch
    {
        IssueCreditNote note => CreditNoteDecider.AmountOf(account, note, context),
        WriteOffInvoice writeOff => WriteOffDecider.AmountOf(account, writeOff),
        AdjustBalance adjust => (adjust.Amount, AdjustmentDecider.Check(account, adjust)),
        RecordRefund refund => (refund.Amount, RefundDecider.Check(account, refund, context)),
        TakeDeduction deduction => (deduction.Amount, DeductionDecider.Check(account, deduction)),
        _ => throw new InvalidOperationException($"{command.GetType().Name} is not decided anywhere."),
    };

    // What a second person confirms must not have grown until he does; what is left to be credited only shrinks.
    private static ApprovableCommand Fixed(ApprovableCommand command, Money amount) => command is WriteOffInvoice writeOff ? writeOff with { Amount = amount } : command;

    private static bool IsMade(Account account, ApprovableCommand command) => command switch
    {
        IssueCreditNote => account.Credits.Any(known => known.ItemId == account.NotVoided(DocumentIds.OfCreditNote(account.AccountId, command.Key))),
        AdjustBalance => account.Credits.Any(known => known.ItemId == DocumentIds.OfAdjustment(account.AccountId, command.Key)),
        TakeDeduction deduction => DeductionDecider.IsMade(account, deduction),
        _ => false,
    };
}
