using Billing.Documents.Reports;

namespace Billing.Domain.Tests;

/// <summary>A seller's journal and accounts on paper, as reports read them. Time goes on by itself: each command is recorded a minute after the one before.</summary>
internal sealed class PaperBooks
{
    private readonly Dictionary<string, PaperAccount> papers = [];
    private readonly SortedDictionary<string, Account> accounts = new(StringComparer.Ordinal);
    private readonly List<PostedLine> lines = [];
    private readonly List<KnownEvents> recorded = [];

    /// <summary>When the last command was recorded.</summary>
    public DateTimeOffset Now { get; private set; } = new(2025, 11, 1, 0, 0, 0, TimeSpan.Zero);

    public IReadOnlyList<PostedLine> Lines => lines;

    /// <summary>Opens an account.</summary>
    public PaperAccount Open(string customer, string currency = "EUR", World? world = null)
    {
        var account = new PaperAccount((world ?? World.In(currency)) with { AccountId = $"acme.{customer}.{currency}" });
        papers.Add(account.World.AccountId, account);
        Do(account, new OpenAccount(account.World.AccountId, 1), DateOnly.FromDateTime(Now.Date));
        return account;
    }

    /// <summary>The account of a customer in euros.</summary>
    public PaperAccount Account(string customer) => papers[$"acme.{customer}.EUR"];

    /// <summary>Carries out a command and enters what it posts.</summary>
    public Decision Do(PaperAccount account, AccountCommand command, DateOnly today)
    {
        var before = account.Commits.Count;
        WaitUntil(new DateTimeOffset(today, TimeOnly.MinValue, TimeSpan.Zero));
        var decision = account.Do(command, today);
        foreach (var events in account.Commits.Skip(before))
            Record(account.World.AccountId, events, today);
        return decision;
    }

    /// <summary>Time goes on.</summary>
    public DateTimeOffset WaitUntil(DateTimeOffset instant) => Now = instant > Now ? instant : Now;

    /// <summary>Enters what was recorded with an account.</summary>
    public void Record(string accountId, IReadOnlyList<AccountEvent> events, DateOnly today)
    {
        Now = Now.AddMinutes(1);
        accounts[accountId] = AccountEvolution.Apply(accounts.GetValueOrDefault(accountId), events)!;
        recorded.Add(new KnownEvents(accountId, accounts[accountId].Version, Now, today, events));
        var (version, lineNo) = ($"{accounts[accountId].Version:D10}", 0);
        foreach (var entry in events.SelectMany(AccountPosting.Post))
        {
            foreach (var line in entry.Lines)
            {
                lines.Add(new PostedLine(accountId, version, ++lineNo, entry.PostingDate, Now, line.Account, line.Amount)
                {
                    DocumentId = line.DocumentId ?? "",
                    Number = line.Number,
                    IssueDate = line.IssueDate,
                    DueDate = line.DueDate,
                    CreditId = line.CreditId,
                    Cause = entry.Cause,
                    Reference = entry.Reference,
                    Reason = entry.Reason,
                    Tax = line.Tax,
                    Text = entry.Text,
                });
            }
        }

        if (lineNo == 0)
            lines.Add(new PostedLine(accountId, version, 0, today, Now, "", Money.Zero(accounts[accountId].Currency())));
    }

    /// <summary>Money comes in, or goes back where it is below 0: what the fact of a payment posts.</summary>
    public void Receive(string paymentId, Money amount, DateOnly valueDate)
    {
        var key = $"fact {lines.Count}";
        lines.Add(new PostedLine(paymentId, key, 1, valueDate, Now, ChartOfAccounts.Cash(paymentId.Split('|')[0]), amount) { Cause = nameof(PaymentSucceeded) });
        lines.Add(new PostedLine(paymentId, key, 2, valueDate, Now, ChartOfAccounts.Suspense, -amount) { CreditId = paymentId, Cause = nameof(PaymentSucceeded) });
    }

    /// <summary>What the states say.</summary>
    public IReadOnlyList<AccountControl> States() => [.. accounts.Select(known => new AccountControl(known.Key, known.Value.Version, known.Value.Receivable(), known.Value.Credit()))];

    /// <summary>Makes a report from some lines, by default all, in two shards.</summary>
    public (Report? Report, ReportOutcome Outcome) Ask(string kind, ReportMoment moment, DateOnly? from = null, AgingBasis basis = AgingBasis.DueDate, IReadOnlyList<PostedLine>? among = null, IReadOnlyList<AccountControl>? states = null, IReadOnlyDictionary<string, Price>? prices = null)
    {
        var question = new ReportQuestion(ReportKind.All.Single(known => known.Name == kind), "acme", from ?? new DateOnly(moment.AsOf.Year, moment.AsOf.Month, 1), moment, basis) { Prices = prices ?? HistoryWorld.In("EUR").Prices };
        var (run, rows) = (new ReportRun(question, Now), new HeldRows());
        for (var shard = 0; shard < 2; shard++)
        {
            run.BeginShard((states ?? States()).Where(state => ShardOf(state.AccountId) == shard));
            foreach (var line in (among ?? lines).Where(line => ShardOf(line.Source) == shard))
                run.Add(line);
            foreach (var line in run.Behind().ToList().SelectMany(Versions))
                run.Add(line);

            // The catalogue on paper is in euros.
            foreach (var events in recorded.Where(known => question.Kind.ReadsEvents && ShardOf(known.AccountId) == shard && known.AccountId.EndsWith("EUR", StringComparison.Ordinal)))
                run.Add(events);
            foreach (var (accountId, documentId) in run.Undescribed().ToList())
                run.Describe(Described(accountId, documentId));
            run.EndShard(rows);
        }

        var outcome = run.End(rows);
        return (outcome.Ties ? run.Report(rows.Tables(run.Tables), outcome) : null, outcome);
    }

    /// <summary>The report as CSV; it must tie.</summary>
    public string Csv(string kind, ReportMoment moment, DateOnly? from = null, AgingBasis basis = AgingBasis.DueDate, IReadOnlyList<PostedLine>? among = null)
    {
        var (report, outcome) = Ask(kind, moment, from, basis, among);
        Assert.True(outcome.Ties, $"{kind} {moment}: {string.Join('\n', outcome.Broken.Concat(outcome.Differences.Select(found => found.ToString())))}");
        return string.Concat(ReportCsv.Parts(report!).Select(System.Text.Encoding.UTF8.GetString));
    }

    /// <summary>The lines of a snapshot, taken from some lines; it must tie.</summary>
    public IReadOnlyList<PostedLine> Snapshot(ReportMoment moment, IReadOnlyList<PostedLine>? among = null)
    {
        var (run, carried) = (new SnapshotRun(moment, Now), new List<PostedLine>());
        for (var shard = 0; shard < 2; shard++)
        {
            run.BeginShard(States().Where(state => ShardOf(state.AccountId) == shard));
            foreach (var line in (among ?? lines).Where(line => ShardOf(line.Source) == shard))
                run.Add(line);
            foreach (var line in run.Behind().ToList().SelectMany(Versions))
                run.Add(line);
            foreach (var (accountId, documentId) in run.Undescribed().ToList())
                run.Describe(Described(accountId, documentId));
            carried.AddRange(run.EndShard());
        }

        Assert.True(run.End().Ties);
        return carried;
    }

    /// <summary>What is read beside a snapshot: what is posted after its day, or became known after its instant.</summary>
    public IEnumerable<PostedLine> Since(ReportMoment moment) => lines.Where(line => !moment.Includes(line));

    // Payments and what has no source are in the first.
    private static int ShardOf(string source) => source.Sum(letter => letter) % 2;

    private IEnumerable<PostedLine> Versions((string AccountId, IReadOnlyList<long> Versions) behind) =>
        lines.Where(line => line.Source == behind.AccountId && behind.Versions.Contains(SeenVersions.Parse(line.Version))).ToList();

    private PostedLine Described(string accountId, string documentId)
    {
        var item = accounts[accountId].Invoices.Single(known => known.ItemId == documentId);
        return new PostedLine(accountId, "", 0, item.IssueDate, default, ChartOfAccounts.Receivables, Money.Zero(item.Total.Currency)) { DocumentId = documentId, Number = item.Number, IssueDate = item.IssueDate, DueDate = item.DueDate };
    }
}
