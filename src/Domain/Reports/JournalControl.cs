namespace Billing.Domain;

/// <summary>What an account's state says: what the journal is held against.</summary>
/// <param name="AccountId">The account.</param>
/// <param name="Version">How many commands it has recorded.</param>
/// <param name="Receivable">The sum of its open balances.</param>
/// <param name="Credit">What the customer has to its credit.</param>
public sealed record AccountControl(string AccountId, long Version, Money Receivable, Money Credit);

/// <summary>An account of which the journal says something else than its state.</summary>
/// <param name="AccountId">The account.</param>
/// <param name="State">What its state has: receivable less credit.</param>
/// <param name="Journal">What its lines sum up to.</param>
/// <param name="Text">What differs.</param>
public sealed record ControlDifference(string AccountId, Money State, Money Journal, string Text);

/// <summary>Holds the lines of a shard's accounts against their states, which were read before the lines. An account counts up to the version of its state:
/// every version has a line numbered 0 or 1, so one that the journal lacks shows, and is to be read from the events.</summary>
/// <param name="states">What the states of the shard's accounts say.</param>
/// <param name="completeTo">All that was recorded by then was committed when the states were read.</param>
/// <param name="totals">The control totals, which the states begin.</param>
public sealed class JournalControl(IEnumerable<AccountControl> states, DateTimeOffset completeTo, ControlTotals totals)
{
    private readonly Dictionary<string, Held> accounts = states.ToDictionary(state => state.AccountId, state => Begin(state, totals), StringComparer.Ordinal);
    private readonly List<ControlDifference> strangers = [];

    /// <summary>Takes a line of the shard.</summary>
    /// <returns>Whether it counts: it is posted and known at the moment, and its account's state knows it.</returns>
    public bool Add(PostedLine line)
    {
        if (accounts.TryGetValue(line.Source, out var account))
        {
            if (!account.Knows(line))
            {
                account.IsAhead |= line.RecordedAt <= completeTo;
                return false;
            }

            account.Add(line);
        }
        else if (IsAccount(line.Source))
        {
            // An account that was opened after the states were read is of no report yet.
            if (line.RecordedAt <= completeTo && line.LedgerAccount.Length > 0)
                strangers.Add(new ControlDifference(line.Source, Money.Zero(line.Amount.Currency), line.Amount, "has lines and no state"));
            return false;
        }

        return totals.Add(line);
    }

    /// <summary>Whether the state of a line's account has its version; the lines of payments are always known.</summary>
    public bool Knows(PostedLine line) => accounts.TryGetValue(line.Source, out var account) ? account.Knows(line) : !IsAccount(line.Source);

    /// <summary>The versions that the states have and no line came of, oldest first.</summary>
    public IEnumerable<(string AccountId, IReadOnlyList<long> Versions)> Behind() =>
        accounts.Values.Where(account => account.Seen.Through < account.State.Version).Select(account => (account.State.AccountId, account.Seen.Missing(account.State.Version)));

    /// <summary>The accounts whose lines are not what their states say.</summary>
    public IEnumerable<ControlDifference> Differences() => accounts.Values.Select(account => account.Difference()).OfType<ControlDifference>().Concat(strangers);

    private static bool IsAccount(string source) => source.Length > 0 && !source.Contains('|');

    private static Held Begin(AccountControl state, ControlTotals totals)
    {
        totals.Begin(state);
        return new Held(state);
    }

    private sealed class Held(AccountControl state)
    {
        private decimal receivable;
        private decimal credit;

        public AccountControl State { get; } = state;

        public SeenVersions Seen { get; } = new();

        public bool IsAhead { get; set; }

        public bool Knows(PostedLine line) => line.IsCarriedForward || SeenVersions.Parse(line.Version) <= State.Version;

        public void Add(PostedLine line)
        {
            if (SeenVersions.VersionOf(line) is { } version)
            {
                if (line.IsCarriedForward)
                    Seen.AddThrough(version);
                else
                    Seen.Add(version);
            }

            if (line.LedgerAccount == ChartOfAccounts.Receivables)
                receivable += line.Amount.Amount;
            else if (line.LedgerAccount == ChartOfAccounts.CustomerCredit)
                credit -= line.Amount.Amount;
        }

        public ControlDifference? Difference()
        {
            var currency = State.Receivable.Currency;
            if (IsAhead)
                return new ControlDifference(State.AccountId, State.Receivable - State.Credit, new Money(receivable - credit, currency), "the journal has versions that its state does not know");
            return receivable == State.Receivable.Amount && credit == State.Credit.Amount
                ? null
                : new ControlDifference(State.AccountId, State.Receivable - State.Credit, new Money(receivable - credit, currency),
                    $"receivable {State.Receivable} in its state and {new Money(receivable, currency)} in the journal, credit {State.Credit} and {new Money(credit, currency)}");
        }
    }
}

/// <summary>Which versions of an account were seen, in whatever order they come.</summary>
public sealed class SeenVersions
{
    private SortedSet<long>? later;

    /// <summary>The version that a line shows to be there: each version has one line numbered 0 or 1. On a line that carries forward and posts nothing, all
    /// versions up to it are there. Null on other lines, and on those of payments.</summary>
    public static long? VersionOf(PostedLine line) => line.LineNo <= 1 && line.Version.Length > 0 && (line.LedgerAccount.Length == 0 || !line.IsCarriedForward) && line.Source.Length > 0 && !line.Source.Contains('|') ? Parse(line.Version) : null;

    /// <summary>An account's version, as lines write it.</summary>
    public static long Parse(string version) => long.Parse(version, System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>All versions up to it were seen.</summary>
    public long Through { get; private set; }

    /// <summary>The versions after it that were seen.</summary>
    public IReadOnlyCollection<long> Later => later ?? (IReadOnlyCollection<long>)[];

    /// <summary>A version was seen.</summary>
    public void Add(long version)
    {
        if (version > Through + 1)
            (later ??= []).Add(version);
        else if (version == Through + 1)
            AddThrough(version);
    }

    /// <summary>All versions up to one were seen.</summary>
    public void AddThrough(long version)
    {
        Through = Math.Max(Through, version);
        while (later is { Count: > 0 } && later.Min <= Through + 1)
        {
            Through = Math.Max(Through, later.Min);
            later.Remove(later.Min);
        }
    }

    /// <summary>The versions up to one that were not seen.</summary>
    public IReadOnlyList<long> Missing(long last)
    {
        var missing = new List<long>();
        for (var version = Through + 1; version <= last; version++)
        {
            if (later?.Contains(version) != true)
                missing.Add(version);
        }

        return missing;
    }
}
