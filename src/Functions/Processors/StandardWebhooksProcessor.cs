using System.Globalization;
using System.Text;
using Billing.Domain;
using StandardWebhooks;

namespace Billing.Functions.Processors;

/// <summary>Any sender that follows the Standard Webhooks specification (standardwebhooks.com) by a shared secret (<c>whsec_</c>, signatures
/// <c>v1</c>) or by its public key (<c>whpk_</c>, signatures <c>v1a</c>). It says what happened in the words of
/// docs/webhooks.md.</summary>
internal sealed class StandardWebhooksProcessor(WebhookSettings settings, TimeProvider clock) : IPaymentProcessor
{
    private const string Section = "StandardWebhooks";
    private const string PublicKey = "whpk_";
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(300);

    public string Name => "standard-webhooks";

    public Task<IReadOnlyList<WebhookEvent>> ReceiveAsync(WebhookDelivery delivery, CancellationToken cancellation)
    {
        var id = delivery.Header("webhook-id");
        if (!Signs(delivery, id))
            throw WebhookRefusals.BadSignature("The headers webhook-id, webhook-timestamp and webhook-signature must sign the body by an active secret (v1) or key (v1a), within 5 minutes.");
        var json = EventJson.Parse(delivery.Body);
        var account = json["data"]["merchant_account"];
        return Task.FromResult<IReadOnlyList<WebhookEvent>>(
        [
            // Ids are unique with a sender only: where each has an endpoint of its own, its name stands before them.
            new WebhookEvent(delivery.MerchantAccount is null ? id : $"{delivery.MerchantAccount}:{id}", json["type"].Text(), delivery.MerchantAccount ?? (account.Exists ? account.Text() : WebhookDelivery.DefaultAccount), !json["data"]["test"].Exists || !json["data"]["test"].Flag(), delivery.Body),
        ]);
    }

    public Task<IReadOnlyList<EventNews>> ReadAsync(StoredEvent stored, CancellationToken cancellation)
    {
        var json = stored.Json();
        var (data, at) = (json["data"], stored.HappenedAt(json["timestamp"]));
        var day = stored.DateAt(at);
        string Id(string name) => data[name].Text();
        return Task.FromResult<IReadOnlyList<EventNews>>(stored.Type switch
        {
            "payment.pending" => [Payment(stored, data, new PaymentPending(day))],
            "payment.succeeded" or "payment.completed" or "payment.paid" => [Payment(stored, data, [new PaymentSucceeded(Amount(data), day, data["capture_id"].TextOrEmpty()), .. Fee(data, day)])],
            "payment.failed" => [Payment(stored, data, new PaymentFailed(data["attempt_id"].TextOrEmpty() is { Length: > 0 } attempt ? attempt : stored.Id, data["code"].TextOrEmpty() is { Length: > 0 } code ? code : "unknown", day, data["hard"].Exists && data["hard"].Flag()))],
            "payment.returned" => [Payment(stored, data, new CaptureFailed(data["capture_id"].TextOrEmpty(), data["code"].TextOrEmpty() is { Length: > 0 } code ? code : "unknown", day))],
            "refund.succeeded" or "payment.refunded" => [Payment(stored, data, new RefundMade(Id("refund_id"), Amount(data), day))],
            "refund.failed" => [Payment(stored, data, new RefundFailed(Id("refund_id"), Amount(data), day))],
            "dispute.opened" => [Payment(stored, data, new DisputeRaised(Id("dispute_id"), Amount(data), data["reason"].TextOrEmpty(), day))],
            "dispute.won" or "dispute.lost" => [Payment(stored, data, new DisputeDecided(Id("dispute_id"), stored.Type == "dispute.lost", Amount(data), at, day))],
            "payout.paid" => [new PayoutReport(stored.Payment(Id("payout_id")), new PayoutMade(Amount(data), Fees(data), day))],
            "payout.failed" => [new PayoutReport(stored.Payment(Id("payout_id")), new PayoutFailed(data["reason"].TextOrEmpty(), day))],
            "mandate.revoked" => [new MandateEnded(Id("mandate_id"), data["reason"].TextOrEmpty())],
            _ => [],
        });
    }

    // The library checks against the clock of the machine, and the app may have another: so it signs, and the comparison is made here.
    private bool Signs(WebhookDelivery delivery, string id)
    {
        if (id.Length == 0 || !long.TryParse(delivery.Header("webhook-timestamp"), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) || seconds > 253_402_300_799)
            return false;
        var sent = DateTimeOffset.FromUnixTimeSeconds(seconds);
        if ((clock.GetUtcNow() - sent).Duration() > Tolerance)
            return false;
        var (body, secrets) = (delivery.Body.ToString(), settings.Of(Section, delivery.MerchantAccount).Secrets);
        var given = delivery.Header("webhook-signature").Split(' ').Select(signature => signature.Split(',', 2)).Where(signature => signature.Length == 2).ToLookup(signature => signature[0], signature => signature[1]);
        return secrets.Any(secret => secret.StartsWith(PublicKey, StringComparison.Ordinal)
            ? given["v1a"].Any(signature => Signatures.IsEd25519(signature, secret[PublicKey.Length..], Encoding.UTF8.GetBytes($"{id}.{seconds}.{body}")))
            : Sign(secret, id, sent, body) is { } expected && given["v1"].Any(signature => IsSame(signature, expected)));
    }

    private static string? Sign(string secret, string id, DateTimeOffset sent, string body)
    {
        try
        {
            return new StandardWebhook(secret).Sign(id, sent, body)[3..];
        }
        catch (FormatException)
        {
            // A secret that is not base 64 signs nothing.
            return null;
        }
    }

    private static bool IsSame(string given, string expected)
    {
        Span<byte> bytes = stackalloc byte[32];
        return Convert.TryFromBase64String(given, bytes, out var length) && length == bytes.Length && System.Security.Cryptography.CryptographicOperations.FixedTimeEquals(bytes, Convert.FromBase64String(expected));
    }

    private static PaymentReport Payment(StoredEvent stored, EventJson data, params IReadOnlyList<PaymentFact> facts) => new(
        stored.Payment((data["payment_id"].Exists ? data["payment_id"] : data["id"]).Text()), facts,
        new PaymentReference(data["invoice_number"].TextOrEmpty().Trim(), data["invoice_id"].TextOrEmpty().Trim(), data["text"].TextOrEmpty()));

    private static PaymentFact[] Fee(EventJson data, DateOnly day) => data["fee"].Exists && Fees(data) is { IsPositive: true } fee
        ? [new FeeCharged(data["capture_id"].TextOrEmpty() is { Length: > 0 } capture ? capture : "payment", fee, day)]
        : [];

    // A decimal in a text is in major units, a whole number in the currency's minor units.
    private static Money Amount(EventJson data) => data["amount"].IsText
        ? Amounts.Of(data["amount"].Decimal(), data["currency"].Text().ToUpperInvariant())
        : Amounts.OfMinorUnits(data["amount"].Whole(), data["currency"].Text().ToUpperInvariant());

    private static Money Fees(EventJson data)
    {
        var currency = Currency.Of(data["currency"].Text().ToUpperInvariant());
        return !data["fee"].Exists ? Money.Zero(currency)
            : data["fee"].IsText ? data["fee"].Decimal() == 0 ? Money.Zero(currency) : Amounts.Of(data["fee"].Decimal(), currency.Code)
            : Amounts.AnyMinorUnits(data["fee"].Whole(), currency.Code);
    }
}
