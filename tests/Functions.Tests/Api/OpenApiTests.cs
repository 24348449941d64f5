using System.Net;
using System.Reflection;
using System.Text;
using Billing.Functions.Api.Contract;
using Billing.Functions.Api.OpenApi;
using Microsoft.Azure.Functions.Worker;
using Microsoft.OpenApi;

namespace Billing.Functions.Tests.Api;

public sealed class OpenApiTests(AzuriteFixture azurite) : ApiTest(azurite)
{
    [Fact]
    public async Task The_document_is_valid_openapi()
    {
        var answer = (await Client.GetAsync("/api/openapi.json")).Expect(HttpStatusCode.OK);

        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(answer.Text));
        var read = await Microsoft.OpenApi.OpenApiDocument.LoadAsync(stream, "json");

        Assert.Empty(read.Diagnostic!.Errors.Select(error => $"{error.Pointer}: {error.Message}"));
        Assert.Empty(read.Diagnostic.Warnings.Select(warning => $"{warning.Pointer}: {warning.Message}"));
        Assert.Equal(OpenApiSpecVersion.OpenApi3_1, read.Diagnostic.SpecificationVersion);
        var operations = read.Document!.Paths.Values.SelectMany(path => path.Operations!.Values).Select(operation => operation.OperationId).ToList();
        Assert.Equal(operations.Count, operations.Distinct().Count());
        Assert.Contains("CreateCustomer", operations);
    }

    [Fact]
    public void Every_http_function_describes_itself()
    {
        var undescribed = typeof(ApiFunction).Assembly.GetTypes().SelectMany(type => type.GetMethods())
            .Where(method => method.GetCustomAttribute<FunctionAttribute>() is not null && method.GetParameters().Any(parameter => parameter.GetCustomAttribute<HttpTriggerAttribute>() is { AuthLevel: not AuthorizationLevel.Admin }))
            .Where(method => method.GetCustomAttribute<ApiOperationAttribute>() is null)
            .Select(method => method.GetCustomAttribute<FunctionAttribute>()!.Name);

        Assert.Empty(undescribed);
    }

    [Fact]
    public void Only_webhooks_liveness_and_signed_links_are_open_to_anybody()
    {
        var open = ApiFunction.All().Where(function => function.Trigger.AuthLevel == AuthorizationLevel.Anonymous).Select(function => function.Route);

        Assert.All(open, route => Assert.True(route is "health/live" or "documents/{token}" || route.StartsWith("webhooks/", StringComparison.Ordinal), route));
    }

    [Fact]
    public void Every_post_that_needs_a_key_says_so()
    {
        var silent = ApiFunction.All().Where(function => function.Methods.Contains("post") && function.Trigger.AuthLevel == AuthorizationLevel.Function && function.Operation is { IdempotencyKey: false, SentIdsAreKeys: false, ChangesNothing: false }).Select(function => function.Name);

        Assert.Empty(silent);
    }
}
