using System.Reflection;
using Billing.Functions.Api.Contract;
using Billing.Functions.Api.OpenApi;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Billing.Functions.Tests.Api;

/// <summary>The functions of the API behind Kestrel, by the routes of their triggers, with the app's services on Azurite. What the worker process does
/// beside this (keys, its own routing) is tested through the development environment.</summary>
internal sealed class ApiHost : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ServiceProvider services;

    private ApiHost(WebApplication app, ServiceProvider services) => (this.app, this.services) = (app, services);

    public IServiceProvider Services => services;

    public Uri Url => new(app.Urls.Single());

    public static async Task<ApiHost> StartAsync(AzuriteFixture azurite, TimeProvider? clock = null, IReadOnlyDictionary<string, string?>? settings = null)
    {
        var services = azurite.Services(clock, settings);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddMvcCore();
        var app = builder.Build();
        foreach (var function in ApiFunction.All())
            app.MapMethods($"/api/{function.Route}", function.Methods.Select(method => method.ToUpperInvariant()), context => RunAsync(function, services, context));
        await app.StartAsync();
        return new ApiHost(app, services);
    }

    public ApiClient CreateClient() => new(Url);

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        await services.DisposeAsync();
    }

    private static async Task RunAsync(ApiFunction function, IServiceProvider services, HttpContext context)
    {
        IActionResult answer;
        try
        {
            var instance = ActivatorUtilities.CreateInstance(services, function.Method.DeclaringType!);
            var result = function.Method.Invoke(instance, [.. function.Method.GetParameters().Select(parameter => Argument(parameter, context))]);
            answer = result is Task<IActionResult> task ? await task : (IActionResult)result!;
        }
        catch (Exception e)
        {
            answer = Problems.Known(e is TargetInvocationException { InnerException: { } inner } ? inner : e) ?? Problems.Internal();
            if (answer is Problem { Status: 500 })
                context.Response.Headers["X-Test-Exception"] = e.ToString().ReplaceLineEndings(" ");
        }

        await answer.ExecuteResultAsync(new ActionContext(context, context.GetRouteData(), new ActionDescriptor()));
    }

    private static object? Argument(ParameterInfo parameter, HttpContext context) =>
        parameter.ParameterType == typeof(HttpRequest) ? context.Request
        : parameter.ParameterType == typeof(CancellationToken) ? context.RequestAborted
        : context.GetRouteValue(parameter.Name!);
}
