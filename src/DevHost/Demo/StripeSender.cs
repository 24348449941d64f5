using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Billing.Domain;

namespace Billing.DevHost.Demo;

/// <summary>Stripe, as far as the demo needs it: composes events, signs them and posts them to the webhook.</summary>
internal sealed class StripeSender(DevEnvironment environment) : IDisposable
{
    private readonly HttpClient client = environment.CreateClient(null);
    private readonly HashSet<string> sent = new(StringComparer.Ordinal);

    /// <summary>How many deliveries told of an event that had been delivered before.</summary>
    public int Duplicates { get; private set; }

    public static string Succeeded(string paymentId, string stripeAccount, Money amount, string invoiceNumber, DateTimeOffset at) => Event("payment_intent.succeeded", paymentId, stripeAccount, at, new
    {
        id = paymentId,
        @object = "payment_intent",
        amount = MinorUnits(amount),
        amount_received = MinorUnits(amount),
        currency = Code(amount),
        status = "succeeded",
        metadata = new { invoice_number = invoiceNumber },
    });

    public static string Failed(string paymentId, string stripeAccount, Money amount, string invoiceNumber, DateTimeOffset at) => Event("payment_intent.payment_failed", paymentId, stripeAccount, at, new
    {
        id = paymentId,
        @object = "payment_intent",
        amount = MinorUnits(amount),
        amount_received = 0,
        currency = Code(amount),
        status = "requires_payment_method",
        last_payment_error = new { code = "card_declined", decline_code = "insufficient_funds" },
        metadata = new { invoice_number = invoiceNumber },
    });

    public static string Refunded(string paymentId, string stripeAccount, Money paid, Money refunded, string invoiceNumber, DateTimeOffset at) => Event("charge.refunded", paymentId, stripeAccount, at, new
    {
        id = $"ch_{paymentId[3..]}",
        @object = "charge",
        payment_intent = paymentId,
        amount = MinorUnits(paid),
        amount_refunded = MinorUnits(refunded),
        currency = Code(paid),
        metadata = new { invoice_number = invoiceNumber },
    });

    /// <summary>Delivers an event, signed at a moment of the app's clock.</summary>
    public async Task DeliverAsync(string body, DateTimeOffset now, CancellationToken cancel)
    {
        var time = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var signature = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(environment.StripeSecret), Encoding.UTF8.GetBytes($"{time}.{body}")));
        using var request = new HttpRequestMessage(HttpMethod.Post, "api/webhooks/stripe") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Add("Stripe-Signature", $"t={time},v1={signature}");
        using var answer = await client.SendAsync(request, cancel);
        if (answer.StatusCode != HttpStatusCode.OK)
            throw new DemoException($"The webhook was answered with {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync(cancel)}");
        if (!sent.Add(body))
            Duplicates++;
    }

    public void Dispose() => client.Dispose();

    private static string Event(string type, string paymentId, string account, DateTimeOffset at, object data) => JsonSerializer.Serialize(new
    {
        id = $"evt_{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{type} {paymentId}")).AsSpan(0, 12))}",
        @object = "event",
        api_version = "2025-03-31.basil",
        created = at.ToUnixTimeSeconds(),
        livemode = false,
        account,
        type,
        data = new { @object = data },
    });

    private static string Code(Money amount) => amount.Currency.Code.ToLowerInvariant();

    // The demo's currencies have the same decimals at Stripe as in ISO 4217.
    private static long MinorUnits(Money amount) => amount.MinorUnits;
}
