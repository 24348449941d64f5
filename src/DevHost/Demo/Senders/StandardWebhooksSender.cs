using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Billing.DevHost.Processors;
using Billing.Domain;

namespace Billing.DevHost.Demo.Senders;

/// <summary>A sender that follows the Standard Webhooks specification, such as a bank's payment service.</summary>
internal sealed class StandardWebhooksSender(NpmSigner signer) : ProcessorSender("standard-webhooks")
{
    private readonly string secret = $"whsec_{Convert.ToBase64String(RandomNumberGenerator.GetBytes(24))}";

    public override bool PaysOut => true;

    public override string PaymentIdOf(string key) => $"pay_{key}";

    public override string PayoutIdOf(string key) => $"po_{key}";

    public override IEnumerable<(string Name, string Value)> SettingsFor(MerchantAccountRow merchant) => [("Webhooks__StandardWebhooks__Secrets__0", secret)];

    public override IReadOnlyList<string> Compose(Sale sale, SaleNews news) => news switch
    {
        SaleNews.Pending => [Event(sale, news, "payment.pending", [])],
        SaleNews.Failed => [Event(sale, news, "payment.failed", [("code", "insufficient_funds")])],
        SaleNews.Succeeded => [Event(sale, news, "payment.succeeded", [("amount", Text(sale.Amount)), ("fee", Text(FeeOf(sale, news)))])],
        SaleNews.Captured part => [Event(sale, news, "payment.succeeded", [("amount", Text(part.Amount)), ("fee", Text(FeeOf(sale, news))), ("capture_id", $"cap_{sale.Key}_{part.Part}")])],
        SaleNews.Returned => [Event(sale, news, "payment.returned", [("code", "account_closed")])],
        SaleNews.Refunded refunded => [Event(sale, news, "payment.refunded", [("amount", Text(refunded.Amount)), ("refund_id", $"rf_{sale.Key}")])],
        SaleNews.RefundFailed failed => [Event(sale, news, "refund.failed", [("amount", Text(failed.Amount)), ("refund_id", $"rf_{sale.Key}")])],
        SaleNews.Disputed disputed => [Event(sale, news, "dispute.opened", [("amount", Text(disputed.Amount)), ("dispute_id", $"dp_{sale.Key}"), ("reason", "not recognised")])],
        SaleNews.DisputeLost lost => [Event(sale, news, "dispute.lost", [("amount", Text(lost.Amount)), ("dispute_id", $"dp_{sale.Key}")])],
        SaleNews.DisputeWon won => [Event(sale, news, "dispute.won", [("amount", Text(won.Amount)), ("dispute_id", $"dp_{sale.Key}")])],
        _ => throw Unknown(news),
    };

    public override string Compose(PayoutNews payout) => Event("payout.paid", payout.At, payout.Amount.Currency, payout.Merchant,
        [("payout_id", PayoutIdOf(payout.Key)), ("amount", Text(payout.Amount)), ("fee", Text(payout.Fee))]);

    public override Money FeeOf(Sale sale, SaleNews news) => news switch
    {
        SaleNews.Succeeded => ExampleFee(sale.Amount),
        SaleNews.Captured part => ExampleFee(part.Amount),
        _ => base.FeeOf(sale, news),
    };

    public override Money PayoutFeeOf(Money held) => ExampleFee(held);

    // The same body is the same message, whenever it is delivered.
    public override Task<SignedDelivery> SignAsync(string body, MerchantAccountRow merchant, DateTimeOffset now) =>
        signer.SignAsync(new SignRequest(Name, body, secret, now.ToUnixTimeSeconds(), $"msg_{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(body)).AsSpan(0, 12))}"));

    private string Event(Sale sale, SaleNews news, string type, IEnumerable<(string Name, string Value)> more) =>
        Event(type, news.At, sale.Amount.Currency, sale.Merchant, [("payment_id", PaymentIdOf(sale.Key)), ("invoice_number", sale.InvoiceNumber), .. more]);

    private static string Event(string type, DateTimeOffset at, Currency currency, MerchantAccountRow merchant, IEnumerable<(string Name, string Value)> more)
    {
        var data = new JsonObject { ["merchant_account"] = merchant.Account, ["currency"] = currency.Code };
        foreach (var (name, value) in more)
            data[name] = value;
        return JsonSerializer.Serialize(new { type, timestamp = at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture), data });
    }

    private static string Text(Money amount) => amount.Amount.ToString(CultureInfo.InvariantCulture);
}
