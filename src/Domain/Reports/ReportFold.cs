namespace Billing.Domain;

/// <summary>A report as a fold over the lines of the journal: pure, in any order of the lines, in memory that does not grow with the journal.</summary>
/// <remarks>Lines come shard by shard: all lines of an account are in one shard. A report that keeps something for each account gives its rows at the end
/// of the shard and forgets them, so that it holds one shard's accounts at a time. A snapshot comes as lines as well: one for each open item, one for each
/// other ledger account (<see cref="PostedLine.IsCarriedForward"/>), posted on the day of the snapshot, before the period.</remarks>
/// <param name="tables">The tables it gives, in the order they are shown.</param>
public abstract class ReportFold(params IReadOnlyList<ReportLayout> tables)
{
    /// <summary>The tables it gives.</summary>
    public IReadOnlyList<ReportLayout> Tables { get; } = tables;

    /// <summary>Takes a line that is posted and known at the moment of the report.</summary>
    public abstract void Add(PostedLine line);

    /// <summary>Takes a line that is known at the moment of the report and posted later, as the recognition of revenue is.</summary>
    public virtual void AddLater(PostedLine line)
    {
    }

    /// <summary>Takes what a command recorded with an account, oldest first, as far as it is known at the moment of the report; of kinds that read events.</summary>
    public virtual void Add(KnownEvents recorded)
    {
    }

    /// <summary>The open invoices of the shard of which the line that issued them did not come: a snapshot held them closed. They are described before the
    /// shard ends, by lines of 0 with number, issue and due date.</summary>
    public virtual IEnumerable<(string AccountId, string DocumentId)> Undescribed() => [];

    /// <summary>All lines of a shard's accounts have come.</summary>
    public virtual void EndShard(IReportRows rows)
    {
    }

    /// <summary>All lines have come.</summary>
    public virtual void End(IReportRows rows)
    {
    }

    /// <summary>What the report shows and must tie, worked out from what it gave as rows.</summary>
    public abstract IEnumerable<ReportTie> Ties();
}

/// <summary>What a table looks like.</summary>
/// <param name="Name">In kebab-case.</param>
/// <param name="Columns">The first ones by which it is sorted come first.</param>
/// <param name="SortedBy">By how many of its first columns the rows are sorted; 0 leaves them in the order they came.</param>
public sealed record ReportLayout(string Name, IReadOnlyList<ReportColumn> Columns, int SortedBy = 1);

/// <summary>Where a report puts its rows.</summary>
public interface IReportRows
{
    /// <summary>Takes a row of a table.</summary>
    /// <param name="table">The name of its layout.</param>
    /// <param name="currency">Of its amounts.</param>
    /// <param name="cells">A cell for each column.</param>
    void Add(string table, Currency currency, params IReadOnlyList<object?> cells);
}
