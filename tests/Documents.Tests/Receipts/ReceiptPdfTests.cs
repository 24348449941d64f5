using Billing.Documents.Letterheads;
using Billing.Documents.Receipts;
using Billing.Domain;

namespace Billing.Documents.Tests.Receipts;

public sealed class ReceiptPdfTests
{
    [Fact]
    public void A_receipt_says_what_came_how_and_what_it_settled() => Assert.All(
        [
            "Receipt NL-RCP-2026-000005", "Received on 7 April 2026", "EUR 300.00", "Issue date 8 April 2026", "Paid by Stripe", "Transaction pi_3Q9x", "Payer's reference Order 4711, April", "Your reference K-17",
            "NL-INV-2026-000011", "of 1 April 2026", "100.00 98.00 2.00 0.00", "Discount for early payment: 2.00", "60.00 of this had been written off", "To your credit",
            "Owed EUR 0.00", "Credit EUR 23.00", "Amount received EUR 300.00", "It is not an invoice", "Nordlicht Software GmbH", "Gasthof Lindenhof OHG",
        ],
        expected => Assert.Contains(expected, Print(SampleReceipts.Received()), StringComparison.Ordinal));

    [Fact]
    public void A_part_leaves_the_rest_open_and_needs_no_column_for_deductions()
    {
        var text = Print(SampleReceipts.Part());
        Assert.Contains("Owed before (EUR) Paid (EUR) Still owed (EUR)", text, StringComparison.Ordinal);
        Assert.Contains("100.00 80.00 20.00", text, StringComparison.Ordinal);
        Assert.Contains("Paid by Cheque", text, StringComparison.Ordinal);
        Assert.Contains("Owed EUR 1,020.50", text, StringComparison.Ordinal);

        // Our own id of what a person recorded tells the payer nothing.
        Assert.DoesNotContain("Transaction", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ReversalCause.Refund, "the money was paid back")]
    [InlineData(ReversalCause.Returned, "the bank returned the payment")]
    [InlineData(ReversalCause.Disputed, "the payer's bank took the money back")]
    [InlineData(ReversalCause.Moved, "the payment is not for this account")]
    public void What_was_taken_back_is_said_in_words_with_its_reason(ReversalCause cause, string reason)
    {
        var text = Print(SampleReceipts.TakenBack(cause));
        Assert.All(
            ["Payment taken back", "Taken back on 20 April 2026", "EUR 108.00", $"Reason: {reason}", "0.00 98.00 -2.00 100.00", "From your credit", "Amount taken back EUR 108.00", "Owed EUR 100.00"],
            expected => Assert.Contains(expected, text, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(ReductionKind.ShortPayment, "en-GB", "Not asked for: 20.00")]
    [InlineData(ReductionKind.BankCharges, "en-GB", "Bank charges: 20.00")]
    [InlineData(ReductionKind.WithholdingTax, "en-GB", "Tax withheld: 20.00")]
    [InlineData(ReductionKind.WithholdingTax, "de", "Einbehaltene Steuer: 20,00")]
    public void What_was_kept_back_and_settles_an_invoice_is_said_beside_it(ReductionKind kind, string language, string expected)
    {
        var issued = SampleReceipts.Part(language);
        var line = issued.Receipt.Lines[0];
        Assert.Contains(expected, Print(issued with { Receipt = issued.Receipt with { Lines = [line with { Reductions = [new Reduction(kind, line.Open)], Open = Money.Zero(line.Open.Currency) }] } }), StringComparison.Ordinal);
    }

    [Fact]
    public void A_receipt_is_written_in_the_customers_language()
    {
        var text = Print(SampleReceipts.Received("de"));
        Assert.All(["Zahlungsbeleg", "Eingegangen am 7. April 2026", "300,00 EUR", "Skonto: 2,00", "davon 60,00 zuvor ausgebucht", "Zu Ihrem Guthaben"], expected => Assert.Contains(expected, text, StringComparison.Ordinal));
        Assert.Contains("Rückgabe durch die Bank", Print(SampleReceipts.TakenBack(language: "de")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_receipt_over_many_invoices_goes_on_on_further_pages()
    {
        var issued = SampleReceipts.Part();
        var line = issued.Receipt.Lines[0];
        var pdf = ReceiptPdf.Render(issued with { Receipt = issued.Receipt with { Lines = [.. Enumerable.Range(1, 80).Select(n => line with { Number = $"NL-INV-2026-{n:D6}" })] } }, DocumentAssets.None);
        var text = PdfTool.TextAsWritten(pdf);
        Assert.All(Enumerable.Range(1, 80), n => Assert.Contains($"NL-INV-2026-{n:D6}", text, StringComparison.Ordinal));
        Assert.Contains("Page 3 of", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_receipt_is_tagged_and_for_the_archive()
    {
        var pdf = ReceiptPdf.Render(SampleReceipts.Received(), DocumentAssets.None);
        Assert.Contains("No syntax or stream encoding errors", PdfTool.Run("qpdf", "qpdf", pdf, "--check", "FILE"), StringComparison.Ordinal);
        var info = PdfTool.Run("pdfinfo", "poppler-utils", pdf, "FILE");
        Assert.Matches(@"Tagged:\s+yes", info);
        Assert.Matches(@"Title:\s+Receipt NL-RCP-2026-000005", info);
        var tree = PdfTool.Run("pdfinfo", "poppler-utils", pdf, "-struct-text", "FILE");
        Assert.Matches(@"H1[^\n]*\n\s+""Receipt""", tree);
        Assert.Matches(@"THead[\s\S]*?TR[\s\S]*?TH[^\n]*\n[^""]*""Invoice""", tree);
        Assert.Matches(@"TBody[\s\S]*?TR[\s\S]*?TD[\s\S]*?""NL-INV-2026-000011""", tree);
    }

    [Fact]
    public void The_same_receipt_gives_the_same_bytes() =>
        Assert.Equal(ReceiptPdf.Render(SampleReceipts.Received(), DocumentAssets.None), ReceiptPdf.Render(SampleReceipts.Received(), DocumentAssets.None));

    private static string Print(IssuedReceipt issued) =>
        string.Join(' ', PdfTool.TextAsWritten(issued.Render(DocumentAssets.None).Pdf).Split((char[])[' ', '\n', '\f', '\u00A0'], StringSplitOptions.RemoveEmptyEntries));
}
