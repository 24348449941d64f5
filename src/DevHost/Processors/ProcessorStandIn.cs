using System.Security.Cryptography;
using Billing.DevHost.Processors.GoCardless;
using Billing.DevHost.Processors.Stripe;

namespace Billing.DevHost.Processors;

/// <summary>How the stand-in is set up. Keys and secrets are new ones unless given.</summary>
internal sealed record ProcessorStandInOptions
{
    public int Port { get; init; }

    /// <summary>The time that events and signatures bear: that of the app which checks them.</summary>
    public Func<Task<DateTimeOffset>> Clock { get; init; } = () => Task.FromResult(DateTimeOffset.UtcNow);

    /// <summary>How long after a debit its bank answers. When null it answers when it is told to.</summary>
    public TimeSpan? DebitsSettleAfter { get; init; }

    public string StripeKey { get; init; } = $"sk_test_{RandomNumberGenerator.GetHexString(32, lowercase: true)}";

    public string StripeSecret { get; init; } = $"whsec_{RandomNumberGenerator.GetHexString(48, lowercase: true)}";

    public string GoCardlessToken { get; init; } = $"sandbox_{RandomNumberGenerator.GetHexString(32, lowercase: true)}";

    public string GoCardlessSecret { get; init; } = RandomNumberGenerator.GetHexString(40, lowercase: true);
}

/// <summary>
/// Stripe and GoCardless on this machine: as much of their APIs as the app calls, with their idempotency keys and errors, the pages that their links lead to,
/// and the signed webhooks that they send. No money moves.
/// </summary>
internal sealed class ProcessorStandIn : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly CancellationTokenSource ending = new();
    private readonly ProcessorStandInOptions options;

    private ProcessorStandIn(ProcessorStandInOptions options)
    {
        this.options = options;
        app = LoopbackServer.CreateBuilder(options.Port).Build();
        Stripe = new StripeStandIn(this, options);
        GoCardless = new GoCardlessStandIn(this, options);
        app.Use(Faults.MeetAsync);
        Stripe.Map(app);
        GoCardless.Map(app);
        new ProcessorPages(this).Map(app);
    }

    public Uri Url { get; private set; } = null!;

    public StripeStandIn Stripe { get; }

    public GoCardlessStandIn GoCardless { get; }

    /// <summary>What goes wrong with the next requests.</summary>
    public Faults Faults { get; } = new();

    public static async Task<ProcessorStandIn> StartAsync(ProcessorStandInOptions? options = null, CancellationToken cancel = default)
    {
        var standIn = new ProcessorStandIn(options ?? new ProcessorStandInOptions());
        await standIn.app.StartAsync(cancel);
        standIn.Url = LoopbackServer.AddressOf(standIn.app);
        return standIn;
    }

    /// <summary>Has webhooks posted to an app from now on. Until then events are kept, and whoever wants to may post them.</summary>
    public void SendWebhooksTo(Uri appUrl) => (Stripe.Webhooks.Target, GoCardless.Webhooks.Target) = (appUrl, appUrl);

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        await Stripe.Webhooks.DisposeAsync();
        await GoCardless.Webhooks.DisposeAsync();
        await app.StopAsync();
        await app.DisposeAsync();
        ending.Dispose();
    }

    internal Task<DateTimeOffset> NowAsync() => options.Clock();

    /// <summary>Has a bank answer by itself, where it does.</summary>
    internal void SettleLater(Func<Task> settle)
    {
        if (options.DebitsSettleAfter is { } after)
            _ = SettleAsync(after, settle, ending.Token);
    }

    private static async Task SettleAsync(TimeSpan after, Func<Task> settle, CancellationToken ended)
    {
        await Task.Delay(after, ended).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!ended.IsCancellationRequested)
            await settle();
    }
}
