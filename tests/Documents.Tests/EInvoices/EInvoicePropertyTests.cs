using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Billing.Documents.EInvoices;
using Billing.Documents.Letterheads;
using Billing.Domain;
using CsCheck;

namespace Billing.Documents.Tests.EInvoices;

/// <summary>What holds for any invoice that the ledger can issue.</summary>
public sealed partial class EInvoicePropertyTests
{
    private static readonly XNamespace Ram = "urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100";
    private static readonly XNamespace Cac = "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2";
    private static readonly XNamespace Cbc = "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2";

    [Theory]
    [InlineData(EInvoiceFormat.Cii)]
    [InlineData(EInvoiceFormat.XRechnungCii)]
    [InlineData(EInvoiceFormat.FacturX)]
    public void Any_cii_is_valid_by_the_schema(EInvoiceFormat format) =>
        GeneratedInvoices.Issued(format).Sample(issued => Assert.Empty(FacturXSchemas.En16931Faults(Xml(issued))), iter: 300);

    [Fact]
    public void Any_extended_factur_x_is_valid_by_its_schema() =>
        GeneratedInvoices.Issued(EInvoiceFormat.FacturXExtended).Sample(issued => Assert.Empty(FacturXSchemas.ExtendedFaults(Xml(issued))), iter: 300);

    [Fact]
    public void Any_ubl_is_what_another_writer_makes_of_it_and_so_is_its_cii() =>
        GeneratedInvoices.Issued(EInvoiceFormat.XRechnungUbl).Array[150].Sample(
            many => IndependentWriter.AssertAgrees([.. many.Select(issued => WithoutReferences(EInvoice.Of(issued)!))]), iter: 1, threads: 1);

    [Theory]
    [InlineData(EInvoiceFormat.Cii)]
    [InlineData(EInvoiceFormat.PeppolBis)]
    [InlineData(EInvoiceFormat.XRechnungUbl)]
    public void What_the_ledger_calculates_keeps_the_rules(EInvoiceFormat format) =>
        GeneratedInvoices.Issued(format).Sample(issued => Assert.Empty(EInvoiceRules.Check(EInvoice.Of(issued)!)), iter: 500);

    [Fact]
    public void The_amounts_of_any_cii_are_those_of_the_ledger() => GeneratedInvoices.Issued(EInvoiceFormat.Cii).Sample(issued =>
    {
        var xml = Read(Xml(issued));
        var sums = xml.Descendants(Ram + "SpecifiedTradeSettlementHeaderMonetarySummation").Single();
        string Sum(string name) => sums.Element(Ram + name)?.Value ?? "";
        var totals = issued.Invoice.Totals;
        Assert.Equal(
            (Text(issued, totals.Net), Text(issued, totals.Net), Text(issued, totals.Tax), Text(issued, totals.Net + totals.Tax), UnlessZero(issued, totals.Rounding), UnlessZero(issued, issued.CreditUsed)),
            (Sum("LineTotalAmount"), Sum("TaxBasisTotalAmount"), Sum("TaxTotalAmount"), Sum("GrandTotalAmount"), Sum("RoundingAmount"), Sum("TotalPrepaidAmount")));
        Assert.Equal(Due(issued), Sum("DuePayableAmount"));
        Assert.Equal(
            issued.Invoice.Taxes.Select(tax => (Text(issued, tax.Base), Text(issued, tax.Amount))),
            xml.Descendants(Ram + "ApplicableHeaderTradeSettlement").Elements(Ram + "ApplicableTradeTax").Select(tax => (tax.Element(Ram + "BasisAmount")!.Value, tax.Element(Ram + "CalculatedAmount")!.Value)));
        Assert.Equal(issued.Invoice.Lines.Select(line => Text(issued, line.Net)), xml.Descendants(Ram + "SpecifiedTradeSettlementLineMonetarySummation").Select(line => line.Element(Ram + "LineTotalAmount")!.Value));
    }, iter: 500);

    [Theory]
    [InlineData(EInvoiceFormat.Ubl)]
    [InlineData(EInvoiceFormat.PeppolBis)]
    public void The_amounts_of_any_ubl_are_those_of_the_ledger(EInvoiceFormat format) => GeneratedInvoices.Issued(format).Sample(issued =>
    {
        var xml = Read(Xml(issued));
        var sums = xml.Element(Cac + "LegalMonetaryTotal")!;
        string Sum(string name) => sums.Element(Cbc + name)?.Value ?? "";
        var totals = issued.Invoice.Totals;
        Assert.Equal(
            (Text(issued, totals.Net), Text(issued, totals.Net), Text(issued, totals.Net + totals.Tax), UnlessZero(issued, totals.Rounding), UnlessZero(issued, issued.CreditUsed), Due(issued)),
            (Sum("LineExtensionAmount"), Sum("TaxExclusiveAmount"), Sum("TaxInclusiveAmount"), Sum("PayableRoundingAmount"), Sum("PrepaidAmount"), Sum("PayableAmount")));
        Assert.Equal(Text(issued, totals.Tax), xml.Element(Cac + "TaxTotal")!.Element(Cbc + "TaxAmount")!.Value);
        Assert.Equal(
            issued.Invoice.Taxes.Select(tax => (Text(issued, tax.Base), Text(issued, tax.Amount))),
            xml.Descendants(Cac + "TaxSubtotal").Select(tax => (tax.Element(Cbc + "TaxableAmount")!.Value, tax.Element(Cbc + "TaxAmount")!.Value)));
        Assert.Equal(
            issued.Invoice.Lines.Select(line => Text(issued, line.Net)),
            xml.Elements().Where(line => line.Name.LocalName is "InvoiceLine" or "CreditNoteLine").Select(line => line.Element(Cbc + "LineExtensionAmount")!.Value));
        Assert.All(xml.Descendants().Attributes("currencyID"), currency => Assert.Equal(issued.Invoice.Currency.Code, currency.Value));
    }, iter: 500);

    [Fact]
    public void No_number_has_an_exponent_and_no_element_is_empty() => Gen.OneOf(EInvoiceFormat.Ubl, EInvoiceFormat.Cii).SelectMany(GeneratedInvoices.Issued).Sample(issued =>
    {
        var xml = Read(Xml(issued));
        Assert.All(xml.Descendants().Where(element => !element.HasElements && element.Name != Ram + "ApplicableHeaderTradeDelivery"), element => Assert.False(string.IsNullOrWhiteSpace(element.Value), element.ToString()));
        Assert.All(xml.Descendants().Where(element => !element.HasElements && NumberName().IsMatch(element.Name.LocalName)), element => Assert.Matches(@"^-?(0|[1-9][0-9]*)(\.[0-9]+)?$", element.Value));
    }, iter: 300);

    [Fact]
    public void The_pdf_prints_every_amount_of_the_xml() => GeneratedInvoices.Issued(EInvoiceFormat.FacturX).Sample(issued =>
    {
        var rendered = issued.Render(DocumentAssets.None);
        var printed = Amounts(PdfTool.Text(rendered.Pdf));
        var xml = Read(rendered.EInvoiceXml!);
        var amounts = xml.Descendants(Ram + "SpecifiedTradeSettlementHeaderMonetarySummation").Elements()
            .Concat(xml.Descendants(Ram + "CalculatedAmount")).Concat(xml.Descendants(Ram + "BasisAmount"))
            // A sum of net and tax stands in the PDF where no rounding is between them and the total.
            .Where(amount => amount.Name != Ram + "GrandTotalAmount" || issued.Invoice.Totals.Rounding.IsZero);
        // Where prices include tax, so do the amounts of lines in the PDF.
        if (!issued.Invoice.Lines[0].TaxIncluded)
            amounts = amounts.Concat(xml.Descendants(Ram + "SpecifiedLineTradeSettlement").Where(line => !line.Elements(Ram + "SpecifiedTradeAllowanceCharge").Any()).Descendants(Ram + "LineTotalAmount")).Concat(xml.Descendants(Ram + "ActualAmount"));
        Assert.All(amounts, amount => Assert.Contains(decimal.Parse(amount.Value, CultureInfo.InvariantCulture) is var value && value < 0 ? -value : value, printed));
    }, iter: 15, threads: 1);

    // The package writes a text such as "&x;" as it is, as if it named an entity.
    private static EInvoice WithoutReferences(EInvoice invoice) => invoice with
    {
        Notes = [.. invoice.Notes.Select(note => note.Replace('&', '+'))],
        Lines = [.. invoice.Lines.Select(line => line with { Name = line.Name.Replace('&', '+') })],
    };

    private static byte[] Xml(IssuedInvoice issued) => EInvoiceXml.Write(EInvoice.Of(issued)!);

    private static XElement Read(byte[] xml)
    {
        using var stream = new MemoryStream(xml);
        return XDocument.Load(stream).Root!;
    }

    // The ledger has credit notes below 0; an e-invoice has what they give back above 0.
    private static string Text(IssuedInvoice issued, Money amount) =>
        (issued.Invoice.Kind == DocumentKind.Invoice ? amount : -amount).Amount.ToString($"F{amount.Currency.MinorDigits}", CultureInfo.InvariantCulture);

    private static string UnlessZero(IssuedInvoice issued, Money amount) => amount.IsZero ? "" : Text(issued, amount);

    private static string Due(IssuedInvoice issued) => Text(issued, issued.Invoice.Kind == DocumentKind.Invoice ? issued.AmountDue : issued.Invoice.Totals.Total);

    // As English documents print them: 1,234.50.
    private static HashSet<decimal> Amounts(string text) =>
        [.. PrintedAmount().Matches(text).Select(match => decimal.Parse(match.Value, NumberStyles.AllowThousands | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture))];

    [GeneratedRegex("Amount$|Quantity$|Percent$")]
    private static partial Regex NumberName();

    [GeneratedRegex(@"[0-9][0-9,]*(\.[0-9]+)?")]
    private static partial Regex PrintedAmount();
}
