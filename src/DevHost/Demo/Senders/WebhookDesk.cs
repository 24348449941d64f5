using System.Net.Http.Headers;
using System.Text;
using Billing.DevHost.Mail;
using Billing.DevHost.Processors;
using Billing.Domain;

namespace Billing.DevHost.Demo.Senders;

/// <summary>Posts what the processors tell to the app's webhooks, and keeps what each holds for whom, as its own books would have it.</summary>
internal sealed class WebhookDesk(DevEnvironment environment, ProcessorSenders senders) : IDisposable
{
    private readonly HttpClient client = environment.CreateClient(null);
    private readonly Dictionary<(MerchantAccountRow Merchant, Currency Currency), Money> held = [];

    /// <summary>How many deliveries told of an event that had been delivered before.</summary>
    public int Duplicates { get; private set; }

    /// <summary>How many deliveries were taken, by sender.</summary>
    public SortedDictionary<string, int> Deliveries { get; } = new(StringComparer.Ordinal);

    /// <summary>How many payouts were told.</summary>
    public int Payouts { get; private set; }

    /// <summary>How many payments the payers' banks disputed.</summary>
    public int Disputes { get; private set; }

    /// <summary>What the processors hold and have not paid out.</summary>
    public IReadOnlyDictionary<(MerchantAccountRow Merchant, Currency Currency), Money> Held => held;

    /// <summary>The payment that the app makes of a sale.</summary>
    public PaymentId PaymentIdOf(Sale sale) => new(sale.Merchant.Processor, sale.Merchant.Account, senders.Of(sale.Merchant.Processor).PaymentIdOf(sale.Key));

    /// <summary>The payout that the app makes of one.</summary>
    public PaymentId PayoutIdOf(PayoutNews payout) => new(payout.Merchant.Processor, payout.Merchant.Account, senders.Of(payout.Merchant.Processor).PayoutIdOf(payout.Key));

    /// <summary>Delivers what happened to a sale.</summary>
    /// <param name="times">How often each delivery is made: a processor that missed the answer delivers again.</param>
    public async Task TellAsync(Sale sale, SaleNews news, DateTimeOffset now, CancellationToken cancel, int times = 1)
    {
        var sender = senders.Of(sale.Merchant.Processor);
        Move(sale.Merchant, news.MovedOf(sale) - sender.FeeOf(sale, news));
        Disputes += news is SaleNews.DisputeLost ? 1 : 0;
        var bodies = sender.Compose(sale, news);
        for (var time = 0; time < times; time++)
        {
            foreach (var body in bodies)
                await PostAsync(sender, sale.Merchant, body, now, cancel);
        }

        Duplicates += bodies.Count * (times - 1);
    }

    /// <summary>Has every processor that tells of payouts pay out what it holds, less what it keeps of it.</summary>
    /// <returns>What the bank gets.</returns>
    public async Task<IReadOnlyList<PayoutNews>> PayOutAsync(DateTimeOffset now, CancellationToken cancel)
    {
        var paid = new List<PayoutNews>();
        foreach (var ((merchant, currency), amount) in held.Where(held => held.Value.IsPositive && senders.Of(held.Key.Merchant.Processor).PaysOut).ToList())
        {
            var sender = senders.Of(merchant.Processor);
            var fee = sender.PayoutFeeOf(amount);
            var payout = new PayoutNews(merchant, Sale.KeyOf($"{merchant.Processor} {merchant.Account} {currency.Code}", $"{now:yyyy-MM-dd}"), amount - fee, fee, now);
            await PostAsync(sender, merchant, sender.Compose(payout), now, cancel);
            Move(merchant, -amount);
            paid.Add(payout);
        }

        Payouts += paid.Count;
        return paid;
    }

    /// <summary>Tells what became of e-mails.</summary>
    public async Task TellAsync(IReadOnlyList<(CaughtMail Mail, bool Bounced)> mails, DateTimeOffset now, CancellationToken cancel) =>
        await PostAsync("sendgrid", SendGridSender.Route, "application/json", await senders.SendGrid.SignAsync(SendGridSender.Compose(mails, now), now), cancel);

    public void Dispose() => client.Dispose();

    private void Move(MerchantAccountRow merchant, Money amount) => held[(merchant, amount.Currency)] = amount + held.GetValueOrDefault((merchant, amount.Currency), Money.Zero(amount.Currency));

    private async Task PostAsync(ProcessorSender sender, MerchantAccountRow merchant, string body, DateTimeOffset now, CancellationToken cancel) =>
        await PostAsync(sender.Name, sender.RouteOf(merchant), sender.ContentType, await sender.SignAsync(body, merchant, now), cancel);

    private async Task PostAsync(string sender, string route, string contentType, SignedDelivery delivery, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, route) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(delivery.Body)) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(contentType);
        foreach (var (name, value) in delivery.HeaderList)
            request.Headers.TryAddWithoutValidation(name, value);
        using var answer = await client.SendAsync(request, cancel);
        if (!answer.IsSuccessStatusCode)
            throw new DemoException($"The webhook of {sender} was answered with {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync(cancel)}");
        Deliveries[sender] = Deliveries.GetValueOrDefault(sender) + 1;
    }
}
