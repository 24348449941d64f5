using Billing.Domain;
using Billing.Functions.Accounts;
using Billing.Functions.Messages;
using Billing.Functions.Storage;
using Billing.Functions.Tasks;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Journal;

/// <summary>Appends what commands caused to the journal, keeps the work list, and has the events published.</summary>
internal sealed class AppendJournal(AccountRows rows, JournalBook journal, TaskBook tasks, WorkQueues queues)
{
    [Function(nameof(AppendJournal))]
    public async Task RunAsync([QueueTrigger(StorageNames.AppendJournal, Connection = "AzureWebJobsStorage")] string message, FunctionContext context, CancellationToken cancellation)
    {
        var append = BillingJson.Read<AppendJournalMessage>(message);
        if (await queues.SplitAsync(StorageNames.AppendJournal, append.Accounts, one => new AppendJournalMessage([one], append.PaymentFacts), context, cancellation))
            return;

        var committed = await rows.RecordsAsync(append.Accounts, cancellation);
        await journal.AppendAsync(committed.SelectMany(one => JournalBook.Rows(
            one.Account.Seller, one.Account.ToString(), $"{one.Record.Version:D10}", one.Record.At, one.Record.Today, one.Account.Currency, one.Record.Events.SelectMany(AccountPosting.Post))), cancellation);
        foreach (var (account, record) in committed)
            await KeepTasksAsync(account, record, cancellation);
        if (append.Accounts.Count > 0)
            await queues.SendAsync(StorageNames.PublishEvents, new PublishEventsMessage(append.Accounts), cancellation);
    }

    private async Task KeepTasksAsync(AccountId account, CommandRecord record, CancellationToken cancellation)
    {
        var taskId = TaskBook.IdOf("billing-parked", account.ToString());
        foreach (var happened in record.Events)
        {
            if (happened is BillingParked parked)
                await tasks.OpenAsync(new WorkTask(account.Seller, taskId, "billing-parked", account.ToString(), parked.Reason, record.At), cancellation);
            else if (happened is BillingResumed)
                await tasks.CloseAsync(account.Seller, taskId, cancellation);
        }
    }
}
