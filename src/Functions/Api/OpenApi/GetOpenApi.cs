using System.Text.Json.Nodes;
using Billing.Functions.Api.Contract;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.OpenApi;

/// <summary>Gives the OpenAPI document.</summary>
internal sealed class GetOpenApi
{
    private static readonly Lazy<JsonObject> Document = new(OpenApiDocument.Create);

    [Function(nameof(GetOpenApi))]
    [ApiOperation("openapi", "Gives this document.", Answer = typeof(JsonObject))]
    public IActionResult Run([HttpTrigger(AuthorizationLevel.Function, "get", Route = "openapi.json")] HttpRequest request) => new JsonAnswer(Document.Value);
}
