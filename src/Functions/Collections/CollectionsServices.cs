using Microsoft.Extensions.DependencyInjection;

namespace Billing.Functions.Collections;

/// <summary>What hands cases to collection agencies and takes back what they say.</summary>
internal static class CollectionsServices
{
    public static IServiceCollection AddCollections(this IServiceCollection services) => services
        .AddSingleton<CaseReader>()
        .AddSingleton<CaseDocumentComposer>()
        .AddSingleton<CaseDocuments>()
        .AddSingleton<CaseExportBook>()
        .AddSingleton<AgencyNews>()
        .AddSingleton<CaseExports>()
        .AddSingleton<CaseExportNight>()
        .AddSingleton<RemittanceIntake>()
        .AddSingleton<CollectedMoney>()
        .AddSingleton<CaseImport>()
        .AddSingleton<CollectionsErasure>();
}
