using System.Diagnostics;
using System.Globalization;

namespace Billing.DevHost.Tests;

/// <summary>The host as a user starts it: a process of its own.</summary>
public sealed class ProgramTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task It_says_where_everything_is_and_ends_every_process_when_it_is_asked_to_stop()
    {
        using var program = Start("--no-timers");
        var printed = await ReadUntilAsync(program, "Ctrl-C ends all of it.");
        var children = ChildrenOf(program.Id);

        using (Process.Start("kill", ["-INT", program.Id.ToString(CultureInfo.InvariantCulture)]))
            await program.WaitForExitAsync().WaitAsync(Patience);

        Assert.Equal(0, program.ExitCode);
        Assert.Contains("Function app", printed, StringComparison.Ordinal);
        Assert.Contains("Master key", printed, StringComparison.Ordinal);
        Assert.Contains("TableEndpoint=", printed, StringComparison.Ordinal);
        Assert.Equal(2, children.Length);
        Assert.All(children, id => Assert.False(IsAlive(id)));
    }

    [Fact]
    public async Task Its_processes_die_with_it_even_when_it_is_killed()
    {
        using var program = Start("--no-timers");
        await ReadUntilAsync(program, "Ctrl-C ends all of it.");
        var children = ChildrenOf(program.Id);
        Assert.Equal(2, children.Length);

        program.Kill();
        await program.WaitForExitAsync();

        var end = DateTime.UtcNow + TimeSpan.FromSeconds(5);
        while (children.Any(IsAlive) && DateTime.UtcNow < end)
            await Task.Delay(20);
        Assert.DoesNotContain(children, IsAlive);
    }

    private static Process Start(params string[] arguments)
    {
        // Background jobs of a shell script ignore SIGINT, and so would whatever these tests start there.
        string[] command = [.. OperatingSystem.IsLinux() ? new[] { "env", "--default-signal=INT" } : [], "dotnet", typeof(DevEnvironment).Assembly.Location, .. arguments];
        return Process.Start(new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true })!;
    }

    private static async Task<string> ReadUntilAsync(Process program, string end)
    {
        var text = "";
        while (!text.Contains(end, StringComparison.Ordinal))
            text += await program.StandardOutput.ReadLineAsync().WaitAsync(Patience) is { } line
                ? line + "\n"
                : throw new InvalidOperationException($"It ended early: {text}");
        return text;
    }

    private static int[] ChildrenOf(int parent) =>
    [
        .. Directory.GetDirectories($"/proc/{parent}/task")
            .SelectMany(task => File.ReadAllText(Path.Combine(task, "children")).Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Select(id => int.Parse(id, CultureInfo.InvariantCulture)),
    ];

    // A zombie has ended; it only waits for its parent to ask how.
    private static bool IsAlive(int id)
    {
        try
        {
            return !File.ReadAllText($"/proc/{id}/stat").Split(") ")[1].StartsWith('Z');
        }
        catch (IOException)
        {
            return false;
        }
    }
}
