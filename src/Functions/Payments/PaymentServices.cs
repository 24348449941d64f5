using Billing.Functions.BankStatements;
using Billing.Functions.Inbox;
using Billing.Functions.Processors;
using Billing.Functions.Reconciliation;
using Billing.Functions.Settlements;
using Microsoft.Extensions.DependencyInjection;

namespace Billing.Functions.Payments;

/// <summary>What receives payments and brings them to accounts.</summary>
internal static class PaymentServices
{
    public static IServiceCollection AddPayments(this IServiceCollection services) => services
        .AddWebhookSenders()
        .AddSingleton<InboxBook>()
        .AddSingleton<WebhookIntake>()
        .AddSingleton<MerchantAccounts>()
        .AddSingleton<PaymentBook>()
        .AddSingleton<CashMatcher>()
        .AddSingleton<PaymentOverview>()
        .AddSingleton<PaymentDrive>()
        .AddSingleton<PayoutBook>()
        .AddSingleton<PayoutArrivals>()
        .AddSingleton<SettlementBook>()
        .AddSingleton<SettlementIntake>()
        .AddSingleton<ProcessorNews>()
        .AddSingleton<ManualPayments>()
        .AddSingleton<StatementBook>()
        .AddSingleton<EntryReturns>()
        .AddSingleton<ReconciliationReader>()
        .AddSingleton<ReconciliationTasks>()
        .AddSingleton<StatementImport>();
}
