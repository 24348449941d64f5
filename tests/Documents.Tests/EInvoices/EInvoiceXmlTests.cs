using System.Text;
using Billing.Documents.EInvoices;
using Billing.Domain;

namespace Billing.Documents.Tests.EInvoices;

public sealed class EInvoiceXmlTests
{
    public static TheoryData<EInvoiceFormat> Formats => [.. Enum.GetValues<EInvoiceFormat>().Where(format => format != EInvoiceFormat.None)];

    public static TheoryData<EInvoiceFormat> CiiFormats => [EInvoiceFormat.Cii, EInvoiceFormat.XRechnungCii, EInvoiceFormat.FacturX, EInvoiceFormat.FacturXExtended];

    [Theory]
    [MemberData(nameof(Formats))]
    public void An_invoice_is_written_as_approved(EInvoiceFormat format) =>
        Approved.Matches($"invoice.{format}.xml", EInvoiceXml.Write(SampleEInvoices.Invoice(format)));

    [Theory]
    [InlineData(EInvoiceFormat.XRechnungUbl)]
    [InlineData(EInvoiceFormat.FacturX)]
    public void A_credit_note_is_written_as_approved(EInvoiceFormat format) =>
        Approved.Matches($"credit-note.{format}.xml", EInvoiceXml.Write(SampleEInvoices.CreditNote(format)));

    [Theory]
    [InlineData(EInvoiceFormat.Ubl)]
    [InlineData(EInvoiceFormat.Cii)]
    public void Goods_to_another_member_state_are_written_as_approved(EInvoiceFormat format) => Approved.Matches(
        $"intra-community.{format}.xml",
        EInvoiceXml.Write(SampleEInvoices.WithoutTax(format, TaxTreatment.IntraCommunity, "VATEX-EU-IC", "Intra-community supply")));

    [Theory]
    [MemberData(nameof(CiiFormats))]
    public void Cii_is_valid_by_the_schema_of_its_profile(EInvoiceFormat format)
    {
        EInvoice[] invoices =
        [
            SampleEInvoices.Invoice(format), SampleEInvoices.CreditNote(format),
            SampleEInvoices.WithoutTax(format, TaxTreatment.IntraCommunity, "VATEX-EU-IC", "Intra-community supply"),
            SampleEInvoices.WithoutTax(format, TaxTreatment.OutOfScope, "VATEX-EU-O", "Not subject to VAT"),
        ];
        Assert.All(invoices.Select(EInvoiceXml.Write), xml =>
        {
            Assert.Empty(FacturXSchemas.ExtendedFaults(xml));
            if (format != EInvoiceFormat.FacturXExtended)
                Assert.Empty(FacturXSchemas.En16931Faults(xml));
        });
    }

    [Fact]
    public void The_schemas_find_an_element_in_the_wrong_place()
    {
        var xml = Encoding.UTF8.GetString(EInvoiceXml.Write(SampleEInvoices.Invoice(EInvoiceFormat.Cii)));
        var swapped = xml.Replace("<ram:TypeCode>380</ram:TypeCode>", "", StringComparison.Ordinal);
        Assert.NotEmpty(FacturXSchemas.En16931Faults(Encoding.UTF8.GetBytes(swapped)));
    }

    [Fact]
    public void Another_writer_makes_the_same_of_what_the_xml_says()
    {
        Func<EInvoiceFormat, EInvoice>[] invoices =
        [
            SampleEInvoices.Invoice, SampleEInvoices.CreditNote,
            format => SampleEInvoices.WithoutTax(format, TaxTreatment.IntraCommunity, "VATEX-EU-IC", "Intra-community supply"),
            format => SampleEInvoices.WithoutTax(format, TaxTreatment.OutOfScope, "VATEX-EU-O", "Not subject to VAT"),
        ];
        IndependentWriter.AssertAgrees([.. invoices.Select(make => make(EInvoiceFormat.XRechnungUbl))]);
    }
}
