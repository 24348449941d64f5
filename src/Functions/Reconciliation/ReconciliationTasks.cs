using Azure.Data.Tables;
using Billing.Domain;
using Billing.Functions.Storage;
using Billing.Functions.Tasks;

namespace Billing.Functions.Reconciliation;

/// <summary>Makes each discrepancy one task. In the table <c>Index</c> the partition <c>{seller}|discrepancies</c> remembers which had theirs, so that one that
/// was finished is not opened again by the next report.</summary>
internal sealed class ReconciliationTasks(TaskBook tasks, BillingStorage storage, TimeProvider clock)
{
    public const string Task = "reconciliation";

    /// <returns>How many are new.</returns>
    public async Task<int> OpenAsync(ReconciliationReport report, CancellationToken cancellation)
    {
        var opened = 0;
        foreach (var found in report.Discrepancies)
        {
            var subject = $"{found.Kind} {found.Subject}";
            var known = new TableEntity($"{report.SellerId}|discrepancies", Keys.Hash($"{subject} {found.Amount}"));
            if ((await storage.Index.GetEntityIfExistsAsync<TableEntity>(known.PartitionKey, known.RowKey, cancellationToken: cancellation)).HasValue)
                continue;
            await tasks.OpenAsync(new WorkTask(report.SellerId, TaskBook.IdOf(Task, subject), Task, found.Subject, $"{found.Kind}, {found.Amount}: {found.Text}", clock.GetUtcNow()), cancellation);

            // Remembered last: who dies before opens the same task once more.
            await storage.Index.UpsertEntityAsync(known, TableUpdateMode.Replace, cancellation);
            opened++;
        }

        return opened;
    }
}
