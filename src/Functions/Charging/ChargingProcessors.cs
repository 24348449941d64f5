using Microsoft.Extensions.DependencyInjection;

namespace Billing.Functions.Charging;

/// <summary>All processors that charge saved methods, by name.</summary>
internal sealed class ChargingProcessors(IEnumerable<IChargingProcessor> processors)
{
    private readonly Dictionary<string, IChargingProcessor> byName = processors.ToDictionary(processor => processor.Name, StringComparer.Ordinal);

    public IReadOnlyList<string> Names => [.. byName.Keys.Order(StringComparer.Ordinal)];

    public IChargingProcessor? Find(string name) => byName.GetValueOrDefault(name);
}

/// <summary>Who charges saved methods: a line each.</summary>
internal static class ChargingProcessorServices
{
    public static IServiceCollection AddChargingProcessors(this IServiceCollection services) => services
        .AddSingleton<IChargingProcessor, StripeCharging>()
        .AddSingleton<IChargingProcessor, GoCardlessCharging>()
        .AddSingleton<ChargingProcessors>();
}
