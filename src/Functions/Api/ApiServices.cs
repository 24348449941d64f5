using Billing.Functions.Index;
using Microsoft.Extensions.DependencyInjection;

namespace Billing.Functions.Api;

/// <summary>What the HTTP face is made of, beside the services that do the work.</summary>
internal static class ApiServices
{
    public static IServiceCollection AddApi(this IServiceCollection services) => services
        .AddSingleton<IndexBook>();
}
