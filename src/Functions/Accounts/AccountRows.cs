using Azure;
using Azure.Data.Tables;
using Billing.Domain;
using Billing.Functions.Messages;
using Billing.Functions.Storage;

namespace Billing.Functions.Accounts;

/// <summary>The rows of the table <c>Accounts</c>: one partition an account. Reads them, and says what a decision writes.</summary>
internal sealed class AccountRows(BillingStorage storage, RowPayload payload)
{
    public const string StateKey = "state";

    /// <summary>The present schema of the snapshot; a snapshot of another is rebuilt from the events.</summary>
    public const int StateSchema = 4;

    public static string EventKey(long version) => $"e|{version:D10}";

    public static string DocumentKey(string documentId) => $"doc|{documentId}";

    public static string DraftKey(string documentId) => $"draft|{documentId}";

    public static string ProfileKey(int version) => $"profile|{version}";

    public static string PeriodKey(BilledPeriod period) => $"per|{period.SubscriptionId}|{period.Period.Start:O}|{(period.Revision == 0 ? "period" : $"period {period.Revision}")}";

    public static string ChargeKey(string chargeId) => $"chg|{Keys.Safe(chargeId)}";

    // Documents have ids of our own making; a payment's comes from outside.
    public static string ItemKey(string itemId) => $"item|{Keys.Safe(itemId)}";

    public async Task<T?> FindAsync<T>(AccountId account, string rowKey, CancellationToken cancellation)
        where T : class
    {
        var row = await storage.Accounts.GetEntityIfExistsAsync<TableEntity>(account.ToString(), rowKey, cancellationToken: cancellation);
        return row.HasValue ? await payload.ReadAsync<T>(row.Value!, cancellation) : null;
    }

    /// <summary>Whom an account's documents and notices go to: its customer, or its parent where that is billed.</summary>
    public async Task<CustomerProfile?> BuyerAsync(Account account, CancellationToken cancellation)
    {
        var own = await FindAsync<CustomerProfile>(AccountId.Parse(account.AccountId), ProfileKey(account.ProfileVersion), cancellation);
        if (own is null || account.Parent is not { Billed: true } link)
            return own;
        var parentId = AccountId.Parse(link.AccountId);
        var parent = (await StateAsync(parentId, cancellation)).Account ?? throw new InvalidOperationException($"{parentId}, the parent of {account.AccountId}, does not exist.");
        var profile = await FindAsync<CustomerProfile>(parentId, ProfileKey(parent.ProfileVersion), cancellation)
            ?? throw new InvalidOperationException($"Account {parentId} has no profile {parent.ProfileVersion}.");
        return ParentLink.Buyer(profile, own);
    }

    /// <summary>Puts a pseudonym in the place of a profile.</summary>
    public async Task OverwriteProfileAsync(AccountId account, CustomerProfile pseudonym, CancellationToken cancellation) =>
        await storage.Accounts.UpsertEntityAsync(await payload.WriteAsync(new TableEntity(account.ToString(), ProfileKey(pseudonym.Version)), pseudonym, cancellation), TableUpdateMode.Replace, cancellation);

    /// <summary>How many documents the account was issued, and the day of the newest.</summary>
    public async Task<(int Count, DateOnly? Newest)> IssuedAsync(AccountId account, CancellationToken cancellation)
    {
        var (count, newest) = (0, (DateOnly?)null);
        await foreach (var row in storage.Accounts.QueryAsync<TableEntity>(Keys.Prefix(account.ToString(), "doc|"), cancellationToken: cancellation))
        {
            var issued = (await payload.ReadAsync<IssuedDocument>(row, cancellation)).IssueDate;
            (count, newest) = (count + 1, newest > issued ? newest : issued);
        }

        return (count, newest);
    }

    /// <summary>The snapshot with the ETag that a change must be made under.</summary>
    public async Task<(Account? Account, ETag? ETag)> StateAsync(AccountId account, CancellationToken cancellation)
    {
        var row = await storage.Accounts.GetEntityIfExistsAsync<TableEntity>(account.ToString(), StateKey, cancellationToken: cancellation);
        if (!row.HasValue)
            return (null, null);
        return row.Value!.GetInt32("Schema") == StateSchema
            ? (await payload.ReadAsync<Account>(row.Value, cancellation), row.Value.ETag)
            : ((await ReplayAsync(account, cancellation))?.Snapshot(), row.Value.ETag);
    }

    /// <summary>The snapshots of all accounts in the order of their ids, from the one after an id on. They are streamed; memory stays bounded.</summary>
    public async IAsyncEnumerable<Account> StatesAsync(string afterAccountId, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey gt {afterAccountId} and RowKey eq {StateKey}");
        await foreach (var row in storage.Accounts.QueryAsync<TableEntity>(filter, cancellationToken: cancellation))
        {
            var state = row.GetInt32("Schema") == StateSchema
                ? await payload.ReadAsync<Account>(row, cancellation)
                : (await ReplayAsync(AccountId.Parse(row.PartitionKey), cancellation))?.Snapshot();
            if (state is not null)
                yield return state;
        }
    }

    /// <summary>What the states of a seller's accounts say they owe and have to their credit: columns beside the state, so that it is not read.</summary>
    public async IAsyncEnumerable<AccountControl> ControlsAsync(string sellerId, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        // The character after the point that ends the seller's id.
        var (first, end) = ($"{sellerId}.", $"{sellerId}/");
        var filter = TableClient.CreateQueryFilter($"PartitionKey ge {first} and PartitionKey lt {end} and RowKey eq {StateKey}");
        await foreach (var row in storage.Accounts.QueryAsync<TableEntity>(filter, select: ["PartitionKey", "Version", "Receivable", "Credit"], cancellationToken: cancellation))
            yield return new AccountControl(row.PartitionKey, row.GetInt64("Version") ?? 0, Money.Parse(row.GetString("Receivable")), Money.Parse(row.GetString("Credit")));
    }

    /// <summary>The version of a command that was made, and the fingerprint of what it asked.</summary>
    public async Task<(long Version, string Fingerprint)?> CommandAsync(AccountId account, CommandId id, CancellationToken cancellation)
    {
        var row = await storage.Accounts.GetEntityIfExistsAsync<TableEntity>(account.ToString(), id.RowKey, cancellationToken: cancellation);
        return row.HasValue ? (row.Value!.GetInt64("Version") ?? 0, row.Value.GetString("Fingerprint")) : null;
    }

    /// <summary>All that a command caused.</summary>
    /// <exception cref="InvalidOperationException">The account has no such version.</exception>
    public async Task<CommandRecord> RecordAsync(AccountId account, long version, CancellationToken cancellation) =>
        await FindAsync<CommandRecord>(account, EventKey(version), cancellation)
            ?? throw new InvalidOperationException($"Account {account} has no version {version}.");

    /// <summary>All that several commands caused.</summary>
    public async Task<IReadOnlyList<(AccountId Account, CommandRecord Record)>> RecordsAsync(IEnumerable<CommittedRef> named, CancellationToken cancellation) =>
        await Task.WhenAll(named.Select(async one => (AccountId.Parse(one.AccountId), await RecordAsync(AccountId.Parse(one.AccountId), one.Version, cancellation))));

    /// <summary>The history, oldest first: all of it, or what came after a version.</summary>
    public async IAsyncEnumerable<CommandRecord> HistoryAsync(AccountId account, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation, long afterVersion = 0)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {account.ToString()} and RowKey gt {EventKey(afterVersion)} and RowKey lt {"e|~"}");
        await foreach (var row in storage.Accounts.QueryAsync<TableEntity>(filter, cancellationToken: cancellation))
            yield return await payload.ReadAsync<CommandRecord>(row, cancellation);
    }

    /// <summary>All that was recorded up to a version, oldest first, as statements are made from it.</summary>
    public async Task<IReadOnlyList<RecordedEvents>> RecordedAsync(AccountId account, long throughVersion, CancellationToken cancellation) =>
        await HistoryAsync(account, cancellation).TakeWhile(record => record.Version <= throughVersion).Select(record => new RecordedEvents(record.Today, record.Events)).ToListAsync(cancellation);

    /// <summary>All arrangements, also those that ended; the account's state may know one that runs better.</summary>
    public IAsyncEnumerable<PaymentArrangement> ArrangementsAsync(AccountId account, CancellationToken cancellation) =>
        storage.Accounts.QueryAsync<TableEntity>(Keys.Prefix(account.ToString(), ItemKey("arr_")), cancellationToken: cancellation)
            .Select(async (row, stop) => (PaymentArrangement)await payload.ReadAsync<LedgerItem>(row, stop));

    /// <summary>The account folded from all of its events, closed items included.</summary>
    public async Task<Account?> ReplayAsync(AccountId account, CancellationToken cancellation)
    {
        Account? state = null;
        await foreach (var record in HistoryAsync(account, cancellation))
            state = AccountEvolution.Apply(state, record.Events);
        return state;
    }

    /// <summary>Reads rows in parallel; what does not exist is left out.</summary>
    public async Task<IReadOnlyList<(string Id, T Value)>> FindAllAsync<T>(AccountId account, IEnumerable<string> ids, Func<string, string> keyOf, CancellationToken cancellation)
        where T : class
    {
        var found = await Task.WhenAll(ids.Select(async id => (Id: id, Value: await FindAsync<T>(account, keyOf(id), cancellation))));
        return [.. found.Where(row => row.Value is not null).Select(row => (row.Id, row.Value!))];
    }

    /// <summary>Of some charges, those that were billed.</summary>
    public async Task<IReadOnlySet<string>> BilledAsync(AccountId account, IEnumerable<string> chargeIds, CancellationToken cancellation)
    {
        var billed = await Task.WhenAll(chargeIds.Select(async id => (Id: id, (await storage.Accounts.GetEntityIfExistsAsync<TableEntity>(account.ToString(), ChargeKey(id), cancellationToken: cancellation)).HasValue)));
        return billed.Where(charge => charge.HasValue).Select(charge => charge.Id).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>The transaction that records a command: snapshot, events, command, documents, drafts, periods and changed items.</summary>
    public async Task<IReadOnlyList<TableTransactionAction>> TransactionAsync(LoadedAccount loaded, CommandRecord record, Account after, CancellationToken cancellation)
    {
        var partition = after.AccountId;
        var events = record.Events;
        var actions = new List<TableTransactionAction> { await StateAsync(loaded, after, cancellation) };

        async Task Insert<T>(string key, T value, Action<TableEntity>? show = null)
        {
            var row = await payload.WriteAsync(new TableEntity(partition, key), value, cancellation);
            show?.Invoke(row);
            actions.Add(new TableTransactionAction(TableTransactionActionType.Add, row));
        }

        await Insert(EventKey(record.Version), record, row =>
        {
            row["Events"] = string.Join(", ", events.Select(happened => happened.GetType().Name));
            row["Actor"] = record.Actor;
        });
        actions.Add(new TableTransactionAction(TableTransactionActionType.Add, new TableEntity(partition, record.Command.RowKey)
        {
            ["Version"] = record.Version,
            ["Fingerprint"] = loaded.Request.Fingerprint(),
            ["Key"] = record.Command.Key,
        }));
        if (loaded.Request.Profile is { } profile)
            await Insert(ProfileKey(profile.Version), profile);

        foreach (var document in IssuedDocument.Of(events, loaded.Context))
            await Insert(DocumentKey(document.DocumentId), document, row => (row["Number"], row["Total"]) = (document.Number, document.Total.ToString()));

        var drafts = loaded.Account?.Drafts.Select(draft => draft.DocumentId).ToHashSet(StringComparer.Ordinal) ?? [];
        foreach (var drafted in events.OfType<InvoiceDrafted>())
            await Insert(DraftKey(drafted.Invoice.DocumentId), drafted.Invoice);
        foreach (var gone in drafts.Except(after.Drafts.Select(draft => draft.DocumentId)))
            actions.Add(new TableTransactionAction(TableTransactionActionType.Delete, new TableEntity(partition, DraftKey(gone)), ETag.All));

        foreach (var (documentId, key) in Billed(loaded.Account, events, drafts))
            actions.Add(new TableTransactionAction(TableTransactionActionType.Add, new TableEntity(partition, key) { ["DocumentId"] = documentId }));

        foreach (var item in ChangedItems(loaded.Account, after))
            actions.Add(new TableTransactionAction(TableTransactionActionType.UpsertReplace, await payload.WriteAsync(new TableEntity(partition, ItemKey(item.ItemId)), item, cancellation)));
        return actions;
    }

    private async Task<TableTransactionAction> StateAsync(LoadedAccount loaded, Account after, CancellationToken cancellation)
    {
        var row = await payload.WriteAsync(new TableEntity(after.AccountId, StateKey), after.Snapshot(), cancellation);
        row["Schema"] = StateSchema;
        row["Version"] = after.Version;
        row["Receivable"] = after.Receivable().ToString();
        row["Credit"] = after.Credit().ToString();
        return loaded.StateETag is { } etag
            ? new TableTransactionAction(TableTransactionActionType.UpdateReplace, row, etag)
            : new TableTransactionAction(TableTransactionActionType.Add, row);
    }

    // Each billed period and each billed charge is a row that is inserted once: billing twice is impossible even with a wrong snapshot. What is carried
    // over keeps its charges; the invoice that bills them at last inserts their rows.
    private static IEnumerable<(string DocumentId, string Key)> Billed(Account? before, IReadOnlyList<AccountEvent> events, HashSet<string> drafts)
    {
        var pending = before?.Charges.Select(charge => charge.ChargeId).ToHashSet(StringComparer.Ordinal) ?? [];
        foreach (var happened in events)
        {
            var invoice = happened switch
            {
                InvoiceDrafted e => e.Invoice,
                InvoiceFinalized e when !drafts.Contains(e.Invoice.DocumentId) => e.Invoice,
                BillingCarriedOver e => e.Invoice,
                _ => null,
            };
            if (invoice is null)
                continue;
            foreach (var period in drafts.Contains(invoice.DocumentId) ? [] : invoice.Periods)
                yield return (invoice.DocumentId, PeriodKey(period));
            if (happened is BillingCarriedOver waiting)
                pending.UnionWith(waiting.Charges.Select(charge => charge.ChargeId));
            else if (invoice.ReplacesNumber.Length == 0)
                foreach (var chargeId in invoice.Lines.Select(line => line.ChargeId).Where(pending.Contains))
                    yield return (invoice.DocumentId, ChargeKey(chargeId));
        }
    }

    private static IEnumerable<LedgerItem> ChangedItems(Account? before, Account after)
    {
        var known = (before?.Items() ?? []).ToDictionary(item => item.ItemId, StringComparer.Ordinal);
        return after.Items()
            .Where(item => !known.TryGetValue(item.ItemId, out var was) || !ReferenceEquals(was, item));
    }
}

/// <summary>An account as a request found it.</summary>
/// <param name="Request">What is asked of it.</param>
/// <param name="Account">Its state with the items that the command names; null where it was never opened.</param>
/// <param name="StateETag">What the snapshot is changed under.</param>
/// <param name="Context">What is known beside it; without numbers.</param>
/// <param name="Policy">The policy that gives the next dates.</param>
/// <param name="Today">The seller's current day, from which the next dates are reckoned, whatever day the command works for.</param>
/// <param name="ReadAt">A timestamp, to see how old the reading is.</param>
internal sealed record LoadedAccount(AccountRequest Request, Account? Account, ETag? StateETag, DecisionContext Context, BillingPolicy Policy, DateOnly Today, long ReadAt);
