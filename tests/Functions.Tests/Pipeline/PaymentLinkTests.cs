using Billing.Domain;
using Billing.Functions.Charging;
using Billing.Functions.Configuration;
using Billing.Functions.Payments;
using Billing.Functions.Processors;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Billing.Functions.Tests.Pipeline;

/// <summary>A customer pays on a processor's page, and the worker learns of it by nothing but the webhook.</summary>
[Collection(OnPipeline.Name)]
public sealed class PaymentLinkTests(PipelineFixture pipeline)
{
    [Theory]
    [InlineData("stripe", "pm_card_visa")]
    [InlineData("gocardless", "successful")]
    public async Task An_invoice_that_is_paid_under_a_link_is_settled_by_the_webhook_that_follows(string processor, string choice)
    {
        var (account, merchantAccount) = await AccountAsync(processor);
        var invoice = await Given.InvoiceAsync(pipeline.Services, account);
        using var api = new ProcessorApi();
        var link = await Charging(processor, api).PaymentLinkAsync(
            new PaymentLinkRequest(Given.NewId("key"), account, merchantAccount, Money.Parse("119.00 EUR"), invoice.Invoice.DocumentId, invoice.Number, "ap@kunde.example", new Uri("https://acme.example/thanks")), default);

        using var browser = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });
        using var form = new FormUrlEncodedContent([new("method", choice)]);
        using var done = await browser.PostAsync(link.Url, form);

        Assert.Equal("https://acme.example/thanks", done.Headers.Location!.AbsoluteUri);
        await pipeline.UntilAsync("the invoice is paid", async () => (await Given.StateAsync(pipeline.Services, account)).Receivable().IsZero);
        await pipeline.SettledAsync();
        var payments = await pipeline.Services.GetRequiredService<PaymentBook>().AllAsync(default).Where(payment => payment.Reference.DocumentId == invoice.Invoice.DocumentId).ToListAsync();
        await NameAsync(account.Seller, []);
        Assert.Equal((processor, merchantAccount, PaymentStatus.Succeeded), Assert.Single(payments) is var payment ? (payment.Id.Processor, payment.Id.MerchantAccount, payment.Status) : default);
    }

    // GoCardless names no organisation in the events of an account that is our own: they are of the account that is called default, which one seller at a time has.
    private async Task<(AccountId Account, string MerchantAccount)> AccountAsync(string processor)
    {
        var seller = await Given.SellerAsync(pipeline.Services);
        var merchantAccount = processor == "stripe" ? Given.MerchantAccountOf(seller) : WebhookDelivery.DefaultAccount;
        await NameAsync(seller, [new MerchantAccount(processor, merchantAccount)]);
        return (await Given.AccountAsync(pipeline.Services, seller), merchantAccount);
    }

    private async Task NameAsync(string seller, IReadOnlyList<MerchantAccount> accounts)
    {
        var book = pipeline.Services.GetRequiredService<ConfigurationBook>();
        var (known, etag) = (await book.FindAsync<Seller>(ConfigurationNoun.Seller, seller, seller, default))!.Value;
        await book.WriteAsync(ConfigurationNoun.Seller, seller, seller, known with { MerchantAccounts = accounts }, etag, default);
    }

    private IChargingProcessor Charging(string processor, ProcessorApi api)
    {
        var server = pipeline.Environment.Processors;
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Environment"] = "Development",
            ["Webhooks:Stripe:ApiKey"] = server.Stripe.Key,
            ["Webhooks:Stripe:ApiUrl"] = server.Url.ToString(),
            ["Webhooks:GoCardless:AccessToken"] = server.GoCardless.Token,
            ["Webhooks:GoCardless:ApiUrl"] = server.Url.ToString(),
        }).Build();
        var settings = new WebhookSettings(configuration);
        return processor == "stripe" ? new StripeCharging(settings, configuration, api) : new GoCardlessCharging(settings, configuration, api);
    }
}
