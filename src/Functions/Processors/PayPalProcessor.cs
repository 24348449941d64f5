using System.Globalization;
using System.IO.Hashing;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Billing.Domain;

namespace Billing.Functions.Processors;

/// <summary>PayPal. The payment is the capture. A loss tells itself twice, as the reversal of the capture and as the outcome of its dispute: both are told here
/// as decisions on one dispute of the capture, of which the latest counts.</summary>
internal sealed class PayPalProcessor(WebhookSettings settings, PayPalCertificates certificates, TimeProvider clock) : IPaymentProcessor
{
    private const string Section = "PayPal";

    // PayPal sends again for three days, and may repeat the time of the first transmission. What comes twice is found by its event id.
    private static readonly TimeSpan OldestTransmission = TimeSpan.FromDays(4);
    private static readonly TimeSpan FarthestAhead = TimeSpan.FromMinutes(5);

    public string Name => "paypal";

    public async Task<IReadOnlyList<WebhookEvent>> ReceiveAsync(WebhookDelivery delivery, CancellationToken cancellation)
    {
        var endpoint = settings.Of(Section, delivery.MerchantAccount);
        if (endpoint["WebhookId"] is not { } webhookId || !await SignsAsync(delivery, endpoint, webhookId, cancellation))
            throw WebhookRefusals.BadSignature("The headers PAYPAL-* must sign the body for this webhook id, by a certificate of PayPal's.");
        var json = EventJson.Parse(delivery.Body);
        var isLive = !delivery.Header("PAYPAL-CERT-URL").Contains("sandbox", StringComparison.OrdinalIgnoreCase);
        return [new WebhookEvent(json["id"].Text(), json["event_type"].Text(), delivery.MerchantAccount ?? WebhookDelivery.DefaultAccount, isLive, delivery.Body)];
    }

    public Task<IReadOnlyList<EventNews>> ReadAsync(StoredEvent stored, CancellationToken cancellation)
    {
        var json = stored.Json();
        var (about, at) = (json["resource"], stored.HappenedAt(json["create_time"]));
        var day = stored.DateAt(at);
        return Task.FromResult<IReadOnlyList<EventNews>>(stored.Type switch
        {
            "PAYMENT.CAPTURE.PENDING" => [Capture(stored, about, new PaymentPending(day))],
            "PAYMENT.CAPTURE.COMPLETED" => [Capture(stored, about, [new PaymentSucceeded(Amount(about["amount"]), CaptureDay(stored, about, day)), .. Fee(stored, about, day)])],
            "PAYMENT.CAPTURE.DENIED" or "PAYMENT.CAPTURE.DECLINED" => [Capture(stored, about, new PaymentFailed(stored.Id, about["status_details"]["reason"].TextOrEmpty() is { Length: > 0 } reason ? reason : "denied", day))],
            "PAYMENT.CAPTURE.REFUNDED" => [new PaymentReport(Parent(stored, about), [Refund(about, day)], ReferenceOf(about))],
            "PAYMENT.REFUND.FAILED" => [new PaymentReport(Parent(stored, about), [new RefundFailed(about["id"].Text(), Amount(about["amount"]), day)], ReferenceOf(about))],
            "PAYMENT.CAPTURE.REVERSED" => [Reversed(stored, about, at, day)],
            "CUSTOMER.DISPUTE.CREATED" => Disputed(stored, about, payment => new DisputeRaised(payment.Id, Amount(about["dispute_amount"]), about["reason"].TextOrEmpty(), day)),
            "CUSTOMER.DISPUTE.RESOLVED" => Disputed(stored, about, payment => Decided(payment, about, at, day)),
            "VAULT.PAYMENT-TOKEN.DELETED" => [new MandateEnded(about["id"].Text(), "deleted")],
            "BILLING.SUBSCRIPTION.CANCELLED" or "BILLING.SUBSCRIPTION.SUSPENDED" => [new MandateEnded(about["id"].Text(), about["status"].TextOrEmpty())],
            _ => [],
        });
    }

    private async Task<bool> SignsAsync(WebhookDelivery delivery, WebhookEndpoint endpoint, string webhookId, CancellationToken cancellation)
    {
        var (id, time) = (delivery.Header("PAYPAL-TRANSMISSION-ID"), delivery.Header("PAYPAL-TRANSMISSION-TIME"));
        if (delivery.Header("PAYPAL-AUTH-ALGO") != "SHA256withRSA" || id.Length == 0 || !IsRecent(time))
            return false;
        var signature = new byte[delivery.Header("PAYPAL-TRANSMISSION-SIG").Length];
        if (!Convert.TryFromBase64String(delivery.Header("PAYPAL-TRANSMISSION-SIG"), signature, out var length) || length == 0)
            return false;
        if (await certificates.FindAsync(endpoint, delivery.Header("PAYPAL-CERT-URL"), cancellation) is not { } certificate)
            return false;
        using var key = certificate.GetRSAPublicKey();
        var signed = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}|{time}|{webhookId}|{Crc32.HashToUInt32(delivery.Body)}"));
        return key is not null && key.VerifyData(signed, signature.AsSpan(0, length), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }

    private bool IsRecent(string time) => DateTimeOffset.TryParse(time, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var sent)
        && clock.GetUtcNow() - sent is var age && age <= OldestTransmission && age >= -FarthestAhead;

    private static PaymentReport Capture(StoredEvent stored, EventJson capture, params IReadOnlyList<PaymentFact> facts) => new(stored.Payment(capture["id"].Text()), facts, ReferenceOf(capture));

    // The day of the capture, not of the report: two reports of one capture tell one fact.
    private static DateOnly CaptureDay(StoredEvent stored, EventJson capture, DateOnly day) => capture["create_time"].Exists ? stored.DateAt(capture["create_time"].Moment()) : day;

    private static PaymentFact[] Fee(StoredEvent stored, EventJson capture, DateOnly day)
    {
        var fee = capture["seller_receivable_breakdown"]["paypal_fee"];
        return fee.Exists && fee["value"].Decimal() > 0 && fee["currency_code"].Text() == capture["amount"]["currency_code"].Text()
            ? [new FeeCharged(capture["id"].Text(), Amount(fee), CaptureDay(stored, capture, day))]
            : [];
    }

    private static PaymentFact Refund(EventJson refund, DateOnly day) => refund["status"].TextOrEmpty() is "FAILED" or "CANCELLED"
        ? new RefundFailed(refund["id"].Text(), Amount(refund["amount"]), day)
        : new RefundMade(refund["id"].Text(), Amount(refund["amount"]), day);

    private static PaymentReport Reversed(StoredEvent stored, EventJson reversal, DateTimeOffset at, DateOnly day)
    {
        var payment = LinkUp(reversal) is null ? stored.Payment(reversal["id"].Text()) : Parent(stored, reversal);
        return new PaymentReport(payment, [new DisputeDecided(payment.Id, Lost: true, Amount(reversal["amount"]), at, day)], ReferenceOf(reversal));
    }

    private static List<EventNews> Disputed(StoredEvent stored, EventJson dispute, Func<PaymentId, PaymentFact> fact) =>
        [.. dispute["disputed_transactions"].Items().Take(1).Select(transaction => stored.Payment(transaction["seller_transaction_id"].Text())).Select(payment => new PaymentReport(payment, [fact(payment)], PaymentReference.None))];

    private static DisputeDecided Decided(PaymentId payment, EventJson dispute, DateTimeOffset at, DateOnly day)
    {
        var outcome = dispute["dispute_outcome"];
        var isLost = outcome["outcome_code"].Text() is "RESOLVED_BUYER_FAVOUR" or "ACCEPTED";
        return new DisputeDecided(payment.Id, isLost, Amount(isLost && outcome["amount_refunded"].Exists ? outcome["amount_refunded"] : dispute["dispute_amount"]), at, day);
    }

    private static PaymentId Parent(StoredEvent stored, EventJson refund) => stored.Payment(LinkUp(refund) ?? throw refund["links"].Wrong("a list with the capture as rel up"));

    private static string? LinkUp(EventJson refund)
    {
        foreach (var link in refund["links"].Items())
        {
            if (link["rel"].TextOrEmpty() == "up")
                return link["href"].Text().TrimEnd('/').Split('/')[^1];
        }

        return null;
    }

    private static Money Amount(EventJson amount) => Amounts.Of(amount["value"].Decimal(), amount["currency_code"].Text());

    // The invoice id is ours to set, and the custom id where that is taken for PayPal's own.
    private static PaymentReference ReferenceOf(EventJson about) =>
        new((about["invoice_id"].TextOrEmpty() is { Length: > 0 } invoice ? invoice : about["custom_id"].TextOrEmpty()).Trim(), about["custom_id"].TextOrEmpty().Trim(), about["note_to_payer"].TextOrEmpty());
}
