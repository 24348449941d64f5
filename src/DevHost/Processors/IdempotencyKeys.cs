namespace Billing.DevHost.Processors;

/// <summary>What a request is answered.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Body">JSON.</param>
internal sealed record StandInAnswer(int Status, string Body);

/// <summary>The keys of requests that must be done once, and what they were answered.</summary>
internal sealed class IdempotencyKeys
{
    private readonly Dictionary<string, (string Request, StandInAnswer Answer)> known = new(StringComparer.Ordinal);
    private readonly Lock gate = new();

    /// <summary>Does a request, or answers it from memory where its key is known.</summary>
    /// <param name="key">The key; without one it is always done.</param>
    /// <param name="request">All that the caller asks.</param>
    /// <param name="act">Does it.</param>
    /// <param name="repeated">What the key is answered with again, by whether it is the same request and by the first answer.</param>
    public StandInAnswer Once(string? key, string request, Func<StandInAnswer> act, Func<bool, StandInAnswer, StandInAnswer> repeated)
    {
        if (key is null)
            return act();
        lock (gate)
        {
            if (known.TryGetValue(key, out var first))
                return repeated(first.Request == request, first.Answer);
            var answer = act();

            // What was refused before anything was done can be asked again.
            if (answer.Status is not (400 or 401 or 404 or 422 or 429))
                known.Add(key, (request, answer));
            return answer;
        }
    }
}
