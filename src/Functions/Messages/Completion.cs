namespace Billing.Functions.Messages;

/// <summary>What begins without a queue message (a request, a timer) sends one first: it completes what a process left that died halfway. It shows
/// when nothing can be committed any more, and is taken back where all is done.</summary>
internal static class Completion
{
    /// <summary>How long the message stays out of sight.</summary>
    public static readonly TimeSpan ShowsAfter = TimeSpan.FromMinutes(5);

    /// <summary>What has not committed by then is cancelled; the rest is a margin for a commit that is under way.</summary>
    public static readonly TimeSpan CancelAfter = TimeSpan.FromMinutes(4);

    /// <summary>A token that is cancelled when committing would be too late.</summary>
    public static CancellationTokenSource Deadline(CancellationToken cancellation)
    {
        var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        deadline.CancelAfter(CancelAfter);
        return deadline;
    }
}
