using Azure.Data.Tables;
using Billing.Domain;
using Billing.Functions.Accounts;
using Billing.Functions.Configuration;
using Billing.Functions.Storage;
using Billing.Functions.Tasks;

namespace Billing.Functions.Calendar;

/// <summary>What an audit of the calendar found.</summary>
/// <param name="Accounts">How many accounts it looked at.</param>
/// <param name="Mended">How many lacked an entry, which they have now.</param>
/// <param name="Failed">How many could not be checked.</param>
/// <param name="StoppedAfter">The account after which its time was up; nothing where it came to the end.</param>
internal sealed record AuditedCalendar(int Accounts, int Mended, int Failed, string? StoppedAfter);

/// <summary>Holds the calendar against all accounts: what an account has next, by its seller's present policy, must have an entry that wakes it in time.
/// What lacks one gets it, and a task says so. A policy whose dates came nearer is mended in this way.</summary>
internal sealed class CalendarAudit(BillingStorage storage, AccountRows rows, DueCalendar calendar, ConfigurationBook configuration, TaskBook tasks, TimeProvider clock)
{
    private const int AtOnce = 16;
    private const int PageSize = 500;
    private const string PositionPartition = "audits";
    private const string PositionKey = "calendar";

    // host.json ends a function after ten minutes.
    private static readonly TimeSpan LongestWalk = TimeSpan.FromMinutes(8);

    /// <summary>Walks all accounts, or those that the last walk did not come to.</summary>
    public async Task<AuditedCalendar> AuditAsync(CancellationToken cancellation)
    {
        var started = clock.GetTimestamp();
        var position = await storage.Runs.GetEntityIfExistsAsync<TableEntity>(PositionPartition, PositionKey, cancellationToken: cancellation);
        var (looked, mended, failed) = (0, 0, 0);
        await foreach (var page in rows.StatesAsync(position.HasValue ? position.Value!.GetString("After") : "", cancellation).Chunk(PageSize).WithCancellation(cancellation))
        {
            await Parallel.ForEachAsync(page, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation }, async (state, _) =>
            {
                Interlocked.Increment(ref looked);
                switch (await TryMendAsync(AccountId.Parse(state.AccountId), state, cancellation))
                {
                    case true: Interlocked.Increment(ref mended); break;
                    case null: Interlocked.Increment(ref failed); break;
                }
            });
            if (clock.GetElapsedTime(started) > LongestWalk)
            {
                await storage.Runs.UpsertEntityAsync(new TableEntity(PositionPartition, PositionKey) { ["After"] = page[^1].AccountId }, TableUpdateMode.Replace, cancellation);
                return new AuditedCalendar(looked, mended, failed, page[^1].AccountId);
            }
        }

        await storage.Runs.DeleteEntityAsync(PositionPartition, PositionKey, cancellationToken: cancellation);
        return new AuditedCalendar(looked, mended, failed, null);
    }

    // One account that cannot be checked becomes a person's task, and the others are looked at all the same.
    private async Task<bool?> TryMendAsync(AccountId account, Account seen, CancellationToken cancellation)
    {
        try
        {
            if ((await MissingAsync(account, seen, cancellation)).Count == 0)
                return false;

            // The state was read some time before the calendar, and may have moved on with its entries; what still lacks one now does lack it.
            var (state, _) = await rows.StateAsync(account, cancellation);
            if (state is null || await MissingAsync(account, state, cancellation) is not { Count: > 0 } missing)
                return false;
            await calendar.EnterAsync(missing, cancellation);
            await OpenTaskAsync("calendar-entry-missing", account, $"It had no calendar entry {string.Join(" and no ", missing.Select(entry => $"{DueCalendar.NameOf(entry.Kind)} on {entry.Day:O}"))}; it has one now. "
                + "After a policy with earlier dates this is expected; else look for what removed it.", cancellation);
            return true;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            await OpenTaskAsync("calendar-not-audited", account, $"Whether it has its calendar entries could not be checked: {e.Message}", cancellation);
            return null;
        }
    }

    private async Task<IReadOnlyList<CalendarEntry>> MissingAsync(AccountId account, Account state, CancellationToken cancellation)
    {
        var seller = await configuration.ReadAsync(account.Seller, cancellation);
        var today = seller.DateAt(clock.GetUtcNow());
        var missing = new List<CalendarEntry>();
        foreach (var kind in DueCalendar.Kinds)
        {
            if (DueCalendar.NextOn(kind, state, seller.Policy, today) is not { } next)
                continue;
            var needed = new CalendarEntry(kind, next < today ? today : next, state.AccountId, state.Version);
            if (!await calendar.HasEntryAsync(needed, today, cancellation))
                missing.Add(needed);
        }

        return missing;
    }

    private Task OpenTaskAsync(string kind, AccountId account, string text, CancellationToken cancellation) => tasks.OpenAsync(
        new WorkTask(account.Seller, TaskBook.IdOf(kind, account.ToString()), kind, account.ToString(), text, clock.GetUtcNow()), cancellation);
}
