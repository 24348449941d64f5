using System.Net;
using Billing.Functions.Api.Contract;
using Billing.Functions.Configuration;
using Billing.Functions.Processors;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

namespace Billing.Functions.Charging;

/// <summary>Debits mandates at GoCardless, and gives links to its pages. It has the settings of the webhooks: <c>AccessToken</c> and <c>ApiUrl</c>. What comes of a
/// debit is known days later, by webhook.</summary>
internal sealed class GoCardlessCharging(WebhookSettings settings, IConfiguration configuration, ProcessorApi api) : IChargingProcessor
{
    private const int MostPages = 20;

    public string Name => "gocardless";

    public string? WithheldBecause(string merchantAccount) => (GoCardlessAccess.Find(settings, merchantAccount), configuration.IsProduction()) switch
    {
        (null, _) => $"There is no access token of GoCardless's for {merchantAccount}: set Webhooks__GoCardless__AccessToken, or the account's own.",
        ({ IsLive: false }, true) => $"The access to GoCardless for {merchantAccount} is to its sandbox; production takes a live one only.",
        ({ IsLive: true }, false) => $"The access to GoCardless for {merchantAccount} is a live one; only production moves real money.",
        _ => null,
    };

    public async Task<ChargeAnswer> ChargeAsync(ChargeCall call, CancellationToken cancellation)
    {
        var access = Open(call.Method.MerchantAccount);
        var answer = await CreateAsync(access, "payments", call.AttemptId, new
        {
            payments = new
            {
                amount = call.Amount.MinorUnits,
                currency = call.Amount.Currency.Code,
                description = $"Invoice {call.InvoiceNumber}",

                // The policy of the seller says when a debit is tried again. GoCardless trying beside it could debit twice.
                retry_if_possible = false,

                // Three is the most it takes. The account is not among them: the invoice has it.
                metadata = new { payment_attempt = call.AttemptId, invoice_number = call.InvoiceNumber, invoice_id = call.DocumentId },
                links = new { mandate = call.Method.MethodReference },
            },
        }, cancellation);
        try
        {
            return answer.Created is { } payment ? Answer(payment) : new ChargeAnswer.Declined(null, answer.Reason, GoCardlessCauses.IsHard(answer.Reason));
        }
        catch (FormatException e)
        {
            throw new HttpRequestException("GoCardless answered what is no payment.", e);
        }
    }

    public async Task<ChargeAnswer?> FindAsync(ChargeCall call, CancellationToken cancellation)
    {
        var access = Open(call.Method.MerchantAccount);
        var after = "";
        for (var page = 0; page < MostPages; page++)
        {
            var payments = await api.GetAsync(access.At($"payments?mandate={Uri.EscapeDataString(call.Method.MethodReference)}&limit=500{after}"), access.Token, GoCardlessAccess.Headers, cancellation)
                ?? throw new HttpRequestException("GoCardless lists no payments.");
            foreach (var payment in payments["payments"].Items())
            {
                if (payment["metadata"]["payment_attempt"].TextOrEmpty() == call.AttemptId)
                    return Answer(payment);
            }

            if (payments["meta"]["cursors"]["after"].TextOrEmpty() is not { Length: > 0 } cursor)
                return null;
            after = $"&after={Uri.EscapeDataString(cursor)}";
        }

        throw new HttpRequestException($"The attempt {call.AttemptId} is not among the last payments of {call.Method.MethodReference}.");
    }

    public Task<CustomerLink> SetUpLinkAsync(SetUpLinkRequest request, CancellationToken cancellation)
    {
        var metadata = new { account_id = request.AccountId.ToString() };
        return LinkAsync(
            Open(request.MerchantAccount), request.Key, new
            {
                billing_requests = new
                {
                    mandate_request = new { currency = request.Currency.Code, metadata },
                    metadata,
                    links = request.PayerReference is { Length: > 0 } customer ? new { customer } : null,
                },
            },
            "account_id", request.AccountId.ToString(), request.Name, request.Email, request.ReturnTo, cancellation);
    }

    public Task<CustomerLink> PaymentLinkAsync(PaymentLinkRequest request, CancellationToken cancellation)
    {
        var metadata = new { invoice_id = request.DocumentId, invoice_number = request.InvoiceNumber, account_id = request.AccountId.ToString() };
        return LinkAsync(
            Open(request.MerchantAccount), request.Key, new
            {
                billing_requests = new
                {
                    payment_request = new { amount = request.Amount.MinorUnits, currency = request.Amount.Currency.Code, description = $"Invoice {request.InvoiceNumber}", metadata },
                    metadata,
                },
            },
            "invoice_id", request.DocumentId, "", request.Email, request.ReturnTo, cancellation);
    }

    private static ChargeAnswer Answer(EventJson payment) => (payment["id"].Text(), payment["status"].Text()) switch
    {
        (var id, "failed" or "cancelled" or "customer_approval_denied") => new ChargeAnswer.Declined(id, payment["status"].Text(), Hard: false),
        var (id, _) => new ChargeAnswer.Taken(id, Settled: false),
    };

    // A flow is a page for a billing request, which is what sets up or pays. It bears no key: of several flows of one request only one can be completed.
    private async Task<CustomerLink> LinkAsync(GoCardlessAccess access, string key, object body, string about, string isAbout, string name, string email, Uri returnTo, CancellationToken cancellation)
    {
        var made = await CreateAsync(access, "billing_requests", key, body, cancellation);
        var request = made.Created ?? throw Refused(made);
        if (request["metadata"][about].TextOrEmpty() != isAbout)
            throw new ProblemException(Problems.KeyReused());
        var page = await CreateAsync(access, "billing_request_flows", key: null, new
        {
            billing_request_flows = new
            {
                redirect_uri = returnTo.AbsoluteUri,
                exit_uri = returnTo.AbsoluteUri,
                prefilled_customer = new { company_name = name.Length > 0 ? name : null, email = email.Length > 0 ? email : null },
                links = new { billing_request = request["id"].Text() },
            },
        }, cancellation);
        var flow = page.Created ?? throw Refused(page);
        return new CustomerLink(new Uri(flow["authorisation_url"].Text()), flow["expires_at"].Exists ? flow["expires_at"].Moment() : null);
    }

    // The same key again is a conflict that names what was made by it.
    private async Task<Creation> CreateAsync(GoCardlessAccess access, string noun, string? key, object body, CancellationToken cancellation)
    {
        var headers = key is null ? GoCardlessAccess.Headers : [.. GoCardlessAccess.Headers, ("Idempotency-Key", key)];
        var (status, answer) = await api.PostAsync(access.At(noun), access.Token, headers, body, cancellation);
        if (status is HttpStatusCode.OK or HttpStatusCode.Created)
            return new Creation(answer[noun], "", "");
        var error = answer["error"];
        var first = error["errors"].Items() is [var one, ..] ? one : error;
        if (first["links"]["conflicting_resource_id"].TextOrEmpty() is { Length: > 0 } made)
        {
            var known = await api.GetAsync(access.At($"{noun}/{Uri.EscapeDataString(made)}"), access.Token, GoCardlessAccess.Headers, cancellation);
            return new Creation((known ?? throw new HttpRequestException($"GoCardless names {made} and does not have it."))[noun], "", "");
        }

        return new Creation(null, first["reason"].TextOrEmpty() is { Length: > 0 } reason ? reason : error["type"].TextOrEmpty() is { Length: > 0 } type ? type : $"http_{(int)status}", first["message"].TextOrEmpty());
    }

    private static ProblemException Refused(Creation creation) =>
        new(StatusCodes.Status422UnprocessableEntity, "processor-refused", creation.Message.Length > 0 ? creation.Message : creation.Reason);

    private GoCardlessAccess Open(string merchantAccount) =>
        WithheldBecause(merchantAccount) is { } why ? throw new InvalidOperationException(why) : GoCardlessAccess.Find(settings, merchantAccount)!;

    // What was made, or why nothing was.
    private sealed record Creation(EventJson? Created, string Reason, string Message);
}
