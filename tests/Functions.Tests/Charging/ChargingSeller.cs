using System.Text.Json.Nodes;
using Billing.DevHost.Processors;
using Billing.Domain;
using Billing.Functions.Accounts;
using Billing.Functions.Charging;
using Billing.Functions.Configuration;
using Billing.Functions.Inbox;
using Billing.Functions.Messages;
using Billing.Functions.Storage;
using Billing.Functions.Tasks;
using Billing.Functions.Tests.Inbox;
using Microsoft.Extensions.DependencyInjection;

namespace Billing.Functions.Tests.Charging;

/// <summary>A seller that collects by itself, a customer with an invoice of 119.00 EUR, and the processors' stand-in, whose webhooks the app gets when a test
/// says so.</summary>
internal sealed class ChargingSeller : IAsyncDisposable
{
    private readonly AzuriteFixture azurite;
    private readonly Dictionary<string, string?> settings;
    private int delivered;

    private ChargingSeller(AzuriteFixture azurite, ProcessorStandIn server)
    {
        (this.azurite, Server) = (azurite, server);
        settings = Settings(server);
        Services = azurite.Services(settings: settings);
    }

    public ProcessorStandIn Server { get; }

    public ServiceProvider Services { get; }

    public AccountId Account { get; private set; }

    public InvoiceFinalized Invoice { get; private set; } = null!;

    public string DocumentId => Invoice.Invoice.DocumentId;

    public static async Task<ChargingSeller> CreateAsync(AzuriteFixture azurite)
    {
        var seller = new ChargingSeller(azurite, await ProcessorStandIn.StartAsync());
        var sellerId = await Given.SellerAsync(seller.Services);
        await CollectByItselfAsync(seller.Services, sellerId);
        seller.Account = await Given.AccountAsync(seller.Services, sellerId);
        seller.Invoice = await Given.InvoiceAsync(seller.Services, seller.Account);
        return seller;
    }

    public static Dictionary<string, string?> Settings(ProcessorStandIn server) => new()
    {
        ["Environment"] = "Development",
        ["Webhooks:Stripe:Secrets:0"] = server.Stripe.Secret,
        ["Webhooks:Stripe:ApiKey"] = server.Stripe.Key,
        ["Webhooks:Stripe:ApiUrl"] = server.Url.ToString(),
    };

    /// <summary>Lets a seller's invoices be charged on the day they are issued; mandates as well.</summary>
    public static async Task CollectByItselfAsync(IServiceProvider services, string sellerId)
    {
        var book = services.GetRequiredService<ConfigurationBook>();
        var (policy, etag) = (await book.FindAsync<BillingPolicy>(ConfigurationNoun.Policy, sellerId, sellerId, default))!.Value;
        await book.WriteAsync(ConfigurationNoun.Policy, sellerId, sellerId, policy with { Terms = PaymentTerms.Net(0), Charging = ChargingPolicy.Standard with { AutoCollect = true, DirectDebitNoticeDays = 0 } }, etag, default);
    }

    /// <summary>The same app with another setting.</summary>
    public ServiceProvider With(string name, string value) => azurite.Services(settings: new Dictionary<string, string?>(settings) { [name] = value });

    /// <summary>The customer saves a method under a link, and its webhook comes.</summary>
    public async Task<SavedMethod> SavedAsync(string choice)
    {
        var link = await Services.GetRequiredService<ChargingProcessors>().Find("stripe")!.SetUpLinkAsync(
            new SetUpLinkRequest(Given.NewId("key"), Account, Given.MerchantAccountOf(Account.Seller), "", "Kunde AG", "a@kunde.example", Account.Currency, new Uri("https://acme.example/thanks")), default);
        using var browser = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });
        using var form = new FormUrlEncodedContent([new("method", choice)]);
        using var done = await browser.PostAsync(link.Url, form);
        await DeliverAsync();
        return (await StateAsync()).Methods[0];
    }

    /// <summary>Runs charging for the account, as the hourly run does.</summary>
    /// <returns>The attempt's message, or nothing where none was started.</returns>
    public async Task<MakePaymentAttemptMessage?> RunAsync(string key, AccountCommand? command = null)
    {
        var outcome = await Services.GetRequiredService<AccountLedger>().TransactAsync(new AccountRequest(Account, command ?? new RunCharging(), new CommandId("run", key), null, "test"), default);
        await Services.GetRequiredService<EffectSender>().SendAsync([outcome], default);
        return (await TakeAsync()).SingleOrDefault();
    }

    /// <summary>Takes the messages of the account out of the queue of payment attempts; those of others are theirs.</summary>
    public async Task<IReadOnlyList<MakePaymentAttemptMessage>> TakeAsync() =>
        [.. (await Given.TakeMessagesAsync<MakePaymentAttemptMessage>(Services, StorageNames.MakePaymentAttempts)).Where(message => message.AccountId == Account.ToString())];

    /// <summary>Handles an attempt's message.</summary>
    public Task MakeAsync(MakePaymentAttemptMessage? message, IServiceProvider? services = null) =>
        ActivatorUtilities.CreateInstance<MakePaymentAttempts>(services ?? Services).RunAsync(BillingJson.Write(message!), default);

    /// <summary>Posts the webhooks that were not posted yet, and applies them.</summary>
    public async Task DeliverAsync()
    {
        foreach (var webhook in Server.Stripe.Webhooks.All.Skip(delivered))
            await PostAsync(webhook.Body);
        delivered = Server.Stripe.Webhooks.All.Count;
    }

    /// <summary>Posts all webhooks once more, the newest first.</summary>
    public async Task RepeatAsync()
    {
        foreach (var webhook in Server.Stripe.Webhooks.All.Reverse())
            await PostAsync(webhook.Body);
    }

    public Task<Account> StateAsync() => Given.StateAsync(Services, Account);

    /// <summary>The newest attempt for the invoice.</summary>
    public async Task<PaymentAttempt> AttemptAsync() => (await StateAsync()).Invoices.Single(item => item.ItemId == DocumentId).Attempts[^1];

    public async Task<decimal> OwedAsync() => (await StateAsync()).Receivable().Amount;

    /// <summary>How many payments the processor has made.</summary>
    public int Payments => Server.Stripe.Webhooks.All.Where(webhook => webhook.Subject.StartsWith("pi_", StringComparison.Ordinal)).Select(webhook => webhook.Subject).Distinct().Count();

    /// <summary>What the journal's handler does with the account's tasks, and the open ones then.</summary>
    public async Task<IReadOnlyList<WorkTask>> TasksAsync()
    {
        await foreach (var record in Services.GetRequiredService<AccountRows>().HistoryAsync(Account, default))
            await Services.GetRequiredService<AccountTasks>().KeepAsync(Account, record, default);
        return await Services.GetRequiredService<TaskBook>().OpenTasksAsync(Account.Seller, default).ToListAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Services.DisposeAsync();
        await Server.DisposeAsync();
    }

    private async Task PostAsync(string body)
    {
        var reply = await WebhookCall.PostAsync(Services, "stripe", body, [await Server.Stripe.Webhooks.SignAsync(body)]);
        Assert.Equal(200, reply.Status);
        await ActivatorUtilities.CreateInstance<ApplyInboxEvent>(Services).RunAsync(BillingJson.Write(new ApplyPaymentEventMessage("stripe", InboxBook.KeyOf(JsonNode.Parse(body)!["id"]!.GetValue<string>()))), default);
    }
}
