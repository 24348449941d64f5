using Billing.DevHost.Processors;
using Billing.Domain;
using Billing.Functions.Charging;
using Billing.Functions.Processors;
using Billing.Functions.Tests.Processors;
using Microsoft.Extensions.Configuration;

namespace Billing.Functions.Tests.Charging;

/// <summary>The processors' stand-in with the adapters that charge by it, and a customer's browser.</summary>
internal sealed class ProcessorsAtHand : IAsyncDisposable
{
    public const string Account = "acct_acme";
    public static readonly AccountId Customer = AccountId.Parse("acme.c1.EUR");
    private static readonly Uri Back = new("https://acme.example/thanks");

    private readonly HttpClient browser = new(new HttpClientHandler { AllowAutoRedirect = false });
    private readonly ProcessorApi api;

    private ProcessorsAtHand(ProcessorStandIn server, TimeSpan? patience) => (Server, api) = (server, new ProcessorApi(patience));

    public ProcessorStandIn Server { get; }

    public WebhookSettings Settings => Reading.Settings([.. Values().Select(setting => (setting.Key, setting.Value!))]);

    public StripeCharging Stripe => new(Settings, Configuration(), api);

    public GoCardlessCharging GoCardless => new(Settings, Configuration(), api);

    public static async Task<ProcessorsAtHand> StartAsync(TimeSpan? patience = null) => new(await ProcessorStandIn.StartAsync(), patience);

    public IChargingProcessor Of(string processor) => processor == "stripe" ? Stripe : GoCardless;

    /// <summary>A method that the customer saved under a link, as its webhook told of it.</summary>
    public async Task<SavedMethod> SavedAsync(string processor, string choice, string currency = "EUR")
    {
        await CompleteAsync((await Of(processor).SetUpLinkAsync(SetUp(currency, Given.NewId("key")), default)).Url, choice);
        return Assert.Single(News<MethodSaved>(processor, processor == "stripe" ? "setup_intent.succeeded" : "billing_requests.fulfilled").TakeLast(1)).Method;
    }

    public static SetUpLinkRequest SetUp(string currency, string key) => new(key, Customer, Account, "", "Acme GmbH", "ap@acme.example", Currency.Of(currency), Back);

    public static ChargeCall Call(SavedMethod method, string amount, string attempt) => new(attempt, Customer, method, Money.Parse(amount), "inv_1", "ACME-INV-2026-000001");

    public static PaymentLinkRequest Pay(string amount, string key, string document = "inv_1") => new(key, Customer, Account, Money.Parse(amount), document, "ACME-INV-2026-000001", "ap@acme.example", Back);

    /// <summary>Chooses a way to pay on the page of a link.</summary>
    /// <returns>Where the customer is sent, or nothing where he stays on the page.</returns>
    public async Task<Uri?> CompleteAsync(Uri link, string choice)
    {
        using var page = await browser.GetAsync(link);
        Assert.Contains($"value=\"{choice}\"", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var form = new FormUrlEncodedContent([new("method", choice)]);
        using var done = await browser.PostAsync(link, form);
        return done.Headers.Location;
    }

    /// <summary>What the adapters read from the webhooks of a type.</summary>
    public IReadOnlyList<T> News<T>(string processor, string type) where T : EventNews
    {
        IPaymentProcessor adapter = processor == "stripe" ? new StripeProcessor(Settings, api, TimeProvider.System) : new GoCardlessProcessor(Settings, api);
        var outbox = processor == "stripe" ? Server.Stripe.Webhooks : Server.GoCardless.Webhooks;
        return [.. outbox.All.Where(webhook => webhook.Type == type).SelectMany(webhook => Reading.Of(adapter, Inner(webhook.Body, processor), Account)).OfType<T>()];
    }

    public async ValueTask DisposeAsync()
    {
        browser.Dispose();
        api.Dispose();
        await Server.DisposeAsync();
    }

    private static string Inner(string body, string processor) => processor == "stripe" ? body : System.Text.Json.Nodes.JsonNode.Parse(body)!["events"]![0]!.ToJsonString();

    private IConfiguration Configuration() => new ConfigurationBuilder().AddInMemoryCollection(Values()).Build();

    private Dictionary<string, string?> Values() => new()
    {
        ["Environment"] = "Development",
        ["Webhooks:Stripe:ApiKey"] = Server.Stripe.Key,
        ["Webhooks:Stripe:ApiUrl"] = Server.Url.ToString(),
        ["Webhooks:GoCardless:AccessToken"] = Server.GoCardless.Token,
        ["Webhooks:GoCardless:ApiUrl"] = Server.Url.ToString(),
    };
}
