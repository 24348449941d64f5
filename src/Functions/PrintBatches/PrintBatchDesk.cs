using Billing.Functions.Api.Contract;
using Microsoft.AspNetCore.Http;

namespace Billing.Functions.PrintBatches;

/// <summary>What operators say of a batch that is ready: that it was mailed, or that it was not printed.</summary>
internal sealed class PrintBatchDesk(PrintBatchBook batches, PrintBatchStages stages)
{
    /// <summary>Ends a batch. Should the work be cut short after the batch has changed, its letters follow at the timer's next tick.</summary>
    /// <exception cref="ProblemException">404: there is none. 409: it is not ready, or has ended already. 412: it was changed meanwhile.</exception>
    public async Task<PrintBatch> EndAsync(string batchId, PrintBatchStage stage, PrintBatchEnd end, CancellationToken cancellation)
    {
        var (batch, known) = await batches.FindAsync(batchId, cancellation) ?? throw new ProblemException(Problems.NotFound($"print batch '{batchId}'"));
        if (batch.Stage != stage || batch.End?.RequestKey != end.RequestKey)
        {
            if (batch.Stage != PrintBatchStage.Ready)
                throw new ProblemException(Refused(batch));
            if (!await batches.ChangeAsync(batch with { Stage = stage, End = end, IsSettled = false }, known, cancellation))
                throw new ProblemException(Problems.Stale());
        }

        return await stages.GoOnAsync(batchId, cancellation) ?? throw new InvalidOperationException($"Print batch {batchId} is gone.");
    }

    private static Problem Refused(PrintBatch batch) => batch.Stage switch
    {
        PrintBatchStage.Mailed => Problem.Of(StatusCodes.Status409Conflict, "already-mailed", $"{batch.End!.Actor} said on {batch.End.At:yyyy-MM-dd} that the batch was mailed."),
        PrintBatchStage.Rejected => Problem.Of(StatusCodes.Status409Conflict, "already-rejected", $"{batch.End!.Actor} rejected the batch on {batch.End.At:yyyy-MM-dd}; its letters are in another, or wait for one."),
        _ => Problem.Of(StatusCodes.Status409Conflict, "not-ready", "The files of the batch are still being made; ask again in a moment."),
    };
}
