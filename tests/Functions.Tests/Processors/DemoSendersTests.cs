using Billing.DevHost.Demo;
using Billing.DevHost.Demo.Senders;
using Billing.Domain;
using Billing.Functions.Payments;
using Billing.Functions.Tests.Inbox;
using Microsoft.Extensions.DependencyInjection;

namespace Billing.Functions.Tests.Processors;

/// <summary>What the demo has processors tell: the app takes it as theirs, and reads from it what the sender's own books say.</summary>
public sealed class DemoSendersTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>, IAsyncLifetime
{
    private static readonly Currency Euro = Currency.Of("EUR");
    private ProcessorSenders senders = null!;

    public static TheoryData<string> All => [.. Stories.Processors];

    public async Task InitializeAsync() => senders = await ProcessorSenders.StartAsync();

    public async Task DisposeAsync() => await senders.DisposeAsync();

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_payments_life_adds_up_to_what_the_sender_has_of_it(string processor) =>
        await TellAsync(processor, at => [new SaleNews.Pending(at), new SaleNews.Succeeded(at.AddMinutes(1)), new SaleNews.Refunded(Euros(19), at.AddMinutes(2)), new SaleNews.RefundFailed(Euros(19), at.AddMinutes(3)),
            new SaleNews.Disputed(Euros(50), at.AddMinutes(4)), new SaleNews.DisputeLost(Euros(50), at.AddMinutes(5)), new SaleNews.DisputeWon(Euros(50), at.AddMinutes(6))], 119);

    [Theory]
    [InlineData("adyen")]
    [InlineData("standard-webhooks")]
    public async Task A_payment_may_come_in_parts(string processor) =>
        await TellAsync(processor, at => [new SaleNews.Captured(1, Euros(40), at), new SaleNews.Captured(2, Euros(79), at.AddMinutes(1)), new SaleNews.DisputeLost(Euros(19), at.AddMinutes(2))], 100);

    [Theory]
    [InlineData("gocardless")]
    [InlineData("mollie")]
    [InlineData("standard-webhooks")]
    public async Task A_debit_may_be_returned_after_it_was_confirmed(string processor) =>
        await TellAsync(processor, at => [new SaleNews.Succeeded(at), new SaleNews.Returned(at.AddMinutes(1))], 0);

    [Theory]
    [InlineData("stripe")]
    [InlineData("gocardless")]
    [InlineData("square")]
    [InlineData("standard-webhooks")]
    public async Task A_payout_sends_what_was_held_less_its_fee_to_the_bank(string processor)
    {
        await using var seller = await SellerAsync(processor);
        var (merchant, sender) = (MerchantOf(seller, processor), senders.Of(processor));
        var payout = new PayoutNews(merchant, Sale.KeyOf(seller.Tag, "payout"), Euros(200) - sender.PayoutFeeOf(Euros(200)), sender.PayoutFeeOf(Euros(200)), seller.Clock.GetUtcNow());

        await PostAsync(seller, sender, merchant, sender.Compose(payout));

        var paidOut = (await seller.Services.GetRequiredService<PayoutBook>().FindAsync(new PaymentId(processor, seller.MerchantAccount, sender.PayoutIdOf(payout.Key)), default))!;
        Assert.Equal((payout.Amount, payout.Fee), (paidOut.InTransit(Euro), paidOut.Fees(Euro)));
    }

    [Fact]
    public async Task What_a_processor_does_not_do_is_said_before_anything_is_sent()
    {
        await using var seller = await ProcessorSeller.CreateAsync(azurite);
        var sale = SaleAt(seller, "stripe", "INV-1");

        Assert.Contains("stripe does not tell of Captured", Assert.Throws<DemoException>(() => senders.Of("stripe").Compose(sale, new SaleNews.Captured(1, Euros(1), seller.Clock.GetUtcNow()))).Message, StringComparison.Ordinal);
        Assert.Contains("There is no processor shells", Assert.Throws<DemoException>(() => senders.Of("shells")).Message, StringComparison.Ordinal);
    }

    private async Task TellAsync(string processor, Func<DateTimeOffset, SaleNews[]> told, decimal held)
    {
        await using var seller = await SellerAsync(processor);
        var invoice = await Given.InvoiceAsync(seller.Services, seller.Account);
        var (sale, sender, news) = (SaleAt(seller, processor, invoice.Number), senders.Of(processor), told(seller.Clock.GetUtcNow().AddMinutes(-10)));
        Assert.Equal(held, Money.Sum(news.Select(one => one.MovedOf(sale)), Euro).Amount);

        foreach (var one in news)
        {
            foreach (var body in sender.Compose(sale, one))
                await PostAsync(seller, sender, sale.Merchant, body);
        }

        var payment = (await seller.PaymentAsync(processor, sender.PaymentIdOf(sale.Key)))!;
        Assert.Equal((held, Money.Sum(news.Select(one => sender.FeeOf(sale, one)), Euro)), (payment.Held()!.Value.Amount, payment.Fees(Euro)));
        Assert.Equal(invoice.Invoice.Totals.Total.Amount - held, (await Given.StateAsync(seller.Services, seller.Account)).Receivable().Amount);
    }

    private static async Task PostAsync(ProcessorSeller seller, ProcessorSender sender, MerchantAccountRow merchant, string body)
    {
        var signed = await sender.SignAsync(body, merchant, seller.Clock.GetUtcNow());
        var route = sender.RouteOf(merchant).Split('/') is [_, _, _, var account] ? account : null;
        Assert.InRange((await WebhookCall.PostAsync(seller.Services, sender.Name, signed.Body, signed.HeaderList, route)).Status, 200, 204);
        Assert.Empty((await seller.ApplyAllAsync()).Failed);
    }

    // The settings of the senders stand in for those that the seller's other tests use.
    private async Task<ProcessorSeller> SellerAsync(string processor) =>
        await ProcessorSeller.CreateAsync(azurite, seller => senders.SettingsFor([MerchantOf(seller, processor)]).ToDictionary(setting => setting.Key.Replace("__", ":", StringComparison.Ordinal), setting => (string?)setting.Value));

    private static Sale SaleAt(ProcessorSeller seller, string processor, string invoiceNumber) => new(MerchantOf(seller, processor), Sale.KeyOf(seller.Tag, "1"), Euros(119), invoiceNumber);

    private static MerchantAccountRow MerchantOf(ProcessorSeller seller, string processor) => new(seller.SellerId, processor, seller.MerchantAccount);

    private static Money Euros(decimal amount) => new(amount, Euro);
}
