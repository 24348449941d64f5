using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Billing.Functions.Api.Contract;
using Billing.Functions.Configuration;
using Billing.Functions.Messages;
using Billing.Functions.Payments;
using Billing.Functions.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;

namespace Billing.Functions.Inbox;

/// <summary><c>POST /api/webhooks/stripe</c>, or <c>/api/webhooks/stripe/{merchantAccount}</c> where there are several: verify, store, enqueue, 200.
/// The merchant account is the route's, else the one that the event names (Connect), else <c>default</c>.</summary>
internal sealed partial class ReceiveStripeWebhook(StripeSignatures signatures, InboxBook inbox, WorkQueues queues, IConfiguration settings, TimeProvider clock)
{
    private const string DefaultAccount = "default";
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    [Function(nameof(ReceiveStripeWebhook))]
    [ApiOperation("webhooks", "Takes an event of Stripe's, signed by it.", BodyContentType = "application/json")]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "webhooks/stripe/{merchantAccount?}")] HttpRequest request, CancellationToken cancellation)
    {
        if (await WebhookBody.ReadAsync(request, cancellation) is not { } body)
            return Refuse(StatusCodes.Status413PayloadTooLarge, "body-too-large", "The body is too large", $"A webhook may have {WebhookBody.MaximumBytes} bytes at most.");
        var route = request.RouteValues.GetValueOrDefault("merchantAccount") as string;
        if (!Verified(body, request, route))
            return Refuse(StatusCodes.Status400BadRequest, "invalid-signature", "The signature is not valid", "The header Stripe-Signature must sign the body by an active secret of this endpoint, within 5 minutes.");
        if (Parse(body) is not { } envelope)
            return Refuse(StatusCodes.Status400BadRequest, "invalid-event", "The body is not an event", "The body must be a Stripe event with an id and a type.");
        if (!envelope.Livemode && settings.IsProduction())
            return Refuse(StatusCodes.Status400BadRequest, "test-event", "Test events are refused", "The event has livemode false, and this is production.");

        var stored = await inbox.StoreAsync(
            new InboxEvent("stripe", route ?? envelope.Account ?? DefaultAccount, envelope.Id, envelope.Type, clock.GetUtcNow(), InboxStatus.Received), body, cancellation);

        // Where this fails the sender gets a 5xx, and its next delivery finds the event still received.
        if (stored.Status == InboxStatus.Received)
            await queues.SendAsync(StorageNames.ApplyPaymentEvents, new ApplyPaymentEventMessage(stored.Processor, stored.Key), cancellation);
        return TypedResults.Ok();
    }

    private bool Verified(BinaryData body, HttpRequest request, string? merchantAccount)
    {
        if (merchantAccount is not null && !MerchantAccountName().IsMatch(merchantAccount))
            return false;
        try
        {
            // Strict, because replacing what is not UTF-8 would let other bytes pass for the signed ones.
            return signatures.Signs(StrictUtf8.GetString(body), request.Headers["Stripe-Signature"].ToString(), merchantAccount);
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }

    private static StripeEnvelope? Parse(BinaryData body)
    {
        try
        {
            return StripeEnvelope.Parse(body) is { Id.Length: > 0, Type.Length: > 0 } envelope ? envelope : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static ProblemHttpResult Refuse(int status, string code, string title, string detail) =>
        TypedResults.Problem(detail, statusCode: status, title: title, type: $"urn:billing:problem:{code}", extensions: new Dictionary<string, object?> { ["code"] = code });

    [GeneratedRegex("^[A-Za-z0-9_-]{1,64}\\z")]
    private static partial Regex MerchantAccountName();
}
