using System.Globalization;
using Billing.Domain;
using Billing.Functions.Api.Contract;
using Billing.Functions.Api.Runs;
using Billing.Functions.Configuration;
using Billing.Functions.Messages;
using Billing.Functions.Runs;
using Billing.Functions.Verification;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.Sellers;

/// <summary>Starts a run that holds every document of some months against its files, and every file against its document.</summary>
internal sealed class StartDocumentVerification(VerificationStarter starter, RunBook runs, ConfigurationBook configuration, FirstAnswers answers, Caller caller, TimeProvider clock)
{
    // As long as documents are kept anywhere, and a little more.
    private const int MostMonths = 15 * 12;

    [Function(nameof(StartDocumentVerification))]
    [ApiOperation("sellers", "Starts a run that holds every document of some months against its stored files, and the files against the documents. The run shows what was found; each damaged document is a task.", Answer = typeof(RunResource), Statuses = [202],
        Query = ["from: the first month, yyyy-MM; the last month where it is left out", "to: the last month; the first where it is left out"], IdempotencyKey = true)]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = "sellers/{sellerId}/document-verifications")] HttpRequest request, string sellerId, CancellationToken cancellation)
    {
        var (key, now) = (caller.CommandKey(request), clock.GetUtcNow());
        var query = new QueryReader(request);
        var from = Month(query, "from") ?? new DateOnly(now.Year, now.Month, 1).AddMonths(-1);
        var months = new MonthSpan(from, Month(query, "to") ?? from);
        query.Check(months.To >= months.From && months.From.AddMonths(MostMonths) > months.To, "to", $"must be from the first month on, and {MostMonths} months at most");
        query.End();
        if (!AccountId.IsSlug(sellerId) || await configuration.FindAsync<Seller>(ConfigurationNoun.Seller, sellerId, sellerId, cancellation) is null)
            return Problems.NotFound($"seller '{sellerId}'");

        var run = new Run($"verify-{key[..20]}", WorkKind.Verify, new WorkDay(now, null), [sellerId], false, caller.ActorOf(request)) { Months = months };
        return await answers.OnceAsync(key, months, async () =>
        {
            await starter.StartAsync(run, sellerId, months, cancellation);
            var progress = await runs.FindAsync(run.RunId, cancellation) ?? throw new InvalidOperationException($"Run {run.RunId} was started and is not there.");
            return new JsonAnswer(RunResource.Of(progress), StatusCodes.Status202Accepted, Location: $"/api/runs/{run.RunId}");
        }, cancellation);
    }

    private static DateOnly? Month(QueryReader query, string name)
    {
        if (query.Text(name) is not { } text)
            return null;
        var isMonth = DateOnly.TryParseExact($"{text}-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var month);
        query.Check(isMonth, name, "must be a month such as 2026-01");
        return isMonth ? month : null;
    }
}
