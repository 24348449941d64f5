using Billing.Domain;
using Billing.Functions.Api.Contract;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.Customers;

/// <summary>Why an account is not to be dunned, and until when.</summary>
internal sealed record DunningHoldBody(string Reason, DateOnly? Until) : IRequestBody<DunningHoldBody>
{
    public static DunningHoldBody Read(BodyReader body) => new(body.Text("reason", 500), body.OptionalDate("until"));
}

/// <summary>Stops dunning of an account.</summary>
internal sealed class PlaceDunningHold(AccountCommands commands)
{
    [Function(nameof(PlaceDunningHold))]
    [ApiOperation("customers", "Stops dunning, until a day or until the hold is released.", Body = typeof(DunningHoldBody), Answer = typeof(CommandResource), IdempotencyKey = true)]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = "customers/{accountId}/dunning-hold")] HttpRequest request, string accountId, CancellationToken cancellation)
    {
        var body = await request.ReadAsync<DunningHoldBody>(cancellation);
        return CustomerReader.Answer(await commands.CarryOutAsync(request, Requests.Account(accountId), new HoldDunning(body.Reason, body.Until), cancellation, body.Reason));
    }
}
