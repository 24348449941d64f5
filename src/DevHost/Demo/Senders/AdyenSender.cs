using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Billing.DevHost.Processors;

namespace Billing.DevHost.Demo.Senders;

/// <summary>Adyen with manual captures: what is authorised comes in by one capture or several.</summary>
internal sealed class AdyenSender(NpmSigner signer) : ProcessorSender("adyen")
{
    private const string User = "adyen";
    private readonly string key = RandomNumberGenerator.GetHexString(64);
    private readonly string password = RandomNumberGenerator.GetHexString(32);

    public override string PaymentIdOf(string key) => key.ToUpperInvariant();

    public override IEnumerable<(string Name, string Value)> SettingsFor(MerchantAccountRow merchant) =>
        [("Webhooks__Adyen__Secrets__0", key), ("Webhooks__Adyen__Username", User), ("Webhooks__Adyen__Password", password), ("Webhooks__Adyen__ManualCapture", "true")];

    public override IReadOnlyList<string> Compose(Sale sale, SaleNews news) => news switch
    {
        SaleNews.Pending => [Item(sale, news, "AUTHORISATION", sale.Amount.MinorUnits, "")],
        SaleNews.Succeeded => [Item(sale, news, "AUTHORISATION", sale.Amount.MinorUnits, ""), Item(sale, news, "CAPTURE", sale.Amount.MinorUnits, "C1")],
        SaleNews.Captured { Part: 1 } part => [Item(sale, news, "AUTHORISATION", sale.Amount.MinorUnits, ""), Item(sale, news, "CAPTURE", part.Amount.MinorUnits, "C1")],
        SaleNews.Captured part => [Item(sale, news, "CAPTURE", part.Amount.MinorUnits, $"C{part.Part}")],
        SaleNews.Refunded refunded => [Item(sale, news, "REFUND", refunded.Amount.MinorUnits, "R")],
        SaleNews.RefundFailed failed => [Item(sale, news, "REFUND_FAILED", failed.Amount.MinorUnits, "R")],
        SaleNews.Disputed disputed => [Item(sale, news, "NOTIFICATION_OF_CHARGEBACK", disputed.Amount.MinorUnits, "D")],
        SaleNews.DisputeLost lost => [Item(sale, news, "CHARGEBACK", lost.Amount.MinorUnits, "D")],
        SaleNews.DisputeWon won => [Item(sale, news, "CHARGEBACK_REVERSED", won.Amount.MinorUnits, "D")],
        _ => throw Unknown(news),
    };

    public override async Task<SignedDelivery> SignAsync(string body, MerchantAccountRow merchant, DateTimeOffset now)
    {
        var signed = await signer.SignAsync(new SignRequest(Name, body, key));
        return signed with { Headers = new Dictionary<string, string>(signed.Headers) { ["Authorization"] = $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"{User}:{password}"))}" } };
    }

    /// <param name="step">What the reference of a modification ends in; empty for the authorisation itself.</param>
    private string Item(Sale sale, SaleNews news, string eventCode, long value, string step)
    {
        var payment = PaymentIdOf(sale.Key);
        var item = new Dictionary<string, object>
        {
            ["eventCode"] = eventCode,
            ["success"] = "true",
            ["eventDate"] = news.Moment,
            ["pspReference"] = $"{payment}{step}",
            ["merchantAccountCode"] = sale.Merchant.Account,
            ["merchantReference"] = sale.InvoiceNumber,
            ["amount"] = new { value, currency = sale.Amount.Currency.Code },
            ["reason"] = "",
            ["paymentMethod"] = "mc",
        };
        if (step.Length > 0)
            item["originalReference"] = payment;
        return JsonSerializer.Serialize(new { live = "false", notificationItems = new[] { new { NotificationRequestItem = item } } });
    }
}
