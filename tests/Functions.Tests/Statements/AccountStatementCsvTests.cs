using Billing.Domain;
using Billing.Functions.Statements;

namespace Billing.Functions.Tests.Statements;

public sealed class AccountStatementCsvTests
{
    [Fact]
    public void What_changed_since_the_statement_before_stands_before_the_opening_balance()
    {
        var (first, last) = (new DateOnly(2026, 3, 1), new DateOnly(2026, 3, 31));
        var paid = new StatementLine(new DateOnly(2026, 1, 20), StatementLineKind.Payment, "R-1", "", null, null, Eur(40), Eur(60));
        var statement = new Statement(StatementKind.BalanceForward, first, last, Eur(30), [], Eur(0), Eur(0), Eur(30), [], Eur(30), []) { Preceding = new PrecedingStatement("S-1", new DateOnly(2026, 1, 31), Eur(100), [paid], Eur(-30)) };

        Assert.Equal(
            ["2026-01-31 preceding S-1   100.00", "2026-01-20 payment R-1  40.00 60.00", "2026-02-28 unstated   30.00 30.00", "2026-03-01 opening    30.00", "2026-03-31 closing  0.00 0.00 30.00"],
            AccountStatementCsv.Rows(statement).Skip(1).Select(row => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{row[0]:yyyy-MM-dd} {row[1]} {row[2]} {row[6]} {row[7]} {row[8]}")));
    }

    private static Money Eur(decimal amount) => new(amount, Currency.Of("EUR"));
}
