using Azure.Data.Tables;
using Billing.Functions.Storage;

namespace Billing.Functions.Tasks;

/// <summary>Something that a person must look at.</summary>
/// <param name="SellerId">Whose work it is.</param>
/// <param name="TaskId">Derived from what it is about, so that opening it again changes nothing.</param>
/// <param name="Kind">Stable name: <c>payment-in-suspense</c>, <c>billing-parked</c>, <c>delivery-failed</c>, <c>delivery-withheld</c>, <c>document-damaged</c>, <c>number-without-document</c>,
/// <c>refund-due</c>, <c>certificate-due</c>, <c>approval-waiting</c>, <c>calendar-entry-missing</c>, <c>calendar-not-audited</c>, <c>vat-id-unverified</c>, <c>mandate-ended</c>, <c>bank-return</c>, <c>method-not-saved</c>, <c>payment-failed</c>, <c>payment-attempt-unknown</c>, <c>charging-withheld</c>, <c>address-undeliverable</c>, <c>dunning-assigned</c>, <c>reconciliation</c>, <c>report-does-not-tie</c>, <c>late-charge-doubtful</c>, <c>notice-undeliverable</c>, <c>print-batch-failed</c>, <c>collections-export-failed</c>, <c>ledger-export-failed</c>.</param>
/// <param name="Subject">What it is about: an account, payment or document.</param>
/// <param name="Text">What is wrong and what to do.</param>
/// <param name="OpenedAt">When it was first seen.</param>
internal sealed record WorkTask(string SellerId, string TaskId, string Kind, string Subject, string Text, DateTimeOffset OpenedAt)
{
    /// <summary>Whose it is; empty for whoever takes it.</summary>
    public string AssignedTo { get; init; } = "";
}

/// <summary>Who dealt with a task, how, and when.</summary>
internal sealed record FinishedBy(string Actor, string Reason, DateTimeOffset At);

/// <summary>The work list in the table <c>Index</c>: partition <c>{seller}|tasks</c>, one row a task that is open.</summary>
internal sealed class TaskBook(BillingStorage storage, RowPayload payload)
{
    /// <summary>The id of the one task of a kind about a subject.</summary>
    public static string IdOf(string kind, string subject) => $"{kind}-{Keys.Hash(subject)}";

    /// <summary>Opens a task. One that is open keeps the time it was first seen and gets the newer text.</summary>
    public async Task OpenAsync(WorkTask task, CancellationToken cancellation)
    {
        var open = await storage.Index.GetEntityIfExistsAsync<TableEntity>(PartitionOf(task.SellerId), task.TaskId, cancellationToken: cancellation);
        if (open.HasValue)
            task = task with { OpenedAt = (await payload.ReadAsync<WorkTask>(open.Value!, cancellation)).OpenedAt };
        await storage.Index.UpsertEntityAsync(await payload.WriteAsync(new TableEntity(PartitionOf(task.SellerId), task.TaskId), task, cancellation), TableUpdateMode.Replace, cancellation);
    }

    public async Task CloseAsync(string sellerId, string taskId, CancellationToken cancellation) =>
        await storage.Index.DeleteEntityAsync(PartitionOf(sellerId), taskId, cancellationToken: cancellation);

    /// <summary>Closes a task that a person dealt with, and keeps who and why beside it. False where it is not open.</summary>
    public async Task<bool> FinishAsync(string sellerId, string taskId, FinishedBy by, CancellationToken cancellation)
    {
        var open = await storage.Index.GetEntityIfExistsAsync<TableEntity>(PartitionOf(sellerId), taskId, cancellationToken: cancellation);
        if (!open.HasValue)
            return false;
        var done = new TableEntity($"{sellerId}|tasks-done|{by.At:yyyy-MM}", $"{by.At.UtcTicks:D19}|{taskId}") { ["Actor"] = by.Actor, ["Reason"] = by.Reason };
        await storage.Index.AddEntityAsync(await payload.WriteAsync(done, await payload.ReadAsync<WorkTask>(open.Value!, cancellation), cancellation), cancellation);
        await CloseAsync(sellerId, taskId, cancellation);
        return true;
    }

    public async IAsyncEnumerable<WorkTask> OpenTasksAsync(string sellerId, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        var partition = PartitionOf(sellerId);
        await foreach (var row in storage.Index.QueryAsync<TableEntity>(row => row.PartitionKey == partition, cancellationToken: cancellation))
            yield return await payload.ReadAsync<WorkTask>(row, cancellation);
    }

    private static string PartitionOf(string sellerId) => $"{sellerId}|tasks";
}
