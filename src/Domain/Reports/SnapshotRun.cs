namespace Billing.Domain;

/// <summary>The making of a snapshot: the lines up to a moment, summed up to as few as say the same: one for each open invoice and each credit, one for each
/// other ledger account (for suspense by processor), and one for each account that says which of its versions are in. A report that starts with them and adds the lines that are
/// posted later or became known later is the same as one from all lines.</summary>
/// <param name="moment">The snapshot's day, and its instant: no later than <paramref name="completeTo"/>.</param>
/// <param name="completeTo">All that was recorded by then was committed when the accounts' states were read.</param>
public sealed class SnapshotRun(ReportMoment moment, DateTimeOffset completeTo)
{
    private readonly ControlTotals totals = new(DateOnly.MinValue, moment);
    private readonly List<ControlDifference> differences = [];
    private readonly Dictionary<(string Source, string LedgerAccount, string DocumentId, string CreditId), PostedLine> sums = [];
    private readonly Dictionary<string, SeenVersions> seen = new(StringComparer.Ordinal);
    private JournalControl? shard;

    private JournalControl Shard => shard ?? throw new InvalidOperationException("No shard has begun.");

    /// <summary>Begins a shard with what the states of its accounts say.</summary>
    public void BeginShard(IEnumerable<AccountControl> states) => shard = new JournalControl(states, completeTo, totals);

    /// <summary>Takes a line of the shard, whenever it was posted and recorded; also one of an earlier snapshot.</summary>
    public void Add(PostedLine line)
    {
        if (!Shard.Add(line))
            return;
        if (SeenVersions.VersionOf(line) is { } version)
            See(line, version);
        if (line.LedgerAccount.Length > 0)
            Sum(line);
    }

    /// <summary>The versions of accounts of which no line came, once all came that there are: they are to be added from the events.</summary>
    public IEnumerable<(string AccountId, IReadOnlyList<long> Versions)> Behind() => Shard.Behind();

    /// <summary>The open invoices of which the line that issued them did not come: each is to be described.</summary>
    public IEnumerable<(string AccountId, string DocumentId)> Undescribed() =>
        sums.Values.Where(line => line is { LedgerAccount: ChartOfAccounts.Receivables, DueDate: null, Amount.IsPositive: true }).Select(line => (line.Source, line.DocumentId));

    /// <summary>Takes the number, issue and due date of an invoice, as a line of 0.</summary>
    public void Describe(PostedLine line) => Sum(line);

    /// <summary>The lines of the shard that carry forward.</summary>
    public IReadOnlyList<PostedLine> EndShard()
    {
        IReadOnlyList<PostedLine> carried =
        [
            .. seen.OrderBy(known => known.Key, StringComparer.Ordinal).SelectMany(known => Versions(known.Key, known.Value)),
            .. sums.Values.Where(line => !line.Amount.IsZero).OrderBy(line => line.Source, StringComparer.Ordinal).ThenBy(line => line.LedgerAccount, StringComparer.Ordinal).ThenBy(line => line.DocumentId, StringComparer.Ordinal).ThenBy(line => line.CreditId, StringComparer.Ordinal),
        ];
        differences.AddRange(Shard.Differences());
        sums.Clear();
        seen.Clear();
        shard = null;
        return carried;
    }

    /// <summary>Whether every account ties to its state; what does not is no snapshot.</summary>
    public ReportOutcome End() => new([], [], differences);

    private void See(PostedLine line, long version)
    {
        if (!seen.TryGetValue(line.Source, out var known))
            seen[line.Source] = known = new SeenVersions();
        if (line.IsCarriedForward)
            known.AddThrough(version);
        else
            known.Add(version);
    }

    private IEnumerable<PostedLine> Versions(string accountId, SeenVersions known)
    {
        var nothing = Money.Zero(AccountId.Parse(accountId).Currency);
        if (known.Through > 0)
            yield return new PostedLine(accountId, $"{known.Through:D10}", 0, moment.AsOf, moment.KnownAt, "", nothing) { Cause = PostedLine.CarriedForward };

        // Out of order: as the lines that posted nothing, which only say that they are there.
        foreach (var version in known.Later)
            yield return new PostedLine(accountId, $"{version:D10}", 0, moment.AsOf, moment.KnownAt, "", nothing);
    }

    private void Sum(PostedLine line)
    {
        // What has no item is summed up over all accounts; suspense by the processors, as the payments that made it are in other shards than the accounts that took it.
        var isItem = line.LedgerAccount is ChartOfAccounts.Receivables or ChartOfAccounts.CustomerCredit;
        var creditId = isItem ? line.CreditId : line.LedgerAccount == ChartOfAccounts.Suspense ? UnappliedCash.ProcessorOf(line) : "";
        var key = (isItem ? line.Source : "", line.LedgerAccount, isItem ? line.DocumentId : line.Amount.Currency.Code, creditId);
        var known = sums.GetValueOrDefault(key) ?? new PostedLine(key.Item1, "", 0, moment.AsOf, moment.KnownAt, line.LedgerAccount, Money.Zero(line.Amount.Currency)) { DocumentId = isItem ? line.DocumentId : "", CreditId = creditId, Cause = PostedLine.CarriedForward };
        known = known with { Amount = known.Amount + line.Amount };
        sums[key] = line.DueDate is null ? known : known with { Number = line.Number, IssueDate = line.IssueDate, DueDate = line.DueDate };
    }
}
