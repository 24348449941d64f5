using System.Globalization;
using Azure.Data.Tables;
using Billing.Functions.Storage;

namespace Billing.Functions.Tasks;

/// <summary>Something that a person must look at.</summary>
/// <param name="SellerId">Whose work it is.</param>
/// <param name="TaskId">Derived from what it is about, so that opening it again changes nothing.</param>
/// <param name="Kind">Stable name: <c>payment-in-suspense</c>, <c>billing-parked</c>, <c>delivery-failed</c>, <c>delivery-withheld</c>, <c>document-damaged</c>, <c>number-without-document</c>,
/// <c>refund-due</c>, <c>certificate-due</c>, <c>approval-waiting</c>, <c>calendar-entry-missing</c>, <c>calendar-not-audited</c>, <c>vat-id-unverified</c>, <c>mandate-ended</c>, <c>bank-return</c>, <c>method-not-saved</c>, <c>payment-failed</c>, <c>payment-attempt-unknown</c>, <c>charging-withheld</c>, <c>address-undeliverable</c>, <c>dunning-assigned</c>, <c>reconciliation</c>, <c>report-does-not-tie</c>, <c>late-charge-doubtful</c>, <c>notice-undeliverable</c>, <c>print-batch-failed</c>, <c>collections-export-failed</c>, <c>ledger-export-failed</c>, <c>report-undeliverable</c>.</param>
/// <param name="Subject">What it is about: an account, payment or document.</param>
/// <param name="Text">What is wrong and what to do.</param>
/// <param name="OpenedAt">When it was first seen.</param>
internal sealed record WorkTask(string SellerId, string TaskId, string Kind, string Subject, string Text, DateTimeOffset OpenedAt)
{
    /// <summary>Whose it is; empty for whoever takes it.</summary>
    public string AssignedTo { get; init; } = "";
}

/// <summary>How a task ended.</summary>
/// <param name="At">When.</param>
/// <param name="Actor">Who dealt with it; empty where what was wrong is right again.</param>
/// <param name="Reason">What was done; empty likewise.</param>
internal sealed record TaskEnd(DateTimeOffset At, string Actor, string Reason);

/// <summary>The work list in the table <c>Index</c>: partition <c>{seller}|tasks</c>, one row a task that is open. What has ended is kept with how and when, by the month that it
/// ended in: partition <c>{seller}|tasks-ended|{yyyy-MM}</c>.</summary>
internal sealed class TaskBook(BillingStorage storage, RowPayload payload, TimeProvider clock)
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

    /// <summary>Ends a task, where it is open: what was wrong is right again.</summary>
    public Task CloseAsync(string sellerId, string taskId, CancellationToken cancellation) => EndAsync(sellerId, taskId, new TaskEnd(clock.GetUtcNow(), "", ""), cancellation);

    /// <summary>Ends a task. False where it is not open.</summary>
    public async Task<bool> EndAsync(string sellerId, string taskId, TaskEnd end, CancellationToken cancellation)
    {
        var open = await storage.Index.GetEntityIfExistsAsync<TableEntity>(PartitionOf(sellerId), taskId, cancellationToken: cancellation);
        if (!open.HasValue)
            return false;

        // Kept before it leaves the list: a death in between leaves it open, and the end that comes after it adds nothing of the same month.
        var task = await payload.ReadAsync<WorkTask>(open.Value!, cancellation);
        var ended = new TableEntity(EndedPartition(sellerId, end.At), $"{task.OpenedAt.UtcTicks:D19}|{taskId}") { [nameof(TaskEnd.At)] = end.At, [nameof(TaskEnd.Actor)] = end.Actor, [nameof(TaskEnd.Reason)] = end.Reason };
        await storage.Index.AddIfMissingAsync(await payload.WriteAsync(ended, task, cancellation), cancellation);
        await storage.Index.DeleteEntityAsync(PartitionOf(sellerId), taskId, cancellationToken: cancellation);
        return true;
    }

    /// <summary>The tasks that are open.</summary>
    public async IAsyncEnumerable<WorkTask> OpenTasksAsync(string sellerId, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        var partition = PartitionOf(sellerId);
        await foreach (var row in storage.Index.QueryAsync<TableEntity>(row => row.PartitionKey == partition, cancellationToken: cancellation))
            yield return await payload.ReadAsync<WorkTask>(row, cancellation);
    }

    /// <summary>The tasks that were open at an instant, with the texts that they had last.</summary>
    public async Task<IReadOnlyList<WorkTask>> OpenTasksAsync(string sellerId, DateTimeOffset at, CancellationToken cancellation)
    {
        // Read in this order, a task that ends meanwhile is found; one that is found twice is one.
        var tasks = await OpenTasksAsync(sellerId, cancellation).ToListAsync(cancellation);
        var (from, to) = (EndedPartition(sellerId, at), $"{sellerId}|tasks-ended|~");
        await foreach (var row in storage.Index.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey ge {from} and PartitionKey lt {to}"), cancellationToken: cancellation))
        {
            if (row.GetDateTimeOffset(nameof(TaskEnd.At)) > at)
                tasks.Add(await payload.ReadAsync<WorkTask>(row, cancellation));
        }

        return [.. tasks.Where(task => task.OpenedAt <= at).DistinctBy(task => (task.TaskId, task.OpenedAt))];
    }

    private static string PartitionOf(string sellerId) => $"{sellerId}|tasks";

    private static string EndedPartition(string sellerId, DateTimeOffset at) => string.Create(CultureInfo.InvariantCulture, $"{sellerId}|tasks-ended|{at.UtcDateTime:yyyy-MM}");
}
