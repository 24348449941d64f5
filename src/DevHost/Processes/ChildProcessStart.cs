namespace Billing.DevHost.Processes;

/// <summary>What to start, and with what added to this process's environment (null removes a variable).</summary>
internal sealed record ChildProcessStart(string FileName, IReadOnlyList<string> Arguments, string WorkingDirectory)
{
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();
}
