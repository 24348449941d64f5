using Billing.Functions.Api.Contract;
using Billing.Functions.Inbox;
using Billing.Functions.Messages;
using Billing.Functions.Payments;
using Billing.Functions.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace Billing.Functions.Api.Inbox;

/// <summary>Why an event is applied again.</summary>
internal sealed record ReplayEventBody(string Reason) : IRequestBody<ReplayEventBody>
{
    public static ReplayEventBody Read(BodyReader body) => new(body.Text("reason", 500));
}

/// <summary>Has a webhook event applied again.</summary>
internal sealed class ReplayInboxEvent(InboxBook inbox, MerchantAccounts merchants, WorkQueues queues, FirstAnswers answers, Caller caller, TimeProvider clock, ILogger<ReplayInboxEvent> log)
{
    [Function(nameof(ReplayInboxEvent))]
    [ApiOperation("inbox", "Has a webhook event applied again, whatever became of it; what it tells counts once.", Body = typeof(ReplayEventBody), Answer = typeof(InboxSummary), IdempotencyKey = true)]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = "inbox/{processor}/{key}/replay")] HttpRequest request, string processor, string key, CancellationToken cancellation)
    {
        if (!InboxBook.IsKey(key) || await inbox.FindAsync(processor, key, cancellation) is not { } stored)
            return Problems.NotFound($"event '{key}' of {processor}");
        var body = await request.ReadAsync<ReplayEventBody>(cancellation);
        return await answers.OnceAsync(caller.CommandKey(request), body, async () =>
        {
            if (await inbox.FindBodyAsync(stored, cancellation) is null)
                throw new ProblemException(StatusCodes.Status409Conflict, "body-erased", "The body of the event was erased with its payer; nothing is left to apply.");
            var reopened = await inbox.ReopenAsync(stored, clock.GetUtcNow(), cancellation);
            await queues.SendAsync(StorageNames.ApplyPaymentEvents, new ApplyPaymentEventMessage(processor, key), cancellation);
            log.LogWarning("{Actor} has {Processor} event {EventId} applied again: {Reason}", caller.ActorOf(request), processor, stored.EventId, body.Reason);
            return new JsonAnswer(InboxSummary.Of(reopened, (await merchants.AllAsync(cancellation)).GetValueOrDefault(stored.Account)));
        }, cancellation);
    }
}
