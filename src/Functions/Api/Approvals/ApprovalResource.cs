using System.Text.Json;
using Billing.Domain;
using Billing.Functions.Api.Contract;

namespace Billing.Functions.Api.Approvals;

/// <summary>Something that waits for a second person.</summary>
/// <param name="ApprovalId">Its id.</param>
/// <param name="AccountId">The account.</param>
/// <param name="Kind">What was asked: <c>IssueCreditNote</c>, <c>AdjustBalance</c>, <c>WriteOffInvoice</c>, <c>RecordRefund</c>.</param>
/// <param name="Amount">What it comes to.</param>
/// <param name="RequestedBy">Who asked.</param>
/// <param name="RequestedOn">When.</param>
/// <param name="Command">What was asked, in full.</param>
internal sealed record ApprovalResource(string ApprovalId, string AccountId, string Kind, Money Amount, string RequestedBy, DateOnly RequestedOn, JsonElement Command)
{
    public static ApprovalResource Of(string accountId, PendingApproval pending) => new(
        pending.ApprovalId, accountId, pending.Command.GetType().Name, pending.Amount, pending.RequestedBy, pending.RequestedOn, JsonSerializer.SerializeToElement(pending.Command, ApiJson.Options));
}
