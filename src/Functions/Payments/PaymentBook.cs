using System.Text.RegularExpressions;
using Azure;
using Azure.Data.Tables;
using Billing.Domain;
using Billing.Functions.Configuration;
using Billing.Functions.Messages;
using Billing.Functions.Storage;

namespace Billing.Functions.Payments;

/// <summary>The table <c>Payments</c>: one partition a payment, changed in one transaction under the ETag of its row <c>head</c>. Rows beside it, written
/// once: <c>fact|</c> a fact and what it posts, <c>by|</c> who decided an assignment, <c>cmd|</c> a request of a caller.</summary>
internal sealed partial class PaymentBook(BillingStorage storage, RowPayload payload, ConfigurationBook configuration, TimeProvider clock)
{
    private const string HeadKey = "head";
    private const int Attempts = 16;

    // As for accounts: a closing of a period counts on nothing being committed on an older reading.
    private static readonly TimeSpan OldestReading = TimeSpan.FromMinutes(4);

    public async Task<Payment?> FindAsync(PaymentId id, CancellationToken cancellation) => (await ReadAsync(id, cancellation)).Payment;

    /// <summary>The payment with the ETag of this reading.</summary>
    public async Task<(Payment? Payment, ETag? ETag)> ReadAsync(PaymentId id, CancellationToken cancellation)
    {
        var row = await storage.Payments.GetEntityIfExistsAsync<TableEntity>(PartitionOf(id), HeadKey, cancellationToken: cancellation);
        return row.HasValue ? (await payload.ReadAsync<Payment>(row.Value!, cancellation), row.Value!.ETag) : (null, null);
    }

    /// <summary>All payments; for audits.</summary>
    public async IAsyncEnumerable<Payment> AllAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var row in storage.Payments.QueryAsync<TableEntity>(row => row.RowKey == HeadKey, cancellationToken: cancellation))
            yield return await payload.ReadAsync<Payment>(row, cancellation);
    }

    /// <summary>All payments of a seller; for reports.</summary>
    public async IAsyncEnumerable<Payment> OfSellerAsync(string sellerId, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var row in storage.Payments.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"RowKey eq {HeadKey} and SellerId eq {sellerId}"), cancellationToken: cancellation))
            yield return await payload.ReadAsync<Payment>(row, cancellation);
    }

    /// <summary>A fact as it was recorded, for the journal.</summary>
    public Task<RecordedFact?> FindFactAsync(PaymentFactRef fact, CancellationToken cancellation) =>
        FindRowAsync<RecordedFact>(PaymentId.Parse(fact.PaymentId), FactKey(fact.FactKey), cancellation);

    /// <summary>Who decided an assignment.</summary>
    public Task<AssignmentOrigin?> FindOriginAsync(PaymentId id, int assignmentNo, CancellationToken cancellation) =>
        FindRowAsync<AssignmentOrigin>(id, OriginKey(assignmentNo), cancellation);

    /// <summary>The callers' keys that changed a payment.</summary>
    public async Task<IReadOnlyList<string>> KeysAsync(PaymentId id, CancellationToken cancellation)
    {
        var keys = new List<string>();
        await foreach (var row in storage.Payments.QueryAsync<TableEntity>(Keys.Prefix(PartitionOf(id), "cmd|"), cancellationToken: cancellation))
        {
            if ((await payload.ReadAsync<PaymentChange>(row, cancellation)).Key is { } key)
                keys.Add(key);
        }

        return keys;
    }

    /// <summary>Merges facts and the payer's reference into a payment; what is known already changes nothing. Facts in another currency than the payment's
    /// are refused.</summary>
    public Task<PaymentOutcome> RecordAsync(PaymentId id, string sellerId, IReadOnlyList<PaymentFact> facts, PaymentReference reference, string actor, CancellationToken cancellation) =>
        ChangeAsync(id, sellerId, payment => OtherCurrency(payment, facts) is { } refusal ? (payment, refusal) : (facts.Aggregate(payment, (known, fact) => known.With(fact)).Referring(reference), null), new PaymentChange(actor), cancellation);

    /// <summary>Changes a payment: reads, decides, writes, and does so again where another change came between.</summary>
    /// <param name="id">Which payment.</param>
    /// <param name="sellerId">Whose it is, where it is new.</param>
    /// <param name="decide">From what is known to what shall be; the same payment where nothing changes.</param>
    /// <param name="change">Who changes it.</param>
    /// <param name="cancellation">Ends the attempts.</param>
    public async Task<PaymentOutcome> ChangeAsync(PaymentId id, string sellerId, Func<Payment, (Payment Payment, Refusal? Refusal)> decide, PaymentChange change, CancellationToken cancellation)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var readAt = clock.GetTimestamp();
            var (known, etag) = await ReadAsync(id, cancellation);
            var before = known ?? Payment.Unknown(id, sellerId);
            if (change.Key is { } key && await FindRowAsync<PaymentChange>(id, CommandKey(key), cancellation) is { } made)
                return new PaymentOutcome(before, made.Request == change.Request ? null : new Refusal("key-reused", $"The key {key} was used before with another request; use a new key for a new request."));

            var (after, refusal) = decide(before);
            if (refusal is not null || ReferenceEquals(before, after))
                return new PaymentOutcome(before, refusal);
            var actions = await TransactionAsync(before, etag, after, change, cancellation);
            if (clock.GetElapsedTime(readAt) < OldestReading && await CommitAsync(actions, cancellation))
                return new PaymentOutcome(after, null);
        }

        throw new InvalidOperationException($"Payment {id} was changed by others {Attempts} times in a row.");
    }

    private async Task<List<TableTransactionAction>> TransactionAsync(Payment before, ETag? etag, Payment after, PaymentChange change, CancellationToken cancellation)
    {
        var partition = PartitionOf(after.Id);
        var now = clock.GetUtcNow();
        var head = await payload.WriteAsync(new TableEntity(partition, HeadKey) { ["SellerId"] = after.SellerId, ["Suspense"] = after.Suspense()?.ToString() ?? "" }, after, cancellation);
        var actions = new List<TableTransactionAction>
        {
            etag is { } read ? new(TableTransactionActionType.UpdateReplace, head, read) : new(TableTransactionActionType.Add, head),
        };

        async Task Insert<T>(string key, T value) =>
            actions.Add(new TableTransactionAction(TableTransactionActionType.Add, await payload.WriteAsync(new TableEntity(partition, key), value, cancellation)));

        var firstOpenDay = (await configuration.ReadAsync(after.SellerId, cancellation)).Seller.FirstOpenDay(now);
        var soFar = before;
        foreach (var fact in after.Facts.Skip(before.Facts.Count))
        {
            await Insert(FactKey(fact.Key), new RecordedFact(after.Id.ToString(), after.SellerId, fact, now, change.Actor, PaymentPosting.Post(soFar, fact, firstOpenDay)));
            soFar = soFar.With(fact);
        }

        foreach (var assignment in after.Assignments.Skip(before.Assignments.Count))
            await Insert(OriginKey(assignment.No), new AssignmentOrigin(assignment.No, change.Actor, change.Reason, now));
        if (change.Key is { } key)
            await Insert(CommandKey(key), change);
        return actions;
    }

    private async Task<bool> CommitAsync(List<TableTransactionAction> actions, CancellationToken cancellation)
    {
        try
        {
            await storage.Payments.SubmitTransactionAsync(actions, cancellation);
            return true;
        }
        catch (TableTransactionFailedException e) when (e.Status is 409 or 412)
        {
            return false;
        }
    }

    private async Task<T?> FindRowAsync<T>(PaymentId id, string rowKey, CancellationToken cancellation)
        where T : class
    {
        var row = await storage.Payments.GetEntityIfExistsAsync<TableEntity>(PartitionOf(id), rowKey, cancellationToken: cancellation);
        return row.HasValue ? await payload.ReadAsync<T>(row.Value!, cancellation) : null;
    }

    private static Refusal? OtherCurrency(Payment payment, IReadOnlyList<PaymentFact> facts)
    {
        var currency = payment.Currency() ?? facts.Select(fact => fact.Money()?.Currency).FirstOrDefault(known => known is not null);
        return facts.FirstOrDefault(fact => fact.Money() is { } amount && amount.Currency != currency) is { } other
            ? new Refusal("other-currency", $"Payment {payment.Id} is in {currency}; {other.Money()} is not of it.")
            : null;
    }

    private static string FactKey(string key) => $"fact|{Keys.Hash(key)}";

    private static string OriginKey(int assignmentNo) => $"by|{assignmentNo:D6}";

    private static string CommandKey(string key) => $"cmd|{Keys.Hash(key)}";

    // Readable where the id can stand in a key; processors' ids can.
    private static string PartitionOf(PaymentId id) => SafeKey().IsMatch(id.ToString()) ? id.ToString() : $"{id.Processor}|{Keys.Hash(id.ToString())}";

    [GeneratedRegex(@"^[A-Za-z0-9_.|-]{1,300}\z")]
    private static partial Regex SafeKey();
}
