namespace Billing.Domain.Tests;

/// <summary>What must hold of the statements of any account, on any day.</summary>
internal sealed class StatementChecks(PaperAccount account)
{
    private const int Periods = 7;

    private Currency Currency => account.Account!.Currency();

    /// <summary>Statements of periods that follow each other, to the end of all postings.</summary>
    public void Hold(DateOnly today)
    {
        var first = account.History[0].Today;
        var days = Math.Max(1, (today.DayNumber - first.DayNumber) / Periods);
        Statement? before = null;
        foreach (var through in Enumerable.Range(1, Periods).Select(period => first.AddDays(period * days)).Append(DateOnly.MaxValue))
        {
            var from = before?.Through.AddDays(1) ?? DateOnly.MinValue;
            var statement = Statement.Of(account.History, (StatementKind)(days % 3), from, through);
            Sums(statement);
            Assert.Equal(before?.Closing ?? Money.Zero(Currency), statement.Opening);
            Assert.Equal(Booked(through), statement.Closing);
            Follows(statement, [.. account.Documents.Values.OfType<IssuedStatement>()]);
            before = statement;
        }

        Assert.Equal(account.Account!.Receivable() - account.Account.Credit(), before!.Closing);
        Items(before);
        Issued();
    }

    private static void Sums(Statement statement)
    {
        Assert.Equal(statement.Closing, statement.Opening + statement.Charged - statement.Credited);
        var balance = statement.Opening;
        foreach (var line in statement.Lines)
        {
            Assert.InRange(line.Date, statement.From, statement.Through);
            Assert.True(line.Debit is null != line.Credit is null && (line.Debit ?? line.Credit)!.Value.Amount >= 0, line.ToString());
            balance = balance + (line.Debit ?? Money.Zero(balance.Currency)) - (line.Credit ?? Money.Zero(balance.Currency));
            Assert.Equal(balance, line.Balance);
        }

        Assert.Equal(statement.Lines.Select(line => line.Date).Order(), statement.Lines.Select(line => line.Date));
        Assert.Equal(statement.Closing, Money.Sum(statement.OpenItems.Select(item => item.Open), balance.Currency));
        Assert.Equal(statement.Closing, Money.Sum(statement.Ages.Select(age => age.Open), balance.Currency));
        Assert.All(statement.OpenItems, item => Assert.True(item.DaysOverdue >= 0 && !item.Open.IsZero, item.ToString()));
        Assert.True(statement.ToPay.Amount >= 0);
    }

    // At the end of all postings what is open is what the account's state says.
    private void Items(Statement last)
    {
        var state = account.Account!;
        Assert.Equal(
            state.Invoices.Where(item => item.IsOpen).Select(item => (item.Number, item.Balance)).Concat(state.Credits.Where(item => item.IsOpen).Select(item => ("", -item.Unused))),
            last.OpenItems.Select(item => (item.DueDate is null ? "" : item.Number, item.Open)));
        Assert.All(last.OpenItems.Zip(state.Invoices.Where(item => item.IsOpen)), pair => Assert.Equal(
            pair.Second.InCollectionsSince is not null ? StatementMark.InCollections : pair.Second.DisputedBecause is not null ? StatementMark.Disputed : state.ArrangementOf(pair.Second) is not null ? StatementMark.Arranged : null,
            pair.First.Mark));
    }

    // A month is stated once at most, and in order.
    private void Issued()
    {
        var months = account.Events.Select(happened => happened switch { StatementIssued { Progress: { } progress } => progress.Through, StatementSkipped skipped => skipped.Progress.Through, _ => null }).OfType<DateOnly>().ToList();
        Assert.Equal(months.Distinct().Order(), months);
        List<IssuedStatement> issued = [.. account.Events.OfType<StatementIssued>().Select(happened => (IssuedStatement)account.Documents[happened.DocumentId])];
        foreach (var (index, one) in issued.Index())
        {
            Sums(one.Statement);
            Follows(one.Statement, issued[..index]);
        }
    }

    // Whoever holds the statement that was issued before finds in the next how its closing balance became the opening one.
    private void Follows(Statement statement, IReadOnlyList<IssuedStatement> issued)
    {
        var before = issued.Where(known => known.Statement.Through < statement.From).MaxBy(known => (known.Statement.Through, account.Events.FindIndex(happened => happened is StatementIssued e && e.DocumentId == known.DocumentId)));
        if (statement.Preceding is not { } preceding)
        {
            Assert.Equal(before?.Statement.Closing ?? statement.Opening, statement.Opening);
            return;
        }

        Assert.Equal((before!.Number, before.Statement.Through, before.Statement.Closing), (preceding.Number, preceding.Through, preceding.Closing));
        var balance = preceding.Closing;
        foreach (var change in preceding.Changes)
        {
            Assert.True(change.Date <= preceding.Through, change.ToString());
            balance = balance + (change.Debit ?? Money.Zero(balance.Currency)) - (change.Credit ?? Money.Zero(balance.Currency));
            Assert.Equal(balance, change.Balance);
        }

        Assert.Equal(statement.Opening, balance + preceding.Unstated);
        if (preceding.Through.AddDays(1) == statement.From)
            Assert.True(preceding.Unstated.IsZero);
    }

    private Money Booked(DateOnly through) => Money.Sum(
        account.Journal.Where(entry => entry.PostingDate <= through).SelectMany(entry => entry.Lines).Where(line => line.Account is ChartOfAccounts.Receivables or ChartOfAccounts.CustomerCredit).Select(line => line.Amount), Currency);
}
