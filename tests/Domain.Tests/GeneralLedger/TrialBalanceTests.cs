using CsCheck;

namespace Billing.Domain.Tests;

public sealed class TrialBalanceTests
{
    private static readonly Currency Euro = LedgerLines.Euro;

    [Fact]
    public void Opening_debits_and_credits_lead_to_the_closing_balance()
    {
        var fold = new TrialBalanceFold();
        fold.Open("receivables", new Money(119, Euro));
        fold.Open("revenue:crm", new Money(-119, Euro));
        fold.Move("cash:stripe", new Money(100, Euro));
        fold.Move("receivables", new Money(-119, Euro));
        fold.Move("receivables", new Money(19, Euro));

        var balance = fold.Result();

        Assert.Equal(
            ["cash:stripe 0.00 100.00 0.00 100.00", "receivables 119.00 19.00 119.00 19.00", "revenue:crm -119.00 0.00 0.00 -119.00"],
            balance.Rows.Select(row => FormattableString.Invariant($"{row.LedgerAccount} {row.Opening.Amount} {row.Debits.Amount} {row.Credits.Amount} {row.Closing.Amount}")));
        Assert.Equal(new TrialBalanceRow("total", Money.Zero(Euro), new Money(119, Euro), new Money(119, Euro)), Assert.Single(balance.Totals));
    }

    [Fact]
    public void An_account_with_nothing_on_it_has_no_row()
    {
        var fold = new TrialBalanceFold();
        fold.Open("suspense", new Money(5, Euro));
        fold.Open("suspense", new Money(-5, Euro));

        Assert.Empty(fold.Result().Rows);
    }

    [Fact]
    public void What_does_not_balance_is_no_trial_balance()
    {
        var (zero, one) = (Money.Zero(Euro), new Money(1, Euro));

        Assert.Throws<UnbalancedBooksException>(() => new TrialBalance([new("receivables", zero, one, zero)]));
        Assert.Throws<UnbalancedBooksException>(() => new TrialBalance([new("receivables", one, zero, zero)]));
        Assert.Throws<UnbalancedBooksException>(() => new TrialBalance([new("a", zero, one, zero), new("b", Money.Zero(Currency.Of("USD")), Money.Zero(Currency.Of("USD")), new Money(1, Currency.Of("USD")))]));
    }

    [Fact]
    public void Balanced_entries_make_a_balanced_trial_balance_whichever_are_opening() => LedgerLines.Balanced.Array[0, 20].Select(Gen.Bool.Array[20]).Sample((entries, opening) =>
    {
        var fold = new TrialBalanceFold();
        foreach (var (entry, index) in entries.Select((entry, index) => (entry, index)))
        {
            foreach (var line in entry.Lines)
            {
                if (opening[index])
                    fold.Open(line.LedgerAccount, line.Amount);
                else
                    fold.Move(line.LedgerAccount, line.Amount);
            }
        }

        foreach (var row in fold.Result().Rows)
            Assert.Equal(entries.SelectMany(entry => entry.Lines).Where(line => line.LedgerAccount == row.LedgerAccount).Sum(line => line.Amount.Amount), row.Closing.Amount);
    });
}
