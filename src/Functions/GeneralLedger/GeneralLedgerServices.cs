using Microsoft.Extensions.DependencyInjection;

namespace Billing.Functions.GeneralLedger;

/// <summary>What exports to the general ledger are made of.</summary>
internal static class GeneralLedgerServices
{
    public static IServiceCollection AddGeneralLedger(this IServiceCollection services) => services
        .AddSingleton<LedgerExportBook>()
        .AddSingleton<LedgerCollector>()
        .AddSingleton<LedgerExportAlarm>()
        .AddSingleton<LedgerExporter>()
        .AddSingleton<LedgerExportStarter>()
        .AddSingleton<TrialBalanceReader>();
}
