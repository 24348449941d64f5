using Billing.Domain;

namespace Billing.Documents.EInvoices;

internal sealed partial class UblWriter
{
    // Any scheme but VAT marks a seller's other tax number (BT-32); FC, as CII has it, says fiscal code.
    private const string FiscalCode = "FC";
    private const string Vat = "VAT";

    private void WriteParty(string role, EInvoiceParty party)
    {
        using (_xml.Element(Cac, role))
        using (_xml.Element(Cac, "Party"))
        {
            if (party.ElectronicAddress is { } address)
                _xml.Text(Cbc, "EndpointID", address.Id, "schemeID", address.Scheme);
            WriteAddress("PostalAddress", party.Address);
            WriteTaxRegistration(party.VatId, Vat);
            WriteTaxRegistration(party.TaxNumber, FiscalCode);
            using (_xml.Element(Cac, "PartyLegalEntity"))
            {
                _xml.Text(Cbc, "RegistrationName", party.Name);
                _xml.Text(Cbc, "CompanyID", party.RegistrationId);
                _xml.Text(Cbc, "CompanyLegalForm", party.LegalInformation);
            }

            WriteContact(party);
        }
    }

    private void WriteAddress(string name, PostalAddress address)
    {
        using (_xml.Element(Cac, name))
        {
            _xml.Text(Cbc, "StreetName", address.Street);
            _xml.Text(Cbc, "CityName", address.City);
            _xml.Text(Cbc, "PostalZone", address.PostalCode);
            _xml.Text(Cbc, "CountrySubentity", address.Region);
            _xml.Nested(Cac, "Country", Cbc, "IdentificationCode", address.Country);
        }
    }

    private void WriteTaxRegistration(string id, string scheme)
    {
        if (XmlText.IsEmpty(id))
            return;
        using (_xml.Element(Cac, "PartyTaxScheme"))
        {
            _xml.Text(Cbc, "CompanyID", id);
            WriteTaxScheme(scheme);
        }
    }

    private void WriteTaxScheme(string scheme) => _xml.Nested(Cac, "TaxScheme", Cbc, "ID", scheme);

    private void WriteContact(EInvoiceParty party)
    {
        if (XmlText.IsEmpty(party.ContactName) && XmlText.IsEmpty(party.Phone) && XmlText.IsEmpty(party.Email))
            return;
        using (_xml.Element(Cac, "Contact"))
        {
            _xml.Text(Cbc, "Name", party.ContactName);
            _xml.Text(Cbc, "Telephone", party.Phone);
            _xml.Text(Cbc, "ElectronicMail", party.Email);
        }
    }
}
