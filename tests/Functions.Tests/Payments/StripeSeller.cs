using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Billing.Domain;
using Billing.Functions.Accounts;
using Billing.Functions.Inbox;
using Billing.Functions.Messages;
using Billing.Functions.Payments;
using Billing.Functions.Storage;
using Billing.Functions.Tasks;
using Billing.Functions.Tests.Inbox;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Billing.Functions.Tests.Payments;

/// <summary>A seller with a Stripe account, a customer, and an open invoice of 119.00 EUR; and what Stripe would send it.</summary>
internal sealed class StripeSeller : IAsyncDisposable
{
    public const string Secret = "whsec_current";
    public const string OldSecret = "whsec_previous";
    public const string OtherEndpointSecret = "whsec_other_endpoint";
    private readonly AzuriteFixture azurite;

    private StripeSeller(AzuriteFixture azurite, FakeTimeProvider clock, ServiceProvider services) => (this.azurite, Clock, Services) = (azurite, clock, services);

    public FakeTimeProvider Clock { get; }

    public ServiceProvider Services { get; }

    public string SellerId { get; private set; } = "";

    public AccountId Account { get; private set; }

    public InvoiceFinalized Invoice { get; private set; } = null!;

    public PaymentBook Payments => Services.GetRequiredService<PaymentBook>();

    public static async Task<StripeSeller> CreateAsync(AzuriteFixture azurite, IReadOnlyDictionary<string, string?>? settings = null)
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 3, 10, 12, 0, 0, TimeSpan.Zero));
        var seller = new StripeSeller(azurite, clock, azurite.Services(clock, Settings(settings)));
        seller.SellerId = await Given.SellerAsync(seller.Services);
        seller.Account = await Given.AccountAsync(seller.Services, seller.SellerId);
        seller.Invoice = await Given.InvoiceAsync(seller.Services, seller.Account);
        return seller;
    }

    /// <summary>The same app with other settings.</summary>
    public ServiceProvider With(IReadOnlyDictionary<string, string?> settings) => azurite.Services(Clock, Settings(settings));

    public PaymentId PaymentId(string intent) => new("stripe", Given.MerchantAccountOf(SellerId), intent);

    /// <summary>An event as Stripe writes it.</summary>
    public string Event(string type, JsonObject about, string? id = null, bool livemode = true) => new JsonObject
    {
        ["id"] = id ?? Given.NewId("evt"),
        ["object"] = "event",
        ["api_version"] = "2019-01-01",
        ["type"] = type,
        ["livemode"] = livemode,
        ["account"] = Given.MerchantAccountOf(SellerId),
        ["created"] = Clock.GetUtcNow().ToUnixTimeSeconds(),
        ["data"] = new JsonObject { ["object"] = about },
    }.ToJsonString();

    public string Succeeded(string intent, long units, string? invoiceNumber, string currency = "eur") => Event("payment_intent.succeeded", new JsonObject
    {
        ["id"] = intent,
        ["object"] = "payment_intent",
        ["amount"] = units,
        ["amount_received"] = units,
        ["currency"] = currency,
        ["description"] = null,
        ["metadata"] = invoiceNumber is null ? [] : new JsonObject { ["invoice_number"] = invoiceNumber },
    });

    public string Failed(string intent) => Event("payment_intent.payment_failed", new JsonObject
    {
        ["id"] = intent,
        ["object"] = "payment_intent",
        ["amount"] = 11900,
        ["amount_received"] = 0,
        ["currency"] = "eur",
        ["metadata"] = new JsonObject(),
        ["last_payment_error"] = new JsonObject { ["charge"] = $"ch_failed_{intent}", ["code"] = "card_declined", ["decline_code"] = "insufficient_funds" },
    });

    public string Refunded(string intent, long unitsSoFar) => Event("charge.refunded", new JsonObject
    {
        ["id"] = $"ch_{intent}",
        ["object"] = "charge",
        ["amount"] = 11900,
        ["amount_refunded"] = unitsSoFar,
        ["currency"] = "eur",
        ["payment_intent"] = intent,
        ["metadata"] = new JsonObject(),
    });

    public string Sign(string body, string secret = Secret, DateTimeOffset? at = null)
    {
        var time = (at ?? Clock.GetUtcNow()).ToUnixTimeSeconds();
        return $"t={time},v1={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{time}.{body}")))}";
    }

    /// <summary>Posts a body to the webhook.</summary>
    /// <returns>The status of the answer.</returns>
    public Task<int> PostAsync(string body, string? signature, string? route = null, long? contentLength = null) =>
        PostAsync(Services, Encoding.UTF8.GetBytes(body), signature, route, contentLength);

    public static async Task<int> PostAsync(IServiceProvider services, byte[] body, string? signature, string? route = null, long? contentLength = null) =>
        (await WebhookCall.PostAsync(services, "stripe", body, signature is null ? [] : [("Stripe-Signature", signature)], route, contentLength)).Status;

    /// <summary>Handles the queue's message about an event.</summary>
    public Task ApplyAsync(string body) => ActivatorUtilities.CreateInstance<ApplyInboxEvent>(Services).RunAsync(
        BillingJson.Write(new ApplyPaymentEventMessage("stripe", KeyOf(body))), default);

    /// <summary>Receives and applies events, one after the other.</summary>
    public async Task DeliverAsync(params IEnumerable<string> bodies)
    {
        foreach (var body in bodies)
        {
            Assert.Equal(200, await PostAsync(body, Sign(body)));
            await ApplyAsync(body);
        }
    }

    public static string KeyOf(string body) => InboxBook.KeyOf(JsonNode.Parse(body)!["id"]!.GetValue<string>());

    public Task<InboxEvent?> StoredAsync(string body) => Services.GetRequiredService<InboxBook>().FindAsync("stripe", KeyOf(body), default);

    public async Task<Payment> PaymentAsync(string intent) => (await Payments.FindAsync(PaymentId(intent), default))!;

    public Task<Account> AccountStateAsync() => Given.StateAsync(Services, Account);

    /// <summary>What is owed on the invoice.</summary>
    public async Task<decimal> OwedAsync() => (await AccountStateAsync()).Invoices.Single(item => item.ItemId == Invoice.Invoice.DocumentId).Balance.Amount;

    public async Task<IReadOnlyList<AccountEvent>> PaymentHistoryAsync()
    {
        var events = new List<AccountEvent>();
        await foreach (var record in Services.GetRequiredService<AccountRows>().HistoryAsync(Account, default))
            events.AddRange(record.Events.Where(happened => happened is PaymentApplied or PaymentReversed));
        return events;
    }

    public async Task<IReadOnlyList<WorkTask>> TasksAsync()
    {
        var open = new List<WorkTask>();
        await foreach (var task in Services.GetRequiredService<TaskBook>().OpenTasksAsync(SellerId, default))
            open.Add(task);
        return open;
    }

    public ValueTask DisposeAsync() => Services.DisposeAsync();

    private static Dictionary<string, string?> Settings(IReadOnlyDictionary<string, string?>? more)
    {
        var settings = new Dictionary<string, string?>
        {
            ["Environment"] = "Development",
            ["Webhooks:Stripe:Secrets:0"] = OldSecret,
            ["Webhooks:Stripe:Secrets:1"] = Secret,
            ["Webhooks:Stripe:Accounts:acct_other:Secrets:0"] = OtherEndpointSecret,
        };
        foreach (var (name, value) in more ?? new Dictionary<string, string?>())
            settings[name] = value;
        return settings;
    }
}
