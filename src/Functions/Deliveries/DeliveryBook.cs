using Azure;
using Azure.Data.Tables;
using Billing.Domain;
using Billing.Functions.Messages;
using Billing.Functions.Storage;

namespace Billing.Functions.Deliveries;

/// <summary>The rows <c>dlv|{subject}|{channel}|{copy}</c> in the accounts' partitions. A delivery is claimed by inserting its row with a lease, sent, and
/// marked. Whoever finds a claim whose lease ran out sends again: a death between the sending and the mark can double one e-mail, and lose none.</summary>
internal sealed class DeliveryBook(BillingStorage storage)
{
    public const string Email = "email";

    public const string Claimed = "claimed";
    public const string Sent = "sent";

    // Leases are real time, whatever a test clock says.
    private static readonly TimeProvider LeaseClock = TimeProvider.System;

    public static string RowKey(DeliveryRef delivery) => $"dlv|{delivery.SubjectId}|{Email}|{delivery.Copy}";

    /// <summary>Claims a delivery.</summary>
    public async Task<Claim> ClaimAsync(DeliveryRef delivery, TimeSpan lease, CancellationToken cancellation)
    {
        var found = await storage.Accounts.GetEntityIfExistsAsync<TableEntity>(delivery.AccountId, RowKey(delivery), cancellationToken: cancellation);
        if (found.HasValue && found.Value!.GetString("State") != Claimed)
            return new Claim.Settled();
        if (found.HasValue && found.Value!.GetDateTimeOffset("LeasedUntil") is { } until && until > LeaseClock.GetUtcNow())
            return new Claim.Leased(until - LeaseClock.GetUtcNow());

        var takeovers = found.HasValue ? (found.Value!.GetInt32("Takeovers") ?? 0) + 1 : 0;
        var row = new TableEntity(delivery.AccountId, RowKey(delivery)) { ["State"] = Claimed, ["LeasedUntil"] = LeaseClock.GetUtcNow() + lease, ["Takeovers"] = takeovers };
        try
        {
            var response = found.HasValue
                ? await storage.Accounts.UpdateEntityAsync(row, found.Value!.ETag, TableUpdateMode.Replace, cancellation)
                : await storage.Accounts.AddEntityAsync(row, cancellation);
            return new Claim.Held(response.Headers.ETag!.Value, takeovers);
        }
        catch (RequestFailedException e) when (e.Status is 409 or 412)
        {
            return new Claim.Leased(lease);
        }
    }

    /// <summary>Marks what came of a claim: <c>sent</c> with the provider's id, <c>failed</c> with the reason, or <c>withheld</c>.</summary>
    public async Task MarkAsync(DeliveryRef delivery, Claim.Held claim, string state, string detail, DateTimeOffset at, CancellationToken cancellation) =>
        await storage.Accounts.UpdateEntityAsync(
            new TableEntity(delivery.AccountId, RowKey(delivery)) { ["State"] = state, ["Detail"] = detail, ["At"] = at }, claim.ETag, TableUpdateMode.Replace, cancellation);

    /// <summary>Gives a claim back, so that a retry need not wait for the lease to run out.</summary>
    public async Task ReleaseAsync(DeliveryRef delivery, Claim.Held claim, CancellationToken cancellation) =>
        await storage.Accounts.DeleteEntityAsync(delivery.AccountId, RowKey(delivery), claim.ETag, cancellation);

    /// <summary>All that was sent to an account, or should have been.</summary>
    public async Task<IReadOnlyList<DeliveryState>> ListAsync(AccountId account, CancellationToken cancellation) =>
        await storage.Accounts.QueryAsync<TableEntity>(Keys.Prefix(account.ToString(), "dlv|"), cancellationToken: cancellation)
            .Where(row => row.RowKey.Split('|') is [_, _, Email, _])
            .Select(row => new DeliveryState(
                row.RowKey.Split('|')[1], int.Parse(row.RowKey.Split('|')[3], System.Globalization.CultureInfo.InvariantCulture), row.GetString("State"), row.GetDateTimeOffset("At"),
                row.GetString("Outcome"), row.GetString("OutcomeCode"), row.GetDateTimeOffset("OutcomeAt")))
            .ToListAsync(cancellation);

    /// <summary>Whether a delivery was sent, failed for good, or was withheld. A claim is none of these: whoever held it may have died.</summary>
    public async Task<bool> IsSettledAsync(DeliveryRef delivery, CancellationToken cancellation) =>
        (await storage.Accounts.GetEntityIfExistsAsync<TableEntity>(delivery.AccountId, RowKey(delivery), ["State"], cancellation)) is { HasValue: true, Value: { } row } && row.GetString("State") != Claimed;
}

/// <summary>A delivery as operators see it.</summary>
/// <param name="SubjectId">The document or notice.</param>
/// <param name="Copy">1, or higher where an operator asked for another.</param>
/// <param name="State"><c>claimed</c> while it is being sent, <c>sent</c>, <c>failed</c>, <c>withheld</c>.</param>
/// <param name="At">When that was recorded.</param>
/// <param name="Outcome">What became of it after it was sent: <c>delivered</c>, <c>dropped</c>, <c>bounce</c>, <c>spamreport</c>; nothing where that is not known.</param>
/// <param name="OutcomeCode">The receiving server's code, such as 5.1.1.</param>
/// <param name="OutcomeAt">When.</param>
internal sealed record DeliveryState(string SubjectId, int Copy, string State, DateTimeOffset? At, string? Outcome, string? OutcomeCode, DateTimeOffset? OutcomeAt);

/// <summary>What came of claiming a delivery.</summary>
internal abstract record Claim
{
    /// <summary>It is ours to send.</summary>
    /// <param name="ETag">What it is marked under.</param>
    /// <param name="Takeovers">How many before us left it without saying whether they sent it.</param>
    public sealed record Held(ETag ETag, int Takeovers) : Claim;

    /// <summary>Somebody has it, or died with it; look again after a while.</summary>
    public sealed record Leased(TimeSpan Left) : Claim;

    /// <summary>It was sent, failed for good, or withheld.</summary>
    public sealed record Settled : Claim;
}
