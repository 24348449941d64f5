using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Billing.DevHost.Processors;
using Billing.Domain;

namespace Billing.DevHost.Demo.Senders;

/// <summary>GoCardless: debits. Its events name what they are about and carry no amount, so the app asks its API, which is served here.</summary>
internal sealed class GoCardlessSender(NpmSigner signer, Uri server) : ProcessorSender("gocardless")
{
    private const string Api = "/gocardless";
    private readonly string secret = RandomNumberGenerator.GetHexString(40, lowercase: true);
    private readonly string token = $"live_{RandomNumberGenerator.GetHexString(32, lowercase: true)}";
    private readonly ConcurrentDictionary<string, object> resources = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, ConcurrentQueue<object>> eventsOf = new(StringComparer.Ordinal);

    public override bool PaysOut => true;

    public override string PaymentIdOf(string key) => $"PM{key}";

    public override string PayoutIdOf(string key) => $"PO{key}";

    public override IEnumerable<(string Name, string Value)> SettingsFor(MerchantAccountRow merchant) =>
        [("Webhooks__GoCardless__Secrets__0", secret), ("Webhooks__GoCardless__AccessToken", token), ("Webhooks__GoCardless__ApiUrl", new Uri(server, Api).AbsoluteUri)];

    /// <summary>Serves the resources that were told of, and the events of a payment.</summary>
    public void Map(WebApplication app)
    {
        app.MapGet($"{Api}/{{kind}}/{{id}}", (HttpRequest request, string kind, string id) =>
            !IsAllowed(request) ? Results.Unauthorized() : resources.TryGetValue(id, out var found) ? Results.Json(new Dictionary<string, object> { [kind] = found }) : Results.NotFound());
        app.MapGet($"{Api}/events", (HttpRequest request, string payment) =>
            !IsAllowed(request) ? Results.Unauthorized() : Results.Json(new { events = eventsOf.TryGetValue(payment, out var told) ? told.ToArray() : [], meta = new { limit = 500 } }));
    }

    public override IReadOnlyList<string> Compose(Sale sale, SaleNews news)
    {
        var payment = PaymentIdOf(sale.Key);
        resources[payment] = new { id = payment, amount = sale.Amount.MinorUnits, currency = sale.Amount.Currency.Code, status = "confirmed", description = "Invoice", metadata = new { invoice_number = sale.InvoiceNumber } };
        return news switch
        {
            SaleNews.Pending => [OfPayment(sale, news, "submitted", "payment_submitted")],
            SaleNews.Failed => [OfPayment(sale, news, "failed", "insufficient_funds")],
            SaleNews.Succeeded => [OfPayment(sale, news, "confirmed", "payment_confirmed")],
            SaleNews.Returned => [OfPayment(sale, news, "failed", "refer_to_payer")],
            SaleNews.Refunded refunded => [OfRefund(sale, news, refunded.Amount, "created")],
            SaleNews.RefundFailed failed => [OfRefund(sale, news, failed.Amount, "failed")],

            // A payer's bank takes a debit back without asking; the dispute is lost when it is heard of.
            SaleNews.Disputed => [],
            SaleNews.DisputeLost => [OfPayment(sale, news, "charged_back", "authorisation_disputed")],
            SaleNews.DisputeWon => [OfPayment(sale, news, "chargeback_cancelled", "payment_confirmed")],
            _ => throw Unknown(news),
        };
    }

    public override string Compose(PayoutNews payout)
    {
        var id = PayoutIdOf(payout.Key);
        resources[id] = new
        {
            id,
            amount = payout.Amount.MinorUnits,
            currency = payout.Amount.Currency.Code,
            deducted_fees = payout.Fee.MinorUnits,
            arrival_date = payout.At.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            status = "paid",
        };
        return Delivery(Event(payout.Merchant, payout.Key, payout.At, "payouts", "paid", "payout_paid", ("payout", id)));
    }

    public override Money PayoutFeeOf(Money held) => ExampleFee(held);

    public override Task<SignedDelivery> SignAsync(string body, MerchantAccountRow merchant, DateTimeOffset now) => signer.SignAsync(new SignRequest(Name, body, secret));

    private string OfPayment(Sale sale, SaleNews news, string action, string cause)
    {
        var told = Event(sale.Merchant, sale.Key, news.At, "payments", action, cause, ("payment", PaymentIdOf(sale.Key)));
        eventsOf.GetOrAdd(PaymentIdOf(sale.Key), _ => []).Enqueue(told);
        return Delivery(told);
    }

    private string OfRefund(Sale sale, SaleNews news, Money amount, string action)
    {
        var id = $"RF{sale.Key}";
        resources[id] = new { id, amount = amount.MinorUnits, currency = amount.Currency.Code, links = new { payment = PaymentIdOf(sale.Key) } };
        return Delivery(Event(sale.Merchant, sale.Key, news.At, "refunds", action, $"refund_{action}", ("refund", id)));
    }

    private bool IsAllowed(HttpRequest request) => request.Headers.Authorization == $"Bearer {token}";

    private static Dictionary<string, object> Event(MerchantAccountRow merchant, string key, DateTimeOffset at, string type, string action, string cause, (string Name, string Id) about) => new()
    {
        ["id"] = $"EV{key}{type}{action}{at.ToUnixTimeSeconds()}",
        ["created_at"] = at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
        ["resource_type"] = type,
        ["action"] = action,
        ["links"] = new Dictionary<string, string> { ["organisation"] = merchant.Account, [about.Name] = about.Id },
        ["details"] = new { origin = "gocardless", cause },
    };

    private static string Delivery(object told) => JsonSerializer.Serialize(new { events = new[] { told } });
}
