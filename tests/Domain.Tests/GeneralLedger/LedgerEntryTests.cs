namespace Billing.Domain.Tests;

public sealed class LedgerEntryTests
{
    private static readonly DateOnly Day = new(2026, 1, 5);

    [Fact]
    public void Lines_of_a_version_are_entries_by_their_texts()
    {
        var issue = LedgerLines.Of("Invoice ACME-INV-2026-000001", Day, ("receivables", 119), ("deferred-revenue:crm", -100), ("tax-payable:DE", -19));
        var earned = LedgerLines.Of("Revenue of ACME-INV-2026-000001", Day, ("deferred-revenue:crm", 100), ("revenue:crm", -100)).Select(line => line with { LineNo = line.LineNo + 3 });

        var entries = LedgerEntry.Of(earned.Concat(issue));

        Assert.Equal(["Invoice ACME-INV-2026-000001", "Revenue of ACME-INV-2026-000001"], entries.Select(entry => entry.Text));
        Assert.Equal([1, 2, 3, 4, 5], entries.SelectMany(entry => entry.Lines).Select(line => line.LineNo));
    }

    [Fact]
    public void An_entry_that_does_not_balance_is_none()
    {
        var fault = Assert.Throws<UnbalancedBooksException>(() => LedgerLines.Entry(("receivables", 119), ("revenue:crm", -100)));

        Assert.Contains("out of balance by 19.00 EUR", fault.Message, StringComparison.Ordinal);
        Assert.Contains("acme.kunde.EUR 1 on 2026-01-05", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Invoice ACME-INV-2026-000001", "ACME-INV-2026-000001")]
    [InlineData("Revenue of ACME-INV-2026-000001, credited by ACME-CRN-2026-000002", "ACME-INV-2026-000001")]
    [InlineData("Payment stripe|acct|pi_1 received", "")]
    [InlineData("ACME is no number", "")]
    public void The_document_is_the_first_number_that_the_text_names(string text, string number)
    {
        var entry = LedgerEntry.Of(LedgerLines.Of(text, Day, ("receivables", 1), ("revenue:crm", -1)))[0];

        Assert.Equal(number, new ExportedEntry(1, false, entry).DocumentNumber("ACME"));
        Assert.Equal($"Correction: {text}", new ExportedEntry(1, true, entry).Text);
    }
}
