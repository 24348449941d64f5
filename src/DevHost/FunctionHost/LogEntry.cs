namespace Billing.DevHost.FunctionHost;

/// <summary>One line of the host's or the worker's log.</summary>
/// <param name="Function">The function that was running, where the line came from one.</param>
internal sealed record LogEntry(
    DateTimeOffset At, LogLevel Level, string Category, string Message, string? Exception = null, string? InvocationId = null,
    string? Function = null);
