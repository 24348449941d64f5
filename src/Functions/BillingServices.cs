using Azure.Identity;
using Azure.Messaging.ServiceBus;
using Billing.Functions.Accounts;
using Billing.Functions.Calendar;
using Billing.Functions.Charging;
using Billing.Functions.Clock;
using Billing.Functions.Collections;
using Billing.Functions.Configuration;
using Billing.Functions.Deliveries;
using Billing.Functions.Documents;
using Billing.Functions.Erasure;
using Billing.Functions.Events;
using Billing.Functions.GeneralLedger;
using Billing.Functions.Journal;
using Billing.Functions.Lookups;
using Billing.Functions.Messages;
using Billing.Functions.Numbers;
using Billing.Functions.Payments;
using Billing.Functions.PrintBatches;
using Billing.Functions.Reports;
using Billing.Functions.Reports.Exceptions;
using Billing.Functions.Reports.Subscriptions;
using Billing.Functions.Runs;
using Billing.Functions.Storage;
using Billing.Functions.Tasks;
using Billing.Functions.TaxIds;
using Billing.Functions.Usage;
using Billing.Functions.Verification;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Billing.Functions;

/// <summary>What the functions are made of.</summary>
internal static class BillingServices
{
    public static IServiceCollection AddBilling(this IServiceCollection services, IConfiguration settings) => services
        .AddClock(settings)
        .AddSingleton(new BillingStorage(settings))
        .AddSingleton<RowPayload>()
        .AddSingleton<WorkQueues>()
        .AddSingleton<ConfigurationBook>()
        .AddSingleton<LookupBook>()
        .AddSingleton<VirtualIbanBook>()
        .AddSingleton<DuplicateBook>()
        .AddSingleton<FamilyBook>()
        .AddSingleton<PersonalData>()
        .AddVies(settings)
        .AddSingleton<TaskBook>()
        .AddSingleton<AccountTasks>()
        .AddSingleton<NumberBook>()
        .AddSingleton<NumberedDocuments>()
        .AddSingleton<DocumentVerifier>()
        .AddSingleton<VerificationTasks>()
        .AddSingleton<VerificationStarter>()
        .AddSingleton<DueCalendar>()
        .AddSingleton<CalendarAudit>()
        .AddSingleton<UsageRows>()
        .AddSingleton<UsageIds>()
        .AddSingleton<UsageBook>()
        .AddSingleton<AccountRows>()
        .AddSingleton<UsageIntake>()
        .AddSingleton<AccountLedger>()
        .AddSingleton<EffectSender>()
        .AddSingleton<DirectCommands>()
        .AddPayments()
        .AddCharging()
        .AddCollections()
        .AddSingleton<RunBook>()
        .AddSingleton<RunStarter>()
        .AddSingleton<OperatorRuns>()
        .AddSingleton<AccountBatch>()
        .AddSingleton<DocumentStore>()
        .AddSingleton<AssetBook>()
        .AddSingleton<DocumentRendering>()
        .AddSingleton<DocumentLinks>()
        .AddSingleton<DeliveryBook>()
        .AddSingleton<AddressMarks>()
        .AddSingleton<DeliveryTasks>()
        .AddSingleton<DeliverySubjects>()
        .AddSingleton<Recipients>()
        .AddSingleton<EmailComposer>()
        .AddSingleton<Mailer>()
        .AddSingleton<CopyDelivery>()
        .AddSingleton<NoticeBook>()
        .AddSingleton<DocumentDelivery>()
        .AddPrint()
        .AddSingleton<MailOutcomes>()
        .AddSingleton<JournalBook>()
        .AddSingleton<SnapshotBook>()
        .AddSingleton<JournalReader>()
        .AddSingleton<SnapshotTaker>()
        .AddSingleton<ReportDesk>()
        .AddSingleton<ReportPrinter>()
        .AddReportSubscriptions()
        .AddSingleton<JournalExceptions>()
        .AddSingleton<MoneyExceptions>()
        .AddSingleton<WorkExceptions>()
        .AddSingleton<ExceptionDesk>()
        .AddGeneralLedger()
        .AddSingleton<CompletenessSweep>()
        .AddSingleton(BusClient)
        .AddSingleton<EventPublisher>();

    /// <summary>Whether operators can set the clock: never in production.</summary>
    public static bool HasTestClock(this IConfiguration settings) =>
        !settings.IsProduction() && string.Equals(settings["TestClock"], "true", StringComparison.OrdinalIgnoreCase);

    private static IServiceCollection AddClock(this IServiceCollection services, IConfiguration settings) => settings.HasTestClock()
        ? services.AddSingleton<TestClock>().AddSingleton<TimeProvider>(provider => provider.GetRequiredService<TestClock>())
        : services.AddSingleton(TimeProvider.System);

    private static IServiceCollection AddVies(this IServiceCollection services, IConfiguration settings) =>
        ViesCheck.IsConfigured(settings) ? services.AddSingleton<ViesCheck>() : services;

    private static ServiceBusClient BusClient(IServiceProvider services)
    {
        var settings = services.GetRequiredService<IConfiguration>();
        if (settings["ServiceBus:ConnectionString"] is { Length: > 0 } connection)
            return new ServiceBusClient(connection);
        var bus = settings["ServiceBus:FullyQualifiedNamespace"] ?? throw new InvalidOperationException("Set ServiceBus__FullyQualifiedNamespace or ServiceBus__ConnectionString.");
        return new ServiceBusClient(bus, new DefaultAzureCredential(new DefaultAzureCredentialOptions { ManagedIdentityClientId = settings["Storage:ClientId"] }));
    }
}
