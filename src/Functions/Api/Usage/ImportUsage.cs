using Billing.Functions.Api.Contract;
using Billing.Functions.Usage;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.Usage;

/// <summary>What became of a file.</summary>
/// <param name="Lines">How many events it has.</param>
/// <param name="Accepted">How many count in the period they belong to.</param>
/// <param name="Duplicate">How many were recorded before.</param>
/// <param name="Late">How many count in a later period.</param>
/// <param name="Faulty">How many count nowhere, as they cannot be read or are refused.</param>
/// <param name="Faults">What is wrong with those, line by line; the first 1,000.</param>
internal sealed record UsageImport(int Lines, int Accepted, int Duplicate, int Late, int Faulty, IReadOnlyList<LineFault> Faults);

/// <summary>Records the usage of a file. It is read and stored part by part, so a file that ends in a fault is stored up to there; to send it again is safe.</summary>
internal sealed class ImportUsage(UsageIntake intake, Caller caller)
{
    private const int MostLines = 100_000;
    private const int LinesAtOnce = 1000;
    private const int MostFaults = 1000;

    [Function(nameof(ImportUsage))]
    [ApiOperation("usage", "Records a CSV file of up to 100,000 events: account_id, subscription_id, event_id, at, quantity, unique_key. Good lines are stored also where others have faults; sending a file again counts nothing twice.",
        BodyContentType = "text/csv", Answer = typeof(UsageImport), SentIdsAreKeys = true)]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = "usage/import")] HttpRequest request, CancellationToken cancellation)
    {
        var actor = caller.ActorOf(request);
        var import = new UsageImport(0, 0, 0, 0, 0, []);
        await foreach (var part in PartsAsync(UsageCsv.ReadAsync(request.Body, cancellation)))
        {
            if (import.Lines + part.Count > MostLines)
                throw new ProblemException(StatusCodes.Status413PayloadTooLarge, "too-many-lines", $"The file has more than {MostLines} lines. Its first {import.Lines} events were taken; send it in parts, what was taken counts once.");
            import = await TakeAsync(import, part, actor, cancellation);
        }

        return new JsonAnswer(import);
    }

    private async Task<UsageImport> TakeAsync(UsageImport before, List<UsageLine> part, string actor, CancellationToken cancellation)
    {
        var good = part.Where(line => line.Sent is not null).ToList();
        var outcomes = await intake.TakeAsync([.. good.Select(line => line.Sent!)], actor, cancellation);
        var refused = good.Zip(outcomes).Where(pair => pair.Second is UsageOutcome.Refused)
            .Select(pair => (Refusal: ((UsageOutcome.Refused)pair.Second).Refusal, pair.First.Line)).Select(one => new LineFault(one.Line, null, one.Refusal.Code, one.Refusal.Message)).ToList();
        return new UsageImport(
            before.Lines + part.Count,
            before.Accepted + outcomes.Count(outcome => outcome is UsageOutcome.Accepted),
            before.Duplicate + outcomes.Count(outcome => outcome is UsageOutcome.Duplicate),
            before.Late + outcomes.Count(outcome => outcome is UsageOutcome.Late),
            before.Faulty + part.Count - good.Count + refused.Count,
            [.. before.Faults.Concat(part.SelectMany(line => line.Faults).Concat(refused).OrderBy(fault => fault.Line)).Take(MostFaults)]);
    }

    // What cannot be read further ends the file only after what came before it was given.
    private static async IAsyncEnumerable<List<UsageLine>> PartsAsync(IAsyncEnumerable<UsageLine> lines)
    {
        var part = new List<UsageLine>();
        ProblemException? unreadable = null;
        await using var reader = lines.GetAsyncEnumerator();
        while (true)
        {
            try
            {
                if (!await reader.MoveNextAsync())
                    break;
            }
            catch (ProblemException e)
            {
                unreadable = e;
                break;
            }

            part.Add(reader.Current);
            if (part.Count == LinesAtOnce)
            {
                yield return part;
                part = [];
            }
        }

        if (part.Count > 0)
            yield return part;
        if (unreadable is not null)
            throw unreadable;
    }
}
