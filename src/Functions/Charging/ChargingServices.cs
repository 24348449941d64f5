using Microsoft.Extensions.DependencyInjection;

namespace Billing.Functions.Charging;

/// <summary>What charges saved methods, beside the processors that do it.</summary>
internal static class ChargingServices
{
    public static IServiceCollection AddCharging(this IServiceCollection services) => services
        .AddChargingProcessors()
        .AddSingleton<SavedMethods>()
        .AddSingleton<AttemptAnswers>()
        .AddSingleton<AttemptBooking>()
        .AddSingleton<AttemptMaker>();
}
