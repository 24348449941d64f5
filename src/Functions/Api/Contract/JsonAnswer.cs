using System.Text.Json;
using Billing.Functions.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Billing.Functions.Api.Contract;

/// <summary>An answer with a body in the API's JSON.</summary>
/// <param name="Value">The body.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="ETag">What a change must name in If-Match, without quotes.</param>
/// <param name="Location">Where a created resource is.</param>
internal sealed record JsonAnswer(object Value, int Status = StatusCodes.Status200OK, string? ETag = null, string? Location = null) : IActionResult
{
    public const string ContentType = "application/json; charset=utf-8";

    /// <summary>An answer whose ETag is its own content.</summary>
    public static JsonAnswer WithContentETag(object value) => new(value, ETag: Keys.Hash(JsonSerializer.Serialize(value, ApiJson.Options)));

    public async Task ExecuteResultAsync(ActionContext context)
    {
        var response = context.HttpContext.Response;
        response.StatusCode = Status;
        response.ContentType = ContentType;
        if (ETag is not null)
            response.Headers.ETag = $"\"{ETag}\"";
        if (Location is not null)
            response.Headers.Location = Location;
        response.Headers.CacheControl = "no-store";
        await response.Body.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(Value, ApiJson.Options), context.HttpContext.RequestAborted);
    }
}
