using System.Globalization;
using Azure.Storage.Blobs.Models;
using Billing.Functions.Documents;
using Billing.Functions.Messages;
using Billing.Functions.Numbers;
using Billing.Functions.Runs;
using Billing.Functions.Storage;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Verification;

/// <summary>Goes through a part of a seller's month, a bounded number of documents at a time: each number's document is held against its files, or each file
/// against its document. What is left goes on in a message of its own.</summary>
internal sealed class VerifyDocuments(BillingStorage storage, NumberBook numbers, NumberedDocuments numbered, DocumentVerifier verifier, VerificationTasks tasks, RunBook runs, WorkQueues queues)
{
    private const int DocumentsPerMessage = 500;
    private const int NumbersPerMessage = 20_000;
    private const int AtOnce = 8;

    [Function(nameof(VerifyDocuments))]
    public async Task RunAsync([QueueTrigger(StorageNames.VerifyDocuments, Connection = "AzureWebJobsStorage")] string message, FunctionContext context, CancellationToken cancellation)
    {
        var part = BillingJson.Read<VerifyDocumentsMessage>(message);
        try
        {
            var (result, goOnAfter) = part.Series is { } series ? await DocumentsAsync(part, series, cancellation) : await FilesAsync(part, cancellation);
            if (goOnAfter is not null)
                await VerificationStarter.SendAsync(queues, runs, part with { After = goOnAfter }, cancellation);
            await runs.BatchDoneAsync(part.RunId, part.BatchId, result, false, cancellation);
        }
        catch (Exception e) when (e is not OperationCanceledException && context.DequeueCount() >= Delivery.LastAttempt)
        {
            await runs.BatchDoneAsync(part.RunId, part.BatchId, BatchResult.None with { Failures = [$"{part.BatchId}: {e.Message}"] }, givenUp: true, cancellation);
            throw;
        }
    }

    // A document is of the month that its number was reserved for, wherever its files are; so each is looked at in one month, and none in none.
    private async Task<(BatchResult Result, string? GoOnAfter)> DocumentsAsync(VerifyDocumentsMessage part, string series, CancellationToken cancellation)
    {
        var (wanted, seen, last) = (new List<GivenNumber>(), 0, part.After is { } after ? long.Parse(after, CultureInfo.InvariantCulture) : 0L);
        await foreach (var given in numbers.GivenAsync(series, last, cancellation))
        {
            if (wanted.Count == DocumentsPerMessage || seen == NumbersPerMessage)
                return (await CheckAsync(part, wanted, cancellation), last.ToString(CultureInfo.InvariantCulture));
            (seen, last) = (seen + 1, given.N);
            if (given.Account.Seller == part.SellerId && given.ReservedAt <= part.SettledBefore && (given.ReservedFor is null || IsIn(part.Month, given.ReservedFor)))
                wanted.Add(given);
        }

        return (await CheckAsync(part, wanted, cancellation), null);
    }

    private async Task<BatchResult> CheckAsync(VerifyDocumentsMessage part, List<GivenNumber> wanted, CancellationToken cancellation)
    {
        var checks = await EachAsync(wanted, async given => (await numbered.FindAsync(given, cancellation)).Document is { } document && IsIn(part.Month, given.ReservedFor ?? document.IssueDate)
            ? new Check(document.Number, await verifier.CheckAsync(given.Account, document, cancellation))
            : null);
        return await ReportAsync(part, checks, cancellation) with { Documents = checks.Count };
    }

    private async Task<(BatchResult Result, string? GoOnAfter)> FilesAsync(VerifyDocumentsMessage part, CancellationToken cancellation)
    {
        var pages = storage.Container(StorageNames.Documents).GetBlobsAsync(BlobTraits.None, BlobStates.None, DocumentStore.FolderOf(part.SellerId, part.Month), cancellation);
        var page = await pages.AsPages(part.After, DocumentsPerMessage).FirstAsync(cancellation);
        var checks = await EachAsync([.. page.Values.Where(blob => blob.Properties.CreatedOn <= part.SettledBefore)], async blob =>
            new Check(blob.Name, await verifier.CheckAsync(blob.Name, cancellation) is { } finding ? [finding] : []));
        var gone = part.After is null ? await GoneAsync(part, cancellation) : [];
        return (await ReportAsync(part, [.. checks, .. gone], cancellation), page.ContinuationToken is { Length: > 0 } next ? next : null);
    }

    // Files of the folder that had a task and were taken away, which no listing shows: nothing is wrong with them any more.
    private async Task<IReadOnlyList<Check>> GoneAsync(VerifyDocumentsMessage part, CancellationToken cancellation)
    {
        var folder = DocumentStore.FolderOf(part.SellerId, part.Month);
        var told = (await tasks.SubjectsAsync(part.SellerId, cancellation)).Where(subject => subject.StartsWith(folder, StringComparison.Ordinal)).ToList();
        return await EachAsync(told, async path => await storage.Container(StorageNames.Documents).GetBlobClient(path).ExistsAsync(cancellation) ? null : new Check(path, []));
    }

    private async Task<BatchResult> ReportAsync(VerifyDocumentsMessage part, IReadOnlyList<Check> checks, CancellationToken cancellation)
    {
        var open = await tasks.SubjectsAsync(part.SellerId, cancellation);
        foreach (var check in checks)
            await tasks.KeepAsync(part.SellerId, check.Subject, check.Findings, open, cancellation);
        return BatchResult.None with { Damaged = checks.Count(check => check.Findings.Count > 0), Findings = [.. checks.SelectMany(check => check.Findings)] };
    }

    private static async Task<IReadOnlyList<Check>> EachAsync<T>(IReadOnlyList<T> wanted, Func<T, Task<Check?>> check)
    {
        var checks = new List<Check>();
        foreach (var chunk in wanted.Chunk(AtOnce))
            checks.AddRange((await Task.WhenAll(chunk.Select(check))).OfType<Check>());
        return checks;
    }

    private static bool IsIn(DateOnly month, DateOnly? day) => day is { } date && date.Year == month.Year && date.Month == month.Month;

    // What was looked at, and what is wrong with it.
    private sealed record Check(string Subject, IReadOnlyList<DocumentFinding> Findings);
}
