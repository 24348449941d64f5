using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Logging;

namespace Billing.Functions.Api.Contract;

/// <summary>Answers an HTTP request that ended in an exception with its problem.</summary>
internal sealed class ProblemMiddleware(ILogger<ProblemMiddleware> log) : IFunctionsWorkerMiddleware
{
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (Exception e) when (context.FunctionDefinition.InputBindings.Values.Any(binding => binding.Type == "httpTrigger"))
        {
            var exception = e is AggregateException { InnerExceptions: [var only] } ? only : e;
            var problem = Problems.Known(exception);
            if (problem is null)
                log.LogError(exception, "{Function} failed.", context.FunctionDefinition.Name);
            context.GetInvocationResult().Value = problem ?? Problems.Internal();
        }
    }
}
