using System.Text.RegularExpressions;
using Billing.Functions.Api.Contract;
using Billing.Functions.Processors;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Inbox;

/// <summary><c>POST /api/webhooks/{processor}</c>, or <c>/api/webhooks/{processor}/{merchantAccount}</c> where there are several: verify, store, enqueue,
/// answer as the sender expects. Nothing else happens here.</summary>
internal sealed partial class ReceiveWebhook(WebhookSenders senders, WebhookIntake intake)
{
    // A delivery may hold 250 events, and its sender waits ten seconds.
    private const int StoredAtOnce = 16;

    [Function(nameof(ReceiveWebhook))]
    [ApiOperation("webhooks", "Takes events of a payment processor or the mail provider, signed by it.", BodyContentType = "application/json", Statuses = [200, 204])]
    public async Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "webhooks/{processor}/{merchantAccount?}")] HttpRequest request, string processor, CancellationToken cancellation)
    {
        if (senders.Find(processor) is not { } sender)
            return Problems.NotFound($"webhook of '{processor}'; there are {string.Join(", ", senders.Names)}");
        var merchantAccount = request.RouteValues.GetValueOrDefault("merchantAccount") as string;
        if (merchantAccount is not null && !MerchantAccountName().IsMatch(merchantAccount))
            return Problems.NotFound($"account '{merchantAccount}'");

        var events = await ReceiveAsync(sender, new WebhookDelivery(request.Headers, await WebhookBody.ReadAsync(request, sender.MaximumBytes, cancellation), merchantAccount), cancellation);
        if (events.Any(intake.Refuses))
            return Problem.Of(StatusCodes.Status400BadRequest, "test-event", "The event is of a test, and this is production.");

        // Where the queue fails the sender gets a 5xx, and its next delivery finds the event still received.
        await Parallel.ForEachAsync(events, new ParallelOptions { MaxDegreeOfParallelism = StoredAtOnce, CancellationToken = cancellation }, async (received, stop) => await intake.TakeAsync(sender, received, stop));
        return sender.Answer;
    }

    private static async Task<IReadOnlyList<WebhookEvent>> ReceiveAsync(IWebhookSender sender, WebhookDelivery delivery, CancellationToken cancellation)
    {
        try
        {
            var events = await sender.ReceiveAsync(delivery, cancellation);
            return events.FirstOrDefault(received => !StoredEvent.IsId(received.Id) || !StoredEvent.IsId(received.Type) || !StoredEvent.IsId(received.MerchantAccount)) is { } odd
                ? throw WebhookRefusals.NoEvent($"The id '{odd.Id}', the type or the account of an event is too long, or has a character that none has.")
                : events;
        }
        catch (FormatException e)
        {
            throw WebhookRefusals.NoEvent($"The body is no event of {sender.Name}: {e.Message}");
        }
        catch (HttpRequestException e)
        {
            throw new ProblemException(StatusCodes.Status503ServiceUnavailable, "not-verifiable-now", $"What the signature is checked by cannot be had now: {e.Message}");
        }
    }

    [GeneratedRegex("^[A-Za-z0-9_.-]{1,64}\\z")]
    private static partial Regex MerchantAccountName();
}
