using Billing.Functions.Accounts;
using Billing.Functions.Calendar;
using Billing.Functions.Configuration;
using Billing.Functions.Lookups;
using Billing.Functions.Messages;
using Billing.Functions.Numbers;
using Billing.Functions.Runs;
using Billing.Functions.Storage;
using Billing.Functions.Tasks;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Billing.Functions;

/// <summary>What the functions are made of.</summary>
internal static class BillingServices
{
    public static IServiceCollection AddBilling(this IServiceCollection services, IConfiguration settings) => services
        .AddSingleton(TimeProvider.System)
        .AddSingleton(new BillingStorage(settings))
        .AddSingleton<RowPayload>()
        .AddSingleton<WorkQueues>()
        .AddSingleton<ConfigurationBook>()
        .AddSingleton<LookupBook>()
        .AddSingleton<TaskBook>()
        .AddSingleton<NumberBook>()
        .AddSingleton<DueCalendar>()
        .AddSingleton<AccountRows>()
        .AddSingleton<AccountLedger>()
        .AddSingleton<EffectSender>()
        .AddSingleton<RunBook>()
        .AddSingleton<RunStarter>()
        .AddSingleton<AccountBatch>();
}
