using Billing.Functions.Api.Contract;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.Receipts;

/// <summary>Shows a receipt.</summary>
internal sealed class GetReceipt(ReceiptReader receipts)
{
    [Function(nameof(GetReceipt))]
    [ApiOperation("receipts", "Shows a receipt: what came or was taken back, what it settled, and what was open afterwards.", Answer = typeof(ReceiptResource))]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "receipts/{documentId}")] HttpRequest request, string documentId, CancellationToken cancellation)
    {
        var (account, receipt) = await receipts.RequireAsync(documentId, cancellation);
        return JsonAnswer.WithContentETag(ReceiptResource.Of(account, receipt));
    }
}
