using Billing.Functions.Api.Contract;
using Billing.Functions.Tasks;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.Tasks;

/// <summary>Lists what a person must look at.</summary>
internal sealed class ListTasks(TaskBook tasks)
{
    [Function(nameof(ListTasks))]
    [ApiOperation("tasks", "Lists a seller's open tasks by kind.", Answer = typeof(Page<WorkTask>), Query = ["!seller: whose tasks", "kind: of one kind only", "assignedTo: of one person only", "limit: how many at most", "continuation: where the page before ended"])]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "tasks")] HttpRequest request, CancellationToken cancellation)
    {
        var query = new QueryReader(request);
        var (seller, kind, person, limit, after) = (query.Seller(), query.Text("kind"), query.Text("assignedTo"), query.Limit(), query.Continuation());
        query.End();
        var found = await tasks.OpenTasksAsync(seller, cancellation).Where(task => (kind is null || task.Kind == kind) && (person is null || task.AssignedTo == person) && (after is null || string.CompareOrdinal(task.TaskId, after) > 0))
            .Take(limit + 1).ToListAsync(cancellation);
        return new JsonAnswer(new Page<WorkTask>([.. found.Take(limit)], Page.Encode(found.Count > limit ? found[limit - 1].TaskId : null)));
    }
}
