using Azure.Data.Tables;
using Billing.Functions.Storage;

namespace Billing.Functions.Clock;

/// <summary>A clock that operators can set outside production, so that months of billing can be rehearsed in minutes. It runs on from where it was set.
/// All instances share it through the table <c>Config</c>.</summary>
internal sealed class TestClock(BillingStorage storage) : TimeProvider
{
    private static readonly TimeSpan KnownFor = TimeSpan.FromSeconds(1);
    private long offsetTicks;
    private long readAt = long.MinValue;

    /// <inheritdoc />
    public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddTicks(Interlocked.Read(ref offsetTicks));

    /// <summary>Learns where another instance has set it, at most a second late.</summary>
    public async Task RefreshAsync(CancellationToken cancellation)
    {
        var last = Interlocked.Read(ref readAt);
        if (last != long.MinValue && GetElapsedTime(last) < KnownFor)
            return;
        Interlocked.Exchange(ref readAt, GetTimestamp());
        var row = await storage.Config.GetEntityIfExistsAsync<TableEntity>("clock", "test", cancellationToken: cancellation);
        Interlocked.Exchange(ref offsetTicks, row.HasValue ? row.Value!.GetInt64("OffsetTicks") ?? 0 : 0);
    }

    /// <summary>Sets it.</summary>
    public async Task SetAsync(DateTimeOffset now, CancellationToken cancellation)
    {
        var offset = (now - base.GetUtcNow()).Ticks;
        await storage.Config.UpsertEntityAsync(new TableEntity("clock", "test") { ["OffsetTicks"] = offset }, TableUpdateMode.Replace, cancellation);
        Interlocked.Exchange(ref offsetTicks, offset);
    }
}
