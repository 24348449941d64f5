using Billing.Functions.Api.Contract;
using Billing.Functions.Documents;
using Billing.Functions.PrintBatches;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;

namespace Billing.Functions.Api.PrintBatches;

/// <summary>Answers with the files of print batches, as they were written. The ETag is the hash of the bytes.</summary>
internal sealed class PrintBatchAnswer(PrintBatchBook batches, PrintBatchFiles files)
{
    public async Task<IActionResult> FileAsync(string batchId, Func<PrintBatch, StoredFile?> which, string type, CancellationToken cancellation)
    {
        if (await batches.FindAsync(batchId, cancellation) is not var (batch, _))
            return Problems.NotFound($"print batch '{batchId}'");
        if (which(batch) is not { } file)
            return Problem.Of(StatusCodes.Status409Conflict, "not-ready", "The files of the batch are still being made; ask again in a moment.");
        if (await files.FindAsync(file, cancellation) is not { } content)
            return Problem.Of(StatusCodes.Status410Gone, "file-deleted", "The files of print batches are deleted after a while; the letters are kept with their notices.");
        return new FileContentResult(content.ToArray(), type)
        {
            FileDownloadName = $"{batch.BatchId}{Path.GetExtension(file.Path)}",
            EntityTag = new EntityTagHeaderValue($"\"{file.Sha256}\""),
        };
    }
}
