using System.Security.Cryptography;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using Billing.DevHost.Azurite;
using Billing.DevHost.FunctionHost;
using Billing.DevHost.Mail;
using Billing.DevHost.Processors;
using Billing.DevHost.ServiceBus;
using Billing.DevHost.Tripwires;
using Billing.Functions.Clock;
using Billing.Functions.Storage;

namespace Billing.DevHost;

/// <summary>All of Billing on one machine: storage, mail, messages, and the function app as a process of its own.</summary>
internal sealed class DevEnvironment : IAsyncDisposable
{
    private static readonly string[] ProcessorNames = ["Stripe", "GoCardless"];
    private readonly List<IAsyncDisposable> parts = [];
    private WorkerHost? host;
    private FuncCli? func;

    private DevEnvironment()
    {
    }

    /// <summary>The function app's address, with a trailing slash.</summary>
    public Uri Url => func?.Url ?? Host.Url;

    public WorkerHost Host => host ?? throw new InvalidOperationException("The function app runs in func: its host is not this one.");

    public HostLog Log => Host.Log;

    public AzuriteProcess Azurite { get; private set; } = null!;

    /// <summary>Takes the mails that the function app sends by SendGrid.</summary>
    public MailCatcher Mail { get; private set; } = null!;

    public ServiceBusStandIn ServiceBus { get; private set; } = null!;

    /// <summary>Stripe and GoCardless. Their webhooks go to the function app, at its time.</summary>
    public ProcessorStandIn Processors { get; private set; } = null!;

    /// <summary>The storage account's connection string, past any tripwire.</summary>
    public string StorageConnectionString => Azurite.ConnectionString;

    public BlobServiceClient Blobs => field ??= new BlobServiceClient(StorageConnectionString);

    public TableServiceClient Tables => field ??= new TableServiceClient(StorageConnectionString);

    /// <summary>The queues, in the function app's message encoding.</summary>
    public QueueServiceClient Queues => field ??= new QueueServiceClient(
        StorageConnectionString, new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 });

    /// <summary>The key that the mail catcher wants from the function app.</summary>
    public string SendGridKey { get; } = $"SG.{RandomNumberGenerator.GetHexString(32, lowercase: true)}";

    /// <summary>What Stripe would sign its webhooks with.</summary>
    public string StripeSecret { get; } = $"whsec_{RandomNumberGenerator.GetHexString(48, lowercase: true)}";

    /// <summary>The app settings that the worker has.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; private set; } = new Dictionary<string, string>();

    /// <summary>The wires between the worker and what it calls; only where they were asked for.</summary>
    public EnvironmentTripwires Wires
    {
        get => field ?? throw new InvalidOperationException("Ask for them with DevEnvironmentOptions.Tripwires.");
        private set;
    }

    public static async Task<DevEnvironment> StartAsync(DevEnvironmentOptions? options = null, CancellationToken cancel = default)
    {
        options ??= new DevEnvironmentOptions();
        var environment = new DevEnvironment();
        try
        {
            await environment.StartPartsAsync(options, cancel);
            return environment;
        }
        catch
        {
            await environment.DisposeAsync();
            throw;
        }
    }

    /// <summary>A client of the function app that shows the host key, which opens everything but /admin.</summary>
    public HttpClient CreateClient() => CreateClient(host?.Keys.Default);

    /// <summary>A client that shows the master key.</summary>
    public HttpClient CreateAdminClient() => CreateClient(host?.Keys.Master);

    /// <summary>A client that shows a key of one's own, or none.</summary>
    public HttpClient CreateClient(string? key)
    {
        var client = new HttpClient { BaseAddress = Url };
        if (key is not null)
            client.DefaultRequestHeaders.Add("x-functions-key", key);
        return client;
    }

    /// <summary>Runs a timer or queue function by the admin endpoint.</summary>
    public async Task TriggerAsync(string function, string? input = null, CancellationToken cancel = default)
    {
        using var client = CreateAdminClient();
        using var response = await client.PostAsJsonAsync($"admin/functions/{function}", new { input }, cancel);
        response.EnsureSuccessStatusCode();
    }

    /// <summary>Kills the worker (SIGKILL); it comes up again at once unless it is held down.</summary>
    public Task KillWorkerAsync(bool hold = false) => Host.KillWorkerAsync(hold);

    /// <summary>Kills the worker and waits until another one is up.</summary>
    public async Task RestartWorkerAsync(CancellationToken cancel = default)
    {
        await Host.KillWorkerAsync();
        await Host.WorkerReadyAsync(cancel);
    }

    /// <summary>Kills the worker when a service has done what a request asked and before the worker hears of it.</summary>
    public Trip KillWorkerAfter(Tripwire wire, Func<ProxiedRequest, bool> when, int skip = 0, bool hold = false) =>
        wire.Arm(when, after: TripActions.Cut(() => Host.KillWorkerAsync(hold)), skip: skip);

    /// <summary>Kills the worker when it has sent a request that the service never gets.</summary>
    public Trip KillWorkerBefore(Tripwire wire, Func<ProxiedRequest, bool> when, int skip = 0, bool hold = false) =>
        wire.Arm(when, before: TripActions.Cut(() => Host.KillWorkerAsync(hold)), skip: skip);

    public async ValueTask DisposeAsync()
    {
        for (var i = parts.Count - 1; i >= 0; i--)
            await parts[i].DisposeAsync();
        parts.Clear();
    }

    private async Task StartPartsAsync(DevEnvironmentOptions options, CancellationToken cancel)
    {
        var folder = options.WorkerFolder ?? await WorkerBuild.EnsureAsync(options.OnProgress, cancel);
        options.OnProgress?.Invoke("Starting storage");
        Azurite = Keep(await AzuriteProcess.StartAsync(options.AzuritePorts, options.Location, options.OnProgress, cancel: cancel));
        options.OnProgress?.Invoke("Starting mail, messages and processors");
        Mail = Keep(await MailCatcher.StartAsync(SendGridKey, options.MailPort, options.MailFolder));
        ServiceBus = Keep(await ServiceBusStandIn.StartAsync(ServiceBusStandIn.DefaultConfigPath, options.ServiceBusPort));
        Processors = Keep(await ProcessorStandIn.StartAsync(
            new ProcessorStandInOptions { Port = options.ProcessorPort, Clock = AppClock(), StripeSecret = StripeSecret, DebitsSettleAfter = options.DebitsSettleAfter }, cancel));
        Settings = SettingsFor(options);
        if (options.Tripwires)
            Wires = Keep(await EnvironmentTripwires.StartAsync(Azurite, Mail, Processors, cancel));
        options.OnProgress?.Invoke("Starting the function app");
        if (options.UseFunc)
        {
            var program = FuncCli.Find() ?? throw new InvalidOperationException("func is not on the PATH.");
            func = Keep(await FuncCli.StartAsync(program, folder, Settings, options.HttpPort, options.OnProgress ?? (_ => { }), cancel));
            Processors.SendWebhooksTo(Url);
            return;
        }
        host = Keep(await WorkerHost.StartAsync(
            options.Host(new WorkerHostOptions
            {
                WorkerFolder = folder,
                Settings = Settings,
                WorkerSettings = options.Tripwires ? WiredSettings() : new Dictionary<string, string>(),
                Port = options.HttpPort,
                Keys = options.Keys ?? HostKeys.Generate(),
                LogFile = options.LogFile,
                Timers = options.Timers,
            }),
            cancel));
        Processors.SendWebhooksTo(Url);
    }

    // A signature is as old as the app finds it, and the app's clock can be set.
    private Func<Task<DateTimeOffset>> AppClock()
    {
        var clock = new TestClock(new BillingStorage(new ConfigurationBuilder().AddInMemoryCollection([new("Storage:ConnectionString", StorageConnectionString)]).Build()));
        return async () =>
        {
            await clock.RefreshAsync(CancellationToken.None);
            return clock.GetUtcNow();
        };
    }

    private Dictionary<string, string> SettingsFor(DevEnvironmentOptions options)
    {
        var settings = new Dictionary<string, string>(LocalSettings.Read(), StringComparer.OrdinalIgnoreCase)
        {
            ["AzureWebJobsStorage"] = StorageConnectionString,
            ["Storage__ConnectionString"] = StorageConnectionString,
            ["ServiceBus__ConnectionString"] = ServiceBus.ConnectionString,
            ["SendGrid__ApiKey"] = SendGridKey,
            ["SendGrid__BaseUrl"] = Mail.Url.ToString().TrimEnd('/'),
            ["DocumentLinks__Keys__0"] = RandomNumberGenerator.GetHexString(64, lowercase: true),
            ["Webhooks__Stripe__Secrets__0"] = StripeSecret,
            ["Webhooks__Stripe__ApiKey"] = Processors.Stripe.Key,
            ["Webhooks__GoCardless__Secrets__0"] = Processors.GoCardless.Secret,
            ["Webhooks__GoCardless__AccessToken"] = Processors.GoCardless.Token,
        };
        foreach (var processor in ProcessorNames)
            settings[$"Webhooks__{processor}__ApiUrl"] = Processors.Url.ToString();

        foreach (var (name, value) in options.Settings)
            settings[name.Replace(":", "__", StringComparison.Ordinal)] = value;
        return settings;
    }

    private Dictionary<string, string> WiredSettings()
    {
        var settings = new Dictionary<string, string>
        {
            ["AzureWebJobsStorage"] = Wires.StorageConnectionString,
            ["Storage__ConnectionString"] = Wires.StorageConnectionString,
            ["SendGrid__BaseUrl"] = Wires.Mail.Url.ToString().TrimEnd('/'),
        };
        foreach (var processor in ProcessorNames)
            settings[$"Webhooks__{processor}__ApiUrl"] = Wires.Processors.Url.ToString();
        return settings;
    }

    private T Keep<T>(T part) where T : IAsyncDisposable
    {
        parts.Add(part);
        return part;
    }
}
