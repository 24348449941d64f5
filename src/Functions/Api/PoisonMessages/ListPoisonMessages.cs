using Billing.Functions.Api.Contract;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.PoisonMessages;

/// <summary>The messages that failed for good.</summary>
/// <param name="Counts">About how many there are, by queue.</param>
/// <param name="Items">The first 32 of each queue.</param>
internal sealed record PoisonList(IReadOnlyDictionary<string, int> Counts, IReadOnlyList<PoisonMessage> Items);

/// <summary>Lists the messages that failed for good.</summary>
internal sealed class ListPoisonMessages(PoisonQueues poison)
{
    [Function(nameof(ListPoisonMessages))]
    [ApiOperation("poison messages", "Lists the messages that failed for good: the first 32 of each queue, and how many there are.", Answer = typeof(PoisonList))]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "poison-messages")] HttpRequest request, CancellationToken cancellation) =>
        new JsonAnswer(new PoisonList(await poison.CountsAsync(cancellation), await poison.PeekAsync(cancellation)));
}
