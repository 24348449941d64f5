using Billing.Functions.Accounts;
using Billing.Functions.Index;
using Billing.Functions.Messages;
using Billing.Functions.Payments;
using Billing.Functions.Storage;
using Billing.Functions.Tasks;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Journal;

/// <summary>Appends what commands and payments caused to the journal, keeps the lists, and has the events published.</summary>
internal sealed class AppendJournal(AccountRows rows, PaymentBook payments, JournalBook journal, IndexBook index, AccountTasks tasks, WorkQueues queues)
{
    [Function(nameof(AppendJournal))]
    public async Task RunAsync([QueueTrigger(StorageNames.AppendJournal, Connection = "AzureWebJobsStorage")] string message, FunctionContext context, CancellationToken cancellation)
    {
        var append = BillingJson.Read<AppendJournalMessage>(message);
        if (await queues.SplitAsync(StorageNames.AppendJournal, append.Accounts, one => new AppendJournalMessage([one], append.PaymentFacts), context, cancellation))
            return;

        var committed = await rows.RecordsAsync(append.Accounts, cancellation);
        await journal.AppendAsync(committed.SelectMany(one => JournalBook.Rows(one.Account, one.Record)).Concat(await PaymentRowsAsync(append.PaymentFacts, cancellation)), cancellation);
        await index.RecordAsync(committed, cancellation);
        foreach (var (account, record) in committed)
            await tasks.KeepAsync(account, record, cancellation);
        if (append.Accounts.Count > 0)
            await queues.SendAsync(StorageNames.PublishEvents, new PublishEventsMessage(append.Accounts), cancellation);
    }

    private async Task<IReadOnlyList<JournalRow>> PaymentRowsAsync(IReadOnlyList<PaymentFactRef> facts, CancellationToken cancellation)
    {
        var rows = new List<JournalRow>();
        foreach (var named in facts)
        {
            var recorded = await payments.FindFactAsync(named, cancellation) ?? throw new InvalidOperationException($"Payment {named.PaymentId} has no fact {named.FactKey}.");
            if (recorded.Entry is { } entry)
                rows.AddRange(JournalBook.Rows(recorded.SellerId, recorded.PaymentId, recorded.Fact.Key, recorded.RecordedAt, recorded.Fact.ValueDate, entry.Lines[0].Amount.Currency, [entry]));
        }

        return rows;
    }
}
