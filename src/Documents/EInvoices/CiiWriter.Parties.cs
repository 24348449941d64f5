using Billing.Domain;

namespace Billing.Documents.EInvoices;

internal sealed partial class CiiWriter
{
    // Of UNTDID 1153.
    private const string VatScheme = "VA";
    private const string FiscalScheme = "FC";

    private void WriteParty(string role, EInvoiceParty party)
    {
        using (_xml.Element(Ram, role))
        {
            _xml.Text(Ram, "Name", party.Name);
            _xml.Text(Ram, "Description", party.LegalInformation);
            _xml.Nested(Ram, "SpecifiedLegalOrganization", Ram, "ID", party.RegistrationId);
            WriteContact(party);
            WriteAddress(party.Address);
            if (party.ElectronicAddress is { } address && !XmlText.IsEmpty(address.Id))
            {
                using (_xml.Element(Ram, "URIUniversalCommunication"))
                    _xml.Text(Ram, "URIID", address.Id, "schemeID", address.Scheme);
            }

            WriteTaxRegistration(party.VatId, VatScheme);
            WriteTaxRegistration(party.TaxNumber, FiscalScheme);
        }
    }

    private void WriteContact(EInvoiceParty party)
    {
        if (XmlText.IsEmpty(party.ContactName) && XmlText.IsEmpty(party.Phone) && XmlText.IsEmpty(party.Email))
            return;
        using (_xml.Element(Ram, "DefinedTradeContact"))
        {
            _xml.Text(Ram, "PersonName", party.ContactName);
            _xml.Nested(Ram, "TelephoneUniversalCommunication", Ram, "CompleteNumber", party.Phone);
            _xml.Nested(Ram, "EmailURIUniversalCommunication", Ram, "URIID", party.Email);
        }
    }

    private void WriteAddress(PostalAddress address)
    {
        using (_xml.Element(Ram, "PostalTradeAddress"))
        {
            _xml.Text(Ram, "PostcodeCode", address.PostalCode);
            _xml.Text(Ram, "LineOne", address.Street);
            _xml.Text(Ram, "CityName", address.City);
            _xml.Text(Ram, "CountryID", address.Country);
            _xml.Text(Ram, "CountrySubDivisionName", address.Region);
        }
    }

    private void WriteTaxRegistration(string id, string scheme)
    {
        if (XmlText.IsEmpty(id))
            return;
        using (_xml.Element(Ram, "SpecifiedTaxRegistration"))
            _xml.Text(Ram, "ID", id, "schemeID", scheme);
    }
}
