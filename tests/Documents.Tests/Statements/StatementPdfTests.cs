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
        expected => Assert.Contains(expected, Print(SampleStatements.Of(StatementForm.BalanceForward)), StringComparison.Ordinal));

    [Fact]
    public void Open_items_are_listed_with_what_is_left_of_them()
    {
        var text = Print(SampleStatements.Of(StatementForm.OpenItems));
        Assert.All(
            ["NL-INV-2026-000104 1 August 2026 15 August 2026 46 1,190.00 738.00", "NL-INV-2026-000121 1 September 2026 1 October 2026 238.00 238.00", "Total open EUR 976.00"],
            expected => Assert.Contains(expected, text, StringComparison.Ordinal));
        Assert.DoesNotContain("1 July 2026", text, StringComparison.Ordinal);
        Assert.DoesNotContain("NL-RCP", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Transactions_alone_have_sums_and_no_balances()
    {
        var text = Print(SampleStatements.Of(StatementForm.Transactions));
        Assert.All(["Charged (EUR) 1,785.00", "Credited (EUR) 928.00"], expected => Assert.Contains(expected, text, StringComparison.Ordinal));
        Assert.All(["Opening balance", "Closing balance", "1,428.00"], missing => Assert.DoesNotContain(missing, text, StringComparison.Ordinal));
    }

    [Fact]
    public void What_is_open_is_shown_by_its_age() => Assert.Contains(
        "Not due yet 1 to 30 days 31 to 60 days 61 to 90 days More than 90 days 238.00 0.00 738.00 0.00 0.00", Print(SampleStatements.Of(StatementForm.OpenItems)), StringComparison.Ordinal);

    [Fact]
    public void Credit_is_said_in_words_and_asks_for_no_payment()
    {
        var statement = SampleStatements.Of(StatementForm.OpenItems);
        var text = Print(statement with { Closing = -statement.Closing, OpenItems = [], OpenTotal = Money.Zero(SampleParties.Euro), Aging = [], Payment = null });
        Assert.All(["Balance in your favour on 30 September 2026", "EUR 976.00", "Nothing is open."], expected => Assert.Contains(expected, text, StringComparison.Ordinal));
        Assert.DoesNotContain("How to pay", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(StatementForm.BalanceForward)]
    [InlineData(StatementForm.Transactions)]
    public void A_period_without_transactions_says_so(StatementForm form)
    {
        var zero = Money.Zero(SampleParties.Euro);
        var text = Print(SampleStatements.Of(form) with { Lines = [], Charged = zero, Credited = zero, Closing = SampleStatements.Of(form).Opening });
        Assert.Contains("There were no transactions in this period.", text, StringComparison.Ordinal);
        Assert.Equal(form == StatementForm.BalanceForward, text.Contains("Opening balance 119.00", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(StatementForm.BalanceForward)]
    [InlineData(StatementForm.Transactions)]
    public void Every_transaction_of_a_long_period_is_listed_once(StatementForm form)
    {
        var statement = SampleStatements.Long(form, 90);
        var text = Print(statement with { OpenItems = [] });
        Assert.All(statement.Lines, line => Assert.Equal(2, text.Split(line.Number).Length));
        Assert.Equal(form == StatementForm.BalanceForward, text.Contains("Carried forward", StringComparison.Ordinal));
        Assert.Equal(text.Split("Carried forward").Length, text.Split("Brought forward").Length);
    }

    [Fact]
    public void A_statement_is_written_in_the_customers_language() => Assert.All(
        ["Kontoauszug", "Saldo am 30. September 2026", "976,00 EUR", "Anfangssaldo", "Skonto", "fällig am 15. Juli 2026", "Mehr als 90 Tage"],
        expected => Assert.Contains(expected, Print(SampleStatements.Of(StatementForm.BalanceForward, "de")), StringComparison.Ordinal));

    private static string Print(StatementDocument statement) => PdfTool.Words(StatementPdf.Render(statement, DocumentAssets.None));
}
