using Billing.Domain;
using Billing.Functions.Accounts;
using Billing.Functions.Calendar;
using Billing.Functions.Configuration;
using Billing.Functions.Messages;

namespace Billing.Functions.Runs;

/// <summary>Carries a scheduled command to a batch of accounts. A failing account leaves the batch as a message of its own, so that it poisons nobody
/// else; a batch that comes a second time is split before it is tried.</summary>
internal sealed class AccountBatch(AccountLedger ledger, AccountRows rows, EffectSender effects, DueCalendar calendar, ConfigurationBook configuration, RunBook runs, WorkQueues queues)
{
    private const int MostRounds = 50;

    public async Task WorkAsync(WorkKind kind, AccountBatchMessage batch, int dequeueCount, CancellationToken cancellation)
    {
        if (dequeueCount > 1 && batch.Accounts.Count > 1)
        {
            await LeaveAsync(kind, batch, batch.Accounts, cancellation);
            await runs.BatchDoneAsync(batch.RunId, batch.BatchId, BatchResult.None, false, cancellation);
            return;
        }

        try
        {
            await TryAsync(kind, batch, cancellation);
        }
        catch (Exception e) when (batch.Accounts.Count == 1)
        {
            var why = $"{batch.Accounts[0].AccountId}: {(e as AccountFailedException)?.InnerException?.Message ?? e.Message}";
            await runs.BatchDoneAsync(batch.RunId, batch.BatchId, new BatchResult(1, 0, 0, [why], []), dequeueCount >= Delivery.LastAttempt, cancellation);
            throw;
        }
    }

    private async Task TryAsync(WorkKind kind, AccountBatchMessage batch, CancellationToken cancellation)
    {
        var requests = new List<AccountRequest>();
        foreach (var due in batch.Accounts)
            requests.Add(await RequestAsync(kind, batch, AccountId.Parse(due.AccountId), cancellation));
        if (batch.DryRun)
        {
            await PreviewAsync(batch, requests, cancellation);
            return;
        }

        var outcomes = await ledger.TransactAsync(requests, cancellation);
        await effects.SendAsync(outcomes, cancellation);
        var unfinished = new List<DueAccount>();
        foreach (var ((outcome, due), request) in outcomes.Zip(batch.Accounts).Zip(requests))
        {
            if (await SettleAsync(kind, outcome, due, request.Today!.Value, cancellation) <= request.Today && outcome is AccountOutcome.Committed && batch.Round < MostRounds)
                unfinished.Add(due);
        }

        var failures = outcomes.OfType<AccountOutcome.Failed>().ToList();
        if (batch.Accounts.Count == 1 && failures.Count == 1)
            throw new AccountFailedException(failures[0].Account, failures[0].Why);
        await LeaveAsync(kind, batch, batch.Accounts.Where(due => failures.Any(failed => failed.Account.ToString() == due.AccountId)), cancellation);
        foreach (var due in unfinished)
            await SendAsync(kind, batch with { BatchId = $"{due.CalendarDay:O}|{due.AccountId}|round {batch.Round + 1}", Accounts = [due], Round = batch.Round + 1 }, cancellation);
        await runs.BatchDoneAsync(batch.RunId, batch.BatchId, Result(outcomes), false, cancellation);
    }

    private async Task<AccountRequest> RequestAsync(WorkKind kind, AccountBatchMessage batch, AccountId account, CancellationToken cancellation)
    {
        var seller = await configuration.ReadAsync(account.Seller, cancellation);
        var key = batch.Round == 1 ? $"{batch.RunId}|{kind}" : $"{batch.RunId}|{kind}|{batch.Round}";
        return new AccountRequest(account, kind.Command(), new CommandId("run", key), seller.DateOf(batch.Day, batch.DryRun), batch.Actor);
    }

    /// <summary>Settles the calendar.</summary>
    /// <returns>The day that the account has work of the kind next.</returns>
    private async Task<DateOnly?> SettleAsync(WorkKind kind, AccountOutcome outcome, DueAccount due, DateOnly today, CancellationToken cancellation)
    {
        var state = outcome switch
        {
            AccountOutcome.Committed committed => committed.After ?? (await rows.StateAsync(outcome.Account, cancellation)).Account,
            AccountOutcome.NothingNew nothing => nothing.State,
            _ => null,
        };
        if (state is null)
            return null;
        var policy = (await configuration.ReadAsync(outcome.Account.Seller, cancellation)).Policy;
        await calendar.SettleAsync(kind, due, state, policy, today, cancellation);
        return DueCalendar.NextOn(kind, state, policy, today);
    }

    private async Task LeaveAsync(WorkKind kind, AccountBatchMessage batch, IEnumerable<DueAccount> accounts, CancellationToken cancellation)
    {
        foreach (var due in accounts)
            await SendAsync(kind, batch with { BatchId = $"{batch.BatchId}|{due.AccountId}", Accounts = [due] }, cancellation);
    }

    private async Task SendAsync(WorkKind kind, AccountBatchMessage batch, CancellationToken cancellation)
    {
        await queues.SendAsync(kind.Queue(), batch, cancellation);
        await runs.QueueBatchAsync(batch.RunId, batch.BatchId, cancellation);
    }

    private async Task PreviewAsync(AccountBatchMessage batch, List<AccountRequest> requests, CancellationToken cancellation)
    {
        var preview = new List<PreviewedAccount>();
        foreach (var request in requests)
        {
            switch (await ledger.PreviewAsync(request, cancellation))
            {
                case Decision.Accepted { Events.Count: > 0 } accepted:
                    preview.Add(new PreviewedAccount(request.Account.ToString(), accepted.Events, null));
                    break;
                case Decision.Refused refused:
                    preview.Add(new PreviewedAccount(request.Account.ToString(), [], refused.Refusal));
                    break;
            }
        }

        await runs.BatchDoneAsync(batch.RunId, batch.BatchId, new BatchResult(requests.Count, 0, preview.Count(account => account.Refusal is not null), [], preview), false, cancellation);
    }

    // Those that failed are counted by the messages of their own that they left with.
    private static BatchResult Result(IReadOnlyList<AccountOutcome> outcomes) => new(
        outcomes.Count(outcome => outcome is not AccountOutcome.Failed),
        outcomes.Count(outcome => outcome is AccountOutcome.Committed),
        outcomes.Count(outcome => outcome is AccountOutcome.Refused),
        [],
        []);
}
