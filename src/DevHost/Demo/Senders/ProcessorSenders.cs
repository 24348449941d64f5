using Billing.DevHost.Processors;

namespace Billing.DevHost.Demo.Senders;

/// <summary>Every processor of the demo, with its keys and its servers.</summary>
internal sealed class ProcessorSenders : IAsyncDisposable
{
    private readonly ProcessorServers servers = new();
    private readonly PayPalKeys payPalKeys = new();
    private readonly NpmSigner signer;
    private readonly IReadOnlyList<ProcessorSender> senders;

    private ProcessorSenders(NpmSigner signer)
    {
        this.signer = signer;
        (GoCardless, Mollie) = (new GoCardlessSender(signer, servers.Url), new MollieSender(servers.Url));
        SendGrid = new SendGridSender(signer);
        senders =
        [
            new StripeSender(signer), new PayPalSender(payPalKeys, servers.SecureUrl), new AdyenSender(signer), GoCardless, new SquareSender(signer), Mollie, new StandardWebhooksSender(signer),
        ];
    }

    /// <summary>Tells what became of e-mails.</summary>
    public SendGridSender SendGrid { get; }

    private GoCardlessSender GoCardless { get; }

    private MollieSender Mollie { get; }

    public static async Task<ProcessorSenders> StartAsync(Action<string>? onLine = null, CancellationToken cancel = default)
    {
        var senders = new ProcessorSenders(await NpmSigner.StartAsync(onLine: onLine, cancel: cancel));
        await senders.servers.StartAsync(senders.payPalKeys, app =>
        {
            PayPalSender.Map(app, senders.payPalKeys);
            senders.GoCardless.Map(app);
            senders.Mollie.Map(app);
        });
        return senders;
    }

    /// <exception cref="DemoException">There is no such processor.</exception>
    public ProcessorSender Of(string processor) => senders.FirstOrDefault(sender => sender.Name == processor)
        ?? throw new DemoException($"There is no processor {processor}; there are {string.Join(", ", senders.Select(sender => sender.Name))}.");

    /// <summary>The app settings by which the app takes what they send about the sellers' accounts.</summary>
    public IReadOnlyDictionary<string, string> SettingsFor(IReadOnlyList<MerchantAccountRow> merchants)
    {
        var settings = new Dictionary<string, string>(SendGrid.Settings);
        foreach (var (name, value) in merchants.SelectMany(merchant => Of(merchant.Processor).SettingsFor(merchant)))
            settings[name] = value;
        return settings;
    }

    public async ValueTask DisposeAsync()
    {
        await servers.DisposeAsync();
        await signer.DisposeAsync();
        payPalKeys.Dispose();
    }
}
