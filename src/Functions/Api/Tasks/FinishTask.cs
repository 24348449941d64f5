using Billing.Functions.Api.Contract;
using Billing.Functions.Tasks;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.Tasks;

/// <summary>Takes a task off the list because a person dealt with it; who and why is kept. What is still wrong opens it again.</summary>
internal sealed class FinishTask(TaskBook tasks, Caller caller, TimeProvider clock)
{
    [Function(nameof(FinishTask))]
    [ApiOperation("tasks", "Marks a task as done.", Statuses = [204], Query = ["!seller: whose task", "!reason: what was done"])]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "delete", Route = "tasks/{taskId}")] HttpRequest request, string taskId, CancellationToken cancellation)
    {
        var query = new QueryReader(request);
        var (seller, reason) = (query.Seller(), query.Text("reason", required: true));
        query.End();
        return await tasks.EndAsync(seller, taskId, new TaskEnd(clock.GetUtcNow(), caller.ActorOf(request), reason!), cancellation) ? new NoContentResult() : Problems.NotFound($"open task '{taskId}' of seller '{seller}'");
    }
}
