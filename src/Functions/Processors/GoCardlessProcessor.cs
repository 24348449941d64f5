using System.Text;
using Billing.Domain;
using Microsoft.AspNetCore.Http;

namespace Billing.Functions.Processors;

/// <summary>GoCardless. One delivery holds up to 250 events. They carry no amounts: the payment, refund or payout that an event is about is fetched. A bank can
/// return a debit after it was confirmed; the confirmation that it takes back is found among the payment's events.</summary>
internal sealed class GoCardlessProcessor(WebhookSettings settings, ProcessorApi api) : IPaymentProcessor, ITellsMissedEvents
{
    private const int MostEvents = 250;
    private const int MostPages = 200;
    private const int InvalidToken = 498;

    public string Name => "gocardless";

    public int MaximumBytes => 1024 * 1024;

    public IReadOnlyList<string?> Endpoints => settings.Accounts(GoCardlessAccess.Section);

    public WebhookAnswer Answer { get; } = new(StatusCodes.Status204NoContent);

    public Task<IReadOnlyList<WebhookEvent>> ReceiveAsync(WebhookDelivery delivery, CancellationToken cancellation)
    {
        var endpoint = settings.Of(GoCardlessAccess.Section, delivery.MerchantAccount);
        var given = delivery.Header("Webhook-Signature");
        if (!endpoint.Secrets.Any(secret => Signatures.IsHex(given, Encoding.UTF8.GetBytes(secret), delivery.Body.ToMemory().Span)))
            throw WebhookRefusals.BadSignature("The header Webhook-Signature must sign the body by an active secret of this endpoint.", InvalidToken);
        var json = EventJson.Parse(delivery.Body);
        var events = json["events"].Items();
        if (!json["events"].Exists || events.Count > MostEvents)
            throw json["events"].Wrong($"a list of at most {MostEvents} events");
        return Task.FromResult<IReadOnlyList<WebhookEvent>>([.. events.Select(one => Event(one, endpoint, delivery.MerchantAccount))]);
    }

    public async Task<IReadOnlyList<EventNews>> ReadAsync(StoredEvent stored, CancellationToken cancellation)
    {
        var json = stored.Json();
        var day = stored.DateAt(stored.HappenedAt(json["created_at"]));
        return json["resource_type"].Text() switch
        {
            "payments" => await PaymentAsync(stored, json, day, cancellation),
            "refunds" => await RefundAsync(stored, json, day, cancellation),
            "payouts" => await PayoutAsync(stored, json, cancellation),
            "billing_requests" when json["action"].Text() is "fulfilled" => await FulfilledAsync(stored, json, day, cancellation),
            "mandates" when json["action"].Text() is "created" => await MandateAsync(stored, json, day, cancellation),
            "mandates" when json["action"].Text() is "cancelled" or "failed" or "expired" or "replaced" or "suspended_by_payer" or "blocked" => [new MandateEnded(json["links"]["mandate"].Text(), Cause(json))],
            _ => [],
        };
    }

    public async IAsyncEnumerable<WebhookEvent> SinceAsync(string? merchantAccount, DateTimeOffset since, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        var endpoint = settings.Of(GoCardlessAccess.Section, merchantAccount);
        if (GoCardlessAccess.Of(endpoint) is not { } access || !endpoint.IsOn("AskForMissedEvents"))
            yield break;
        var after = "";
        for (var page = 0; page < MostPages; page++)
        {
            var answer = await GetAsync(access, $"events?limit=250&created_at[gt]={since.UtcDateTime:yyyy-MM-ddTHH:mm:ss.fffZ}{after}", cancellation) ?? throw new HttpRequestException("GoCardless lists no events.");
            foreach (var one in answer["events"].Items())
                yield return Event(one, endpoint, merchantAccount);
            if (answer["meta"]["cursors"]["after"].TextOrEmpty() is not { Length: > 0 } cursor)
                yield break;
            after = $"&after={Uri.EscapeDataString(cursor)}";
        }
    }

    private static WebhookEvent Event(EventJson one, WebhookEndpoint endpoint, string? merchantAccount)
    {
        var organisation = one["links"]["organisation"];
        return new WebhookEvent(
            one["id"].Text(), $"{one["resource_type"].Text()}.{one["action"].Text()}", merchantAccount ?? (organisation.Exists ? organisation.Text() : WebhookDelivery.DefaultAccount),
            endpoint["ApiUrl"] is not { } url || !url.Contains("sandbox", StringComparison.OrdinalIgnoreCase), one.Raw);
    }

    private async Task<IReadOnlyList<EventNews>> PaymentAsync(StoredEvent stored, EventJson json, DateOnly day, CancellationToken cancellation)
    {
        var id = json["links"]["payment"].Text();
        var (action, at) = (json["action"].Text(), stored.HappenedAt(json["created_at"]));
        if (action is not ("created" or "submitted" or "customer_approval_granted" or "confirmed" or "failed" or "late_failure_settled" or "cancelled" or "customer_approval_denied" or "charged_back" or "chargeback_cancelled"))
            return [];
        if (await FetchAsync(stored, $"payments/{Uri.EscapeDataString(id)}", "payments", cancellation) is not { } payment)
            throw new FormatException($"GoCardless does not have the payment {id}.");
        var amount = Amount(payment);
        IReadOnlyList<PaymentFact> facts = action switch
        {
            "created" or "submitted" or "customer_approval_granted" => [new PaymentPending(day)],

            // Each confirmation is a capture of its own: a debit that failed late may be tried, and confirmed, again.
            "confirmed" => [new PaymentSucceeded(amount, day, stored.Id)],
            "failed" or "late_failure_settled" => await FailedAsync(stored, json, id, at, day, cancellation),
            "cancelled" or "customer_approval_denied" => [new PaymentFailed(stored.Id, Cause(json), day, GoCardlessCauses.IsHard(Cause(json)))],
            "charged_back" => [new DisputeRaised("chargeback", amount, Cause(json), day), new DisputeDecided("chargeback", Lost: true, amount, at, day)],
            _ => [new DisputeDecided("chargeback", Lost: false, amount, at, day)],
        };
        return [new PaymentReport(stored.Payment(id), facts, ReferenceOf(payment))];
    }

    private async Task<IReadOnlyList<PaymentFact>> FailedAsync(StoredEvent stored, EventJson json, string payment, DateTimeOffset at, DateOnly day, CancellationToken cancellation)
    {
        // A debit that GoCardless itself tries again is still under way: were it a failure, our own next attempt could debit beside it.
        var willRetry = json["details"]["will_attempt_retry"] is { Exists: true } retry && retry.Flag();
        PaymentFact outcome = willRetry ? new PaymentPending(day) : new PaymentFailed(stored.Id, Cause(json), day, GoCardlessCauses.IsHard(Cause(json)));
        var history = await FetchAsync(stored, $"events?payment={Uri.EscapeDataString(payment)}&limit=500", "events", cancellation);
        var confirmed = (history?.Items() ?? []).Where(one => one["action"].Text() == "confirmed" && one["created_at"].Moment() <= at).OrderByDescending(one => one["created_at"].Moment()).Select(one => one["id"].Text()).FirstOrDefault();
        return confirmed is null ? [outcome] : [new CaptureFailed(confirmed, Cause(json), day), outcome];
    }

    private async Task<IReadOnlyList<EventNews>> RefundAsync(StoredEvent stored, EventJson json, DateOnly day, CancellationToken cancellation)
    {
        var (id, action) = (json["links"]["refund"].Text(), json["action"].Text());
        if (action is not ("created" or "paid" or "failed" or "bounced" or "funds_returned"))
            return [];
        if (await FetchAsync(stored, $"refunds/{Uri.EscapeDataString(id)}", "refunds", cancellation) is not { } refund)
            throw new FormatException($"GoCardless does not have the refund {id}.");
        PaymentFact fact = action is "created" or "paid"
            ? new RefundMade(id, Amount(refund), refund["created_at"].Exists ? stored.DateAt(refund["created_at"].Moment()) : day)
            : new RefundFailed(id, Amount(refund), day);
        return refund["links"]["payment"].Exists ? [new PaymentReport(stored.Payment(refund["links"]["payment"].Text()), [fact], PaymentReference.None)] : [];
    }

    private async Task<IReadOnlyList<EventNews>> PayoutAsync(StoredEvent stored, EventJson json, CancellationToken cancellation)
    {
        var id = json["links"]["payout"].Text();
        if (json["action"].Text() != "paid")
            return [];
        if (await FetchAsync(stored, $"payouts/{Uri.EscapeDataString(id)}", "payouts", cancellation) is not { } payout)
            throw new FormatException($"GoCardless does not have the payout {id}.");
        var currency = Currency.Of(payout["currency"].Text());
        var day = payout["arrival_date"].Exists ? payout["arrival_date"].Day() : stored.DateAt(stored.HappenedAt(json["created_at"]));

        // The items tell each fee at its payment; the sum is told where they are gone.
        var lines = await GoCardlessSettlement.LinesAsync(path => FetchAsync(stored, path, cancellation), stored, id, currency, day);
        var fees = lines is null && payout["deducted_fees"].Exists ? payout["deducted_fees"].Whole() : 0;
        return [new PayoutReport(stored.Payment(id), new PayoutMade(Amounts.AnyMinorUnits(payout["amount"].Whole(), currency.Code), Amounts.AnyMinorUnits(fees, currency.Code), day, payout["reference"].TextOrEmpty()), lines)];
    }

    // What a link of ours was for: a mandate, which may be charged from now on, or a payment, which events of its own tell of but which may not bear what it is for.
    private async Task<IReadOnlyList<EventNews>> FulfilledAsync(StoredEvent stored, EventJson json, DateOnly day, CancellationToken cancellation)
    {
        var id = json["links"]["billing_request"].Text();
        if (await FetchAsync(stored, $"billing_requests/{Uri.EscapeDataString(id)}", "billing_requests", cancellation) is not { } request)
            throw new FormatException($"GoCardless does not have the billing request {id}.");
        var (mandate, payment) = (request["links"]["mandate_request_mandate"], request["links"]["payment_request_payment"]);
        IReadOnlyList<EventNews> paid = payment.Exists && ReferenceOf(request) is { NamesInvoice: true } reference ? [new PaymentReport(stored.Payment(payment.Text()), [], reference)] : [];
        return mandate.Exists && AccountOf(request) is { Length: > 0 } account ? [.. paid, await SavedAsync(stored, await FetchMandateAsync(stored, mandate.Text(), cancellation), account, day, cancellation)] : paid;
    }

    // A mandate names its account itself, also where it was made without a link of ours, as when it is imported or replaces another.
    private async Task<IReadOnlyList<EventNews>> MandateAsync(StoredEvent stored, EventJson json, DateOnly day, CancellationToken cancellation)
    {
        var mandate = await FetchMandateAsync(stored, json["links"]["mandate"].Text(), cancellation);
        return AccountOf(mandate) is { Length: > 0 } account ? [await SavedAsync(stored, mandate, account, day, cancellation)] : [];
    }

    private async Task<MethodSaved> SavedAsync(StoredEvent stored, EventJson mandate, string account, DateOnly day, CancellationToken cancellation)
    {
        var (id, bankAccount) = (mandate["id"].Text(), mandate["links"]["customer_bank_account"].Text());
        var bank = await FetchAsync(stored, $"customer_bank_accounts/{Uri.EscapeDataString(bankAccount)}", "customer_bank_accounts", cancellation)
            ?? throw new FormatException($"GoCardless does not have the bank account {bankAccount}.");
        return new MethodSaved(AccountId.Parse(account), new SavedMethod(
            SavedMethod.IdOf(Name, stored.MerchantAccount, id), Name, stored.MerchantAccount, mandate["links"]["customer"].TextOrEmpty(), id, SavedMethodKind.DirectDebit,
            $"{GoCardlessSchemes.NameOf(mandate["scheme"].TextOrEmpty())} ···· {bank["account_number_ending"].Text()}", day));
    }

    private async Task<EventJson> FetchMandateAsync(StoredEvent stored, string id, CancellationToken cancellation) =>
        await FetchAsync(stored, $"mandates/{Uri.EscapeDataString(id)}", "mandates", cancellation) ?? throw new FormatException($"GoCardless does not have the mandate {id}.");

    // The resource stands under its name in the answer.
    private async Task<EventJson?> FetchAsync(StoredEvent stored, string path, string name, CancellationToken cancellation) =>
        (await FetchAsync(stored, path, cancellation))?[name];

    private Task<EventJson?> FetchAsync(StoredEvent stored, string path, CancellationToken cancellation) =>
        GetAsync(GoCardlessAccess.Find(settings, stored.MerchantAccount) ?? throw new InvalidOperationException($"There is no access token of GoCardless's for {stored.MerchantAccount}."), path, cancellation);

    private Task<EventJson?> GetAsync(GoCardlessAccess access, string path, CancellationToken cancellation) => api.GetAsync(access.At(path), access.Token, GoCardlessAccess.Headers, cancellation);

    private static string AccountOf(EventJson resource) => resource["metadata"]["account_id"].TextOrEmpty().Trim();

    private static PaymentReference ReferenceOf(EventJson resource) => new(
        resource["metadata"]["invoice_number"].TextOrEmpty().Trim(), resource["metadata"]["invoice_id"].TextOrEmpty().Trim(), resource["description"].TextOrEmpty(), AttemptId: resource["metadata"]["payment_attempt"].TextOrEmpty().Trim());

    private static string Cause(EventJson json) => json["details"]["cause"].TextOrEmpty() is { Length: > 0 } cause ? cause : json["action"].Text();

    private static Money Amount(EventJson resource) => Amounts.OfMinorUnits(resource["amount"].Whole(), resource["currency"].Text());
}
