using System.Collections.Frozen;
using Billing.Domain;
using Stripe;

namespace Billing.Functions.Processors;

/// <summary>Stripe. The payment is the payment intent: the events about its charges tell of the same money, so <c>charge.succeeded</c>, <c>invoice.paid</c>
/// and <c>refund.created</c> are left out. The merchant account is the route's, else the one that the event names (Connect), else <c>default</c>.</summary>
internal sealed class StripeProcessor(WebhookSettings settings, ProcessorApi api, TimeProvider clock) : IPaymentProcessor, ITellsMissedEvents
{
    private const long ToleranceSeconds = 300;
    private const int MostPages = 200;

    private static readonly FrozenSet<string> TypesRead =
        ("payment_intent.processing payment_intent.succeeded payment_intent.payment_failed payment_intent.canceled charge.refunded refund.failed charge.dispute.created charge.dispute.funds_withdrawn " +
         "charge.dispute.funds_reinstated charge.dispute.closed payout.paid payout.reconciliation_completed payout.failed setup_intent.succeeded payment_method.detached mandate.updated").Split(' ').ToFrozenSet(StringComparer.Ordinal);

    public string Name => "stripe";

    public IReadOnlyList<string?> Endpoints => settings.Accounts(StripeAccess.Section);

    public Task<IReadOnlyList<WebhookEvent>> ReceiveAsync(WebhookDelivery delivery, CancellationToken cancellation)
    {
        var (body, header, now) = (delivery.Body.ToString(), delivery.Header("Stripe-Signature"), clock.GetUtcNow());
        if (!settings.Of(StripeAccess.Section, delivery.MerchantAccount).Secrets.Any(secret => Signs(body, header, secret, now)))
            throw WebhookRefusals.BadSignature("The header Stripe-Signature must sign the body by an active secret of this endpoint, within 5 minutes.");
        return Task.FromResult<IReadOnlyList<WebhookEvent>>([Event(EventJson.Parse(delivery.Body), delivery.MerchantAccount, delivery.Body)]);
    }

    public async IAsyncEnumerable<WebhookEvent> SinceAsync(string? merchantAccount, DateTimeOffset since, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        var endpoint = settings.Of(StripeAccess.Section, merchantAccount);
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

    public async Task<IReadOnlyList<EventNews>> ReadAsync(StoredEvent stored, CancellationToken cancellation)
    {
        var json = stored.Json();
        var (about, at) = (json["data"]["object"], json["created"].UnixTime());
        var day = stored.DateAt(at);
        return stored.Type switch
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
            "payout.paid" or "payout.reconciliation_completed" => [await PayoutAsync(stored, about, day, cancellation)],
            "payout.failed" => [new PayoutReport(stored.Payment(about["id"].Text()), new PayoutFailed(about["failure_code"].TextOrEmpty(), day))],
            "setup_intent.succeeded" => await SavedAsync(stored, about, day, cancellation),
            "payment_method.detached" => [new MandateEnded(about["id"].Text(), "detached")],

            // The method is what we charge; a mandate that names none was never one of ours.
            "mandate.updated" => about["status"].Text() == "inactive" ? [new MandateEnded((about["payment_method"].Exists ? IdOf(about["payment_method"]) : about["id"]).Text(), "inactive")] : [],
            _ => [],
        };
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
        return facts() is { Count: > 0 } told ? [new PaymentReport(stored.Payment(IdOf(intent).Text()), told, ReferenceOf(about))] : [];
    }

    // checkout.session.completed tells of the same and is left out. The metadata is what our link gave; what else was set up is no account's of ours.
    private async Task<IReadOnlyList<EventNews>> SavedAsync(StoredEvent stored, EventJson intent, DateOnly day, CancellationToken cancellation)
    {
        if (intent["metadata"]["account_id"].TextOrEmpty().Trim() is not { Length: > 0 } account)
            return [];
        var id = IdOf(intent["payment_method"]).Text();
        var access = StripeAccess.Of(settings, stored.MerchantAccount);
        var method = await api.GetAsync(new Uri($"{access.Url}/v1/payment_methods/{Uri.EscapeDataString(id)}"), access.Key, access.Headers, cancellation)
            ?? throw new FormatException($"Stripe does not have the payment method {id}.");
        var (kind, label) = StripeMethods.Describe(method);
        return [new MethodSaved(AccountId.Parse(account), new SavedMethod(SavedMethod.IdOf(Name, stored.MerchantAccount, id), Name, stored.MerchantAccount, IdOf(intent["customer"]).TextOrEmpty(), id, kind, label, day))];
    }

    private async Task<PayoutReport> PayoutAsync(StoredEvent stored, EventJson payout, DateOnly day, CancellationToken cancellation)
    {
        var amount = StripeMoney.Any(payout["amount"].Whole(), payout["currency"].Text());
        var arrivesOn = payout["arrival_date"].Exists ? DateOnly.FromDateTime(payout["arrival_date"].UnixTime().UtcDateTime) : day;
        return new PayoutReport(
            stored.Payment(payout["id"].Text()), new PayoutMade(amount, Money.Zero(amount.Currency), arrivesOn, payout["statement_descriptor"].TextOrEmpty()),
            await StripeSettlement.LinesAsync(api, settings, stored, payout, cancellation));
    }

    // What an event names it may hold as a whole, where the endpoint asks for it.
    private static EventJson IdOf(EventJson named) => named.IsObject ? named["id"] : named;

    private static PaymentFailed Failed(EventJson error, string eventId, DateOnly day)
    {
        var code = error["decline_code"].TextOrEmpty() is { Length: > 0 } decline ? decline : error["code"].TextOrEmpty() is { Length: > 0 } general ? general : "unknown";
        return new PaymentFailed(error["charge"].TextOrEmpty() is { Length: > 0 } charge ? charge : eventId, code, day, StripeDeclines.IsHard(code, error["advice_code"].TextOrEmpty()));
    }

    private static DisputeDecided Decided(EventJson dispute, bool lost, DateTimeOffset at, DateOnly day) => new(dispute["id"].Text(), lost, Amount(dispute, "amount"), at, day);

    // What the dispute itself costs is kept whatever comes of it. A fee in the currency of the payout and not of the payment shows in the payout.
    private static List<PaymentFact> Fees(EventJson dispute, DateOnly day) =>
        [.. dispute["balance_transactions"].Items().Where(part => part["fee"].Whole() > 0 && part["currency"].Text() == dispute["currency"].Text()).Select(part => new FeeCharged(part["id"].Text(), Amount(part, "fee"), day))];

    private static Money Amount(EventJson about, string name) => StripeMoney.Of(about[name].Whole(), about["currency"].Text());

    private static PaymentReference ReferenceOf(EventJson about) => new(
        about["metadata"]["invoice_number"].TextOrEmpty().Trim(), about["metadata"]["invoice_id"].TextOrEmpty().Trim(), about["description"].TextOrEmpty(),
        PayerAccount: IdOf(about["customer"]).TextOrEmpty(), AttemptId: about["metadata"]["payment_attempt"].TextOrEmpty().Trim());
}
