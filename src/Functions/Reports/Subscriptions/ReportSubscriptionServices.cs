using Microsoft.Extensions.DependencyInjection;

namespace Billing.Functions.Reports.Subscriptions;

/// <summary>What reports that come by themselves are made and sent with.</summary>
internal static class ReportSubscriptionServices
{
    public static IServiceCollection AddReportSubscriptions(this IServiceCollection services) => services
        .AddSingleton<ReportDeliveryBook>()
        .AddSingleton<ReportFiles>()
        .AddSingleton<ReportEmailComposer>()
        .AddSingleton<ReportMail>()
        .AddSingleton<ReportMailOutcomes>()
        .AddSingleton<ReportQueue>();
}
