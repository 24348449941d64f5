using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using Billing.DevHost.Processors;
using Billing.Domain;

namespace Billing.DevHost.Demo.Senders;

/// <summary>Mollie: a post only names a payment, and is not signed. What the app believes is what Mollie's API answers to its key, which is served here.</summary>
internal sealed class MollieSender(Uri server) : ProcessorSender("mollie")
{
    private const string Api = "/mollie";
    private readonly string key = $"live_{RandomNumberGenerator.GetHexString(30, lowercase: true)}";
    private readonly ConcurrentDictionary<string, (Sale Sale, IReadOnlyList<SaleNews> News)> payments = new(StringComparer.Ordinal);

    public override string ContentType => "application/x-www-form-urlencoded";

    public override string PaymentIdOf(string key) => $"tr_{key}";

    public override IEnumerable<(string Name, string Value)> SettingsFor(MerchantAccountRow merchant) =>
        [($"Webhooks__Mollie__Accounts__{merchant.Account}__ApiKey", key), ($"Webhooks__Mollie__Accounts__{merchant.Account}__ApiUrl", new Uri(server, Api).AbsoluteUri)];

    /// <summary>Serves the payments as they are.</summary>
    public void Map(WebApplication app) => app.MapGet($"{Api}/v2/payments/{{id}}", (HttpRequest request, string id) =>
        request.Headers.Authorization != $"Bearer {key}" ? Results.Unauthorized() : payments.TryGetValue(id, out var payment) ? Results.Json(Resource(id, payment.Sale, payment.News)) : Results.NotFound());

    public override IReadOnlyList<string> Compose(Sale sale, SaleNews news)
    {
        if (news is SaleNews.Captured)
            throw Unknown(news);
        payments.AddOrUpdate(PaymentIdOf(sale.Key), _ => (sale, [news]), (_, known) => (sale, [.. known.News, news]));

        // A payer's bank takes the money back without asking; there is nothing to tell before.
        return news is SaleNews.Disputed ? [] : [$"id={PaymentIdOf(sale.Key)}"];
    }

    public override string RouteOf(MerchantAccountRow merchant) => $"{base.RouteOf(merchant)}/{merchant.Account}";

    public override Task<SignedDelivery> SignAsync(string body, MerchantAccountRow merchant, DateTimeOffset now) => Task.FromResult(new SignedDelivery(body, new Dictionary<string, string>()));

    private static Dictionary<string, object> Resource(string id, Sale sale, IReadOnlyList<SaleNews> news)
    {
        var (paid, returned) = (news.OfType<SaleNews.Succeeded>().FirstOrDefault(), news.OfType<SaleNews.Returned>().Any());
        var won = news.OfType<SaleNews.DisputeWon>().FirstOrDefault();
        var resource = new Dictionary<string, object>
        {
            ["resource"] = "payment",
            ["id"] = id,
            ["mode"] = "live",
            ["status"] = returned ? "failed" : paid is not null ? "paid" : news.OfType<SaleNews.Failed>().Any() ? "failed" : "pending",
            ["createdAt"] = news[0].Moment,
            ["amount"] = Amount(sale.Amount),
            ["description"] = "Invoice",
            ["metadata"] = new { invoice_number = sale.InvoiceNumber },
            ["_embedded"] = new
            {
                refunds = news.OfType<SaleNews.Refunded>().Select(refund => new { id = $"re_{sale.Key}", status = news.OfType<SaleNews.RefundFailed>().Any() ? "failed" : "refunded", amount = Amount(refund.Amount), createdAt = refund.Moment }),
                chargebacks = news.OfType<SaleNews.DisputeLost>().Select(lost =>
                {
                    var chargeback = new Dictionary<string, object> { ["id"] = $"chb_{sale.Key}", ["amount"] = Amount(lost.Amount), ["createdAt"] = lost.Moment };
                    if (won is not null)
                        chargeback["reversedAt"] = won.Moment;
                    return chargeback;
                }),
            },
        };
        if (paid is not null)
            resource["paidAt"] = paid.Moment;
        return resource;
    }

    private static object Amount(Money amount) => new { value = amount.Amount.ToString(CultureInfo.InvariantCulture), currency = amount.Currency.Code };
}
