using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Billing.DevHost.Demo;

/// <summary>An operator at the HTTP API of the function app. An answer that is not a success ends the demo with the problem that it names.</summary>
internal sealed class OperatorClient(DevEnvironment environment) : IDisposable
{
    private readonly HttpClient client = environment.CreateClient();
    private readonly HttpClient admin = environment.CreateAdminClient();
    private int keys;

    public Task<JsonNode> GetAsync(string path, CancellationToken cancel) => SendAsync(client, HttpMethod.Get, path, null, cancel);

    public Task<JsonNode> PutAsync(string path, object body, CancellationToken cancel) => SendAsync(client, HttpMethod.Put, path, Json(body), cancel);

    /// <summary>Changes what is there, based on what was read of it.</summary>
    public async Task ChangeAsync(string path, object body, CancellationToken cancel)
    {
        using var read = await client.GetAsync(path, cancel);
        using var request = new HttpRequestMessage(HttpMethod.Put, path) { Content = Json(body) };
        request.Headers.IfMatch.Add(read.Headers.ETag ?? throw new DemoException($"GET {path} was answered without an ETag."));
        await AnswerAsync(client, request, cancel);
    }

    /// <summary>Gets a file.</summary>
    public async Task<byte[]> GetBytesAsync(string path, CancellationToken cancel)
    {
        using var answer = await client.GetAsync(path, cancel);
        var bytes = await answer.Content.ReadAsByteArrayAsync(cancel);
        return answer.IsSuccessStatusCode ? bytes : throw new DemoException($"GET {path} was answered with {(int)answer.StatusCode} {answer.StatusCode}: {Encoding.UTF8.GetString(bytes)}");
    }

    public Task<JsonNode> PutPngAsync(string path, byte[] png, CancellationToken cancel)
    {
        var content = new ByteArrayContent(png);
        content.Headers.ContentType = new MediaTypeHeaderValue("image/png");
        return SendAsync(client, HttpMethod.Put, path, content, cancel);
    }

    public Task<JsonNode> PostAsync(string path, object body, CancellationToken cancel) => SendAsync(client, HttpMethod.Post, path, Json(body), cancel);

    public Task<JsonNode> DeleteAsync(string path, CancellationToken cancel) => SendAsync(client, HttpMethod.Delete, path, null, cancel);

    /// <summary>Sends a CSV file.</summary>
    public Task<JsonNode> PostCsvAsync(string path, string csv, CancellationToken cancel) => SendAsync(client, HttpMethod.Post, path, new StringContent(csv, Encoding.UTF8, "text/csv"), cancel);

    /// <summary>Sends an XML file.</summary>
    public Task<JsonNode> PostXmlAsync(string path, string xml, CancellationToken cancel) => SendAsync(client, HttpMethod.Post, path, new StringContent(xml, Encoding.UTF8, "application/xml"), cancel);

    /// <summary>Sets the app's clock.</summary>
    public Task SetClockAsync(DateTimeOffset now, CancellationToken cancel) => SendAsync(admin, HttpMethod.Put, "api/clock", Json(new { now }), cancel);

    public void Dispose()
    {
        client.Dispose();
        admin.Dispose();
    }

    private async Task<JsonNode> SendAsync(HttpClient via, HttpMethod method, string path, HttpContent? content, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        if (method == HttpMethod.Post)
            request.Headers.Add("Idempotency-Key", $"demo-{Interlocked.Increment(ref keys).ToString(CultureInfo.InvariantCulture)}");
        return await AnswerAsync(via, request, cancel);
    }

    private static async Task<JsonNode> AnswerAsync(HttpClient via, HttpRequestMessage request, CancellationToken cancel)
    {
        request.Headers.Add("X-Billing-Actor", "demo@operators.example");
        using var answer = await via.SendAsync(request, cancel);
        var text = await answer.Content.ReadAsStringAsync(cancel);
        if (!answer.IsSuccessStatusCode)
            throw new DemoException($"{request.Method} {request.RequestUri} was answered with {(int)answer.StatusCode} {answer.StatusCode}: {text}");
        return answer.StatusCode == HttpStatusCode.NoContent || text.Length == 0 ? new JsonObject() : JsonNode.Parse(text)!;
    }

    private static StringContent Json(object body) =>
        new(JsonSerializer.Serialize(body, JsonSerializerOptions.Web), Encoding.UTF8, "application/json");
}

/// <summary>The demo cannot go on, for a reason that its reader can act upon.</summary>
internal sealed class DemoException(string message) : Exception(message);
