using Billing.Functions.Api.Contract;
using Billing.Functions.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace Billing.Functions.Api.PoisonMessages;

/// <summary>Which messages to put back, and why.</summary>
/// <param name="MessageId">One of them; all where it is left out.</param>
/// <param name="Reason">Why they should succeed now.</param>
internal sealed record ReplayBody(string? MessageId, string Reason) : IRequestBody<ReplayBody>
{
    public static ReplayBody Read(BodyReader body) => new(body.TextOrNothing("messageId", 100), body.Text("reason", 500));
}

/// <summary>What was put back.</summary>
internal sealed record ReplayedMessages(string Queue, IReadOnlyList<string> MessageIds);

/// <summary>Puts messages that failed for good back onto their queue.</summary>
internal sealed class ReplayPoisonMessages(PoisonQueues poison, FirstAnswers answers, Caller caller, ILogger<ReplayPoisonMessages> log)
{
    [Function(nameof(ReplayPoisonMessages))]
    [ApiOperation("poison messages", "Puts one message, or all of a queue (1,000 at a time), back onto the queue.", Body = typeof(ReplayBody), Answer = typeof(ReplayedMessages), IdempotencyKey = true)]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = "poison-messages/{queue}/replay")] HttpRequest request, string queue, CancellationToken cancellation)
    {
        if (!StorageNames.Queues.Contains(queue))
            return Problems.NotFound($"queue '{queue}'; there are {string.Join(", ", StorageNames.Queues)}");
        var body = await request.ReadAsync<ReplayBody>(cancellation);
        return await answers.OnceAsync(caller.CommandKey(request), body, async () =>
        {
            var replayed = await poison.ReplayAsync(queue, body.MessageId, cancellation);
            if (body.MessageId is not null && replayed.Count == 0)
                throw new ProblemException(Problems.NotFound($"message '{body.MessageId}' in the poison queue of '{queue}'"));
            log.LogWarning("{Actor} put {Count} messages back onto {Queue}: {Reason}", caller.ActorOf(request), replayed.Count, queue, body.Reason);
            return new JsonAnswer(new ReplayedMessages(queue, replayed));
        }, cancellation);
    }
}
