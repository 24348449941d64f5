using System.Text;
using Billing.Documents.EInvoices;
using Billing.Domain;

namespace Billing.Documents.Tests.EInvoices;

/// <summary>Where the syntaxes have a will of their own.</summary>
public sealed class EInvoiceSyntaxTests
{
    private static string Ubl(EInvoice invoice) => Write(invoice with { Format = EInvoiceFormat.Ubl });

    private static string Cii(EInvoice invoice) => Write(invoice with { Format = EInvoiceFormat.Cii });

    private static string Write(EInvoice invoice) => Encoding.UTF8.GetString(EInvoiceXml.Write(invoice));

    private static EInvoice Sample { get; } = SampleEInvoices.Invoice(EInvoiceFormat.Ubl);

    [Fact]
    public void The_bytes_are_utf_8_without_a_mark_and_the_same_each_time()
    {
        var xml = EInvoiceXml.Write(Sample);
        Assert.Equal("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<Invoice ", Encoding.ASCII.GetString(xml, 0, 48));
        Assert.Equal(xml, EInvoiceXml.Write(SampleEInvoices.Invoice(EInvoiceFormat.Ubl)));
    }

    [Theory]
    [InlineData(EInvoiceFormat.Ubl, "urn:cen.eu:en16931:2017", "")]
    [InlineData(EInvoiceFormat.Cii, "urn:cen.eu:en16931:2017", "")]
    [InlineData(EInvoiceFormat.FacturX, "urn:cen.eu:en16931:2017", "")]
    [InlineData(EInvoiceFormat.FacturXExtended, "urn:cen.eu:en16931:2017#conformant#urn:factur-x.eu:1p0:extended", "")]
    [InlineData(EInvoiceFormat.PeppolBis, "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0", "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0")]
    [InlineData(EInvoiceFormat.XRechnungUbl, "urn:cen.eu:en16931:2017#compliant#urn:xeinkauf.de:kosit:xrechnung_3.0", "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0")]
    [InlineData(EInvoiceFormat.XRechnungCii, "urn:cen.eu:en16931:2017#compliant#urn:xeinkauf.de:kosit:xrechnung_3.0", "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0")]
    public void Each_format_names_its_specification_and_its_process(EInvoiceFormat format, string specification, string process)
    {
        var xml = Write(SampleEInvoices.Invoice(format));
        Assert.Contains($">{specification}<", xml, StringComparison.Ordinal);
        Assert.Equal(process.Length > 0, xml.Contains("urn:fdc:peppol.eu:2017:poacc:billing:01:1.0<", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("a\tb\nc", "a\tb\nc")]
    [InlineData("a\r\nb\rc", "a\nb\nc")]
    [InlineData("bell\u0007, null\0, next line\u0085, delete\u007f", "bell, null, next line, delete")]
    [InlineData("\ufffeno\uffff", "no")]
    [InlineData("😀 & <b> ]]>", "😀 &amp; &lt;b&gt; ]]&gt;")]
    public void Text_that_xml_cannot_hold_is_left_out(string name, string written)
    {
        var invoice = Sample with { Seller = Sample.Seller with { Name = name } };
        Assert.Contains($"<cbc:RegistrationName>{written}</cbc:RegistrationName>", Ubl(invoice), StringComparison.Ordinal);
        Assert.Contains($"<ram:Name>{written}</ram:Name>", Cii(invoice), StringComparison.Ordinal);
    }

    // The arguments of a theory are kept as UTF-8, which has no lone surrogates.
    [Fact]
    public void Lone_surrogates_are_left_out()
    {
        Text_that_xml_cannot_hold_is_left_out("\ud83dalone\udc00", "alone");
        What_has_no_text_has_no_element_either("\ud800");
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \n\t")]
    [InlineData("\u0001\uffff")]
    public void What_has_no_text_has_no_element_either(string nothing)
    {
        var bare = Sample with
        {
            BuyerReference = nothing,
            OrderReference = nothing,
            PaymentTerms = nothing,
            DueDate = null,
            Notes = [nothing],
            DeliveryCountry = nothing,
            Seller = Bare(Sample.Seller, nothing),
            Buyer = Bare(Sample.Buyer, nothing),
            Payment = new EInvoicePayment("57", nothing, nothing, nothing, nothing),
            Lines = [Sample.Lines[1] with { Description = nothing }],
        };
        Assert.Empty(FacturXSchemas.En16931Faults(Encoding.UTF8.GetBytes(Cii(bare))));
        Assert.All([Ubl(bare), Cii(bare)], xml => Assert.DoesNotMatch(@"<(?!ram:ApplicableHeaderTradeDelivery)[^>]+ />|<([a-z]+:[A-Za-z]+)[^>]*>\s*</\1>", xml));
        Assert.DoesNotContain("Contact", Ubl(bare), StringComparison.Ordinal);
        Assert.DoesNotContain("PayeeFinancialAccount", Ubl(bare), StringComparison.Ordinal);
        Assert.DoesNotContain("SpecifiedTradePaymentTerms", Cii(bare), StringComparison.Ordinal);
    }

    private static EInvoiceParty Bare(EInvoiceParty party, string nothing) => new(
        party.Name, new PostalAddress(nothing, nothing, nothing, nothing, "DE"), nothing, nothing, nothing, new ElectronicAddress("EM", nothing), nothing, nothing, nothing)
    { LegalInformation = nothing };

    [Theory]
    [InlineData("0.000000000001", "0.000000000001")]
    [InlineData("1250.000", "1250")]
    [InlineData("0.00", "0")]
    [InlineData("100", "100")]
    [InlineData("79228162514264337593543950335", "79228162514264337593543950335")]
    [InlineData("0.0000000000000000000000000001", "0.0000000000000000000000000001")]
    public void Prices_are_written_in_full_and_without_zeros_behind(string price, string written)
    {
        var line = Sample.Lines[0] with { NetPrice = decimal.Parse(price, System.Globalization.CultureInfo.InvariantCulture) };
        Assert.Contains($">{written}</cbc:PriceAmount>", Ubl(Sample with { Lines = [line] }), StringComparison.Ordinal);
        Assert.Contains($"<ram:ChargeAmount>{written}</ram:ChargeAmount>", Cii(Sample with { Lines = [line] }), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("EUR", 1234567890.10, "1234567890.10")]
    [InlineData("EUR", -0.50, "-0.50")]
    [InlineData("JPY", 1200, "1200")]
    public void Amounts_have_the_decimals_of_their_currency(string code, double amount, string written)
    {
        var currency = Currency.Of(code);
        var line = Sample.Lines[0] with { Net = new Money((decimal)amount, currency) };
        Assert.Contains($"<cbc:LineExtensionAmount currencyID=\"{code}\">{written}<", Ubl(Sample with { Currency = currency, Lines = [line] }), StringComparison.Ordinal);
        Assert.Contains($"<ram:LineTotalAmount>{written}<", Cii(Sample with { Currency = currency, Lines = [line] }), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("KWD", EInvoiceFormat.Ubl, "KWD has 3")]
    [InlineData("EUR", EInvoiceFormat.None, "no XML of the format None")]
    public void What_the_standard_cannot_say_is_refused(string currency, EInvoiceFormat format, string reason)
    {
        var refusal = Assert.Throws<ArgumentException>(() => EInvoiceXml.Write(Sample with { Currency = Currency.Of(currency), Format = format }));
        Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("58", "DE02120300000000202051", "IBANID")]
    [InlineData("30", "GB82WEST12345698765432", "IBANID")]
    [InlineData("30", "021000021-123456789", "ProprietaryID")]
    public void An_account_is_called_an_iban_where_it_is_one(string means, string account, string element)
    {
        var invoice = Sample with { Payment = new EInvoicePayment(means, "R", account, "", "") };
        Assert.Contains($"<ram:{element}>{account}</ram:{element}>", Cii(invoice), StringComparison.Ordinal);
        Assert.Contains($"<cac:PayeeFinancialAccount>\n      <cbc:ID>{account}</cbc:ID>\n    </cac:PayeeFinancialAccount>", Ubl(invoice), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_outside_the_scope_of_tax_has_no_rate()
    {
        var invoice = SampleEInvoices.WithoutTax(EInvoiceFormat.Ubl, TaxTreatment.OutOfScope, "VATEX-EU-O", "Not subject to VAT");
        Assert.DoesNotContain("Percent", Ubl(invoice), StringComparison.Ordinal);
        Assert.DoesNotContain("Percent", Cii(invoice), StringComparison.Ordinal);
        Assert.Contains("<cbc:Percent>0</cbc:Percent>", Ubl(SampleEInvoices.WithoutTax(EInvoiceFormat.Ubl, TaxTreatment.Export, "VATEX-EU-G", "Export")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_ubl_credit_note_tells_its_day_of_payment_among_the_payment_means()
    {
        var note = SampleEInvoices.CreditNote(EInvoiceFormat.Ubl) with { DueDate = new DateOnly(2026, 4, 20) };
        Assert.Contains("<cbc:PaymentMeansCode>97</cbc:PaymentMeansCode>\n    <cbc:PaymentDueDate>2026-04-20</cbc:PaymentDueDate>", Ubl(note), StringComparison.Ordinal);
        Assert.DoesNotContain("<cbc:DueDate>", Ubl(note), StringComparison.Ordinal);
    }

    [Fact]
    public void A_period_ends_on_its_last_day()
    {
        var invoice = Sample with { Period = new ServicePeriod(new DateOnly(2026, 2, 1), new DateOnly(2026, 3, 1)) };
        Assert.Contains("<cbc:StartDate>2026-02-01</cbc:StartDate>\n    <cbc:EndDate>2026-02-28</cbc:EndDate>", Ubl(invoice), StringComparison.Ordinal);
        Assert.Contains("<udt:DateTimeString format=\"102\">20260228</udt:DateTimeString>", Cii(invoice), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(EInvoiceFormat.FacturX)]
    [InlineData(EInvoiceFormat.PeppolBis)]
    public void Five_thousand_lines_are_written_one_by_one(EInvoiceFormat format)
    {
        var lines = Enumerable.Range(1, 5_000).Select(n => Sample.Lines[n % 4] with { Id = $"{n}", Name = new string('w', 300) });
        var xml = Write(Sample with { Format = format, Lines = [.. lines] });
        Assert.Equal(5_000, xml.Split(format == EInvoiceFormat.FacturX ? "<ram:IncludedSupplyChainTradeLineItem>" : "<cac:InvoiceLine>").Length - 1);
        if (format == EInvoiceFormat.FacturX)
            Assert.Empty(FacturXSchemas.En16931Faults(Encoding.UTF8.GetBytes(xml)));
    }
}
