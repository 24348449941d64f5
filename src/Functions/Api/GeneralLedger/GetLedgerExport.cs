using Billing.Functions.Api.Contract;
using Billing.Functions.GeneralLedger;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.GeneralLedger;

/// <summary>Shows an export.</summary>
internal sealed class GetLedgerExport(LedgerExportBook book)
{
    [Function(nameof(GetLedgerExport))]
    [ApiOperation("general ledger", "Shows an export: how far it is, its trial balance and its files.", Answer = typeof(LedgerExportResource))]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "sellers/{sellerId}/ledger-exports/{exportId}")] HttpRequest request, string sellerId, string exportId, CancellationToken cancellation) =>
        await book.FindAsync(sellerId, exportId, cancellation) is { } export ? new JsonAnswer(LedgerExportResource.Of(export)) : Problems.NotFound($"export '{exportId}' of seller '{sellerId}'");
}
