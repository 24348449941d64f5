using System.Collections.Concurrent;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Billing.Functions.Tests.Processors;

/// <summary>A processor's own server: answers what it was told to, and remembers what it was asked.</summary>
internal sealed class StandIn : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentDictionary<string, (int Status, string Body, string? Location)> answers = new(StringComparer.Ordinal);

    private StandIn(WebApplication app) => this.app = app;

    public Uri Url => new(app.Urls.Single().Replace("127.0.0.1", "localhost", StringComparison.Ordinal));

    /// <summary>Path and query, and the token that came with it.</summary>
    public ConcurrentQueue<(string Path, string Token)> Asked { get; } = new();

    public static async Task<StandIn> StartAsync(X509Certificate2? certificate = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(options => options.Listen(System.Net.IPAddress.Loopback, 0, listen =>
        {
            if (certificate is not null)
                listen.UseHttps(certificate);
        }));
        var standIn = new StandIn(builder.Build());
        standIn.app.Run(standIn.AnswerAsync);
        await standIn.app.StartAsync();
        return standIn;
    }

    /// <summary>What a path is answered with; a path with a query is more exact than one without.</summary>
    public void Give(string path, string body, int status = 200, string? location = null) => answers[path] = (status, body, location);

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        var (path, query) = (context.Request.Path.ToString(), context.Request.QueryString.ToString());
        Asked.Enqueue((path + query, context.Request.Headers.Authorization.ToString()));
        if (!answers.TryGetValue(path + query, out var answer) && !answers.TryGetValue(path, out answer))
            answer = (404, "{}", null);
        context.Response.StatusCode = answer.Status;
        if (answer.Location is not null)
            context.Response.Headers.Location = answer.Location;
        await context.Response.WriteAsync(answer.Body);
    }
}
