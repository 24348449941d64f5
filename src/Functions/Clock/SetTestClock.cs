using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Clock;

/// <summary>Where the test clock is to stand.</summary>
internal sealed record TestClockTime(DateTimeOffset Now);

/// <summary><c>PUT /api/clock</c>: sets the test clock. There is none in production, and then this answers 404.</summary>
internal sealed class SetTestClock(TimeProvider time)
{
    [Function(nameof(SetTestClock))]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Admin, "put", Route = "clock")] HttpRequest request, CancellationToken cancellation)
    {
        if (time is not TestClock clock)
            return new NotFoundResult();
        var wanted = await request.ReadFromJsonAsync<TestClockTime>(cancellation);
        await clock.SetAsync(wanted!.Now, cancellation);
        return new OkObjectResult(new TestClockTime(clock.GetUtcNow()));
    }
}
