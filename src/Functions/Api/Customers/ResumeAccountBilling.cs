using Billing.Domain;
using Billing.Functions.Api.Contract;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.Customers;

/// <summary>Why something is done.</summary>
internal sealed record ReasonBody(string Reason) : IRequestBody<ReasonBody>
{
    public static ReasonBody Read(BodyReader body) => new(body.Text("reason", 500));
}

/// <summary>Lets an account be billed again that was parked.</summary>
internal sealed class ResumeAccountBilling(AccountCommands commands)
{
    [Function(nameof(ResumeAccountBilling))]
    [ApiOperation("customers", "Lets a parked account be billed again.", Body = typeof(ReasonBody), Answer = typeof(CommandResource), IdempotencyKey = true)]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = "customers/{accountId}/billing/resume")] HttpRequest request, string accountId, CancellationToken cancellation)
    {
        var body = await request.ReadAsync<ReasonBody>(cancellation);
        return CustomerReader.Answer(await commands.CarryOutAsync(request, Requests.Account(accountId), new ResumeBilling(), cancellation, body.Reason));
    }
}
