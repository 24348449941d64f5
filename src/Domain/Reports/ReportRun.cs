namespace Billing.Domain;

/// <summary>The making of a report, step by step: whoever has the lines gives them shard by shard. Nothing here reads; nothing is shown that does not tie.</summary>
/// <param name="question">What is asked.</param>
/// <param name="completeTo">All that was recorded by then was committed when the accounts' states were read.</param>
public sealed class ReportRun(ReportQuestion question, DateTimeOffset completeTo)
{
    private readonly ReportFold fold = question.Kind.Start(question);
    private readonly ControlTotals totals = new(question.From, question.Moment);
    private readonly List<ControlDifference> differences = [];
    private JournalControl? shard;

    /// <summary>The tables it gives.</summary>
    public IReadOnlyList<ReportLayout> Tables => fold.Tables;

    private JournalControl Shard => shard ?? throw new InvalidOperationException("No shard has begun.");

    /// <summary>Begins a shard with what the states of its accounts say.</summary>
    public void BeginShard(IEnumerable<AccountControl> states) => shard = new JournalControl(states, completeTo, totals);

    /// <summary>Takes a line of the shard, whenever it was posted and recorded.</summary>
    public void Add(PostedLine line)
    {
        var counts = Shard.Add(line);
        if (line.LedgerAccount.Length == 0 || !question.Kind.IsGiven(line.LedgerAccount))
            return;
        if (counts)
            fold.Add(line);
        else if (line.RecordedAt <= question.Moment.KnownAt && line.PostingDate > question.Moment.AsOf && Shard.Knows(line))
            fold.AddLater(line);
    }

    /// <summary>Takes what a command recorded with an account of the shard, oldest first.</summary>
    public void Add(KnownEvents recorded)
    {
        if (recorded.RecordedAt <= question.Moment.KnownAt)
            fold.Add(recorded);
    }

    /// <summary>The versions of accounts of which no line came, once all came that there are: they are to be added from the events.</summary>
    public IEnumerable<(string AccountId, IReadOnlyList<long> Versions)> Behind() => Shard.Behind();

    /// <summary>The open invoices of which the line that issued them did not come: each is to be described.</summary>
    public IEnumerable<(string AccountId, string DocumentId)> Undescribed() => fold.Undescribed();

    /// <summary>Takes the number, issue and due date of an invoice, as a line of 0.</summary>
    public void Describe(PostedLine line) => fold.Add(line);

    /// <summary>Ends the shard.</summary>
    public void EndShard(IReportRows rows)
    {
        fold.EndShard(rows);
        differences.AddRange(Shard.Differences());
        shard = null;
    }

    /// <summary>Ends the report.</summary>
    /// <returns>Whether it ties, and to what.</returns>
    public ReportOutcome End(IReportRows rows)
    {
        fold.End(rows);
        var ties = fold.Ties().ToList();
        var broken = ties.Where(tie => totals.Of(tie) != tie.Amount).Select(tie => tie.Accounts.Count == 0 ? $"{tie.Shown} is {tie.Amount}, and not 0" : $"{tie.Shown} is {tie.Amount}, and {string.Join(" + ", tie.Accounts)} {totals.Of(tie)}").ToList();

        // What is nothing is held against the books as well, and not told: whether a currency ever had anything is no part of the report.
        return new ReportOutcome([.. ties.Where(tie => !tie.Amount.IsZero).Select(tie => new ReportControl(tie.Shown, tie.Accounts, tie.Amount))], broken, differences);
    }

    /// <summary>The report, of an outcome that ties.</summary>
    public Report Report(IReadOnlyList<ReportTable> tables, ReportOutcome outcome) => outcome.Ties
        ? new Report(question.Kind.Name, question.SellerId, question.Kind.IsOfPeriod ? question.From : null, question.Moment, question.Moment.KnownAt < completeTo ? question.Moment.KnownAt : completeTo, tables, outcome.Controls)
        : throw new InvalidOperationException("A report that does not tie shows no numbers.");
}

/// <summary>Whether a report ties.</summary>
/// <param name="Controls">What was held against the books.</param>
/// <param name="Broken">The figures that differ, both sides.</param>
/// <param name="Differences">The accounts that differ.</param>
public sealed record ReportOutcome(IReadOnlyList<ReportControl> Controls, IReadOnlyList<string> Broken, IReadOnlyList<ControlDifference> Differences)
{
    /// <summary>Whether nothing differs.</summary>
    public bool Ties => Broken.Count == 0 && Differences.Count == 0;
}
