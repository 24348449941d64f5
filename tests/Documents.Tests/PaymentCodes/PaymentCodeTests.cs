using Billing.Documents.Invoices;
using Billing.Documents.Letterheads;
using Billing.Documents.PaymentCodes;
using Billing.Domain;
using CsCheck;
using QRCoder;
using static Billing.Documents.Tests.PaymentCodes.SampleAmounts;

namespace Billing.Documents.Tests.PaymentCodes;

public sealed class PaymentCodeTests
{
    private const string Page = "https://pay.nordlicht.example/i/7f3kq9";

    [Theory]
    [InlineData(German, "EUR", "DE", 476.5, "Transfer")]
    [InlineData(German, "EUR", "BG", 0.01, "Transfer")]
    [InlineData(German, "EUR", "CH", 476.5, "Transfer")]
    [InlineData(German, "EUR", "DE", 999999999.99, "Transfer")]
    [InlineData(German, "EUR", "DE", 1000000000, "Link")]
    [InlineData(German, "EUR", "US", 476.5, "Link")]
    [InlineData(German, "USD", "DE", 476.5, "Link")]
    [InlineData("DE89 3704 0044 0532 0130 01", "EUR", "DE", 476.5, "Link")]
    [InlineData("021000021", "USD", "US", 476.5, "Link")]
    [InlineData("AE07 0331 2345 6789 0123 456", "EUR", "DE", 476.5, "Link")]
    [InlineData("", "EUR", "DE", 476.5, "Link")]
    [InlineData(Swiss, "CHF", "CH", 476.5, "SwissBill")]
    [InlineData(Swiss, "EUR", "LI", 476.5, "SwissBill")]
    [InlineData(Swiss, "EUR", "DE", 476.5, "Transfer")]
    [InlineData(Swiss, "CHF", "DE", 476.5, "Link")]
    [InlineData(Swiss, "USD", "CH", 476.5, "Link")]
    [InlineData(SwissQr, "CHF", "CH", 476.5, "SwissBill")]
    [InlineData(SwissQr, "EUR", "DE", 476.5, "Link")]
    public void A_document_carries_the_code_that_the_payers_bank_reads(string iban, string currency, string country, double amount, string expected) =>
        Assert.Equal(expected, PaymentCodeChoice.For(Of(iban, currency, country, (decimal)amount, link: Page))?.GetType().Name);

    [Theory]
    [InlineData("EUR", 0)]
    [InlineData("EUR", -1)]
    [InlineData("USD", 0)]
    public void Where_nothing_is_due_there_is_no_code(string currency, double amount) =>
        Assert.Null(PaymentCodeChoice.For(Of(currency: currency, amount: (decimal)amount, link: Page)));

    [Theory]
    [InlineData(null)]
    [InlineData("javascript:alert(1)")]
    public void Without_an_account_and_a_web_page_there_is_no_code(string? link) => Assert.Null(PaymentCodeChoice.For(Of("", link: link)));

    [Fact]
    public void A_transfer_is_laid_out_as_EPC069_12_says() => Assert.Equal(
        "BCD\n002\n1\nSCT\nCOBADEFFXXX\nNordlicht Telematik GmbH\nDE89370400440532013000\nEUR476.50\n\n\nNL-INV-2026-000417\n",
        Payload(Of()));

    [Fact]
    public void A_creditor_reference_is_structured() => Assert.Equal(
        "BCD\n002\n1\nSCT\nCOBADEFFXXX\nNordlicht Telematik GmbH\nDE89370400440532013000\nEUR476.50\n\nRF18539007547034\n\n",
        Payload(Of(reference: "RF18 5390 0754 7034")));

    [Fact]
    public void What_is_no_BIC_is_left_out_and_a_long_name_is_cut()
    {
        var payable = Of();
        payable = payable with { Seller = payable.Seller with { Name = new string('N', 90) }, Payment = payable.Payment with { Bank = payable.Payment.Bank! with { Bic = "37040044" } } };
        Assert.StartsWith($"BCD\n002\n1\nSCT\n\n{new string('N', 70)}\nDE89", Payload(payable), StringComparison.Ordinal);
    }

    [Fact]
    public void A_transfer_too_long_for_its_code_gives_way_to_the_page() => Assert.IsType<PaymentCode.Link>(
        PaymentCodeChoice.For(Of(reference: new string('é', 140), link: Page)));

    [Theory]
    [InlineData(SwissQr, "21 00000 00003 13947 14300 09017", "QRR", "210000000003139471430009017", "")]
    [InlineData(SwissQr, "NL-INV-2026-000417", "QRR", "000000000000000020260004172", "NL-INV-2026-000417")]
    [InlineData(Swiss, "RF18 5390 0754 7034", "SCOR", "RF18539007547034", "")]
    [InlineData(Swiss, "NL-INV-2026-000417", "SCOR", "RF95NLINV2026000417", "NL-INV-2026-000417")]
    [InlineData(Swiss, "NL-INV-2026-000417, NL-INV-2026-000433", "NON", "", "NL-INV-2026-000417, NL-INV-2026-000433")]
    public void A_Swiss_bill_is_laid_out_as_the_guidelines_say(string iban, string reference, string type, string text, string message) => Assert.Equal(
        string.Join("\r\n",
            "SPC", "0200", "1", iban.Replace(" ", "", StringComparison.Ordinal),
            "S", "Nordlicht Telematik GmbH", "Hafenstraße 21", "", "20457", "Hamburg", "DE",
            "", "", "", "", "", "", "", "1949.75", "CHF",
            "S", "Zoë Müller", "Rue du Lac 1268", "", "2501", "Biel", "CH",
            type, text, message, "EPD"),
        Payload(Of(iban, "CHF", "CH", 1949.75m, reference)).TrimEnd());

    [Theory]
    [InlineData("21 00000 00003 13947 14300 09018")]
    [InlineData("no digits at all")]
    public void A_QR_IBAN_without_a_QR_reference_makes_no_bill(string reference) => Assert.Null(PaymentCodeChoice.For(Of(SwissQr, "CHF", "CH", reference: reference)));

    [Fact]
    public void A_payer_whose_name_no_Swiss_bank_can_write_fills_it_in_by_hand()
    {
        var payable = Of(Swiss, "CHF", "CH");
        var bill = Assert.IsType<PaymentCode.SwissBill>(PaymentCodeChoice.For(payable with { Buyer = payable.Buyer with { Name = "משלוחים" } }));
        Assert.Null(bill.Debtor);
        Assert.Contains("\r\nCHF\r\n\r\n\r\n\r\n\r\n\r\n\r\n\r\nSCOR\r\n", PaymentPayload.Of(bill), StringComparison.Ordinal);
        Assert.Null(PaymentCodeChoice.For(payable with { Seller = payable.Seller with { Name = "משלוחים" } }));
        Assert.Null(PaymentCodeChoice.For(payable with { Seller = payable.Seller with { Address = payable.Seller.Address with { PostalCode = "" } } }));
    }

    [Fact]
    public void Every_character_that_counts_as_carried_is_taken_by_the_library() => Assert.All(
        Enumerable.Range(0, 0x2200).Select(c => (char)c).Where(c => SwissParty.IsCarried($"{c}")),
        c => Assert.NotNull(PayloadGenerator.SwissQrCode.Contact.WithStructuredAddress($"a{c}", "8000", "Zürich", "CH")));

    [Fact]
    public void References_are_printed_in_blocks()
    {
        Assert.Equal("21 00000 00003 13947 14300 09017", new SwissReference.Qr("210000000003139471430009017").Printed);
        Assert.Equal("RF18 5390 0754 7034", new SwissReference.Creditor("RF18539007547034").Printed);
        Assert.Equal("", new SwissReference.None().Printed);
    }

    [Fact]
    public void The_rectangles_of_a_code_are_its_dark_modules_each_once_within_a_quiet_zone() => Gen.String[Gen.Char.AlphaNumeric, 1, 200].Sample(
        text =>
        {
            var code = QrCode.Of(text);
            var painted = new int[code.Modules, code.Modules];
            foreach (var cell in code.Dark)
            {
                for (var y = cell.Y; y < cell.Y + cell.Height; y++)
                {
                    for (var x = cell.X; x < cell.X + cell.Width; x++)
                        painted[y, x]++;
                }
            }
            using var data = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.M, forceUtf8: true);
            for (var y = 0; y < code.Modules; y++)
            {
                for (var x = 0; x < code.Modules; x++)
                {
                    if (painted[y, x] != (data.ModuleMatrix[y][x] ? 1 : 0))
                        return false;
                }
            }
            return code.Dark.All(c => c.X >= QrCode.QuietZone && c.Y >= QrCode.QuietZone && c.X + c.Width <= code.Modules - QrCode.QuietZone && c.Y + c.Height <= code.Modules - QrCode.QuietZone);
        },
        iter: 100);

    private static string Payload(PayableAmount payable) => PaymentPayload.Of(PaymentCodeChoice.For(payable)!);
}
