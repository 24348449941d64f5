using System.Collections.Frozen;
using Billing.Domain;
using Stripe;

namespace Billing.Functions.Processors;

/// <summary>Stripe. The payment is the payment intent: the events about its charges tell of the same money, so <c>charge.succeeded</c>, <c>invoice.paid</c>
/// and <c>refund.created</c> are left out. The merchant account is the route's, else the one that the event names (Connect), else <c>default</c>.</summary>
internal sealed class StripeProcessor(WebhookSettings settings, ProcessorApi api, TimeProvider clock) : IPaymentProcessor, ITellsMissedEvents
{
    private const string Section = "Stripe";
    private const long ToleranceSeconds = 300;
    private const int MostPages = 200;

    private static readonly FrozenSet<string> TypesRead =
        ("payment_intent.processing payment_intent.succeeded payment_intent.payment_failed payment_intent.canceled charge.refunded refund.failed charge.dispute.created charge.dispute.funds_withdrawn " +
         "charge.dispute.funds_reinstated charge.dispute.closed payout.paid payout.failed mandate.updated").Split(' ').ToFrozenSet(StringComparer.Ordinal);

    // docs.stripe.com/declines/codes: what the issuer will answer every time with the same method.
    private static readonly FrozenSet<string> HardDeclines =
        ("account_closed bank_account_restricted bank_account_unusable card_not_supported debit_not_authorized expired_card fraudulent incorrect_number invalid_account invalid_account_number " +
         "invalid_card_type invalid_number lost_card merchant_blacklist new_account_information_available no_account pickup_card restricted_card revocation_of_all_authorizations " +
         "revocation_of_authorization security_violation service_not_allowed stolen_card stop_payment_order testmode_decline transaction_not_allowed").Split(' ').ToFrozenSet(StringComparer.Ordinal);

    public string Name => "stripe";

    public IReadOnlyList<string?> Endpoints => settings.Accounts(Section);

    public Task<IReadOnlyList<WebhookEvent>> ReceiveAsync(WebhookDelivery delivery, CancellationToken cancellation)
    {
        var (body, header, now) = (delivery.Body.ToString(), delivery.Header("Stripe-Signature"), clock.GetUtcNow());
        if (!settings.Of(Section, delivery.MerchantAccount).Secrets.Any(secret => Signs(body, header, secret, now)))
            throw WebhookRefusals.BadSignature("The header Stripe-Signature must sign the body by an active secret of this endpoint, within 5 minutes.");
        return Task.FromResult<IReadOnlyList<WebhookEvent>>([Event(EventJson.Parse(delivery.Body), delivery.MerchantAccount, delivery.Body)]);
    }

    public async IAsyncEnumerable<WebhookEvent> SinceAsync(string? merchantAccount, DateTimeOffset since, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        var endpoint = settings.Of(Section, merchantAccount);
        if (endpoint["ApiKey"] is not { } key || !endpoint.IsOn("AskForMissedEvents"))
            yield break;
        var after = "";
        for (var page = 0; page < MostPages; page++)
        {
            var url = new Uri($"{(endpoint["ApiUrl"] ?? "https://api.stripe.com").TrimEnd('/')}/v1/events?limit=100&created[gt]={since.ToUnixTimeSeconds()}{after}");
            var events = (await api.GetAsync(url, key, [], cancellation) ?? throw new HttpRequestException("Stripe lists no events."));
            foreach (var one in events["data"].Items().Where(one => TypesRead.Contains(one["type"].Text())))
                yield return Event(one, merchantAccount, one.Raw);
            if (events["data"].Items() is not [.., var last] || !events["has_more"].Flag())
                yield break;
            after = $"&starting_after={Uri.EscapeDataString(last["id"].Text())}";
        }
    }

    public Task<IReadOnlyList<EventNews>> ReadAsync(StoredEvent stored, CancellationToken cancellation)
    {
        var json = stored.Json();
        var (about, at) = (json["data"]["object"], json["created"].UnixTime());
        var day = stored.DateAt(at);
        return Task.FromResult<IReadOnlyList<EventNews>>(stored.Type switch
        {
            "payment_intent.processing" => [Intent(stored, about, new PaymentPending(day))],
            "payment_intent.succeeded" => [Intent(stored, about, new PaymentSucceeded(Amount(about, "amount_received"), day))],
            "payment_intent.payment_failed" => [Intent(stored, about, Failed(about["last_payment_error"], stored.Id, day))],
            "payment_intent.canceled" => [Intent(stored, about, new PaymentFailed("canceled", about["cancellation_reason"].TextOrEmpty() is { Length: > 0 } reason ? reason : "canceled", day))],
            "charge.refunded" => OfCharge(stored, about, () => [new PaymentRefunded(Amount(about, "amount_refunded"), day)]),
            "refund.failed" => OfCharge(stored, about, () => [new RefundFailed(about["id"].Text(), Amount(about, "amount"), day)]),
            "charge.dispute.created" => OfCharge(stored, about, () => [new DisputeRaised(about["id"].Text(), Amount(about, "amount"), about["reason"].TextOrEmpty(), day)]),
            "charge.dispute.funds_withdrawn" => OfCharge(stored, about, () => Fees(about, day)),
            "charge.dispute.funds_reinstated" => OfCharge(stored, about, () => [Decided(about, lost: false, at, day)]),
            "charge.dispute.closed" => OfCharge(stored, about, () => about["status"].Text() is "won" or "lost" or "warning_closed" ? [Decided(about, about["status"].Text() == "lost", at, day)] : []),
            "payout.paid" => [new PayoutReport(stored.Payment(about["id"].Text()), new PayoutMade(StripeMoney.Any(about["amount"].Whole(), about["currency"].Text()), Money.Zero(Currency.Of(about["currency"].Text().ToUpperInvariant())), about["arrival_date"].Exists ? DateOnly.FromDateTime(about["arrival_date"].UnixTime().UtcDateTime) : day))],
            "payout.failed" => [new PayoutReport(stored.Payment(about["id"].Text()), new PayoutFailed(about["failure_code"].TextOrEmpty(), day))],
            "mandate.updated" => about["status"].Text() == "inactive" ? [new MandateEnded(about["id"].Text(), "inactive")] : [],
            _ => [],
        });
    }

    private static WebhookEvent Event(EventJson json, string? merchantAccount, BinaryData body) => new(
        json["id"].Text(), json["type"].Text(), merchantAccount ?? (json["account"].Exists ? json["account"].Text() : WebhookDelivery.DefaultAccount), json["livemode"].Flag(), body);

    private static bool Signs(string body, string header, string secret, DateTimeOffset now)
    {
        try
        {
            EventUtility.ValidateSignature(body, header, secret, ToleranceSeconds, now.ToUnixTimeSeconds());
            return true;
        }
        catch (Exception e) when (e is StripeException or FormatException or NullReferenceException or IndexOutOfRangeException or KeyNotFoundException or ArgumentException or OverflowException)
        {
            // The library throws all of these for headers that Stripe would not send.
            return false;
        }
    }

    private static PaymentReport Intent(StoredEvent stored, EventJson intent, PaymentFact fact) => new(stored.Payment(intent["id"].Text()), [fact], ReferenceOf(intent));

    // What is about a charge, a refund or a dispute names the intent, or where the endpoint asks for it holds it. A charge without an intent never came in
    // here, so what becomes of it is nothing to us either.
    private static IReadOnlyList<EventNews> OfCharge(StoredEvent stored, EventJson about, Func<IReadOnlyList<PaymentFact>> facts)
    {
        var intent = about["payment_intent"];
        if (!intent.Exists)
            return [];
        return facts() is { Count: > 0 } told ? [new PaymentReport(stored.Payment((intent.IsObject ? intent["id"] : intent).Text()), told, ReferenceOf(about))] : [];
    }

    private static PaymentFailed Failed(EventJson error, string eventId, DateOnly day)
    {
        var code = error["decline_code"].TextOrEmpty() is { Length: > 0 } decline ? decline : error["code"].TextOrEmpty() is { Length: > 0 } general ? general : "unknown";
        return new PaymentFailed(error["charge"].TextOrEmpty() is { Length: > 0 } charge ? charge : eventId, code, day, HardDeclines.Contains(code));
    }

    private static DisputeDecided Decided(EventJson dispute, bool lost, DateTimeOffset at, DateOnly day) => new(dispute["id"].Text(), lost, Amount(dispute, "amount"), at, day);

    // What the dispute itself costs is kept whatever comes of it. A fee in the currency of the payout and not of the payment shows in the payout.
    private static List<PaymentFact> Fees(EventJson dispute, DateOnly day) =>
        [.. dispute["balance_transactions"].Items().Where(part => part["fee"].Whole() > 0 && part["currency"].Text() == dispute["currency"].Text()).Select(part => new FeeCharged(part["id"].Text(), Amount(part, "fee"), day))];

    private static Money Amount(EventJson about, string name) => StripeMoney.Of(about[name].Whole(), about["currency"].Text());

    private static PaymentReference ReferenceOf(EventJson about) => new(
        about["metadata"]["invoice_number"].TextOrEmpty().Trim(), about["metadata"]["invoice_id"].TextOrEmpty().Trim(), about["description"].TextOrEmpty(),
        PayerAccount: (about["customer"].IsObject ? about["customer"]["id"] : about["customer"]).TextOrEmpty());
}
