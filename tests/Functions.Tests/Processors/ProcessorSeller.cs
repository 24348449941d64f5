using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Billing.DevHost.Processors;
using Billing.Domain;
using Billing.Functions.Configuration;
using Billing.Functions.Inbox;
using Billing.Functions.Messages;
using Billing.Functions.Payments;
using Billing.Functions.Storage;
using Billing.Functions.Tasks;
using Billing.Functions.Tests.Inbox;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Billing.Functions.Tests.Processors;

/// <summary>A delivery as its processor makes it: signed, and to its route.</summary>
internal sealed record Posted(string Processor, string Body, IReadOnlyList<(string Name, string Value)> Headers, string? Route = null);

/// <summary>A seller with an account at every processor, the processors' servers, and what they send.</summary>
internal sealed class ProcessorSeller : IAsyncDisposable
{
    public const string AdyenKey = "44782DEF547AAA06C910C43932B1EB0C71FC68D9D0C057550C48EC2ACF6BA056";
    public const string SquareUrl = "https://billing.example/api/webhooks/square";
    private const string WebhookId = "1JE4291016473214C";
    private static readonly ECDsa MailKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    private ProcessorSeller(FakeTimeProvider clock, StandIn server, StandIn certificates, PayPalKeys keys) => (Clock, Server, Certificates, Keys) = (clock, server, certificates, keys);

    public FakeTimeProvider Clock { get; }

    public StandIn Server { get; }

    public StandIn Certificates { get; }

    public PayPalKeys Keys { get; }

    public ServiceProvider Services { get; private set; } = null!;

    public string SellerId { get; private set; } = "";

    public AccountId Account { get; private set; }

    public string CertificateUrl => new Uri(Certificates.Url, "/v1/notifications/certs/CERT-1").AbsoluteUri;

    public static Task<ProcessorSeller> CreateAsync(AzuriteFixture azurite, IReadOnlyDictionary<string, string?>? settings = null) =>
        CreateAsync(azurite, _ => settings ?? new Dictionary<string, string?>());

    /// <param name="settings">Further settings, which may name the seller's merchant account.</param>
    public static async Task<ProcessorSeller> CreateAsync(AzuriteFixture azurite, Func<ProcessorSeller, IReadOnlyDictionary<string, string?>> settings)
    {
        var keys = new PayPalKeys();
        var seller = new ProcessorSeller(new FakeTimeProvider(new DateTimeOffset(2026, 3, 10, 12, 0, 0, TimeSpan.Zero)), await StandIn.StartAsync(), await StandIn.StartAsync(keys.Server), keys);
        seller.Certificates.Give("/v1/notifications/certs/CERT-1", keys.CertificatePem());
        seller.Services = azurite.Services(seller.Clock, seller.Settings(settings(seller)));
        seller.SellerId = await Given.SellerAsync(seller.Services);
        var book = seller.Services.GetRequiredService<ConfigurationBook>();
        var (known, etag) = (await book.FindAsync<Seller>(ConfigurationNoun.Seller, seller.SellerId, seller.SellerId, default))!.Value;
        string[] processors = ["stripe", "paypal", "adyen", "gocardless", "square", "mollie", "standard-webhooks"];
        await book.WriteAsync(ConfigurationNoun.Seller, seller.SellerId, seller.SellerId, known with { MerchantAccounts = [.. processors.Select(processor => new MerchantAccount(processor, seller.MerchantAccount))] }, etag, default);
        await seller.Services.GetRequiredService<BillingStorage>().Queue(StorageNames.ApplyPaymentEvents).ClearMessagesAsync();
        seller.Account = await Given.AccountAsync(seller.Services, seller.SellerId);
        return seller;
    }

    /// <summary>Starts the processors' ids, which are unique across sellers.</summary>
    public string Tag { get; } = Given.NewId("t")[2..];

    /// <summary>The seller's account at each processor.</summary>
    public string MerchantAccount { get; } = Given.NewId("acct").Replace('-', '_');

    /// <summary>The settings by which everything is verified and asked.</summary>
    public Dictionary<string, string?> Settings(IReadOnlyDictionary<string, string?> more)
    {
        var settings = new Dictionary<string, string?>
        {
            ["Environment"] = "Development",
            ["Webhooks:Stripe:Secrets:0"] = "whsec_stripe",
            ["Webhooks:StandardWebhooks:Secrets:0"] = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
            ["Webhooks:GoCardless:Secrets:0"] = "gocardless-secret",
            ["Webhooks:GoCardless:ApiUrl"] = Server.Url.ToString(),
            ["Webhooks:GoCardless:AccessToken"] = "gc-token",
            ["Webhooks:Square:Secrets:0"] = "square-key",
            ["Webhooks:Square:NotificationUrl"] = SquareUrl,
            ["Webhooks:Adyen:Secrets:0"] = AdyenKey,
            [$"Webhooks:PayPal:Accounts:{MerchantAccount}:WebhookId"] = WebhookId,
            [$"Webhooks:PayPal:Accounts:{MerchantAccount}:CertificateHosts:0"] = Certificates.Url.Authority,
            [$"Webhooks:PayPal:Accounts:{MerchantAccount}:TrustedRoot"] = Keys.RootPem,
            [$"Webhooks:Mollie:Accounts:{MerchantAccount}:ApiKey"] = "live_mollie",
            [$"Webhooks:Mollie:Accounts:{MerchantAccount}:ApiUrl"] = Server.Url.ToString(),
            [$"Webhooks:SendGrid:Accounts:{MerchantAccount}:PublicKey:0"] = Convert.ToBase64String(MailKey.ExportSubjectPublicKeyInfo()),
        };
        foreach (var (name, value) in more)
            settings[name] = value?.Replace("@server", Server.Url.ToString(), StringComparison.Ordinal);
        return settings;
    }

    /// <summary>Signs bodies as their processors do; those whose route must name the account post to it.</summary>
    public async Task<IReadOnlyList<Posted>> SignAsync(IReadOnlyList<(string Processor, string Body)> bodies)
    {
        var now = Clock.GetUtcNow();
        var byNpm = bodies.Where(one => one.Processor is not ("paypal" or "mollie")).ToList();
        await using var signer = await NpmSigner.StartAsync();
        var signed = await signer.SignAsync([.. byNpm.Select(one => new SignRequest(one.Processor, one.Body, SecretOf(one.Processor), now.ToUnixTimeSeconds(), $"msg_{Keys32(one.Body)}", SquareUrl))]);
        var next = 0;
        return [.. bodies.Select(one => one.Processor switch
        {
            "paypal" => new Posted("paypal", one.Body, this.Keys.Sign(System.Text.Encoding.UTF8.GetBytes(one.Body), WebhookId, now, CertificateUrl), MerchantAccount),
            "mollie" => new Posted("mollie", one.Body, [], MerchantAccount),
            _ => new Posted(one.Processor, signed[next].Body, [.. signed[next++].HeaderList], one.Processor == "sendgrid" ? MerchantAccount : null),
        })];
    }

    public (string Name, string Value)[] SignPayPal(byte[] body) => Keys.Sign(body, WebhookId, Clock.GetUtcNow(), CertificateUrl);

    public async Task<Posted> SignAsync(string processor, string body) => Assert.Single(await SignAsync([(processor, body)]));

    public Task<WebhookReply> PostAsync(Posted posted, IServiceProvider? services = null) => WebhookCall.PostAsync(services ?? Services, posted.Processor, posted.Body, posted.Headers, posted.Route);

    /// <summary>Applies what is in the queue, until nothing is.</summary>
    /// <returns>How many messages there were, and what failed.</returns>
    public async Task<(int Applied, IReadOnlyList<Exception> Failed)> ApplyAllAsync(int atOnce = 1)
    {
        var (applied, failed) = (0, new System.Collections.Concurrent.ConcurrentBag<Exception>());
        while (await Given.TakeMessagesAsync<ApplyPaymentEventMessage>(Services, StorageNames.ApplyPaymentEvents) is { Count: > 0 } messages)
        {
            applied += messages.Count;
            await Parallel.ForEachAsync(messages, new ParallelOptions { MaxDegreeOfParallelism = atOnce }, async (message, stop) =>
            {
                try
                {
                    await ActivatorUtilities.CreateInstance<ApplyInboxEvent>(Services).RunAsync(BillingJson.Write(message), stop);
                }
                catch (Exception e)
                {
                    failed.Add(e);
                }
            });
        }

        return (applied, [.. failed]);
    }

    public async Task<Payment?> PaymentAsync(string processor, string id) => await Services.GetRequiredService<PaymentBook>().FindAsync(new PaymentId(processor, MerchantAccount, id), default);

    public async Task<IReadOnlyList<InboxEvent>> InboxAsync()
    {
        var today = DateOnly.FromDateTime(Clock.GetUtcNow().UtcDateTime);
        return (await Services.GetRequiredService<InboxBook>().ListAsync(new InboxQuery(today.AddDays(-1), today.AddDays(1), null, null, [.. Stories.Processors.Append("sendgrid").Select(processor => new MerchantAccount(processor, MerchantAccount))], 200, null), default)).Events;
    }

    public async Task<IReadOnlyList<WorkTask>> TasksAsync() => await Services.GetRequiredService<TaskBook>().OpenTasksAsync(SellerId, default).ToListAsync();

    public async ValueTask DisposeAsync()
    {
        await Services.DisposeAsync();
        await Server.DisposeAsync();
        await Certificates.DisposeAsync();
        Keys.Dispose();
    }

    private static string SecretOf(string processor) => processor switch
    {
        "stripe" => "whsec_stripe",
        "standard-webhooks" => "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        "gocardless" => "gocardless-secret",
        "square" => "square-key",
        "adyen" => AdyenKey,
        _ => MailKey.ExportPkcs8PrivateKeyPem(),
    };

    // Standard Webhooks has its id in a header: one for each body, so that a body signed again is the same event.
    private static string Keys32(string body) => Billing.Functions.Storage.Keys.Hash(body);
}
