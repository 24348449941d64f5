using Billing.Documents.Reports;

namespace Billing.Domain.Tests;

/// <summary>A seller's journal and accounts on paper, as reports read them. Time goes on by itself: each command is recorded a minute after the one before.</summary>
internal sealed class PaperBooks
{
    private readonly Dictionary<string, PaperAccount> accounts = [];
    private readonly List<PostedLine> lines = [];

    /// <summary>When the last command was recorded.</summary>
    public DateTimeOffset Now { get; private set; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public IReadOnlyList<PostedLine> Lines => lines;

    public IReadOnlyDictionary<string, PaperAccount> Accounts => accounts;

    /// <summary>Opens an account.</summary>
    public PaperAccount Open(string customer, string currency = "EUR", World? world = null)
    {
        var account = new PaperAccount((world ?? World.In(currency)) with { AccountId = $"acme.{customer}.{currency}" });
        accounts.Add(account.World.AccountId, account);
        Do(account, new OpenAccount(account.World.AccountId, 1), DateOnly.FromDateTime(Now.Date));
        return account;
    }

    /// <summary>Carries out a command and enters what it posts.</summary>
    public Decision Do(PaperAccount account, AccountCommand command, DateOnly today)
    {
        var before = account.Commits.Count;
        var decision = account.Do(command, today);
        foreach (var events in account.Commits.Skip(before))
            Record(account, events, today);
        return decision;
    }

    /// <summary>Later: the end of a day, as known then.</summary>
    public DateTimeOffset WaitUntil(DateTimeOffset instant) => Now = instant > Now ? instant : Now;

    /// <summary>What the states say.</summary>
    public IReadOnlyList<AccountControl> States() => [.. accounts.Values.Select(known => new AccountControl(known.World.AccountId, known.Account!.Version, known.Account.Receivable(), known.Account.Credit()))];

    /// <summary>Makes a report from some lines, by default all, in two shards.</summary>
    public (Report? Report, ReportOutcome Outcome) Ask(string kind, ReportMoment moment, DateOnly? from = null, AgingBasis basis = AgingBasis.DueDate, IReadOnlyList<PostedLine>? among = null, IReadOnlyList<AccountControl>? states = null)
    {
        var question = new ReportQuestion(ReportKind.All.Single(known => known.Name == kind), "acme", from ?? new DateOnly(moment.AsOf.Year, moment.AsOf.Month, 1), moment, basis);
        var (run, rows) = (new ReportRun(question, Now), new HeldRows());
        for (var shard = 0; shard < 2; shard++)
        {
            run.BeginShard((states ?? States()).Where(state => ShardOf(state.AccountId) == shard));
            foreach (var line in (among ?? lines).Where(line => ShardOf(line.Source) == shard))
                run.Add(line);
            foreach (var (accountId, versions) in run.Behind().ToList())
                lines.Where(line => line.Source == accountId && versions.Contains(long.Parse(line.Version, System.Globalization.CultureInfo.InvariantCulture))).ToList().ForEach(run.Add);
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
        Assert.True(outcome.Ties, string.Join('\n', outcome.Broken.Concat(outcome.Differences.Select(found => found.ToString()))));
        return string.Concat(ReportCsv.Parts(report!).Select(System.Text.Encoding.UTF8.GetString));
    }

    public static int ShardOf(string source) => source.Length == 0 ? 0 : source.Sum(letter => letter) % 2;

    private PostedLine Described(string accountId, string documentId)
    {
        var item = accounts[accountId].Account!.Invoices.Single(known => known.ItemId == documentId);
        return new PostedLine(accountId, "", 0, item.IssueDate, default, ChartOfAccounts.Receivables, Money.Zero(item.Total.Currency)) { DocumentId = documentId, Number = item.Number, IssueDate = item.IssueDate, DueDate = item.DueDate };
    }

    private void Record(PaperAccount account, IReadOnlyList<AccountEvent> events, DateOnly today)
    {
        Now = Now.AddMinutes(1);
        var (version, lineNo) = ($"{account.Commits.IndexOf(events) + 1:D10}", 0);
        foreach (var entry in events.SelectMany(AccountPosting.Post))
        {
            foreach (var line in entry.Lines)
            {
                lines.Add(new PostedLine(account.World.AccountId, version, ++lineNo, entry.PostingDate, Now, line.Account, line.Amount)
                {
                    DocumentId = line.DocumentId ?? "",
                    Number = line.Number,
                    IssueDate = line.IssueDate,
                    DueDate = line.DueDate,
                    CreditId = line.CreditId,
                    Cause = entry.Cause,
                    Text = entry.Text,
                });
            }
        }

        if (lineNo == 0)
            lines.Add(new PostedLine(account.World.AccountId, version, 0, today, Now, "", Money.Zero(account.Account!.Currency())));
    }
}
