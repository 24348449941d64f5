using Billing.Functions.Api.Contract;
using Billing.Functions.Api.Customers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.Arrangements;

/// <summary>Why an arrangement is called off.</summary>
internal sealed record EndArrangementBody(string Reason) : IRequestBody<EndArrangementBody>
{
    public static EndArrangementBody Read(BodyReader body) => new(body.Text("reason", 500));
}

/// <summary>Calls an arrangement off.</summary>
internal sealed class EndArrangement(AccountCommands commands, ArrangementReader arrangements)
{
    [Function(nameof(EndArrangement))]
    [ApiOperation("arrangements", "Calls an arrangement off. What it covers is dunned from where that stood.", Body = typeof(EndArrangementBody), Answer = typeof(CommandResource), IdempotencyKey = true)]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = "arrangements/{arrangementId}/cancel")] HttpRequest request, string arrangementId, CancellationToken cancellation)
    {
        var body = await request.ReadAsync<EndArrangementBody>(cancellation);
        var account = Requests.Account((await arrangements.RequireAsync(arrangementId, cancellation)).AccountId);
        return CustomerReader.Answer(await commands.CarryOutAsync(request, account, new Domain.CancelArrangement(arrangementId, body.Reason), cancellation, body.Reason));
    }
}
