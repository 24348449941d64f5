using System.Net;
using Billing.Domain;
using Billing.Functions.Api.Contract;
using Billing.Functions.Configuration;
using Billing.Functions.Processors;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Stripe;
using Stripe.Checkout;

namespace Billing.Functions.Charging;

/// <summary>Charges saved methods at Stripe by payment intents that the customer is not present for, and gives links to Stripe's Checkout. It has the settings
/// of the webhooks: <c>ApiKey</c> and <c>ApiUrl</c>. A charge is <c>payment_intent.succeeded</c> like any other, and the webhook settles it.</summary>
internal sealed class StripeCharging(WebhookSettings settings, IConfiguration configuration, ProcessorApi api) : IChargingProcessor
{
    private const string LiveKey = "_live_";
    private const int MostIntents = 1_000;

    // The queue tries again, with the same key; were the library to do so too, a message could be held for minutes.
    private readonly SystemNetHttpClient http = new(api.Client, maxNetworkRetries: 0, appInfo: null, enableTelemetry: false);

    public string Name => "stripe";

    public string? WithheldBecause(string merchantAccount) => (settings.OfStored(StripeAccess.Section, merchantAccount)["ApiKey"], configuration.IsProduction()) switch
    {
        (null, _) => $"There is no key of Stripe's for {merchantAccount}: set Webhooks__Stripe__ApiKey, or the account's own.",
        ({ } key, true) when !key.Contains(LiveKey, StringComparison.Ordinal) => $"The key of Stripe's for {merchantAccount} is of its test mode; production takes a live one (sk_live_…, rk_live_…) only.",
        ({ } key, false) when key.Contains(LiveKey, StringComparison.Ordinal) => $"The key of Stripe's for {merchantAccount} is a live one; only production moves real money.",
        _ => null,
    };

    public async Task<ChargeAnswer> ChargeAsync(ChargeCall call, CancellationToken cancellation)
    {
        var (client, access) = Open(call.Method.MerchantAccount);
        if (UnitsOf(call.Amount) is not { } units)
            return new ChargeAnswer.Declined(null, "amount_not_chargeable", Hard: false);
        try
        {
            return Answer(await AskAsync(ended => client.V1.PaymentIntents.CreateAsync(ChargeOptions(call, units), Request(access, call.AttemptId), ended), cancellation));
        }
        catch (StripeException e) when (IsOtherRequest(e))
        {
            // An older version of this app put the same call in other words. What came of that one counts.
            return await FindAsync(call, cancellation) ?? throw Unknown(e);
        }
        catch (StripeException e)
        {
            return Declined(e);
        }
    }

    // Stripe's search over metadata lags behind by up to a minute and more; the list of a customer's intents does not. Within a day of the first call the same key
    // would answer the same as well, and after that it charges anew: so what is not seen must not be taken for what is not there.
    public async Task<ChargeAnswer?> FindAsync(ChargeCall call, CancellationToken cancellation)
    {
        var (client, access) = Open(call.Method.MerchantAccount);
        return await AskAsync<ChargeAnswer?>(async ended =>
        {
            var seen = 0;
            var newestFirst = client.V1.PaymentIntents.ListAutoPagingAsync(new PaymentIntentListOptions { Customer = call.Method.PayerReference, Limit = 100 }, Request(access, key: null), ended);
            await foreach (var intent in newestFirst)
            {
                if (intent.Metadata?.GetValueOrDefault("payment_attempt") == call.AttemptId)
                    return Answer(intent);
                if (++seen == MostIntents)
                    throw new HttpRequestException($"The attempt {call.AttemptId} is not among the last {MostIntents} payment intents of {call.Method.PayerReference}.");
            }

            return null;
        }, cancellation);
    }

    public async Task<CustomerLink> SetUpLinkAsync(SetUpLinkRequest request, CancellationToken cancellation)
    {
        var (client, access) = Open(request.MerchantAccount);
        var account = new Dictionary<string, string> { ["account_id"] = request.AccountId.ToString() };
        return await LinkAsync(async ended =>
        {
            var customer = request.PayerReference is { Length: > 0 } known ? known : (await client.V1.Customers.CreateAsync(
                new CustomerCreateOptions { Name = request.Name, Email = request.Email is { Length: > 0 } email ? email : null, Metadata = account }, Request(access, $"{request.Key}-customer"), ended)).Id;
            return await client.V1.Checkout.Sessions.CreateAsync(
                new SessionCreateOptions
                {
                    Mode = "setup",
                    Customer = customer,
                    AllowedPaymentMethodTypes = StripeMethods.TypesFor(request.Currency),
                    Currency = StripeMoney.Code(request.Currency),
                    Metadata = account,
                    SetupIntentData = new SessionSetupIntentDataOptions { Metadata = account },
                    SuccessUrl = request.ReturnTo.AbsoluteUri,
                    CancelUrl = request.ReturnTo.AbsoluteUri,
                },
                Request(access, request.Key),
                ended);
        }, cancellation);
    }

    public async Task<CustomerLink> PaymentLinkAsync(PaymentLinkRequest request, CancellationToken cancellation)
    {
        var (client, access) = Open(request.MerchantAccount);
        var units = UnitsOf(request.Amount) ?? throw Refused($"Stripe cannot express {request.Amount}.");
        var metadata = new Dictionary<string, string> { ["invoice_id"] = request.DocumentId, ["invoice_number"] = request.InvoiceNumber, ["account_id"] = request.AccountId.ToString() };
        return await LinkAsync(
            ended => client.V1.Checkout.Sessions.CreateAsync(
                new SessionCreateOptions
                {
                    Mode = "payment",
                    LineItems =
                    [
                        new SessionLineItemOptions
                        {
                            Quantity = 1,
                            PriceData = new SessionLineItemPriceDataOptions
                            {
                                Currency = StripeMoney.Code(request.Amount.Currency),
                                UnitAmount = units,
                                ProductData = new SessionLineItemPriceDataProductDataOptions { Name = $"Invoice {request.InvoiceNumber}" },
                            },
                        },
                    ],
                    AllowedPaymentMethodTypes = StripeMethods.TypesFor(request.Amount.Currency),
                    CustomerEmail = request.Email is { Length: > 0 } email ? email : null,
                    ClientReferenceId = request.DocumentId,
                    Metadata = metadata,
                    PaymentIntentData = new SessionPaymentIntentDataOptions { Description = $"Invoice {request.InvoiceNumber}", Metadata = metadata },
                    SuccessUrl = request.ReturnTo.AbsoluteUri,
                    CancelUrl = request.ReturnTo.AbsoluteUri,
                },
                Request(access, request.Key),
                ended),
            cancellation);
    }

    private static PaymentIntentCreateOptions ChargeOptions(ChargeCall call, long units) => new()
    {
        Customer = call.Method.PayerReference,
        PaymentMethod = call.Method.MethodReference,
        Amount = units,
        Currency = StripeMoney.Code(call.Amount.Currency),
        Description = $"Invoice {call.InvoiceNumber}",
        OffSession = true,
        Confirm = true,

        // Nobody is there to be redirected, or to authenticate: such a payment fails now, and does not wait for a customer who is never asked.
        AutomaticPaymentMethods = new PaymentIntentAutomaticPaymentMethodsOptions { Enabled = true, AllowRedirects = "never" },
        ErrorOnRequiresAction = true,
        Metadata = new Dictionary<string, string>
        {
            ["invoice_id"] = call.DocumentId,
            ["invoice_number"] = call.InvoiceNumber,
            ["account_id"] = call.AccountId.ToString(),
            ["payment_attempt"] = call.AttemptId,
        },
    };

    private static ChargeAnswer Answer(PaymentIntent intent) => intent.Status switch
    {
        "succeeded" => new ChargeAnswer.Taken(intent.Id, Settled: true),
        "requires_payment_method" => Declined(intent.Id, intent.LastPaymentError),
        "requires_action" or "requires_confirmation" => new ChargeAnswer.Declined(intent.Id, StripeDeclines.AuthenticationRequired, Hard: false),
        "canceled" => new ChargeAnswer.Declined(intent.Id, intent.CancellationReason ?? "canceled", Hard: false),

        // Under way: a debit that the bank has not answered.
        _ => new ChargeAnswer.Taken(intent.Id, Settled: false),
    };

    private static ChargeAnswer.Declined Declined(string? intent, StripeError? error)
    {
        var code = error?.DeclineCode ?? error?.Code ?? "unknown";
        return new ChargeAnswer.Declined(intent, code, StripeDeclines.IsHard(code, error?.AdviceCode ?? ""));
    }

    private static ChargeAnswer.Declined Declined(StripeException e) => e.StripeError is { Code: "resource_missing" } missing
        ? new ChargeAnswer.Declined(null, missing.Code, Hard: true)
        : Declined(e.StripeError.PaymentIntent?.Id, e.StripeError);

    private static ProblemException Refused(string why) => new(StatusCodes.Status422UnprocessableEntity, "processor-refused", why);

    private static HttpRequestException Unknown(StripeException e) => new($"Stripe answered {(int)e.HttpStatusCode}: {e.Message}", e, e.HttpStatusCode);

    private static bool IsOtherRequest(StripeException e) => e.StripeError?.Type == "idempotency_error";

    private static long? UnitsOf(Money amount)
    {
        try
        {
            return StripeMoney.Units(amount);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static RequestOptions Request(StripeAccess access, string? key) => new() { IdempotencyKey = key, StripeAccount = access.ConnectedAccount };

    private async Task<CustomerLink> LinkAsync(Func<CancellationToken, Task<Session>> create, CancellationToken cancellation)
    {
        try
        {
            var session = await AskAsync(create, cancellation);
            return new CustomerLink(new Uri(session.Url), session.ExpiresAt);
        }
        catch (StripeException e)
        {
            throw IsOtherRequest(e) ? new ProblemException(Problems.KeyReused()) : Refused(e.StripeError.Message);
        }
    }

    // Only an answer about the request itself says that nothing was taken, or what came of it. A broken connection, a time-out, a fault of Stripe's, a key that was
    // changed meanwhile or another call with the same key that still runs say nothing of it. The client's own time-out ends with the first bytes of an answer.
    private async Task<T> AskAsync<T>(Func<CancellationToken, Task<T>> ask, CancellationToken cancellation)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        ended.CancelAfter(api.Client.Timeout);
        try
        {
            return await ask(ended.Token);
        }
        catch (StripeException e) when (e.StripeError is null || e.HttpStatusCode is not (HttpStatusCode.BadRequest or HttpStatusCode.PaymentRequired or HttpStatusCode.NotFound))
        {
            throw Unknown(e);
        }
        catch (Exception e) when (e is IOException || (e is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            throw new HttpRequestException("Stripe did not answer.", e);
        }
    }

    private (StripeClient Client, StripeAccess Access) Open(string merchantAccount)
    {
        if (WithheldBecause(merchantAccount) is { } why)
            throw new InvalidOperationException(why);
        var access = StripeAccess.Of(settings, merchantAccount);
        return (new StripeClient(access.Key, httpClient: http, apiBase: access.Url), access);
    }
}
