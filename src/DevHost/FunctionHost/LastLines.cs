namespace Billing.DevHost.FunctionHost;

/// <summary>The last lines that a process printed, for the message that says why it did not start.</summary>
internal sealed class LastLines
{
    private const int MaxLines = 40;

    private readonly Queue<string> lines = new();

    public string Text
    {
        get
        {
            lock (lines)
                return string.Join(Environment.NewLine, lines);
        }
    }

    public void Add(string line)
    {
        lock (lines)
        {
            lines.Enqueue(line);
            if (lines.Count > MaxLines)
                lines.Dequeue();
        }
    }
}
