using Billing.DevHost.Gallery.Samples;
using Billing.Documents.Letterheads;
using Billing.Documents.Statements;
using Billing.Domain;

namespace Billing.Documents.Tests.Statements;

public sealed class StatementPdfTests
{
    [Fact]
    public void A_balance_is_carried_from_transaction_to_transaction() => Assert.All(
        [
            "Statement of account", "From 1 July 2026", "To 30 September 2026", "Balance on 30 September 2026", "EUR 976.00", "Opening balance 119.00",
            "1 July 2026 NL-INV-2026-000090 238.00 357.00 Invoice · due on 15 July 2026", "NL-RCP-2026-000041 233.24 123.76 Payment · Bank transfer", "NL-INV-2026-000090 4.76 119.00 Discount for early payment",
            "Closing balance EUR 976.00", "It is not an invoice.",
        ],
        expected => Assert.Contains(expected, Print(SampleStatements.Of(StatementKind.BalanceForward)), StringComparison.Ordinal));

    [Fact]
    public void What_changed_since_the_statement_before_leads_from_its_balance_to_the_opening_balance()
    {
        var statement = SampleStatements.Of(StatementKind.BalanceForward);
        var paid = new StatementLine(new DateOnly(2026, 6, 26), StatementLineKind.Payment, "NL-RCP-2026-000039", "", null, null, new Money(100, SampleParties.Euro), new Money(138, SampleParties.Euro));
        var text = Print(statement with { Preceding = new PrecedingStatement("NL-STM-2026-000002", new DateOnly(2026, 5, 31), new Money(238, SampleParties.Euro), [paid with { Date = new DateOnly(2026, 5, 26) }], new Money(-19, SampleParties.Euro)) });

        Assert.Contains("31 May 2026 NL-STM-2026-000002 238.00 Closing balance of the statement before 26 May 2026 NL-RCP-2026-000039 100.00 138.00 Payment · posted after that statement 30 June 2026 Transactions on no statement 19.00 119.00 1 July 2026 Opening balance 119.00", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_items_are_listed_with_what_is_left_of_them()
    {
        var text = Print(SampleStatements.Of(StatementKind.OpenItems));
        Assert.All(
            ["NL-INV-2026-000104 1 August 2026 15 August 2026 46 1,190.00 738.00", "NL-INV-2026-000121 1 September 2026 1 October 2026 238.00 238.00", "Total open EUR 976.00"],
            expected => Assert.Contains(expected, text, StringComparison.Ordinal));
        Assert.DoesNotContain("1 July 2026", text, StringComparison.Ordinal);
        Assert.DoesNotContain("NL-RCP", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Transactions_have_the_balance_after_each_and_sums()
    {
        var text = Print(SampleStatements.Of(StatementKind.Transactions));
        Assert.All(["NL-INV-2026-000104 1,190.00 1,428.00", "Charged (EUR) 1,785.00", "Credited (EUR) 928.00"], expected => Assert.Contains(expected, text, StringComparison.Ordinal));
        Assert.All(["Opening balance", "Closing balance"], missing => Assert.DoesNotContain(missing, text, StringComparison.Ordinal));
    }

    [Fact]
    public void What_is_contested_arranged_or_in_collections_is_marked_and_credit_says_what_it_is()
    {
        var statement = SampleStatements.Of(StatementKind.OpenItems);
        var item = statement.OpenItems[0];
        var text = Print(statement with
        {
            OpenItems =
            [
                item with { Mark = StatementMark.Disputed }, item with { Mark = StatementMark.Arranged }, item with { Mark = StatementMark.InCollections },
                new StatementItem(StatementLineKind.Payment, "NL-RCP-2026-000061", item.IssueDate, null, 0, -item.Open, -item.Open), new StatementItem(StatementLineKind.Adjustment, "", item.IssueDate, null, 0, -item.Open, -item.Open),
            ],
        });
        Assert.All(
            ["Disputed", "Under an arrangement", "With collections", "NL-RCP-2026-000061 1 August 2026 -738.00 -738.00 Payment", "Adjustment 1 August 2026 -738.00 -738.00"],
            expected => Assert.Contains(expected, text, StringComparison.Ordinal));
    }

    [Fact]
    public void An_issued_statement_bears_its_number_and_one_that_is_only_looked_at_does_not()
    {
        var statement = SampleStatements.Of(StatementKind.BalanceForward);
        Assert.Contains("NL-STM-2026-000003", Print(statement), StringComparison.Ordinal);
        Assert.DoesNotContain("STM", Print(statement with { Number = "" }), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_open_is_shown_by_its_age() => Assert.Contains(
        "Not due yet 1 to 30 days 31 to 60 days 61 to 90 days More than 90 days 238.00 0.00 738.00 0.00 0.00", Print(SampleStatements.Of(StatementKind.OpenItems)), StringComparison.Ordinal);

    [Fact]
    public void Credit_is_said_in_words_and_asks_for_no_payment()
    {
        var statement = SampleStatements.Of(StatementKind.OpenItems);
        var text = Print(statement with { Closing = -statement.Closing, OpenItems = [], OpenTotal = Money.Zero(SampleParties.Euro), Aging = [], Payment = null });
        Assert.All(["Balance in your favour on 30 September 2026", "EUR 976.00", "Nothing is open."], expected => Assert.Contains(expected, text, StringComparison.Ordinal));
        Assert.DoesNotContain("How to pay", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(StatementKind.BalanceForward)]
    [InlineData(StatementKind.Transactions)]
    public void A_period_without_transactions_says_so(StatementKind kind)
    {
        var zero = Money.Zero(SampleParties.Euro);
        var text = Print(SampleStatements.Of(kind) with { Lines = [], Charged = zero, Credited = zero, Closing = SampleStatements.Of(kind).Opening });
        Assert.Contains("There were no transactions in this period.", text, StringComparison.Ordinal);
        Assert.Equal(kind == StatementKind.BalanceForward, text.Contains("Opening balance 119.00", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(StatementKind.BalanceForward)]
    [InlineData(StatementKind.Transactions)]
    public void Every_transaction_of_a_long_period_is_listed_once(StatementKind kind)
    {
        var statement = SampleStatements.Long(kind, 90);
        var text = Print(statement with { OpenItems = [] });
        Assert.All(statement.Lines, line => Assert.Equal(2, text.Split(line.Number).Length));
        Assert.Contains("Carried forward", text, StringComparison.Ordinal);
        Assert.Equal(text.Split("Carried forward").Length, text.Split("Brought forward").Length);
    }

    [Fact]
    public void A_statement_is_written_in_the_customers_language() => Assert.All(
        ["Kontoauszug", "Saldo am 30. September 2026", "976,00 EUR", "Anfangssaldo", "Skonto", "fällig am 15. Juli 2026", "Mehr als 90 Tage"],
        expected => Assert.Contains(expected, Print(SampleStatements.Of(StatementKind.BalanceForward, "de")), StringComparison.Ordinal));

    private static string Print(StatementDocument statement) => PdfTool.Words(StatementPdf.Render(statement, DocumentAssets.None));
}
