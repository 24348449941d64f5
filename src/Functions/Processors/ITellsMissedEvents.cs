namespace Billing.Functions.Processors;

/// <summary>A processor that can be asked for its events, so that those which never arrived are found.</summary>
internal interface ITellsMissedEvents : IWebhookSender
{
    /// <summary>The accounts with an endpoint of their own, after nothing for the endpoint of all.</summary>
    IReadOnlyList<string?> Endpoints { get; }

    /// <summary>The events since a moment; none where the endpoint is not configured to ask (<c>AskForMissedEvents</c>).</summary>
    /// <param name="merchantAccount">The account of the endpoint, or nothing for the endpoint of all.</param>
    /// <param name="since">The moment.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="HttpRequestException">The processor is out of reach.</exception>
    IAsyncEnumerable<WebhookEvent> SinceAsync(string? merchantAccount, DateTimeOffset since, CancellationToken cancellation);
}
