using System.Collections.Concurrent;
using System.Net;
using Yarp.ReverseProxy.Forwarder;

namespace Billing.DevHost.Tripwires;

/// <summary>
/// A proxy between the worker and a service it calls. A test arms it with a condition on the request; the first that
/// fits is met by the test's action, for instance the worker's death after the service has done what it was asked and
/// before the worker hears of it. So production code needs no hook to be cut off at an exact point.
/// </summary>
internal sealed class Tripwire : IAsyncDisposable
{
    private const int MaxSeen = 20_000;

    private readonly Uri upstream;
    private readonly WebApplication app;
    private readonly HttpMessageInvoker client = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        UseCookies = false,
        UseProxy = false,
    });
    private readonly Lock gate = new();
    private readonly List<Trip> trips = [];
    private readonly ConcurrentQueue<ProxiedRequest> seen = new();

    private Tripwire(string name, Uri upstream, WebApplication app)
    {
        Name = name;
        this.upstream = upstream;
        this.app = app;
    }

    public string Name { get; }

    /// <summary>The address to give to the worker in place of the service's own.</summary>
    public Uri Url => LoopbackServer.AddressOf(app);

    /// <summary>The requests that came by, oldest first (the newest 20,000).</summary>
    public IReadOnlyList<ProxiedRequest> Seen => [.. seen];

    public static async Task<Tripwire> StartAsync(string name, Uri upstream, CancellationToken cancel = default)
    {
        var builder = LoopbackServer.CreateBuilder(port: 0);
        builder.Services.AddHttpForwarder();
        var app = builder.Build();
        var wire = new Tripwire(name, upstream, app);
        var forwarder = app.Services.GetRequiredService<IHttpForwarder>();
        app.Run(context => wire.ForwardAsync(context, forwarder));
        await app.StartAsync(cancel);
        return wire;
    }

    /// <summary>Lays a wire. It springs for the first request that fits, and is used up by that.</summary>
    /// <param name="when">Which request it is. Called for every request, so it must be quick.</param>
    /// <param name="before">What happens before the service gets the request.</param>
    /// <param name="after">What happens when the service has answered and the caller does not know it yet.</param>
    /// <param name="skip">How many fitting requests are let through first.</param>
    public Trip Arm(Func<ProxiedRequest, bool> when, TripAction? before = null, TripAction? after = null, int skip = 0)
    {
        var trip = new Trip(when, before, after, skip);
        lock (gate)
            trips.Add(trip);
        return trip;
    }

    /// <summary>Removes every wire that has not sprung.</summary>
    public void Disarm()
    {
        lock (gate)
            trips.Clear();
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        client.Dispose();
    }

    private async Task ForwardAsync(HttpContext context, IHttpForwarder forwarder)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        body.Position = 0;
        context.Request.Body = body;
        var request = new ProxiedRequest(
            context.Request.Method, context.Request.Path, context.Request.QueryString.Value ?? "", body.ToArray());
        Record(request);
        var trip = TakeTrip(request);
        if (trip?.Before is { } before && !await before(context))
        {
            trip.Spring(request);
            return;
        }
        await forwarder.SendAsync(
            context, upstream.GetLeftPart(UriPartial.Authority), client, ForwarderRequestConfig.Empty, new AnswerTransformer(trip));
        trip?.Spring(request);
    }

    private void Record(ProxiedRequest request)
    {
        seen.Enqueue(request);
        if (seen.Count > MaxSeen)
            seen.TryDequeue(out _);
    }

    private Trip? TakeTrip(ProxiedRequest request)
    {
        lock (gate)
        {
            var trip = trips.Find(t => t.Fits(request));
            if (trip is not null)
                trips.Remove(trip);
            return trip;
        }
    }

    private sealed class AnswerTransformer(Trip? trip) : HttpTransformer
    {
        public override async ValueTask<bool> TransformResponseAsync(
            HttpContext httpContext, HttpResponseMessage? proxyResponse, CancellationToken cancellationToken)
        {
            if (proxyResponse is not null)
            {
                // The service has done its work when its whole answer is here.
                await proxyResponse.Content.LoadIntoBufferAsync(cancellationToken);
                if (trip?.After is { } after && !await after(httpContext))
                    return false;
            }
            return await base.TransformResponseAsync(httpContext, proxyResponse, cancellationToken);
        }
    }
}
