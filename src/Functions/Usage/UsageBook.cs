using Azure.Data.Tables;
using Billing.Domain;
using Billing.Functions.Configuration;
using Billing.Functions.Storage;

namespace Billing.Functions.Usage;

/// <summary>The table <c>Usage</c>. Each period of a subscription is a partition: its head with the running figures, and a row for each event. Events are
/// added under the head's ETag; a period is closed by marking its head, after which nothing is added there and what comes late goes to the next.</summary>
internal sealed class UsageBook(BillingStorage storage, UsageRows rows, UsageIds ids, TimeProvider clock)
{
    private const int Attempts = 40;

    // How far behind late usage may come: a year of days, or decades of months.
    private const int PeriodsSearched = 400;

    // Beside the head; an event whose key is counted once can bring a second row.
    private const int RowsPerTransaction = 99;

    // Within this process those who add to one period take turns, as only one of them could commit; others are left to the head's ETag. Periods share
    // turns by their hash, so there is a fixed number of them, a power of 2.
    private const int Turns = 64;
    private readonly SemaphoreSlim[] turns = [.. Enumerable.Range(0, Turns).Select(_ => new SemaphoreSlim(1))];

    /// <summary>Adds events. The outcomes are in their order. Asking again is safe: what is there already is a duplicate.</summary>
    /// <exception cref="UsageContendedException">The period was changed by others all the time. What was added stays; ask again.</exception>
    public async Task<IReadOnlyList<UsageOutcome>> AddAsync(MeteredSubscription metered, IReadOnlyList<UsageEvent> events, string actor, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var wanted = events.DistinctBy(used => used.EventId, StringComparer.Ordinal).ToDictionary(used => used.EventId, used => new PendingUsage(used), StringComparer.Ordinal);
        foreach (var pending in wanted.Values)
            pending.Outcome = metered.WhyNot(pending.Event, now) is { } refusal ? new UsageOutcome.Refused(refusal) : null;

        await ids.ClaimAsync(metered, [.. wanted.Values.Where(pending => pending.Outcome is null)], cancellation);
        foreach (var period in wanted.Values.Where(pending => pending.Outcome is null).GroupBy(pending => pending.BelongsTo!))
            await AddAsync(metered, period.Key, [.. period], actor, cancellation);

        var reported = new HashSet<string>(StringComparer.Ordinal);
        return [.. events.Select(used => Outcome(used, wanted[used.EventId], reported.Add(used.EventId)))];
    }

    /// <summary>Reads the figures of a period. To close it comes before: what is read then is final, and a later reading is the same.</summary>
    /// <exception cref="UsageContendedException">It could not be closed, as others were adding to it all the time.</exception>
    public async Task<UsageReading> ReadAsync(AccountId account, UsagePeriodKey key, bool close, CancellationToken cancellation)
    {
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            var head = await rows.HeadAsync(account, key, cancellation);
            if (!close || head.Closed)
                return head.Tally.Reading(key, head.Closed);
            if (await rows.CloseAsync(account, key, head, clock.GetUtcNow(), cancellation))
                return head.Tally.Reading(key, closed: true);
        }

        throw new UsageContendedException(account, key);
    }

    /// <summary>The events of a period as they were recorded, by their timestamps, and the place where the page ends; no place where nothing follows.</summary>
    public async Task<(IReadOnlyList<RecordedUsage> Events, string? EndsAt)> ListAsync(AccountId account, UsagePeriodKey key, int limit, string? after, CancellationToken cancellation)
    {
        var found = await rows.EventsAsync(account, key, limit + 1, after, cancellation).Take(limit + 1).ToListAsync(cancellation);
        return ([.. found.Take(limit).Select(row => row.Value)], found.Count > limit ? found[limit - 1].RowKey : null);
    }

    private static UsageOutcome Outcome(UsageEvent used, PendingUsage pending, bool first) => pending.Outcome switch
    {
        UsageOutcome.Refused refused => refused,
        _ when pending.Event != used => new UsageOutcome.Refused(UsageIds.Reused(used)),
        { } outcome when first => outcome,
        { } outcome => new UsageOutcome.Duplicate(outcome.Period!),
        null => throw new InvalidOperationException($"Nothing became of the event {used.EventId}."),
    };

    // From the period the events belong to on, to the first that is open.
    private async Task AddAsync(MeteredSubscription metered, UsagePeriodKey belongsTo, List<PendingUsage> pending, string actor, CancellationToken cancellation)
    {
        var perTransaction = pending.Any(one => one.Event.UniqueKey.Length > 0) ? RowsPerTransaction / 2 : RowsPerTransaction;
        var key = belongsTo;
        for (var searched = 1; ; searched++)
        {
            var open = true;
            var knownKeys = new HashSet<string>(StringComparer.Ordinal);
            for (var at = 0; open && at < pending.Count; at += perTransaction)
                open = await TryAddAsync(metered, key, pending.GetRange(at, Math.Min(perTransaction, pending.Count - at)), knownKeys, actor, cancellation);

            pending = [.. pending.Where(one => one.Outcome is null)];
            if (pending.Count == 0)
                return;
            if (searched == PeriodsSearched || metered.Meter.After(key) is not { } next)
                break;
            key = next;
        }

        foreach (var one in pending)
            one.Outcome = new UsageOutcome.Refused(new Refusal("no-period-left", $"The period from {belongsTo.PeriodStart:O} is closed, and no open one follows; bill what was used by an invoice of its own."));
    }

    private async Task<bool> TryAddAsync(MeteredSubscription metered, UsagePeriodKey key, List<PendingUsage> chunk, HashSet<string> knownKeys, string actor, CancellationToken cancellation)
    {
        var turn = turns[HashCode.Combine(metered.Account, key) & (Turns - 1)];
        await turn.WaitAsync(cancellation);
        try
        {
            return await TryAddInTurnAsync(metered, key, chunk, knownKeys, actor, cancellation);
        }
        finally
        {
            turn.Release();
        }
    }

    // Whether the period is open. An event that has an outcome afterwards is in it.
    private async Task<bool> TryAddInTurnAsync(MeteredSubscription metered, UsagePeriodKey key, List<PendingUsage> chunk, HashSet<string> knownKeys, string actor, CancellationToken cancellation)
    {
        var account = metered.Account;
        var lookForAll = false;
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            var head = await rows.HeadAsync(account, key, cancellation);
            var closed = head.Closed || !metered.Meter.IsOpen(key);
            if (closed && head.ETag is null)
            {
                // Where usage was billed there is a head, also for none.
                chunk.ForEach(one => one.Outcome ??= new UsageOutcome.Refused(new Refusal("not-metered", $"The subscription was billed from {key.PeriodStart:O} on, and not by usage.")));
                return false;
            }

            // The head is read first: an event that another writer adds after this changes the head's ETag, and before it is found. In a closed period
            // each must be looked for: it may have been added between our last look and the closing.
            await FindStoredAsync(account, key, [.. chunk.Where(one => one.Outcome is null && (lookForAll || closed || one.MayBeStored))], cancellation);
            var open = chunk.Where(one => one.Outcome is null).ToList();
            if (closed || open.Count == 0)
                return !closed;
            try
            {
                await storage.Usage.SubmitTransactionAsync(await rows.AdditionAsync(account, key, head, [.. open.Select(one => new RecordedUsage(one.Event, one.BelongsTo!.PeriodStart, clock.GetUtcNow(), actor))], knownKeys, cancellation), cancellation);
            }
            catch (TableTransactionFailedException e) when (e.Status is 409 or 412)
            {
                lookForAll = e.Status == 409 && e.FailedTransactionActionIndex is not 0;
                await Task.Delay(TimeSpan.FromMilliseconds(Math.Min(2 * attempt, 40) + Random.Shared.Next(10 + 2 * attempt)), cancellation);
                continue;
            }

            knownKeys.UnionWith(open.Select(one => one.Event.UniqueKey));
            open.ForEach(one => one.Outcome = one.BelongsTo == key ? new UsageOutcome.Accepted(key) : new UsageOutcome.Late(one.BelongsTo!, key));
            await ids.MoveAsync(metered, [.. open.Where(one => one.BelongsTo != key)], key, cancellation);
            return true;
        }

        throw new UsageContendedException(account, key);
    }

    private async Task FindStoredAsync(AccountId account, UsagePeriodKey key, List<PendingUsage> doubtful, CancellationToken cancellation)
    {
        var stored = await rows.FindAsync(account, key, [.. doubtful.Select(one => one.Event)], cancellation);
        foreach (var one in doubtful.Where(one => stored.ContainsKey(one.Event.EventId)))
            one.Outcome = new UsageOutcome.Duplicate(key);
    }
}

/// <summary>A subscription whose usage is recorded.</summary>
/// <param name="Account">Whose it is.</param>
/// <param name="Meter">Its periods.</param>
/// <param name="Seller">In whose time zone a day begins and ends.</param>
internal sealed record MeteredSubscription(AccountId Account, UsageMeter Meter, SellerConfiguration Seller)
{
    public DateOnly DayOf(UsageEvent used) => Seller.DateAt(used.At);

    public Refusal? WhyNot(UsageEvent used, DateTimeOffset now)
    {
        var day = DayOf(used);
        return Meter.WhyNot(used, day, Seller.Prices.GetValueOrDefault(Meter.Subscription.TermsOn(day).PriceId)?.Meter, now);
    }
}

/// <summary>A period is added to by so many at once that it could not be changed; what is asked can be asked again.</summary>
internal sealed class UsageContendedException(AccountId account, UsagePeriodKey key)
    : Exception($"The usage of {key.SubscriptionId} of account {account} from {key.PeriodStart:O} is changed by too many at once.");
