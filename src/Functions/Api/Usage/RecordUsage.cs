using Billing.Functions.Api.Contract;
using Billing.Functions.Usage;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.Usage;

/// <summary>Records usage.</summary>
internal sealed class RecordUsage(UsageIntake intake, Caller caller)
{
    private const int LargestBodyBytes = 2 * 1024 * 1024;

    [Function(nameof(RecordUsage))]
    [ApiOperation("usage", "Records an event, or up to 1,000; says of each what became of it. An event with an id that was recorded before counts once.", Body = typeof(UsageBody), Answer = typeof(UsageResults), SentIdsAreKeys = true)]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = "usage")] HttpRequest request, CancellationToken cancellation)
    {
        var actor = caller.ActorOf(request);
        var sent = (await request.ReadAsync<UsageBody>(cancellation, LargestBodyBytes)).Events;
        var outcomes = await intake.TakeAsync(sent, actor, cancellation);
        return new JsonAnswer(UsageResults.Of([.. outcomes.Select((outcome, index) => UsageResult.Of(index, sent[index], outcome))]));
    }
}
