using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Billing.DevHost.Processors;
using Billing.Domain;

namespace Billing.DevHost.Demo.Senders;

/// <summary>PayPal: captures, told by events that its certificate signs. No library of PayPal's signs webhooks, so the platform's cryptography does.</summary>
internal sealed class PayPalSender(PayPalKeys keys, Uri certificateHost) : ProcessorSender("paypal")
{
    private const string CertificatePath = "/v1/notifications/certs/CERT-DEMO";
    private static readonly JsonSerializerOptions Json = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };
    private readonly string webhookId = RandomNumberGenerator.GetHexString(17);

    public override string PaymentIdOf(string key) => key.ToUpperInvariant();

    public override IEnumerable<(string Name, string Value)> SettingsFor(MerchantAccountRow merchant) =>
    [
        ($"Webhooks__PayPal__Accounts__{merchant.Account}__WebhookId", webhookId),
        ($"Webhooks__PayPal__Accounts__{merchant.Account}__CertificateHosts__0", certificateHost.Authority),
        ($"Webhooks__PayPal__Accounts__{merchant.Account}__TrustedRoot", keys.RootPem),
    ];

    /// <summary>Serves the certificate, as api.paypal.com does.</summary>
    public static void Map(WebApplication server, PayPalKeys keys) => server.MapGet(CertificatePath, () => keys.CertificatePem());

    public override IReadOnlyList<string> Compose(Sale sale, SaleNews news) => news switch
    {
        SaleNews.Pending => [Event(sale, news, "PAYMENT.CAPTURE.PENDING", Capture(sale, news, "PENDING"))],
        SaleNews.Succeeded => [Event(sale, news, "PAYMENT.CAPTURE.COMPLETED", Capture(sale, news, "COMPLETED"))],
        SaleNews.Refunded refunded => [Event(sale, news, "PAYMENT.CAPTURE.REFUNDED", Part(sale, $"RF{PaymentIdOf(sale.Key)}", refunded.Amount, "COMPLETED"))],
        SaleNews.RefundFailed failed => [Event(sale, news, "PAYMENT.REFUND.FAILED", Part(sale, $"RF{PaymentIdOf(sale.Key)}", failed.Amount, "FAILED"))],
        SaleNews.Disputed disputed => [Event(sale, news, "CUSTOMER.DISPUTE.CREATED", Dispute(sale, disputed.Amount, null))],
        SaleNews.DisputeLost lost => [Event(sale, news, "PAYMENT.CAPTURE.REVERSED", Part(sale, $"RV{PaymentIdOf(sale.Key)}", lost.Amount, "COMPLETED"))],
        SaleNews.DisputeWon won => [Event(sale, news, "CUSTOMER.DISPUTE.RESOLVED", Dispute(sale, won.Amount, "RESOLVED_SELLER_FAVOUR"))],
        _ => throw Unknown(news),
    };

    public override Money FeeOf(Sale sale, SaleNews news) => news is SaleNews.Succeeded ? ExampleFee(sale.Amount) : base.FeeOf(sale, news);

    public override string RouteOf(MerchantAccountRow merchant) => $"{base.RouteOf(merchant)}/{merchant.Account}";

    public override Task<SignedDelivery> SignAsync(string body, MerchantAccountRow merchant, DateTimeOffset now)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        var transmission = Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 16));
        return Task.FromResult(new SignedDelivery(body, keys.Sign(bytes, webhookId, now, new Uri(certificateHost, CertificatePath).AbsoluteUri, transmission).ToDictionary(header => header.Name, header => header.Value)));
    }

    private object Capture(Sale sale, SaleNews news, string status) => new
    {
        id = PaymentIdOf(sale.Key),
        status,
        create_time = news.Moment,
        amount = Amount(sale.Amount),
        invoice_id = sale.InvoiceNumber,
        seller_receivable_breakdown = new { gross_amount = Amount(sale.Amount), paypal_fee = Amount(ExampleFee(sale.Amount)) },
    };

    private object Part(Sale sale, string id, Money amount, string status) => new
    {
        id,
        status,
        amount = Amount(amount),
        links = new[] { new { rel = "up", href = $"https://api.paypal.com/v2/payments/captures/{PaymentIdOf(sale.Key)}" } },
    };

    private object Dispute(Sale sale, Money amount, string? outcome) => new
    {
        dispute_id = $"PP-D-{sale.Key}",
        reason = "UNAUTHORISED",
        dispute_amount = Amount(amount),
        disputed_transactions = new[] { new { seller_transaction_id = PaymentIdOf(sale.Key) } },
        dispute_outcome = outcome is null ? null : new { outcome_code = outcome },
    };

    private static string Event(Sale sale, SaleNews news, string type, object about) => JsonSerializer.Serialize(new
    {
        id = $"WH-{sale.Key}-{type}",
        event_version = "1.0",
        create_time = news.Moment,
        resource_type = type.StartsWith("CUSTOMER", StringComparison.Ordinal) ? "dispute" : "capture",
        event_type = type,
        resource = about,
    }, Json);

    private static object Amount(Money amount) => new { currency_code = amount.Currency.Code, value = amount.Amount.ToString(CultureInfo.InvariantCulture) };
}
