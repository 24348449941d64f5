using Azure;
using Azure.Data.Tables;
using Billing.Domain;
using Billing.Functions.Configuration;
using Billing.Functions.Journal;
using Billing.Functions.Storage;

namespace Billing.Functions.Payments;

/// <summary>Payouts in the table <c>Payments</c>: partition <c>payout|{hash}</c>, the row <c>payout</c> and beside it a row <c>fact|</c> with what each fact
/// posts. Changed in one transaction under the ETag of the first. The partition <c>payouts|{seller}</c> lists them.</summary>
internal sealed class PayoutBook(BillingStorage storage, RowPayload payload, ConfigurationBook configuration, JournalBook journal, TimeProvider clock)
{
    private const string HeadKey = "payout";
    private const int Attempts = 16;

    public static string PartitionOf(PaymentId id) => $"payout|{Keys.Hash(id.ToString())}";

    public async Task<Payout?> FindAsync(PaymentId id, CancellationToken cancellation) => (await ReadAsync(id, cancellation)).Payout;

    /// <summary>All payouts of a seller.</summary>
    public async IAsyncEnumerable<Payout> ListAsync(string sellerId, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        var partition = ListOf(sellerId);
        await foreach (var row in storage.Payments.QueryAsync<TableEntity>(row => row.PartitionKey == partition, cancellationToken: cancellation))
        {
            if (await FindAsync(PaymentId.Parse(row.GetString("PayoutId")), cancellation) is { } payout)
                yield return payout;
        }
    }

    /// <summary>Merges a fact into a payout and appends what it posts to the journal: each time, since nobody remembers what was appended before a death.</summary>
    /// <returns>The payout with the fact.</returns>
    public async Task<Payout> RecordAsync(PaymentId id, string sellerId, PayoutFact fact, CancellationToken cancellation)
    {
        Payout after;
        await storage.Payments.UpsertEntityAsync(new TableEntity(ListOf(sellerId), Keys.Hash(id.ToString())) { ["PayoutId"] = id.ToString() }, TableUpdateMode.Replace, cancellation);
        for (var attempt = 0; ; attempt++)
        {
            var (known, etag) = await ReadAsync(id, cancellation);
            var before = known ?? Payout.Unknown(id, sellerId);
            after = before.With(fact);
            if (ReferenceEquals(before, after) || await CommitAsync(before, etag, after, fact, cancellation))
                break;
            if (attempt == Attempts)
                throw new InvalidOperationException($"Payout {id} was changed by others {Attempts} times in a row.");
        }

        var row = (await storage.Payments.GetEntityAsync<TableEntity>(PartitionOf(id), FactKey(fact.Key), cancellationToken: cancellation)).Value;
        if (await payload.ReadAsync<RecordedPayoutFact>(row, cancellation) is { Entry: { } entry } recorded)
            await journal.AppendAsync(JournalBook.Rows(recorded.SellerId, $"payout {id}", fact.Key, recorded.RecordedAt, recorded.Fact.ValueDate, entry.Lines[0].Amount.Currency, [entry]), cancellation);
        return after;
    }

    private async Task<bool> CommitAsync(Payout before, ETag? etag, Payout after, PayoutFact fact, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var firstOpenDay = (await configuration.ReadAsync(after.SellerId, cancellation)).Seller.FirstOpenDay(now);
        var head = await payload.WriteAsync(new TableEntity(PartitionOf(after.Id), HeadKey) { ["SellerId"] = after.SellerId }, after, cancellation);
        var recorded = await payload.WriteAsync(
            new TableEntity(PartitionOf(after.Id), FactKey(fact.Key)), new RecordedPayoutFact(after.SellerId, fact, now, before.Post(fact, firstOpenDay)), cancellation);
        try
        {
            await storage.Payments.SubmitTransactionAsync(
                [etag is { } read ? new(TableTransactionActionType.UpdateReplace, head, read) : new(TableTransactionActionType.Add, head), new(TableTransactionActionType.Add, recorded)], cancellation);
            return true;
        }
        catch (TableTransactionFailedException e) when (e.Status is 409 or 412)
        {
            return false;
        }
    }

    private async Task<(Payout? Payout, ETag? ETag)> ReadAsync(PaymentId id, CancellationToken cancellation)
    {
        var row = await storage.Payments.GetEntityIfExistsAsync<TableEntity>(PartitionOf(id), HeadKey, cancellationToken: cancellation);
        return row.HasValue ? (await payload.ReadAsync<Payout>(row.Value!, cancellation), row.Value!.ETag) : (null, null);
    }

    private static string ListOf(string sellerId) => $"payouts|{sellerId}";

    private static string FactKey(string key) => $"fact|{Keys.Safe(key)}";
}

/// <summary>A fact of a payout as it was recorded, once.</summary>
/// <param name="SellerId">Whose money it is.</param>
/// <param name="Fact">What happened.</param>
/// <param name="RecordedAt">When it became known.</param>
/// <param name="Entry">What it posts, decided when it was recorded; nothing where it moves no money.</param>
internal sealed record RecordedPayoutFact(string SellerId, PayoutFact Fact, DateTimeOffset RecordedAt, JournalEntry? Entry);
