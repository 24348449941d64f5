using System.Collections.Concurrent;
using System.Diagnostics;
using Billing.DevHost.Azurite;

namespace Billing.Functions.Tests;

/// <summary>An Azurite that serves some classes one after the other, each with an account of its own.</summary>
internal sealed class PooledAzurite(AzuriteProcess process)
{
    private readonly long startedAt = Stopwatch.GetTimestamp();
    private int taken;

    public AzuriteProcess Process { get; } = process;

    /// <summary>Whether another class may have it: an account is left, and it does not hold so much yet that it gets slow.</summary>
    public bool IsFresh => taken < AzuritePool.Accounts.Count && Stopwatch.GetElapsedTime(startedAt) < AzuritePool.LongestUse;

    public AzuriteLease Take() => new(this, AzuritePool.Accounts[taken++]);
}

/// <summary>An account of an Azurite, for one class.</summary>
internal sealed record AzuriteLease(PooledAzurite Azurite, string Account);

/// <summary>The Azurites that no class uses at the moment. Starting one takes almost two seconds of a processor; one for all classes would get slower with all that it
/// holds, and serves one request at a time.</summary>
internal static class AzuritePool
{
    private static readonly ConcurrentBag<PooledAzurite> Idle = [];

    static AzuritePool() => AppDomain.CurrentDomain.ProcessExit += (_, _) => Task.WaitAll([.. Idle.Select(azurite => azurite.Process.DisposeAsync().AsTask())]);

    /// <summary>How long one serves at most; what is under way then goes on.</summary>
    public static TimeSpan LongestUse { get; } = TimeSpan.FromMinutes(2);

    /// <summary>The accounts of each, for as many classes.</summary>
    public static IReadOnlyList<string> Accounts { get; } = [.. Enumerable.Range(1, 5).Select(number => $"billing{number}")];

    public static async Task<AzuriteLease> TakeAsync()
    {
        while (Idle.TryTake(out var known))
        {
            if (known.IsFresh)
                return known.Take();
            await known.Process.DisposeAsync();
        }

        return new PooledAzurite(await AzuriteProcess.StartAsync(accounts: Accounts)).Take();
    }

    public static async Task GiveBackAsync(AzuriteLease lease)
    {
        if (lease.Azurite.IsFresh)
            Idle.Add(lease.Azurite);
        else
            await lease.Azurite.Process.DisposeAsync();
    }
}
