using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Billing.Functions.Api.OpenApi;
using Json.Schema;

namespace Billing.Functions.Tests.Api;

/// <summary>An answer of the API, after it was held against the OpenAPI document.</summary>
internal sealed record ApiAnswer(HttpStatusCode Status, JsonElement Body, HttpResponseHeaders Headers, string ContentType, string Text)
{
    public string ETag => Headers.ETag!.ToString();

    public JsonElement this[string name] => Body.GetProperty(name);

    public string Code => Body.GetProperty("code").GetString()!;

    /// <summary>The places of all faults.</summary>
    public IReadOnlyList<string> Pointers =>
        [.. Body.GetProperty("errors").EnumerateArray().Select(error => (error.TryGetProperty("pointer", out var pointer) ? pointer : error.GetProperty("parameter")).GetString()!).Order(StringComparer.Ordinal)];

    public ApiAnswer Expect(HttpStatusCode status)
    {
        Assert.True(Status == status, $"{(int)Status} instead of {(int)status}: {Text} {(Headers.TryGetValues("X-Test-Exception", out var exception) ? string.Concat(exception) : "")}");
        return this;
    }
}

/// <summary>Sends requests and checks every request that succeeds and every answer against the API's own OpenAPI document.</summary>
internal sealed class ApiClient(Uri url) : IDisposable
{
    private const string Reference = "#/components/schemas/";
    private static readonly JsonObject Document = OpenApiDocument.Create();

    // The library keeps every schema that was ever read for as long as the process lives: each is read once, and with no more than it names.
    private static readonly ConcurrentDictionary<string, JsonSchema> Schemas = new(StringComparer.Ordinal);

    private readonly HttpClient client = new() { BaseAddress = url };

    public HttpRequestHeaders Headers => client.DefaultRequestHeaders;

    public Task<ApiAnswer> GetAsync(string path) => SendAsync(HttpMethod.Get, path, null);

    public Task<ApiAnswer> DeleteAsync(string path) => SendAsync(HttpMethod.Delete, path, null);

    public Task<ApiAnswer> PostAsync(string path, object body, string? key = "") => SendAsync(HttpMethod.Post, path, body, ("Idempotency-Key", key?.Length == 0 ? Guid.NewGuid().ToString() : key));

    public Task<ApiAnswer> PutAsync(string path, object body, string? ifMatch = null) => SendAsync(HttpMethod.Put, path, body, ("If-Match", ifMatch));

    public async Task<ApiAnswer> SendAsync(HttpMethod method, string path, object? body, params (string Name, string? Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path);
        var sent = body switch { null => null, string text => text, byte[] => null, _ => JsonSerializer.Serialize(body) };
        if (body is byte[] bytes)
            request.Content = new ByteArrayContent(bytes);
        else if (sent is not null)
            request.Content = new StringContent(sent, Encoding.UTF8, "application/json");
        foreach (var (name, value) in headers.Where(header => header.Value is not null))
            request.Headers.TryAddWithoutValidation(name, value);

        using var response = await client.SendAsync(request);
        var contentType = response.Content.Headers.ContentType?.MediaType ?? "";
        var received = await response.Content.ReadAsStringAsync();
        var json = contentType.EndsWith("json", StringComparison.Ordinal) ? JsonSerializer.Deserialize<JsonElement>(received) : default;
        var answer = new ApiAnswer(response.StatusCode, json, response.Headers, contentType, received);
        if (response.StatusCode != HttpStatusCode.NotModified && RouteOf(method, path) is { } route)
            Check(route, sent, answer);
        return answer;
    }

    public void Dispose() => client.Dispose();

    // The path in the document that a request's path is one of; of two the more exact one.
    private static string[]? RouteOf(HttpMethod method, string path)
    {
        var parts = path.Split('?')[0].Trim('/').Split('/');
        var template = ((JsonObject)Document["paths"]!).Select(known => known.Key)
            .Where(known => known.Trim('/').Split('/') is var named && named.Length == parts.Length && named.Zip(parts).All(pair => pair.First == pair.Second || pair.First.StartsWith('{')))
            .OrderBy(known => known.Count(character => character == '{')).FirstOrDefault();
        return template is null ? null : [method.Method.ToLowerInvariant(), template];
    }

    private static void Check(string[] route, string? sent, ApiAnswer answer)
    {
        var operation = Document["paths"]![route[1]]![route[0]]!;
        var responses = (JsonObject)operation["responses"]!;
        var status = ((int)answer.Status).ToString(CultureInfo.InvariantCulture);
        var response = responses[status] ?? responses["default"]!;
        if ((int)answer.Status < 300)
            Assert.True(responses.ContainsKey(status), $"{string.Join(' ', route)} answered {status}, which is not declared.");
        if (response["content"] is JsonObject content)
        {
            var declared = content[answer.ContentType];
            Assert.True(declared is not null, $"{string.Join(' ', route)} answered {answer.ContentType}, which is not declared: {answer.Text}");
            if (answer.ContentType.EndsWith("json", StringComparison.Ordinal))
                Matches(declared!["schema"]!, answer.Body, $"answer of {string.Join(' ', route)}");
        }

        if (sent is not null && (int)answer.Status < 300)
            Matches(operation["requestBody"]!["content"]!["application/json"]!["schema"]!, JsonSerializer.Deserialize<JsonElement>(sent), $"request of {string.Join(' ', route)}");
    }

    private static void Matches(JsonNode schema, JsonElement json, string what)
    {
        var known = Schemas.GetOrAdd(schema.ToJsonString(), _ => Standalone(schema));
        var result = known.Evaluate(json, new EvaluationOptions { OutputFormat = OutputFormat.List });
        Assert.True(result.IsValid, $"The {what} does not match its schema: {JsonSerializer.Serialize(result)} in {json}");
    }

    private static JsonSchema Standalone(JsonNode schema)
    {
        var (all, named) = ((JsonObject)Document["components"]!["schemas"]!, new JsonObject());
        var left = new Queue<JsonNode>([schema]);
        while (left.TryDequeue(out var node))
        {
            foreach (var name in NamesIn(node.ToJsonString()).Where(name => !named.ContainsKey(name)))
                left.Enqueue(named[name] = all[name]!.DeepClone());
        }

        var standalone = new JsonObject { ["$ref"] = schema["$ref"]?.DeepClone(), ["$defs"] = named };
        return JsonSchema.FromText(standalone.ToJsonString().Replace(Reference, "#/$defs/", StringComparison.Ordinal));
    }

    private static IEnumerable<string> NamesIn(string json) => json.Split(Reference).Skip(1).Select(rest => rest[..rest.IndexOf('"', StringComparison.Ordinal)]);
}
