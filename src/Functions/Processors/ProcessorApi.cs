using System.Net;
using System.Net.Http.Headers;

namespace Billing.Functions.Processors;

/// <summary>Asks processors for what their webhooks do not tell.</summary>
internal sealed class ProcessorApi : IDisposable
{
    private const int LargestBytes = 4 * 1024 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    // A redirect would carry the key to whoever it names.
    private readonly HttpClient client = new(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = Patience, MaxResponseContentBufferSize = LargestBytes };

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
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        foreach (var (name, value) in headers)
            request.Headers.Add(name, value);
        using var answer = await client.SendAsync(request, cancellation);
        if (answer.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Gone)
            return null;
        if (answer.StatusCode != HttpStatusCode.OK)
            throw new HttpRequestException($"{url.Host} answered {(int)answer.StatusCode} to {url.AbsolutePath}.", null, answer.StatusCode);
        return EventJson.Parse(BinaryData.FromBytes(await answer.Content.ReadAsByteArrayAsync(cancellation)));
    }

    public void Dispose() => client.Dispose();
}
