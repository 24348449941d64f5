using System.Security.Cryptography;
using System.Text.Json;
using Billing.DevHost.Processors;
using Billing.Domain;

namespace Billing.DevHost.Demo.Senders;

/// <summary>Stripe: payment intents, their charges, and payouts.</summary>
internal sealed class StripeSender(NpmSigner signer) : ProcessorSender("stripe")
{
    private const decimal DisputeFee = 15;
    private readonly string secret = $"whsec_{RandomNumberGenerator.GetHexString(48, lowercase: true)}";

    public override bool PaysOut => true;

    public override string PaymentIdOf(string key) => $"pi_{key}";

    public override string PayoutIdOf(string key) => $"po_{key}";

    // Without a key the app does not ask what a payout consists of.
    public override IEnumerable<(string Name, string Value)> SettingsFor(MerchantAccountRow merchant) => [("Webhooks__Stripe__Secrets__0", secret), ("Webhooks__Stripe__ApiKey", "")];

    public override IReadOnlyList<string> Compose(Sale sale, SaleNews news) => news switch
    {
        SaleNews.Pending => [Intent(sale, news, "processing", 0)],
        SaleNews.Succeeded => [Intent(sale, news, "succeeded", sale.Amount.MinorUnits)],
        SaleNews.Failed => [Event("payment_intent.payment_failed", sale.Merchant, sale.Key, news.At, new
        {
            id = PaymentIdOf(sale.Key),
            @object = "payment_intent",
            amount = sale.Amount.MinorUnits,
            amount_received = 0,
            currency = Code(sale.Amount),
            status = "requires_payment_method",
            last_payment_error = new { code = "card_declined", decline_code = "insufficient_funds" },
            metadata = Metadata(sale),
        })],
        SaleNews.Refunded refunded => [Event("charge.refunded", sale.Merchant, sale.Key, news.At, new
        {
            id = $"ch_{sale.Key}",
            @object = "charge",
            payment_intent = PaymentIdOf(sale.Key),
            amount = sale.Amount.MinorUnits,
            amount_refunded = refunded.Amount.MinorUnits,
            currency = Code(sale.Amount),
            metadata = Metadata(sale),
        })],
        SaleNews.RefundFailed failed => [Event("refund.failed", sale.Merchant, sale.Key, news.At, new
        {
            id = $"re_{sale.Key}",
            @object = "refund",
            charge = $"ch_{sale.Key}",
            payment_intent = PaymentIdOf(sale.Key),
            amount = failed.Amount.MinorUnits,
            currency = Code(sale.Amount),
            status = "failed",
            failure_reason = "expired_or_canceled_card",
        })],
        SaleNews.Disputed disputed => [Dispute("created", sale, disputed.Amount, "needs_response", news.At), Dispute("funds_withdrawn", sale, disputed.Amount, "needs_response", news.At)],
        SaleNews.DisputeLost lost => [Dispute("closed", sale, lost.Amount, "lost", news.At)],
        SaleNews.DisputeWon won => [Dispute("funds_reinstated", sale, won.Amount, "won", news.At)],
        _ => throw Unknown(news),
    };

    public override string Compose(PayoutNews payout) => Event("payout.paid", payout.Merchant, payout.Key, payout.At, new
    {
        id = PayoutIdOf(payout.Key),
        @object = "payout",
        amount = payout.Amount.MinorUnits,
        currency = Code(payout.Amount),
        arrival_date = payout.At.ToUnixTimeSeconds(),
        status = "paid",
    });

    // The dispute itself costs, whatever comes of it.
    public override Money FeeOf(Sale sale, SaleNews news) => news is SaleNews.Disputed ? new Money(DisputeFee, sale.Amount.Currency) : base.FeeOf(sale, news);

    public override Task<SignedDelivery> SignAsync(string body, MerchantAccountRow merchant, DateTimeOffset now) =>
        signer.SignAsync(new SignRequest(Name, body, secret, now.ToUnixTimeSeconds()));

    private string Intent(Sale sale, SaleNews news, string status, long received) => Event($"payment_intent.{status}", sale.Merchant, sale.Key, news.At, new
    {
        id = PaymentIdOf(sale.Key),
        @object = "payment_intent",
        amount = sale.Amount.MinorUnits,
        amount_received = received,
        currency = Code(sale.Amount),
        status,
        metadata = Metadata(sale),
    });

    private string Dispute(string type, Sale sale, Money amount, string status, DateTimeOffset at) => Event($"charge.dispute.{type}", sale.Merchant, sale.Key, at, new
    {
        id = $"dp_{sale.Key}",
        @object = "dispute",
        amount = amount.MinorUnits,
        currency = Code(amount),
        reason = "fraudulent",
        status,
        charge = $"ch_{sale.Key}",
        payment_intent = PaymentIdOf(sale.Key),
        balance_transactions = type != "funds_withdrawn" ? [] : new[] { new { id = $"txn_{sale.Key}", amount = -amount.MinorUnits, fee = new Money(DisputeFee, amount.Currency).MinorUnits, currency = Code(amount) } },
        metadata = Metadata(sale),
    });

    private static object Metadata(Sale sale) => new { invoice_number = sale.InvoiceNumber };

    private static string Event(string type, MerchantAccountRow merchant, string key, DateTimeOffset at, object about) => JsonSerializer.Serialize(new
    {
        id = $"evt_{key}_{type.Replace('.', '_')}",
        @object = "event",
        api_version = "2025-03-31.basil",
        created = at.ToUnixTimeSeconds(),
        livemode = false,
        account = merchant.Account,
        type,
        data = new { @object = about },
    });

    // The demo's currencies have the same decimals at Stripe as in ISO 4217.
    private static string Code(Money amount) => amount.Currency.Code.ToLowerInvariant();
}
