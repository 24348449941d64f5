using Billing.Functions.Api.Contract;
using Billing.Functions.Deliveries;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.Customers;

/// <summary>Lets an address be written to again, which got nothing because of what came of earlier e-mails.</summary>
internal sealed class ClearMailProblem(AddressMarks marks, DeliveryTasks tasks, CustomerReader customers, FirstAnswers answers, Caller caller, TimeProvider clock)
{
    [Function(nameof(ClearMailProblem))]
    [ApiOperation("customers", "Lets an address of an account be written to again. Take it off the mail provider's own list of suppressed addresses as well.", Body = typeof(ReasonBody), Answer = typeof(DeliveryProblems), IdempotencyKey = true)]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = "customers/{accountId}/mail-problems/{problemId}/clear")] HttpRequest request, string accountId, string problemId, CancellationToken cancellation)
    {
        var key = caller.CommandKey(request);
        var body = await request.ReadAsync<ReasonBody>(cancellation);
        var account = Requests.Account(accountId);
        await customers.RequireAsync(account, cancellation);
        return await answers.OnceAsync(key, body, async () =>
        {
            if (!await marks.ClearAsync(account, problemId, caller.ActorOf(request), body.Reason, clock.GetUtcNow(), cancellation))
                throw new ProblemException(Problems.NotFound($"problem '{problemId}' of an address of {account}"));
            await tasks.AddressWorksAsync(account, problemId, cancellation);
            return new JsonAnswer(new DeliveryProblems(await marks.ListAsync(account, cancellation)));
        }, cancellation);
    }
}

/// <summary>The addresses of an account that still get nothing.</summary>
internal sealed record DeliveryProblems(IReadOnlyList<MailProblem> AddressProblems);
