using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Billing.DevHost.Processors;
using Billing.Domain;

namespace Billing.DevHost.Demo.Senders;

/// <summary>Square: every change of a payment tells all of it, with what it costs.</summary>
internal sealed class SquareSender(NpmSigner signer) : ProcessorSender("square")
{
    private const string NotificationUrl = "https://billing.example/api/webhooks/square";
    private readonly string secret = RandomNumberGenerator.GetHexString(32);

    public override bool PaysOut => true;

    public override string PaymentIdOf(string key) => $"sq{key}";

    public override string PayoutIdOf(string key) => $"po{key}";

    public override IEnumerable<(string Name, string Value)> SettingsFor(MerchantAccountRow merchant) =>
        [("Webhooks__Square__Secrets__0", secret), ("Webhooks__Square__NotificationUrl", NotificationUrl)];

    public override IReadOnlyList<string> Compose(Sale sale, SaleNews news) => news switch
    {
        SaleNews.Pending => [Payment(sale, news, "APPROVED", [])],
        SaleNews.Succeeded => [Payment(sale, news, "COMPLETED", [new { type = "INITIAL", effective_at = news.Moment, amount_money = Amount(FeeOf(sale, news)) }])],
        SaleNews.Failed => [Payment(sale, news, "FAILED", [])],
        SaleNews.Refunded refunded => [Refund(sale, news, refunded.Amount, "COMPLETED")],
        SaleNews.RefundFailed failed => [Refund(sale, news, failed.Amount, "FAILED")],
        SaleNews.Disputed disputed => [Dispute(sale, news, disputed.Amount, "dispute.created", "EVIDENCE_REQUIRED")],
        SaleNews.DisputeLost lost => [Dispute(sale, news, lost.Amount, "dispute.state.updated", "LOST")],
        SaleNews.DisputeWon won => [Dispute(sale, news, won.Amount, "dispute.state.updated", "WON")],
        _ => throw Unknown(news),
    };

    public override string Compose(PayoutNews payout) => Event(payout.Merchant, payout.Key, "payout.paid", "PAID", payout.At, new
    {
        payout = new
        {
            id = PayoutIdOf(payout.Key),
            status = "PAID",
            amount_money = Amount(payout.Amount),
            payout_fee = new[] { new { type = "TRANSFER_FEE", amount_money = Amount(payout.Fee) } },
            arrival_date = payout.At.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        },
    });

    public override Money FeeOf(Sale sale, SaleNews news) => news is SaleNews.Succeeded ? ExampleFee(sale.Amount) : base.FeeOf(sale, news);

    public override Money PayoutFeeOf(Money held) => ExampleFee(held);

    public override Task<SignedDelivery> SignAsync(string body, MerchantAccountRow merchant, DateTimeOffset now) =>
        signer.SignAsync(new SignRequest(Name, body, secret, Url: NotificationUrl));

    private string Payment(Sale sale, SaleNews news, string status, object[] fees) => Event(sale.Merchant, sale.Key, "payment.updated", status, news.At, new
    {
        payment = new { id = PaymentIdOf(sale.Key), status, created_at = news.Moment, amount_money = Amount(sale.Amount), reference_id = sale.InvoiceNumber, processing_fee = fees },
    });

    private string Refund(Sale sale, SaleNews news, Money amount, string status) => Event(sale.Merchant, sale.Key, "refund.updated", status, news.At, new
    {
        refund = new { id = $"rf{sale.Key}", payment_id = PaymentIdOf(sale.Key), status, created_at = news.Moment, amount_money = Amount(amount) },
    });

    private string Dispute(Sale sale, SaleNews news, Money amount, string type, string state) => Event(sale.Merchant, sale.Key, type, state, news.At, new
    {
        dispute = new { id = $"dp{sale.Key}", state, created_at = news.Moment, amount_money = Amount(amount), reason = "NO_KNOWLEDGE", disputed_payment = new { payment_id = PaymentIdOf(sale.Key) } },
    });

    private static string Event(MerchantAccountRow merchant, string key, string type, string state, DateTimeOffset at, object about) => JsonSerializer.Serialize(new
    {
        merchant_id = merchant.Account,
        type,
        event_id = $"{key}-{type}-{state}",
        created_at = at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
        data = new { type = type.Split('.')[0], id = key, @object = about },
    });

    private static object Amount(Money amount) => new { amount = amount.MinorUnits, currency = amount.Currency.Code };
}
