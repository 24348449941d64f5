using System.Text.Json.Nodes;
using Billing.DevHost.FunctionHost.Protocol;

namespace Billing.DevHost.FunctionHost.Timers;

/// <summary>A tick as the Functions host hands it to a worker: the JSON form of TimerInfo.</summary>
internal static class TimerInvocation
{
    public static InvocationRequest For(TimerFunction function, TimerStatus? status, bool isPastDue) => new()
    {
        FunctionId = function.Id,
        InvocationId = Guid.NewGuid().ToString(),
        InputData =
        {
            new ParameterBinding
            {
                Name = function.TriggerParameter,
                Data = new TypedData
                {
                    Json = new JsonObject
                    {
                        ["Schedule"] = new JsonObject { ["AdjustForDST"] = true },
                        ["ScheduleStatus"] = status is null ? null : new JsonObject
                        {
                            ["Last"] = status.Last.UtcDateTime,
                            ["Next"] = status.Next.UtcDateTime,
                            ["LastUpdated"] = status.LastUpdated.UtcDateTime,
                        },
                        ["IsPastDue"] = isPastDue,
                    }.ToJsonString(),
                },
            },
        },
        TraceContext = new RpcTraceContext(),
    };
}
