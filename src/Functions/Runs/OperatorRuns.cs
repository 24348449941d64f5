using Billing.Domain;
using Billing.Functions.Api.Contract;
using Billing.Functions.Api.Runs;
using Billing.Functions.Configuration;
using Billing.Functions.Messages;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Billing.Functions.Runs;

/// <summary>Runs that operators start: as of a date, or dry.</summary>
internal sealed class OperatorRuns(RunStarter starter, RunBook runs, FirstAnswers answers, Caller caller, ConfigurationBook configuration, TimeProvider clock)
{
    /// <summary>Starts a run and answers where to look for what comes of it. The same Idempotency-Key names the same run.</summary>
    /// <exception cref="ProblemException">The body has faults, the seller is not known, or the date has not come and it is no dry run.</exception>
    public async Task<IActionResult> StartAsync(HttpRequest request, WorkKind kind, CancellationToken cancellation)
    {
        var body = await request.ReadAsync<RunBody>(cancellation);
        var now = clock.GetUtcNow();
        if (body is { DryRun: false, AsOf: { } day } && day > RunStarter.LatestDate(now))
            throw new ProblemException(Problem.Of(StatusCodes.Status422UnprocessableEntity, "date-to-come", "Only a dry run can look ahead.", [new Fault("has not come yet anywhere; set dryRun to see what would happen", "#/asOf")]));
        if (body.SellerId is { } sellerId && await configuration.FindAsync<Seller>(ConfigurationNoun.Seller, sellerId, sellerId, cancellation) is null)
            throw new ProblemException(Problem.Of(StatusCodes.Status422UnprocessableEntity, "unknown-seller", "The run's seller does not exist.", [new Fault($"there is no seller {sellerId}", "#/sellerId")]));

        var key = caller.CommandKey(request);
        var run = new Run($"run-{key[..20]}", kind, new WorkDay(now, body.AsOf), body.SellerId is { } seller ? [seller] : null, body.DryRun, caller.ActorOf(request));
        return await answers.OnceAsync(key, body, () => StartAsync(run, cancellation), cancellation);
    }

    private async Task<JsonAnswer> StartAsync(Run run, CancellationToken cancellation)
    {
        await starter.StartAsync(run, cancellation);
        var progress = await runs.FindAsync(run.RunId, cancellation) ?? throw new InvalidOperationException($"Run {run.RunId} was started and is not there.");
        return new JsonAnswer(RunResource.Of(progress), StatusCodes.Status202Accepted, Location: $"/api/runs/{run.RunId}");
    }
}
