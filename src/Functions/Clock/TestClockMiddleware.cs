using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;

namespace Billing.Functions.Clock;

/// <summary>Brings the test clock up to date before each invocation. Not registered in production.</summary>
internal sealed class TestClockMiddleware(TestClock clock) : IFunctionsWorkerMiddleware
{
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        await clock.RefreshAsync(context.CancellationToken);
        await next(context);
    }
}
