namespace Billing.DevHost.Tripwires;

/// <summary>A wire that was laid, and what sprang it.</summary>
internal sealed class Trip(Func<ProxiedRequest, bool> when, TripAction? before, TripAction? after, int skip)
{
    private readonly TaskCompletionSource<ProxiedRequest> sprung = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int left = skip;

    /// <summary>Completes with the request that sprang it, when the action is done.</summary>
    public Task<ProxiedRequest> Sprung => sprung.Task;

    internal TripAction? Before => before;

    internal TripAction? After => after;

    internal bool Fits(ProxiedRequest request) => when(request) && left-- == 0;

    internal void Spring(ProxiedRequest request) => sprung.TrySetResult(request);
}
