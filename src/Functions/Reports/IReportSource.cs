using Billing.Domain;

namespace Billing.Functions.Reports;

/// <summary>Where a report's lines come from, shard by shard: all lines of an account are in one shard.</summary>
internal interface IReportSource
{
    /// <summary>All that was recorded by then was committed when the states were read.</summary>
    DateTimeOffset CompleteTo { get; }

    /// <summary>How many shards there are.</summary>
    int Shards { get; }

    /// <summary>What the states of a shard's accounts say; they were read before the lines.</summary>
    IReadOnlyList<AccountControl> States(int shard);

    /// <summary>The lines of a shard, whenever they were posted and recorded, in no order that matters.</summary>
    IAsyncEnumerable<PostedLine> LinesAsync(int shard, CancellationToken cancellation);

    /// <summary>All that commands recorded with the shard's accounts up to the versions of their states, of each account oldest first.</summary>
    IAsyncEnumerable<KnownEvents> EventsAsync(int shard, CancellationToken cancellation);

    /// <summary>The lines of versions that the journal has not got yet, from their events.</summary>
    IAsyncEnumerable<PostedLine> MissingAsync(string accountId, IReadOnlyList<long> versions, CancellationToken cancellation);

    /// <summary>A line of 0 with the number, issue and due date of an invoice.</summary>
    Task<PostedLine> DescribeAsync(string accountId, string documentId, CancellationToken cancellation);
}
