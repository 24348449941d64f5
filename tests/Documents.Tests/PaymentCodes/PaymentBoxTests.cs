using System.Text;
using Billing.Documents.Invoices;
using Billing.Documents.Tests.Invoices;
using Billing.Domain;

namespace Billing.Documents.Tests.PaymentCodes;

public sealed class PaymentBoxTests
{
    [Fact]
    public void A_phone_reads_the_transfer_from_the_printed_page()
    {
        var invoice = SampleInvoices.WithLines(3);
        Assert.Equal(
            [$"BCD\n002\n1\nSCT\nHASPDEHHXXX\nNordlicht Telematik GmbH\nDE89370400440532013000\nEUR{FormattableString.Invariant($"{invoice.Totals.Due.Amount:F2}")}\n\n\nACME-INV-2026-000417\n"],
            ScannedCode.Of(InvoicePdf.Render(invoice)));
    }

    [Fact]
    public void A_phone_reads_umlauts_too()
    {
        var invoice = SampleInvoices.WithLines(1);
        Assert.Contains("Müller & Söhne Łódź", Assert.Single(ScannedCode.Of(InvoicePdf.Render(invoice with { Seller = invoice.Seller with { Name = "Müller & Söhne Łódź" } }))), StringComparison.Ordinal);
    }

    [Fact]
    public void Where_no_transfer_can_be_read_the_code_opens_the_payment_page() =>
        Assert.Equal(["https://pay.nordlicht.example/i/7f3kq9"], ScannedCode.Of(InvoicePdf.Render(SampleInvoices.WithLines(1, currency: "USD"))));

    [Fact]
    public void A_draft_and_a_document_with_nothing_to_pay_have_no_code() =>
        Assert.Equal([null], ScannedCode.Of(InvoicePdf.Render(SampleInvoices.WithLines(1) with { Payment = null })));

    [Fact]
    public void The_code_says_what_it_is_to_whoever_does_not_see_it()
    {
        var pdf = InvoicePdf.Render(SampleInvoices.WithLines(1));
        var expected = Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes("QR code for a bank transfer of EUR\u00A0"));
        Assert.Contains($"/Alt <FEFF{expected}", PdfTool.RunBinary("qpdf", "qpdf", pdf, "--qdf", "--object-streams=disable", "FILE", "-"), StringComparison.OrdinalIgnoreCase);
        Assert.Contains("scan the code with your banking app", PdfTool.Text(pdf), StringComparison.Ordinal);
    }
}
