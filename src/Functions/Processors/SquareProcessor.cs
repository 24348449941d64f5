using System.Collections.Frozen;
using System.Text;
using Billing.Domain;

namespace Billing.Functions.Processors;

/// <summary>Square. The signature covers the address that the webhook is posted to exactly as it is configured, <c>Webhooks__Square__NotificationUrl</c>. Every
/// change of a payment tells all of it, and old news come late: all that is read of it only ever comes true, so the version need not be kept.</summary>
internal sealed class SquareProcessor(WebhookSettings settings) : IPaymentProcessor
{
    private const string Section = "Square";

    // developer.squareup.com, "Payments API error codes": what will be answered every time for the same card.
    private static readonly FrozenSet<string> HardCodes =
        "BAD_EXPIRATION CARD_EXPIRED CARD_NOT_SUPPORTED INVALID_ACCOUNT INVALID_CARD INVALID_EXPIRATION PAN_FAILURE CARDHOLDER_INSUFFICIENT_PERMISSIONS TRANSACTION_LIMIT_NEVER CARD_DECLINED_CALL_ISSUER ALLOWABLE_PIN_TRIES_EXCEEDED"
            .Split(' ').ToFrozenSet(StringComparer.Ordinal);

    public string Name => "square";

    public Task<IReadOnlyList<WebhookEvent>> ReceiveAsync(WebhookDelivery delivery, CancellationToken cancellation)
    {
        var endpoint = settings.Of(Section, delivery.MerchantAccount);
        byte[] signed = [.. Encoding.UTF8.GetBytes(endpoint["NotificationUrl"] ?? ""), .. delivery.Body.ToMemory().Span];
        var given = delivery.Header("x-square-hmacsha256-signature");
        if (!endpoint.Secrets.Any(secret => Signatures.IsBase64(given, Encoding.UTF8.GetBytes(secret), signed)))
            throw WebhookRefusals.BadSignature("The header x-square-hmacsha256-signature must sign the notification URL and the body by an active signature key.");
        var json = EventJson.Parse(delivery.Body);
        return Task.FromResult<IReadOnlyList<WebhookEvent>>(
        [
            new WebhookEvent(json["event_id"].Text(), json["type"].Text(), delivery.MerchantAccount ?? (json["merchant_id"].Exists ? json["merchant_id"].Text() : WebhookDelivery.DefaultAccount), IsLive: true, delivery.Body),
        ]);
    }

    public Task<IReadOnlyList<EventNews>> ReadAsync(StoredEvent stored, CancellationToken cancellation)
    {
        var json = stored.Json();
        var (about, at) = (json["data"]["object"], stored.HappenedAt(json["created_at"]));
        var day = stored.DateAt(at);
        return Task.FromResult<IReadOnlyList<EventNews>>(stored.Type switch
        {
            "payment.created" or "payment.updated" => Payment(stored, about["payment"], day),
            "refund.created" or "refund.updated" => [Refund(stored, about["refund"], day)],
            "dispute.created" or "dispute.state.updated" or "dispute.state.changed" => Dispute(stored, about["dispute"], at, day),
            "payout.sent" or "payout.paid" or "payout.failed" => [Payout(stored, about["payout"], day)],
            "card.disabled" => [new MandateEnded(about["card"]["id"].Text(), "disabled")],
            _ => [],
        });
    }

    private static List<EventNews> Payment(StoredEvent stored, EventJson payment, DateOnly day)
    {
        IReadOnlyList<PaymentFact> facts = payment["status"].Text() switch
        {
            "APPROVED" or "PENDING" => [new PaymentPending(MadeOn(stored, payment, day))],
            "COMPLETED" => [new PaymentSucceeded(Amount(payment["total_money"].Exists ? payment["total_money"] : payment["amount_money"]), MadeOn(stored, payment, day)), .. Fees(stored, payment, day)],
            "FAILED" => [Failed(stored, payment, day)],
            "CANCELED" => [new PaymentFailed("canceled", "canceled", day)],
            _ => [],
        };
        return facts.Count == 0 ? [] : [new PaymentReport(stored.Payment(payment["id"].Text()), facts, ReferenceOf(payment))];
    }

    // Of the payment and not of the event, so that all events about one payment tell the same.
    private static DateOnly MadeOn(StoredEvent stored, EventJson payment, DateOnly day)
    {
        var captured = payment["card_details"]["card_payment_timeline"]["captured_at"];
        return captured.Exists ? stored.DateAt(captured.Moment()) : payment["created_at"].Exists ? stored.DateAt(payment["created_at"].Moment()) : day;
    }

    private static IEnumerable<PaymentFact> Fees(StoredEvent stored, EventJson payment, DateOnly day) =>
        from fee in payment["processing_fee"].Items()
        where fee["amount_money"]["amount"].Whole() > 0 && fee["amount_money"]["currency"].Text() == payment["amount_money"]["currency"].Text()
        select new FeeCharged($"{fee["type"].TextOrEmpty()}:{fee["effective_at"].TextOrEmpty()}", Amount(fee["amount_money"]), MadeOn(stored, payment, day));

    private static PaymentFailed Failed(StoredEvent stored, EventJson payment, DateOnly day)
    {
        var code = payment["card_details"]["errors"].Items() is [var first, ..] ? first["code"].TextOrEmpty() : "";
        return new PaymentFailed(payment["id"].Text(), code.Length > 0 ? code : "failed", MadeOn(stored, payment, day), HardCodes.Contains(code));
    }

    private static PaymentReport Refund(StoredEvent stored, EventJson refund, DateOnly day)
    {
        var madeOn = refund["created_at"].Exists ? stored.DateAt(refund["created_at"].Moment()) : day;
        PaymentFact fact = refund["status"].Text() is "REJECTED" or "FAILED"
            ? new RefundFailed(refund["id"].Text(), Amount(refund["amount_money"]), day)
            : new RefundMade(refund["id"].Text(), Amount(refund["amount_money"]), madeOn);
        return new PaymentReport(stored.Payment(refund["payment_id"].Text()), [fact], PaymentReference.None);
    }

    private static List<EventNews> Dispute(StoredEvent stored, EventJson dispute, DateTimeOffset at, DateOnly day)
    {
        var id = (dispute["dispute_id"].Exists ? dispute["dispute_id"] : dispute["id"]).Text();
        var raised = new DisputeRaised(id, Amount(dispute["amount_money"]), dispute["reason"].TextOrEmpty(), dispute["created_at"].Exists ? stored.DateAt(dispute["created_at"].Moment()) : day);
        IReadOnlyList<PaymentFact> facts = dispute["state"].Text() switch
        {
            "WON" or "INQUIRY_CLOSED" => [raised, new DisputeDecided(id, Lost: false, raised.Amount, at, day)],
            "LOST" or "ACCEPTED" => [raised, new DisputeDecided(id, Lost: true, raised.Amount, at, day)],
            _ => [raised],
        };
        return [new PaymentReport(stored.Payment((dispute["disputed_payment"]["payment_id"].Exists ? dispute["disputed_payment"]["payment_id"] : dispute["payment_id"]).Text()), facts, PaymentReference.None)];
    }

    private static PayoutReport Payout(StoredEvent stored, EventJson payout, DateOnly day)
    {
        var id = stored.Payment(payout["id"].Text());
        if (payout["status"].Text() == "FAILED")
            return new PayoutReport(id, new PayoutFailed("failed", day));
        var amount = Amounts.AnyMinorUnits(payout["amount_money"]["amount"].Whole(), payout["amount_money"]["currency"].Text());
        var fees = payout["payout_fee"].Items().Select(fee => Amounts.AnyMinorUnits(fee["amount_money"]["amount"].Whole(), fee["amount_money"]["currency"].Text()));
        return new PayoutReport(id, new PayoutMade(amount, Money.Sum(fees.Where(fee => fee.Currency == amount.Currency), amount.Currency), payout["arrival_date"].Exists ? payout["arrival_date"].Day() : day));
    }

    private static Money Amount(EventJson money) => Amounts.OfMinorUnits(money["amount"].Whole(), money["currency"].Text());

    private static PaymentReference ReferenceOf(EventJson payment)
    {
        var note = payment["note"].TextOrEmpty().Trim();
        var named = payment["reference_id"].TextOrEmpty().Trim() is { Length: > 0 } reference ? reference : note;
        return new PaymentReference(named, named, note, PayerAccount: payment["customer_id"].TextOrEmpty());
    }
}
