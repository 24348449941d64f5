using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.SampleWorker;

/// <summary>HTTP functions that tell the caller what reached the worker.</summary>
public sealed class EchoFunctions
{
    [Function("Echo")]
    public static async Task<IActionResult> Echo(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "post", Route = "echo/{name}/{count:int?}")] HttpRequest request,
        string name,
        int? count)
    {
        ArgumentNullException.ThrowIfNull(request);
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        request.HttpContext.Response.Headers["x-answer"] = "from the worker";
        return new JsonResult(new
        {
            name,
            count,
            request.Method,
            path = request.Path.Value,
            query = request.Query["q"].ToString(),
            header = request.Headers["x-question"].ToString(),
            host = request.Host.ToString(),
            length = body.Length,
            sha256 = Convert.ToHexString(SHA256.HashData(body.ToArray())),
            process = Environment.ProcessId,
        })
        {
            StatusCode = StatusCodes.Status202Accepted,
        };
    }

    [Function("WithFunctionKey")]
    public static IActionResult WithFunctionKey([HttpTrigger(AuthorizationLevel.Function, "get", Route = "keyed")] HttpRequest request) =>
        new OkObjectResult("function");

    [Function("WithAdminKey")]
    public static IActionResult WithAdminKey([HttpTrigger(AuthorizationLevel.Admin, "get", Route = "master")] HttpRequest request) =>
        new OkObjectResult("admin");

    [Function("Throws")]
    public static IActionResult Throws([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "throws")] HttpRequest request) =>
        throw new InvalidOperationException("This function always fails.");

    /// <summary>Waits for its caller to go away; the host passes that on as a cancellation.</summary>
    [Function("Slow")]
    public static async Task<IActionResult> Slow(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "slow")] HttpRequest request, FunctionContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        await Task.Delay(TimeSpan.FromSeconds(30), context.CancellationToken);
        return new OkResult();
    }

    [Function("Exit")]
    public static IActionResult Exit([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "exit")] HttpRequest request)
    {
        Environment.Exit(3);
        return new OkResult();
    }
}
