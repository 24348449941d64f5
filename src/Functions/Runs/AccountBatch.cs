using Billing.Domain;
using Billing.Functions.Accounts;
using Billing.Functions.Calendar;
using Billing.Functions.Configuration;
using Billing.Functions.Messages;
using Billing.Functions.Storage;

namespace Billing.Functions.Runs;

/// <summary>Carries a scheduled command to a batch of accounts. A failing account leaves the batch as a message of its own, so that it poisons nobody
/// else; a batch that comes a second time is split before it is tried.</summary>
internal sealed class AccountBatch(AccountLedger ledger, AccountRows rows, EffectSender effects, DueCalendar calendar, ConfigurationBook configuration, RunBook runs, WorkQueues queues)
{
    private const int LastAttempt = 5;

    public async Task WorkAsync(WorkKind kind, AccountBatchMessage batch, int dequeueCount, CancellationToken cancellation)
    {
        if (dequeueCount > 1 && batch.Accounts.Count > 1)
        {
            await LeaveAsync(kind, batch, batch.Accounts, cancellation);
            await runs.BatchDoneAsync(batch.RunId, batch.BatchId, new BatchResult(0, 0, 0, [], []), false, cancellation);
            return;
        }

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
        foreach (var (outcome, due) in outcomes.Zip(batch.Accounts))
            await SettleAsync(kind, outcome, due, cancellation);

        var failures = outcomes.OfType<AccountOutcome.Failed>().ToList();
        var alone = batch.Accounts.Count == 1;
        if (!alone)
            await LeaveAsync(kind, batch, batch.Accounts.Where(due => failures.Any(failed => failed.Account.ToString() == due.AccountId)), cancellation);
        await runs.BatchDoneAsync(batch.RunId, batch.BatchId, Result(outcomes, alone ? failures : []), dequeueCount >= LastAttempt, cancellation);
        if (alone && failures.Count > 0)
            throw new AccountFailedException(failures[0].Account, failures[0].Why);
    }

    private async Task<AccountRequest> RequestAsync(WorkKind kind, AccountBatchMessage batch, AccountId account, CancellationToken cancellation)
    {
        var seller = await configuration.ReadAsync(account.Seller, cancellation);
        var today = batch.Day.AsOf ?? seller.DateAt(batch.Day.At);
        AccountCommand command = kind == WorkKind.Bill ? new RunBilling() : new RunCollections();
        return new AccountRequest(account, command, new CommandId("run", $"{batch.RunId}|{kind}"), today, batch.Actor);
    }

    private async Task SettleAsync(WorkKind kind, AccountOutcome outcome, DueAccount due, CancellationToken cancellation)
    {
        var state = outcome switch
        {
            AccountOutcome.Committed committed => committed.After ?? (await rows.StateAsync(outcome.Account, cancellation)).Account,
            AccountOutcome.NothingNew nothing => nothing.State,
            _ => null,
        };
        if (state is not null)
            await calendar.SettleAsync(kind, due, state, (await configuration.ReadAsync(outcome.Account.Seller, cancellation)).Policy, cancellation);
    }

    private async Task LeaveAsync(WorkKind kind, AccountBatchMessage batch, IEnumerable<DueAccount> accounts, CancellationToken cancellation)
    {
        foreach (var due in accounts)
        {
            var batchId = $"{batch.BatchId}|{due.AccountId}";
            await runs.QueueBatchAsync(batch.RunId, batchId, cancellation);
            await queues.SendAsync(kind == WorkKind.Bill ? StorageNames.BillAccounts : StorageNames.CollectAccounts, batch with { BatchId = batchId, Accounts = [due] }, cancellation);
        }
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

    private static BatchResult Result(IReadOnlyList<AccountOutcome> outcomes, IReadOnlyList<AccountOutcome.Failed> failures) => new(
        outcomes.Count(outcome => outcome is not AccountOutcome.Failed) + failures.Count,
        outcomes.Count(outcome => outcome is AccountOutcome.Committed),
        outcomes.Count(outcome => outcome is AccountOutcome.Refused),
        [.. failures.Select(failed => $"{failed.Account}: {failed.Why.Message}")],
        []);
}
