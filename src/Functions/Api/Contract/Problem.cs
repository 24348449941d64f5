using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Billing.Functions.Api.Contract;

/// <summary>What is wrong with a request, as RFC 9457 writes it.</summary>
/// <param name="Type">Names the kind of problem for ever.</param>
/// <param name="Title">The kind of problem, in words.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Code">The kind of problem, short: the end of the type.</param>
/// <param name="Detail">What is wrong with this request, and what to do.</param>
/// <param name="Errors">Every fault of the request, where there can be several.</param>
internal sealed record Problem(string Type, string Title, int Status, string Code, string Detail, IReadOnlyList<Fault>? Errors = null) : IActionResult
{
    public const string ContentType = "application/problem+json; charset=utf-8";

    public static Problem Of(int status, string code, string detail, IReadOnlyList<Fault>? errors = null) =>
        new($"urn:billing:problem:{code}", TitleOf(code), status, code, detail, errors);

    /// <summary>All faults of a body.</summary>
    public static Problem InvalidBody(IReadOnlyList<Fault> faults) => Of(422, "invalid-body", $"The body has {faults.Count} {(faults.Count == 1 ? "fault" : "faults")}.", faults);

    public async Task ExecuteResultAsync(ActionContext context)
    {
        var response = context.HttpContext.Response;
        response.StatusCode = Status;
        response.ContentType = ContentType;
        if (Status == StatusCodes.Status503ServiceUnavailable)
            response.Headers.RetryAfter = "5";
        await response.Body.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(this, ApiJson.Options), context.HttpContext.RequestAborted);
    }

    private static string TitleOf(string code) => char.ToUpperInvariant(code[0]) + code[1..].Replace('-', ' ');
}

/// <summary>One fault of a request.</summary>
/// <param name="Detail">What is wrong and what is expected.</param>
/// <param name="Pointer">Where in the body, as a JSON pointer in a URI fragment (RFC 6901): <c>#/address/country</c>.</param>
/// <param name="Parameter">Or which query parameter or header.</param>
internal sealed record Fault(string Detail, string? Pointer = null, string? Parameter = null);

/// <summary>Ends a request with a problem.</summary>
internal sealed class ProblemException(Problem problem) : Exception(problem.Detail)
{
    public ProblemException(int status, string code, string detail)
        : this(Problem.Of(status, code, detail))
    {
    }

    public Problem Problem { get; } = problem;
}
