using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Billing.Functions.Processors;

/// <summary>Asks processors for what their webhooks do not tell, and asks them to act.</summary>
/// <param name="patience">How long an answer is waited for; a minute when it is not given, as a bank can take half of that.</param>
internal sealed class ProcessorApi(TimeSpan? patience = null) : IDisposable
{
    private const int LargestBytes = 4 * 1024 * 1024;
    private static readonly JsonSerializerOptions Sent = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>The client of all calls. A redirect would carry the key to whoever it names.</summary>
    public HttpClient Client { get; } = new(new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(10) })
    {
        Timeout = patience ?? TimeSpan.FromMinutes(1),
        MaxResponseContentBufferSize = LargestBytes,
    };

    /// <summary>Gets a resource, or nothing where the processor does not have it.</summary>
    /// <param name="url">Its address.</param>
    /// <param name="token">The key or token that is let in.</param>
    /// <param name="headers">Further headers: name and value.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <exception cref="HttpRequestException">The processor is out of reach or refuses; try again.</exception>
    /// <exception cref="FormatException">The answer is no JSON.</exception>
    public async Task<EventJson?> GetAsync(Uri url, string token, IEnumerable<(string Name, string Value)> headers, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        using var answer = await SendAsync(request, token, headers, cancellation);
        if (answer.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Gone)
            return null;
        return answer.StatusCode == HttpStatusCode.OK ? EventJson.Parse(BinaryData.FromBytes(await answer.Content.ReadAsByteArrayAsync(cancellation))) : throw Unknown(url, answer);
    }

    /// <summary>Asks for something to be done.</summary>
    /// <param name="url">What is asked.</param>
    /// <param name="token">The key or token that is let in.</param>
    /// <param name="headers">Further headers: name and value.</param>
    /// <param name="body">Written as JSON.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <returns>That it was done, or that it certainly was not, and why.</returns>
    /// <exception cref="HttpRequestException">It is not known whether it was done.</exception>
    public async Task<(HttpStatusCode Status, EventJson Body)> PostAsync(Uri url, string token, IEnumerable<(string Name, string Value)> headers, object body, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = JsonContent.Create(body, body.GetType(), options: Sent) };
        using var answer = await SendAsync(request, token, headers, cancellation);
        if (answer.StatusCode is not (HttpStatusCode.OK or HttpStatusCode.Created or HttpStatusCode.BadRequest or HttpStatusCode.NotFound or HttpStatusCode.Conflict or HttpStatusCode.UnprocessableEntity))
            throw Unknown(url, answer);
        try
        {
            return (answer.StatusCode, EventJson.Parse(BinaryData.FromBytes(await answer.Content.ReadAsByteArrayAsync(cancellation))));
        }
        catch (FormatException e)
        {
            throw new HttpRequestException($"{url.Host} answered {(int)answer.StatusCode} to {url.AbsolutePath}, and no JSON.", e);
        }
    }

    public void Dispose() => Client.Dispose();

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, string token, IEnumerable<(string Name, string Value)> headers, CancellationToken cancellation)
    {
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        foreach (var (name, value) in headers)
            request.Headers.Add(name, value);
        try
        {
            return await Client.SendAsync(request, cancellation);
        }
        catch (OperationCanceledException e) when (!cancellation.IsCancellationRequested)
        {
            throw new HttpRequestException($"{request.RequestUri!.Host} did not answer in time.", e);
        }
    }

    private static HttpRequestException Unknown(Uri url, HttpResponseMessage answer) => new($"{url.Host} answered {(int)answer.StatusCode} to {url.AbsolutePath}.", null, answer.StatusCode);
}
