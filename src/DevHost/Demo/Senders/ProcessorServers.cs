using System.Net;
using Billing.DevHost.Processes;
using Billing.DevHost.Processors;

namespace Billing.DevHost.Demo.Senders;

/// <summary>The processors' own servers: what the app asks them for is answered here, and PayPal's certificate is served over https. Where they are is known
/// before they start, as what they serve tells of it.</summary>
internal sealed class ProcessorServers : IAsyncDisposable
{
    private readonly int[] ports = FreePort.Take(2);
    private WebApplication? app;

    /// <summary>Where the APIs are.</summary>
    public Uri Url => new($"http://127.0.0.1:{ports[0]}");

    /// <summary>Where the certificate is.</summary>
    public Uri SecureUrl => new($"https://localhost:{ports[1]}");

    public async Task StartAsync(PayPalKeys keys, Action<WebApplication> map)
    {
        var builder = LoopbackServer.CreateBuilder(ports[0]);
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, ports[1], listen => listen.UseHttps(keys.Server)));
        app = builder.Build();
        map(app);
        await app.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (app is not null)
            await app.DisposeAsync();
    }
}
