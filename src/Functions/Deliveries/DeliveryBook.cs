using Azure;
using Azure.Data.Tables;
using Billing.Domain;
using Billing.Functions.Letters;
using Billing.Functions.Storage;

namespace Billing.Functions.Deliveries;

/// <summary>The rows <c>dlv|{subject}|{channel}|{copy}</c> in the accounts' partitions. A delivery is claimed by inserting its row with a lease, sent, and
/// marked. Whoever finds a claim whose lease ran out sends again: a death between the sending and the mark can double one e-mail, and lose none. The copies that
/// operators ask for have their rows before they are claimed; they say who is to get them.</summary>
internal sealed class DeliveryBook(BillingStorage storage)
{
    public const string Email = "email";

    public const string Requested = "requested";
    public const string Claimed = "claimed";
    public const string Sent = "sent";
    public const string Failed = "failed";
    public const string Withheld = "withheld";

    private const int Attempts = 16;

    // Leases are real time, whatever a test clock says.
    private static readonly TimeProvider LeaseClock = TimeProvider.System;

    public static string RowKey(string subjectId, int copy) => $"dlv|{subjectId}|{Email}|{copy}";

    /// <summary>Whose address a delivery went to.</summary>
    public static RecipientKind KindOf(TableEntity row) => Enum.TryParse<RecipientKind>(row.GetString("Kind"), out var kind) ? kind : RecipientKind.Customer;

    /// <summary>Enters a copy that an operator asks for, after those that there are and those that recipients of the customer get by themselves
    /// (<paramref name="firstFree"/> is the first that none of them gets). The same key again names the same copy.</summary>
    public async Task<int> RequestAsync(AccountId account, string subjectId, RequestedCopy asked, int firstFree, CancellationToken cancellation)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var known = await RowsAsync(account, subjectId, cancellation);
            if (known.FirstOrDefault(row => row.GetString("RequestKey") == asked.Key) is { } same)
                return CopyOf(same);
            var copy = Math.Max(firstFree, known.Select(row => CopyOf(row) + 1).DefaultIfEmpty(1).Max());
            var row = new TableEntity(account.ToString(), RowKey(subjectId, copy))
            {
                ["State"] = Requested,
                ["RequestKey"] = asked.Key,
                ["Actor"] = asked.Actor,
                ["At"] = asked.At,
                ["Kind"] = $"{asked.To?.Kind ?? RecipientKind.Customer}",
                ["To"] = asked.To?.Email ?? "",
                ["Name"] = asked.To?.Name ?? "",
            };
            if (await storage.Accounts.AddIfMissingAsync(row, cancellation))
                return copy;
        }

        throw new InvalidOperationException($"{subjectId} got other copies {Attempts} times in a row.");
    }

    /// <summary>Who is to get a copy that an operator asked for; an empty address is the customer's main address, as it is when it is sent.</summary>
    public async Task<Recipient?> RequestedRecipientAsync(AccountId account, string subjectId, int copy, CancellationToken cancellation) =>
        (await storage.Accounts.GetEntityIfExistsAsync<TableEntity>(account.ToString(), RowKey(subjectId, copy), cancellationToken: cancellation)) is { HasValue: true, Value: { } row } && row.GetString("RequestKey") is not null
            ? new Recipient(KindOf(row), row.GetString("Name") ?? "", row.GetString("To") ?? "")
            : null;

    /// <summary>Claims a copy.</summary>
    public async Task<Claim> ClaimAsync(AccountId account, string subjectId, int copy, TimeSpan lease, CancellationToken cancellation)
    {
        var found = await storage.Accounts.GetEntityIfExistsAsync<TableEntity>(account.ToString(), RowKey(subjectId, copy), cancellationToken: cancellation);
        var state = found.HasValue ? found.Value!.GetString("State") : null;
        if (state is not (null or Requested or Claimed))
            return new Claim.Settled();
        if (state == Claimed && found.Value!.GetDateTimeOffset("LeasedUntil") is { } until && until > LeaseClock.GetUtcNow())
            return new Claim.Leased(until - LeaseClock.GetUtcNow());

        var takeovers = found.HasValue ? (found.Value!.GetInt32("Takeovers") ?? 0) + (state == Claimed ? 1 : 0) : 0;
        var row = new TableEntity(account.ToString(), RowKey(subjectId, copy)) { ["State"] = Claimed, ["LeasedUntil"] = LeaseClock.GetUtcNow() + lease, ["Takeovers"] = takeovers };
        try
        {
            var response = found.HasValue
                ? await storage.Accounts.UpdateEntityAsync(row, found.Value!.ETag, TableUpdateMode.Merge, cancellation)
                : await storage.Accounts.AddEntityAsync(row, cancellation);
            return new Claim.Held(subjectId, copy, response.Headers.ETag!.Value, takeovers);
        }
        catch (RequestFailedException e) when (e.Status is 409 or 412)
        {
            return new Claim.Leased(lease);
        }
    }

    /// <summary>Marks what came of a claim: <c>sent</c> with the provider's id, <c>failed</c> with the reason, or <c>withheld</c>. Of the address that it went to, or
    /// would have, a hash is kept.</summary>
    public async Task MarkAsync(AccountId account, Claim.Held claim, Recipient to, string state, string detail, DateTimeOffset at, CancellationToken cancellation) =>
        await storage.Accounts.UpdateEntityAsync(new TableEntity(account.ToString(), RowKey(claim.SubjectId, claim.Copy))
        {
            ["State"] = state,
            ["Detail"] = detail,
            ["At"] = at,
            ["Kind"] = $"{to.Kind}",
            ["Address"] = AddressMarks.HashOf(account, to.Email),
        }, claim.ETag, TableUpdateMode.Merge, cancellation);

    /// <summary>Gives a claim back, so that a retry need not wait for the lease to run out.</summary>
    public async Task ReleaseAsync(AccountId account, Claim.Held claim, CancellationToken cancellation) =>
        await storage.Accounts.UpdateEntityAsync(new TableEntity(account.ToString(), RowKey(claim.SubjectId, claim.Copy)) { ["State"] = Requested }, claim.ETag, TableUpdateMode.Merge, cancellation);

    /// <summary>All that was sent to an account, or should have been.</summary>
    public async Task<IReadOnlyList<DeliveryState>> ListAsync(AccountId account, CancellationToken cancellation) =>
        await storage.Accounts.QueryAsync<TableEntity>(Keys.Prefix(account.ToString(), "dlv|"), cancellationToken: cancellation)
            .Where(row => row.RowKey.Split('|') is [_, _, Email or LetterBook.Channel, _])
            .Select(row => new DeliveryState(
                row.RowKey.Split('|')[1], row.RowKey.Split('|')[2], CopyOf(row), KindOf(row), row.GetString("State"), row.GetDateTimeOffset("At"), row.GetString("Actor"),
                row.GetString("Outcome"), row.GetString("OutcomeCode"), row.GetDateTimeOffset("OutcomeAt"), row.GetString("BatchId")))
            .OrderBy(delivery => delivery.SubjectId, StringComparer.Ordinal).ThenBy(delivery => delivery.Channel, StringComparer.Ordinal).ThenBy(delivery => delivery.Copy)
            .ToListAsync(cancellation);

    /// <summary>Whether the first copies were all sent, failed for good, or were withheld. A claim is none of these: whoever held it may have died.</summary>
    public async Task<bool> AreSettledAsync(AccountId account, string subjectId, int copies, CancellationToken cancellation)
    {
        var settled = (await RowsAsync(account, subjectId, cancellation)).Where(row => row.GetString("State") is not (Requested or Claimed)).Select(CopyOf).ToHashSet();
        return Enumerable.Range(1, copies).All(settled.Contains);
    }

    private async Task<IReadOnlyList<TableEntity>> RowsAsync(AccountId account, string subjectId, CancellationToken cancellation) =>
        await storage.Accounts.QueryAsync<TableEntity>(Keys.Prefix(account.ToString(), $"dlv|{subjectId}|{Email}|"), cancellationToken: cancellation).ToListAsync(cancellation);

    private static int CopyOf(TableEntity row) => int.Parse(row.RowKey.Split('|')[3], System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>A copy that an operator asks for.</summary>
/// <param name="Key">Names the request for ever.</param>
/// <param name="To">Who gets it; nothing for the customer's main address, as it is when it is sent.</param>
/// <param name="Actor">Who asks.</param>
/// <param name="At">When.</param>
internal sealed record RequestedCopy(string Key, Recipient? To, string Actor, DateTimeOffset At);

/// <summary>A delivery as operators see it.</summary>
/// <param name="SubjectId">The document or notice.</param>
/// <param name="Channel">How it goes: <c>email</c> or <c>letter</c>.</param>
/// <param name="Copy">Which: first those of the customer's recipients, then what operators asked for.</param>
/// <param name="AddressKind">Whose address it goes to.</param>
/// <param name="State"><c>requested</c>, <c>claimed</c> while it is being sent, <c>sent</c>, <c>failed</c>, <c>withheld</c>; of a letter <c>waiting</c> for a print batch,
/// <c>printing</c> in one, and <c>sent</c> when somebody says that it was mailed.</param>
/// <param name="At">When that was recorded.</param>
/// <param name="Actor">The operator who asked for it, or who mailed the letter, if one did.</param>
/// <param name="Outcome">What became of it after it was sent: <c>delivered</c>, <c>dropped</c>, <c>bounce</c>, <c>spamreport</c>; nothing where that is not known.</param>
/// <param name="OutcomeCode">The receiving server's code, such as 5.1.1.</param>
/// <param name="OutcomeAt">When.</param>
/// <param name="BatchId">The print batch that a letter is in.</param>
internal sealed record DeliveryState(
    string SubjectId, string Channel, int Copy, RecipientKind AddressKind, string State, DateTimeOffset? At, string? Actor, string? Outcome, string? OutcomeCode, DateTimeOffset? OutcomeAt, string? BatchId = null);

/// <summary>What came of claiming a copy.</summary>
internal abstract record Claim
{
    /// <summary>It is ours to send.</summary>
    /// <param name="SubjectId">The document or notice.</param>
    /// <param name="Copy">Which copy of it.</param>
    /// <param name="ETag">What it is marked under.</param>
    /// <param name="Takeovers">How many before us left it without saying whether they sent it.</param>
    public sealed record Held(string SubjectId, int Copy, ETag ETag, int Takeovers) : Claim;

    /// <summary>Somebody has it, or died with it; look again after a while.</summary>
    public sealed record Leased(TimeSpan Left) : Claim;

    /// <summary>It was sent, failed for good, or withheld.</summary>
    public sealed record Settled : Claim;
}
