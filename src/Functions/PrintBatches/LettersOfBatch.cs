using Billing.Functions.Deliveries;
using Billing.Functions.Letters;

namespace Billing.Functions.PrintBatches;

/// <summary>What a batch does to its letters: it claims them, and they follow it when it is ready, mailed or rejected.</summary>
internal sealed class LettersOfBatch(LetterBook letters, WaitingLetters waiting, PrintBatchFiles files, DeliveryTasks tasks, TimeProvider clock)
{
    /// <summary>Claims what a batch wants. A letter whose file is damaged is a task.</summary>
    /// <returns>What it got, also what it had claimed before.</returns>
    public async Task<IReadOnlyList<BatchedLetter>> ClaimAsync(PrintBatch batch, CancellationToken cancellation)
    {
        var got = new List<BatchedLetter>();
        foreach (var wanted in batch.Letters)
        {
            if (await letters.ClaimAsync(wanted.Ref, batch.BatchId, cancellation) is not { } letter)
                continue;
            if (await files.FaultOfAsync(letter, cancellation) is { } fault)
            {
                await tasks.DamagedAsync(wanted.Ref, fault, cancellation);
                await letters.FailedAsync(wanted.Ref, batch.BatchId, fault, clock.GetUtcNow(), cancellation);
            }
            else
            {
                got.Add(wanted with { Sha256 = letter.File.Sha256 });
            }
        }

        return got;
    }

    /// <summary>Brings the letters to where their batch is: off the list of what waits, sent, or waiting again.</summary>
    public async Task FollowAsync(PrintBatch batch, CancellationToken cancellation)
    {
        foreach (var letter in batch.Letters)
        {
            switch (batch.Stage)
            {
                case PrintBatchStage.Rejected:
                    await letters.ReleaseAsync(letter.Ref, batch.BatchId, cancellation);
                    break;
                case PrintBatchStage.Mailed:
                    await letters.SentAsync(letter.Ref, batch.BatchId, batch.End!.Actor, batch.End.At, cancellation);
                    break;
                default:
                    if (await waiting.FindAsync(letter.Ref, cancellation) is { } entry && await letters.StateAsync(letter.Ref, cancellation) is (LetterBook.Printing, var holder) && holder == batch.BatchId)
                        await waiting.RemoveAsync(entry, cancellation);
                    break;
            }
        }
    }
}
