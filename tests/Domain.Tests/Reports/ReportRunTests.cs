using CsCheck;

namespace Billing.Domain.Tests;

public class ReportRunTests
{
    private static readonly DateOnly Day = Dates.Day("2026-02-10");

    [Fact]
    public void A_report_ties_to_the_states_and_says_to_what()
    {
        var books = Paid(out _);

        var (report, outcome) = books.Ask("unapplied-cash", new ReportMoment(Day, books.Now));

        Assert.True(outcome.Ties);
        Assert.Equal([("unapplied", "customer-credit", Eur(-31)), ("suspense", "suspense", Eur(150))], report!.Controls.Select(control => (control.Shown, control.Accounts[0], control.Amount)));
        Assert.Equal(["kunde", "p1", 31.00m], Assert.Single(report.Tables[0].Rows));
        Assert.Equal(["p1", -150.00m], Assert.Single(report.Tables[1].Rows));
    }

    [Fact]
    public void What_is_posted_later_or_was_recorded_later_is_rolled_back_from_the_states()
    {
        var books = Paid(out var beforePayment);

        var (posted, _) = books.Ask("receivables-roll-forward", new ReportMoment(Dates.Day("2026-01-31"), books.Now), Dates.Day("2026-01-01"));
        Assert.Equal(["2026-01", 0m, 119.00m, 0m, 0m, 0m, 0m, 0m, 0m, 0m, 0m, 0m, 119.00m], Assert.Single(Assert.Single(posted!.Tables).Rows).Select(cell => cell is 0.00m ? 0m : cell));
        Assert.Equal([Eur(119)], posted.Controls.Select(control => control.Amount));

        var (known, _) = books.Ask("receivables-roll-forward", new ReportMoment(Day, beforePayment), Dates.Day("2026-02-01"));
        Assert.Equal([Eur(119), Eur(119)], known!.Controls.Select(control => control.Amount));
    }

    [Fact]
    public void A_version_that_the_journal_lacks_is_told_and_read_from_the_events()
    {
        var books = Paid(out _);
        var last = books.Lines[^1].Version;

        var csv = books.Csv("unapplied-cash", new ReportMoment(Day, books.Now), among: [.. books.Lines.Where(line => line.Version != last)]);

        Assert.Equal(books.Csv("unapplied-cash", new ReportMoment(Day, books.Now)), csv);
    }

    [Fact]
    public void A_report_that_does_not_tie_names_the_accounts_and_gives_no_numbers()
    {
        var books = Paid(out _);
        var lost = books.Lines.First(line => line.LedgerAccount == ChartOfAccounts.CustomerCredit);

        var (report, outcome) = books.Ask("unapplied-cash", new ReportMoment(Day, books.Now), among: [.. books.Lines.Where(line => line != lost)]);

        Assert.Null(report);
        var found = Assert.Single(outcome.Differences);
        Assert.Equal(("acme.kunde.EUR", Eur(-31), Eur(0)), (found.AccountId, found.State, found.Journal));
        Assert.Contains("credit 31.00 EUR and 0.00 EUR", found.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Lines_of_an_account_without_a_state_are_found()
    {
        var books = Paid(out _);

        var (_, outcome) = books.Ask("unapplied-cash", new ReportMoment(Day, books.Now), states: []);

        Assert.All(outcome.Differences, found => Assert.Equal(("acme.kunde.EUR", "has lines and no state"), (found.AccountId, found.Text)));
        Assert.NotEmpty(outcome.Differences);
    }

    [Fact]
    public void What_is_open_in_one_month_alone_of_those_after_a_snapshot_is_overdue_in_it()
    {
        var books = new PaperBooks();
        var account = books.Open("kunde");
        books.Do(account, new IssueInvoice("i1", [new ManualLine("Work", "crm", 1, "h", 100, "standard")], "", ""), Dates.Day("2026-01-02"));
        books.Do(account, new ApplyPayment("pay1", "p1", Eur(119), Dates.Day("2026-01-20"), null), Dates.Day("2026-01-20"));
        var snapshot = new ReportMoment(Dates.Day("2026-01-31"), books.Now);
        var carried = books.Snapshot(snapshot);
        books.Do(account, new ReversePayment("back1", "p1", Eur(119), Dates.Day("2026-02-05")), Dates.Day("2026-02-05"));
        books.Do(account, new ApplyPayment("pay2", "p2", Eur(119), Dates.Day("2026-03-05"), null), Dates.Day("2026-03-05"));

        var (report, _) = books.Ask("dso", new ReportMoment(Dates.Day("2026-03-31"), books.Now), Dates.Day("2026-02-01"), among: [.. carried, .. books.Since(snapshot)]);

        Assert.Equal([(0m, 119m), (0m, 0m)], Assert.Single(report!.Tables).Rows.Select(row => ((decimal)row[5]!, (decimal)row[6]!)));
    }

    [Fact]
    public void Every_event_that_moves_receivables_has_its_column_in_the_roll_forward()
    {
        var moving = typeof(AccountEvent).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(AccountEvent))).Select(type => type.Name)
            .Where(name => ReceivableMovements.Of(name) != ReceivableMovement.Other).ToHashSet();
        var events = new List<AccountEvent>();
        Gen.Select(Gen.Int[0, 255], Gen.Int[0, 1000], Gen.Int[0, 1000], Gen.Int[0, 6]).Array[200].Sample(steps =>
        {
            var history = new History("EUR", isChecked: false);
            foreach (var (kind, a, b, days) in steps)
                history.Take(new Step(kind, a, b, days));
            events.AddRange(history.Events);
        }, iter: 20, threads: 1);

        var posting = events.Where(happened => AccountPosting.Post(happened).SelectMany(entry => entry.Lines).Any(line => line.Account == ChartOfAccounts.Receivables)).Select(happened => happened.GetType().Name).Distinct().ToList();
        Assert.NotEmpty(posting);
        Assert.All(posting, name => Assert.Contains(name, moving));
    }

    private static PaperBooks Paid(out DateTimeOffset beforePayment)
    {
        var books = new PaperBooks();
        var account = books.Open("kunde");
        books.Do(account, new IssueInvoice("i1", [new ManualLine("Work", "crm", 1, "h", 100, "standard")], "", ""), Dates.Day("2026-01-10"));
        beforePayment = books.Now;
        books.Do(account, new ApplyPayment("pay1", "p1", Eur(150), Dates.Day("2026-02-03"), null), Dates.Day("2026-02-05"));
        return books;
    }

    private static Money Eur(decimal amount) => new(amount, Currency.Of("EUR"));
}
