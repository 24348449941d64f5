using Billing.Domain;
using Billing.Functions.Accounts;
using Billing.Functions.Api.Contract;
using Microsoft.AspNetCore.Http;

namespace Billing.Functions.Api.Approvals;

/// <summary>What came of something that may need a second person.</summary>
/// <param name="AccountId">The account.</param>
/// <param name="Version">Its version after it.</param>
/// <param name="Id">The credit note, adjustment, refund, deduction or invoice; nothing while it waits.</param>
/// <param name="Number">The credit note's number.</param>
/// <param name="Amount">What it comes to.</param>
/// <param name="ApprovalId">What it waits for; nothing where it is done.</param>
internal sealed record ApprovableAnswer(string AccountId, long Version, string? Id, string? Number, Money Amount, string? ApprovalId)
{
    /// <summary>201 where it is done, 202 where it waits.</summary>
    public static JsonAnswer Of(AccountOutcome outcome)
    {
        var committed = outcome as AccountOutcome.Committed ?? throw new ProblemException(StatusCodes.Status409Conflict, "nothing-new", "This was done before under another name.");
        var answer = committed.Events.Select(happened => Of(committed, happened)).First(done => done is not null)!;
        return new JsonAnswer(answer, answer.ApprovalId is null ? StatusCodes.Status201Created : StatusCodes.Status202Accepted);
    }

    private static ApprovableAnswer? Of(AccountOutcome.Committed committed, AccountEvent happened) => happened switch
    {
        ApprovalRequested e => Done(null, null, e.Approval.Amount) with { ApprovalId = e.Approval.ApprovalId },
        CreditNoteIssued e => Done(e.Note.DocumentId, e.Number, -e.Note.Totals.Total),
        InvoiceWrittenOff e => Done(e.DocumentId, null, e.Amount),
        BalanceAdjusted e => Done(e.AdjustmentId, null, e.Amount),
        DeductionTaken e => Done(e.Deduction.DeductionId, null, e.Deduction.Amount),
        RefundPaid e => Done(e.RefundId, null, e.Amount),
        _ => null,
    } is { } answer ? answer with { AccountId = committed.Account.ToString(), Version = committed.Version } : null;

    private static ApprovableAnswer Done(string? id, string? number, Money amount) => new("", 0, id, number, amount, null);
}
