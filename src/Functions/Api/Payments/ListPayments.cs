using Billing.Functions.Api.Contract;
using Billing.Functions.Index;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.Payments;

/// <summary>Lists a seller's payments.</summary>
internal sealed class ListPayments(IndexList index)
{
    private enum Where
    {
        Suspense,
        Assigned,
    }

    [Function(nameof(ListPayments))]
    [ApiOperation("payments", "Lists a seller's payments by the day they were recorded on.", Answer = typeof(Page<PaymentSummary>), Query =
    [
        "!seller: whose payments", "in: suspense, where something is in suspense, or assigned", "from: the first day of recording", "to: the last day of recording",
        "limit: how many at most", "continuation: where the page before ended",
    ])]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "payments")] HttpRequest request, CancellationToken cancellation)
    {
        var query = new QueryReader(request);
        var filter = query.Choice<Where>("in") switch
        {
            Where.Suspense => "InSuspense eq true",
            Where.Assigned => "InSuspense eq false",
            _ => null,
        };
        var asked = new IndexQuery(query.Seller(), IndexPartitions.Payments, query.Date("from"), query.Date("to"), filter, null, query.Limit(), query.Continuation());
        query.End();
        var (entries, endsAt) = await index.ReadAsync<PaymentEntry>(asked, cancellation);
        return new JsonAnswer(new Page<PaymentSummary>([.. entries.Select(PaymentSummary.Of)], Page.Encode(endsAt)));
    }
}
