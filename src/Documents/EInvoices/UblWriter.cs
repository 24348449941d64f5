using Billing.Domain;

namespace Billing.Documents.EInvoices;

/// <summary>Writes an e-invoice as UBL 2.1 (EN 16931-3-2): an Invoice, or a CreditNote, which has elements and an order of its own. The order of calls is the schema's.</summary>
internal sealed partial class UblWriter
{
    private const string DateForm = "yyyy-MM-dd";

    private static readonly ElementNamespace InvoiceRoot = new("", "urn:oasis:names:specification:ubl:schema:xsd:Invoice-2");
    private static readonly ElementNamespace CreditNoteRoot = new("", "urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2");
    private static readonly ElementNamespace Cac = new("cac", "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2");
    private static readonly ElementNamespace Cbc = new("cbc", "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2");

    private readonly EInvoice _invoice;
    private readonly ElementWriter _xml;

    private UblWriter(EInvoice invoice, ElementWriter xml)
    {
        _invoice = invoice;
        _xml = xml;
    }

    private bool IsCreditNote => _invoice.Type == EInvoiceType.CreditNote;

    internal static byte[] Write(EInvoice invoice)
    {
        using var xml = new ElementWriter(5_000 + 1_100 * invoice.Lines.Count);
        new UblWriter(invoice, xml).WriteDocument();
        return xml.ToBytes();
    }

    private void WriteDocument()
    {
        using (_xml.Root(IsCreditNote ? CreditNoteRoot : InvoiceRoot, IsCreditNote ? "CreditNote" : "Invoice", [Cac, Cbc]))
        {
            WriteHeader();
            WriteReferences();
            WriteParty("AccountingSupplierParty", _invoice.Seller);
            WriteParty("AccountingCustomerParty", _invoice.Buyer);
            WriteDelivery();
            WritePayment();
            WriteTax();
            WriteTotals();
            foreach (var line in _invoice.Lines)
                WriteLine(line);
        }
    }

    private void WriteHeader()
    {
        _xml.Text(Cbc, "CustomizationID", EInvoiceCodes.SpecificationOf(_invoice.Format));
        _xml.Text(Cbc, "ProfileID", EInvoiceCodes.ProcessOf(_invoice.Format));
        _xml.Text(Cbc, "ID", _invoice.Number);
        _xml.Date(Cbc, "IssueDate", _invoice.IssueDate, DateForm);
        // A credit note tells until when it is paid out among its payment means.
        if (!IsCreditNote && _invoice.DueDate is { } due)
            _xml.Date(Cbc, "DueDate", due, DateForm);
        _xml.Text(Cbc, IsCreditNote ? "CreditNoteTypeCode" : "InvoiceTypeCode", EInvoiceCodes.TypeOf(_invoice.Type));
        foreach (var note in _invoice.Notes)
            _xml.Text(Cbc, "Note", note);
        _xml.Text(Cbc, "DocumentCurrencyCode", _invoice.Currency.Code);
        _xml.Text(Cbc, "BuyerReference", _invoice.BuyerReference);
    }

    private void WriteReferences()
    {
        WritePeriod(_invoice.Period);
        _xml.Nested(Cac, "OrderReference", Cbc, "ID", _invoice.OrderReference);
        if (_invoice.Preceding is not { } preceding)
            return;
        using (_xml.Element(Cac, "BillingReference"))
        using (_xml.Element(Cac, "InvoiceDocumentReference"))
        {
            _xml.Text(Cbc, "ID", preceding.Number);
            if (preceding.IssueDate is { } issued)
                _xml.Date(Cbc, "IssueDate", issued, DateForm);
        }
    }

    private void WritePeriod(ServicePeriod? period)
    {
        if (period is not { } days)
            return;
        using (_xml.Element(Cac, "InvoicePeriod"))
        {
            _xml.Date(Cbc, "StartDate", days.Start, DateForm);
            _xml.Date(Cbc, "EndDate", days.LastDay, DateForm);
        }
    }

    private void WriteDelivery()
    {
        var isToAddress = !XmlText.IsEmpty(_invoice.DeliveryCountry);
        if (_invoice.DeliveryDate is null && !isToAddress)
            return;
        using (_xml.Element(Cac, "Delivery"))
        {
            if (_invoice.DeliveryDate is { } delivered)
                _xml.Date(Cbc, "ActualDeliveryDate", delivered, DateForm);
            if (!isToAddress)
                return;
            // XRechnung asks for city and postcode beside the country (BR-DE-10, BR-DE-11).
            using (_xml.Element(Cac, "DeliveryLocation"))
                WriteAddress("Address", _invoice.Buyer.Address with { Country = _invoice.DeliveryCountry });
        }
    }
}
