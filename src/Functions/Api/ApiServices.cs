using Billing.Functions.Api.Arrangements;
using Billing.Functions.Api.Collections;
using Billing.Functions.Api.Contract;
using Billing.Functions.Api.Customers;
using Billing.Functions.Api.Documents;
using Billing.Functions.Api.GeneralLedger;
using Billing.Functions.Api.Invoices;
using Billing.Functions.Api.PoisonMessages;
using Billing.Functions.Api.PrintBatches;
using Billing.Functions.Api.Receipts;
using Billing.Functions.Api.SavedMethods;
using Billing.Functions.Api.Sellers;
using Billing.Functions.Api.Statements;
using Billing.Functions.Health;
using Billing.Functions.Index;
using Microsoft.Extensions.DependencyInjection;

namespace Billing.Functions.Api;

/// <summary>What the HTTP face is made of, beside the services that do the work.</summary>
internal static class ApiServices
{
    public static IServiceCollection AddApi(this IServiceCollection services) => services
        .AddSingleton<IndexBook>()
        .AddSingleton<Caller>()
        .AddSingleton<FirstAnswers>()
        .AddSingleton<AccountCommands>()
        .AddSingleton<IndexList>()
        .AddSingleton<SellerSettings>()
        .AddSingleton<LedgerExportRequests>()
        .AddSingleton<CustomerReader>()
        .AddSingleton<AccountEntries>()
        .AddSingleton<CustomerIntake>()
        .AddSingleton<InvoiceReader>()
        .AddSingleton<ReceiptReader>()
        .AddSingleton<StatementReader>()
        .AddSingleton<DocumentAnswer>()
        .AddSingleton<DocumentReader>()
        .AddSingleton<ArrangementReader>()
        .AddSingleton<CaseAnswers>()
        .AddSingleton<PrintBatchAnswer>()
        .AddSingleton<BillingPreview>()
        .AddSingleton<ProcessorChoice>()
        .AddSingleton<PoisonQueues>()
        .AddSingleton<HealthChecks>();
}
