using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.Primitives;

namespace Billing.DevHost.FunctionHost.Http;

/// <summary>The routes of the HTTP functions, which are known only when the worker has described them.</summary>
internal sealed class FunctionEndpoints : EndpointDataSource, IDisposable
{
    private CancellationTokenSource changed = new();
    private IReadOnlyList<Endpoint> endpoints = [];

    public override IReadOnlyList<Endpoint> Endpoints => endpoints;

    public override IChangeToken GetChangeToken() => new CancellationChangeToken(changed.Token);

    public void Replace(IEnumerable<HttpFunction> functions, string routePrefix, Func<HttpContext, HttpFunction, Task> handle)
    {
        endpoints = [.. functions.Select(function => Map(function, routePrefix, handle))];
        var before = changed;
        changed = new CancellationTokenSource();
        before.Cancel();
        before.Dispose();
    }

    public void Dispose() => changed.Dispose();

    private static Endpoint Map(HttpFunction function, string routePrefix, Func<HttpContext, HttpFunction, Task> handle)
    {
        var pattern = RoutePatternFactory.Parse($"/{routePrefix}/{function.Route.TrimStart('/')}".Replace("//", "/", StringComparison.Ordinal));
        var builder = new RouteEndpointBuilder(context => handle(context, function), pattern, order: 0) { DisplayName = function.Name };
        if (function.Methods.Count > 0)
            builder.Metadata.Add(new HttpMethodMetadata(function.Methods));
        return builder.Build();
    }
}
