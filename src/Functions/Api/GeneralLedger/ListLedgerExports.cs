using Billing.Domain;
using Billing.Functions.Api.Contract;
using Billing.Functions.Api.Sellers;
using Billing.Functions.GeneralLedger;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.GeneralLedger;

/// <summary>Lists what was exported.</summary>
internal sealed class ListLedgerExports(LedgerExportBook book, SellerSettings settings)
{
    [Function(nameof(ListLedgerExports))]
    [ApiOperation("general ledger", "Lists a seller's exports by format, currency and number; previews are not listed.", Answer = typeof(Page<LedgerExportResource>),
        Query = ["format: csv, xero, sie or datev", "limit: how many at most", "continuation: where the page before ended"])]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "sellers/{sellerId}/ledger-exports")] HttpRequest request, string sellerId, CancellationToken cancellation)
    {
        var query = new QueryReader(request);
        var (format, limit, after) = (query.Choice<LedgerFormat>("format"), query.Limit(otherwise: 20, max: 50), query.Continuation());
        query.End();
        await settings.RequireAsync(sellerId, cancellation);

        var page = await book.ListAsync(sellerId, format, after, cancellation).Take(limit + 1).ToListAsync(cancellation);
        return new JsonAnswer(new Page<LedgerExportResource>([.. page.Take(limit).Select(LedgerExportResource.Of)], Page.Encode(page.Count > limit ? page[limit - 1].ExportId : null)));
    }
}
