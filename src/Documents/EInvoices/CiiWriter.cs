using Billing.Domain;

namespace Billing.Documents.EInvoices;

/// <summary>Writes an e-invoice as UN/CEFACT Cross Industry Invoice (EN 16931-3-3): the elements that D16B and D22B have alike, so that one text is EN 16931, XRechnung and
/// Factur-X. The order of calls is the schema's.</summary>
internal sealed partial class CiiWriter
{
    // 102 of UNTDID 2379: a day as CCYYMMDD.
    private const string DateForm = "yyyyMMdd";
    private const string DateFormCode = "102";

    private static readonly ElementNamespace Rsm = new("rsm", "urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100");
    private static readonly ElementNamespace Ram = new("ram", "urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100");
    private static readonly ElementNamespace Udt = new("udt", "urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100");
    private static readonly ElementNamespace Qdt = new("qdt", "urn:un:unece:uncefact:data:standard:QualifiedDataType:100");

    private readonly EInvoice _invoice;
    private readonly ElementWriter _xml;

    private CiiWriter(EInvoice invoice, ElementWriter xml)
    {
        _invoice = invoice;
        _xml = xml;
    }

    internal static byte[] Write(EInvoice invoice)
    {
        using var xml = new ElementWriter(6_000 + 1_900 * invoice.Lines.Count);
        new CiiWriter(invoice, xml).WriteDocument();
        return xml.ToBytes();
    }

    private void WriteDocument()
    {
        using (_xml.Root(Rsm, "CrossIndustryInvoice", [Ram, Udt, Qdt]))
        {
            WriteContext();
            WriteHeader();
            using (_xml.Element(Rsm, "SupplyChainTradeTransaction"))
            {
                foreach (var line in _invoice.Lines)
                    WriteLine(line);
                WriteAgreement();
                WriteDelivery();
                WriteSettlement();
            }
        }
    }

    private void WriteContext()
    {
        using (_xml.Element(Rsm, "ExchangedDocumentContext"))
        {
            _xml.Nested(Ram, "BusinessProcessSpecifiedDocumentContextParameter", Ram, "ID", EInvoiceCodes.ProcessOf(_invoice.Format));
            _xml.Nested(Ram, "GuidelineSpecifiedDocumentContextParameter", Ram, "ID", EInvoiceCodes.SpecificationOf(_invoice.Format));
        }
    }

    private void WriteHeader()
    {
        using (_xml.Element(Rsm, "ExchangedDocument"))
        {
            _xml.Text(Ram, "ID", _invoice.Number);
            _xml.Text(Ram, "TypeCode", EInvoiceCodes.TypeOf(_invoice.Type));
            WriteDate("IssueDateTime", _invoice.IssueDate);
            foreach (var note in _invoice.Notes)
                _xml.Nested(Ram, "IncludedNote", Ram, "Content", note);
        }
    }

    private void WriteAgreement()
    {
        using (_xml.Element(Ram, "ApplicableHeaderTradeAgreement"))
        {
            _xml.Text(Ram, "BuyerReference", _invoice.BuyerReference);
            WriteParty("SellerTradeParty", _invoice.Seller);
            WriteParty("BuyerTradeParty", _invoice.Buyer);
            _xml.Nested(Ram, "BuyerOrderReferencedDocument", Ram, "IssuerAssignedID", _invoice.OrderReference);
        }
    }

    // The schema asks for this element even where nothing is in it, and the rule against empty elements leaves it out.
    private void WriteDelivery()
    {
        using (_xml.Element(Ram, "ApplicableHeaderTradeDelivery"))
        {
            if (!XmlText.IsEmpty(_invoice.DeliveryCountry))
            {
                // XRechnung asks for city and postcode beside the country (BR-DE-10, BR-DE-11).
                using (_xml.Element(Ram, "ShipToTradeParty"))
                    WriteAddress(_invoice.Buyer.Address with { Country = _invoice.DeliveryCountry });
            }

            if (_invoice.DeliveryDate is { } delivered)
            {
                using (_xml.Element(Ram, "ActualDeliverySupplyChainEvent"))
                    WriteDate("OccurrenceDateTime", delivered);
            }
        }
    }

    private void WriteDate(string name, DateOnly date)
    {
        using (_xml.Element(Ram, name))
            _xml.Date(Udt, "DateTimeString", date, DateForm, "format", DateFormCode);
    }

    private void WritePeriod(ServicePeriod? period)
    {
        if (period is not { } days)
            return;
        using (_xml.Element(Ram, "BillingSpecifiedPeriod"))
        {
            WriteDate("StartDateTime", days.Start);
            WriteDate("EndDateTime", days.LastDay);
        }
    }
}
