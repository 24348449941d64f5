using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Billing.Functions.Api.Contract;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.OpenApi;

/// <summary>The OpenAPI 3.1 document, made from the functions: their triggers give the paths, their <see cref="ApiOperationAttribute"/> the rest.</summary>
internal static partial class OpenApiDocument
{
    private const string KeyScheme = "functionKey";

    /// <summary>Makes the document.</summary>
    public static JsonObject Create()
    {
        var (paths, schemas) = (new JsonObject(), new JsonObject());
        foreach (var function in ApiFunction.All().OrderBy(function => function.Route, StringComparer.Ordinal))
        {
            foreach (var path in function.Paths())
            {
                var item = paths[path] as JsonObject ?? [];
                paths[path] ??= item;
                foreach (var method in function.Methods)
                    item[method] = Operation(function, path, schemas);
            }
        }

        schemas[nameof(Problem)] = ApiSchemas.Of(typeof(Problem));
        return new JsonObject
        {
            ["openapi"] = "3.1.1",
            ["info"] = new JsonObject
            {
                ["title"] = "Billing",
                ["version"] = typeof(OpenApiDocument).Assembly.GetName().Version!.ToString(3),
                ["description"] = "Amounts are decimal strings beside their ISO 4217 currency; dates are ISO 8601, in the seller's time zone; lists go on at their continuation.",
            },
            ["paths"] = paths,
            ["components"] = new JsonObject
            {
                ["schemas"] = schemas,
                ["securitySchemes"] = new JsonObject { [KeyScheme] = new JsonObject { ["type"] = "apiKey", ["in"] = "header", ["name"] = "x-functions-key" } },
            },
        };
    }

    private static JsonObject Operation(ApiFunction function, string path, JsonObject schemas)
    {
        var says = function.Operation;
        var operation = new JsonObject
        {
            ["operationId"] = path == function.Paths().Last() ? function.Name : $"{function.Name}WithoutParameter",
            ["tags"] = new JsonArray(says.Noun),
            ["summary"] = says.Summary,
            ["parameters"] = new JsonArray([.. Parameters(function, path)]),
            ["responses"] = Responses(function, schemas),
            ["security"] = function.Trigger.AuthLevel == AuthorizationLevel.Anonymous ? new JsonArray() : new JsonArray(new JsonObject { [KeyScheme] = new JsonArray() }),
        };
        if (says.Body is { } body)
            operation["requestBody"] = new JsonObject { ["required"] = true, ["content"] = Content("application/json", Reference(schemas, body, ApiSchemas.OfBody)) };
        else if (says.BodyContentType is { } contentTypes)
            operation["requestBody"] = new JsonObject { ["required"] = true, ["content"] = new JsonObject(contentTypes.Split(',').Select(type => KeyValuePair.Create<string, JsonNode?>(type, new JsonObject { ["schema"] = new JsonObject() }))) };
        return operation;
    }

    private static IEnumerable<JsonNode> Parameters(ApiFunction function, string path)
    {
        var says = function.Operation;
        foreach (Match match in PathParameter().Matches(path))
            yield return Parameter("path", match.Groups[1].Value, "", required: true);
        foreach (var query in says.Query.Select(text => text.Split(": ", 2)))
            yield return Parameter("query", query[0].TrimStart('!'), query[1], required: query[0].StartsWith('!'));
        if (says.IdempotencyKey)
            yield return Parameter("header", "Idempotency-Key", "A key of the caller's making; asking again with it does it once.", required: true);
        if (says.IfMatch)
            yield return Parameter("header", "If-Match", "The ETag that was read; needed where the resource exists.", required: false);
        if (!function.Methods.Contains("get") && !says.ChangesNothing && function.Trigger.AuthLevel != AuthorizationLevel.Anonymous)
            yield return Parameter("header", "X-Billing-Actor", "On whose behalf the key is used; recorded with the change.", required: false);
    }

    private static JsonObject Parameter(string place, string name, string description, bool required) => new()
    {
        ["name"] = name,
        ["in"] = place,
        ["required"] = required,
        ["description"] = description,
        ["schema"] = new JsonObject { ["type"] = "string" },
    };

    private static JsonObject Responses(ApiFunction function, JsonObject schemas)
    {
        var says = function.Operation;
        var responses = new JsonObject();
        foreach (var status in says.Statuses)
        {
            var response = new JsonObject { ["description"] = says.Summary };
            var content = says.Answer is { } answer ? Content("application/json", Reference(schemas, answer, ApiSchemas.Of)) : [];
            foreach (var contentType in says.AnswerContentType?.Split(',') ?? [])
                content[contentType] = new JsonObject { ["schema"] = new JsonObject() };
            if (content.Count > 0)
                response["content"] = content;
            responses[$"{status}"] = response;
        }

        // Answered by the host, which has no body to give.
        if (function.Trigger.AuthLevel != AuthorizationLevel.Anonymous)
            responses["401"] = new JsonObject { ["description"] = "The key is missing or wrong." };
        responses["default"] = new JsonObject
        {
            ["description"] = "What is wrong, every fault at once (RFC 9457).",
            ["content"] = Content("application/problem+json", new JsonObject { ["$ref"] = $"#/components/schemas/{nameof(Problem)}" }),
        };
        return responses;
    }

    private static JsonObject Content(string contentType, JsonObject schema) => new() { [contentType] = new JsonObject { ["schema"] = schema } };

    private static JsonObject Reference(JsonObject schemas, Type type, Func<Type, JsonNode> schemaOf)
    {
        var name = ApiSchemas.NameOf(type);
        if (!schemas.ContainsKey(name))
            schemas[name] = schemaOf(type);
        return new JsonObject { ["$ref"] = $"#/components/schemas/{name}" };
    }

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex PathParameter();
}

/// <summary>An HTTP function of the API.</summary>
internal sealed record ApiFunction(string Name, MethodInfo Method, HttpTriggerAttribute Trigger, ApiOperationAttribute Operation)
{
    public string Route => Trigger.Route ?? Name;

    public IReadOnlyList<string> Methods => [.. Trigger.Methods!.Select(method => method.ToLowerInvariant())];

    /// <summary>Every HTTP function that describes itself.</summary>
    public static IEnumerable<ApiFunction> All() =>
        from type in typeof(ApiFunction).Assembly.GetTypes()
        from method in type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
        let function = method.GetCustomAttribute<FunctionAttribute>()
        let operation = method.GetCustomAttribute<ApiOperationAttribute>()
        let trigger = method.GetParameters().Select(parameter => parameter.GetCustomAttribute<HttpTriggerAttribute>()).FirstOrDefault(attribute => attribute is not null)
        where function is not null && operation is not null && trigger is not null
        select new ApiFunction(function.Name, method, trigger, operation);

    /// <summary>Its paths: two where the last part may be left out.</summary>
    public IEnumerable<string> Paths()
    {
        var path = $"/api/{Route}";
        if (!path.EndsWith("?}", StringComparison.Ordinal))
            return [path];
        return [path[..path.LastIndexOf('/')], path.Replace("?}", "}", StringComparison.Ordinal)];
    }
}
