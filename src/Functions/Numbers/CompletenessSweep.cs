using Azure.Data.Tables;
using Billing.Domain;
using Billing.Functions.Accounts;
using Billing.Functions.Deliveries;
using Billing.Functions.Documents;
using Billing.Functions.Messages;
using Billing.Functions.Storage;
using Billing.Functions.Tasks;

namespace Billing.Functions.Numbers;

/// <summary>What a sweep did with one series.</summary>
/// <param name="Series">The series.</param>
/// <param name="Through">Every number up to this is complete.</param>
/// <param name="Checked">How many numbers it looked at.</param>
/// <param name="Mended">How many lacked something, which is now on its way.</param>
internal sealed record SweptSeries(string Series, long Through, int Checked, int Mended);

/// <summary>Walks the number series from where the last sweep ended: every number has its document, its files and the delivery of every copy, or gets what it lacks;
/// a number whose document can no longer be issued gets a void sheet.</summary>
internal sealed class CompletenessSweep(
    BillingStorage storage, NumberBook numbers, NumberedDocuments numbered, AccountLedger ledger, DirectCommands commands, DocumentStore documents, DeliveryBook deliveries, TaskBook tasks, WorkQueues queues)
{
    public const string WatermarkKey = "swept";
    private const int AtOnce = 32;

    // What was numbered just now is still being issued.
    private static readonly TimeSpan Settled = TimeSpan.FromMinutes(15);

    public async Task<IReadOnlyList<SweptSeries>> SweepAsync(CancellationToken cancellation, TimeSpan? settledAfter = null)
    {
        var swept = new List<SweptSeries>();
        await foreach (var series in numbers.SeriesAsync(cancellation))
            swept.Add(await SweepAsync(series, DateTimeOffset.UtcNow - (settledAfter ?? Settled), cancellation));
        return swept;
    }

    private async Task<SweptSeries> SweepAsync(string series, DateTimeOffset numberedBefore, CancellationToken cancellation)
    {
        var watermark = await storage.Numbers.GetEntityIfExistsAsync<TableEntity>(series, WatermarkKey, cancellationToken: cancellation);
        var before = watermark.HasValue ? watermark.Value!.GetInt64("Through") ?? 0 : 0;
        var (through, looked, mended) = (before, 0, 0);
        var settled = numbers.GivenAsync(series, through, cancellation).TakeWhile(given => given.ReservedAt <= numberedBefore);
        await foreach (var chunk in settled.Chunk(AtOnce).WithCancellation(cancellation))
        {
            var complete = await Task.WhenAll(chunk.Select(given => TryCompleteAsync(given, cancellation)));
            looked += chunk.Length;
            mended += complete.Count(one => !one);
            var reached = through + chunk.Zip(complete).TakeWhile((pair, index) => pair.Second && pair.First.N == through + 1 + index).Count();
            if (reached == through)
                continue;

            // Kept as it goes: a sweep that runs out of its time goes on from there the next night.
            through = reached;
            await storage.Numbers.UpsertEntityAsync(new TableEntity(series, WatermarkKey) { ["Through"] = through }, TableUpdateMode.Replace, cancellation);
        }

        return new SweptSeries(series, through, looked, mended);
    }

    // One number that cannot be mended becomes a person's task, and the others are looked at all the same.
    private async Task<bool> TryCompleteAsync(GivenNumber given, CancellationToken cancellation)
    {
        var (account, number) = (given.Account, given.Number);
        try
        {
            return await IsCompleteAsync(given, cancellation);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            await tasks.OpenAsync(new WorkTask(account.Seller, TaskBook.IdOf("number-without-document", number), "number-without-document", number,
                $"{account}: number {number} lacks its document, and that could not be mended: {e.Message}", DateTimeOffset.UtcNow), cancellation);
            return false;
        }
    }

    private async Task<bool> IsCompleteAsync(GivenNumber given, CancellationToken cancellation)
    {
        var account = given.Account;
        var (documentId, document) = await numbered.FindAsync(given, cancellation);
        if (document is null)
        {
            await IssueOrVoidAsync(account, documentId, given.Number, cancellation);
            return false;
        }

        if (await documents.FindAsync(account, documentId, cancellation) is not { } stored || (stored.EInvoice is null && document.HasEInvoice()))
        {
            await queues.SendAsync(StorageNames.RenderDocuments, new RenderDocumentsMessage([new DocumentRef(account.ToString(), documentId)]), cancellation);
            return false;
        }

        if (document.IsVoidSheet || await deliveries.AreSettledAsync(account, documentId, Recipient.Of(document.Buyer).Count, cancellation))
            return true;
        await queues.SendAsync(StorageNames.DeliverDocuments, new DeliverDocumentsMessage([new DeliveryRef(account.ToString(), documentId, null)]), cancellation);
        return false;
    }

    // Billing the account now issues the document, if it still can be issued; if a decision no longer names it, its number gets a void sheet.
    private async Task IssueOrVoidAsync(AccountId account, string documentId, string number, CancellationToken cancellation)
    {
        // Each try is a command of its own: both commands give nothing new where there is nothing to do, and what one try came to must not stand in the way of the next.
        var tried = $"{number}|{Guid.NewGuid():N}";
        var bill = new AccountRequest(account, new RunBilling(), new CommandId("sweep", tried), null, nameof(SweepCompleteness), "A number has no document.");
        var preview = await ledger.PreviewAsync(bill, cancellation);
        var stillDue = preview is Decision.Accepted accepted && accepted.Events.OfType<InvoiceFinalized>().Any(issued => issued.Invoice.DocumentId == documentId);
        if (await commands.CarryOutAsync(stillDue ? bill : bill with { Command = new VoidNumber(documentId, number) }, cancellation) is AccountOutcome.Refused { Refusal: { Code: not "already-issued" } refusal })
            throw new InvalidOperationException(refusal.Message);
    }
}
