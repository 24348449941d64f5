using System.Text.RegularExpressions;

namespace Billing.Domain;

/// <summary>What XRechnung 3.0 asks for beside the standard. What can never come up is not asked for: cards, direct debits, attachments, other types.</summary>
internal static partial class XRechnungRules
{
    private const int FewestPhoneDigits = 3;

    public static IReadOnlyList<EInvoiceRule> All { get; } = [Payment, SellerAddress, Contact, BuyerAddress, Routing, TaxId, Skonto, Account];

    private static IEnumerable<EInvoiceFault> Payment(EInvoice invoice)
    {
        if (invoice.Payment is null)
            yield return new("BR-DE-1", "BG-16", "seller.bankAccounts", "XRechnung says how to pay; give the seller a bank account.");
    }

    private static IEnumerable<EInvoiceFault> SellerAddress(EInvoice invoice)
    {
        if (invoice.Seller.Address.City.Length == 0)
            yield return new("BR-DE-3", "BT-37", "seller.address.city", "The seller's address has no city; give it one.");
        if (invoice.Seller.Address.PostalCode.Length == 0)
            yield return new("BR-DE-4", "BT-38", "seller.address.postalCode", "The seller's address has no postal code; give it one.");
    }

    private static IEnumerable<EInvoiceFault> Contact(EInvoice invoice)
    {
        var seller = invoice.Seller;
        if (seller.ContactName.Length == 0)
            yield return new("BR-DE-5", "BT-41", "seller.contact.name", "XRechnung names whom to ask; give the seller's contact a name, a person's or a department's.");
        if (seller.Phone.Length == 0)
            yield return new("BR-DE-6", "BT-42", "seller.contact.phone", "XRechnung says whom to call; give the seller's contact a telephone number.");
        else if (seller.Phone.Count(char.IsAsciiDigit) < FewestPhoneDigits)
            yield return new("BR-DE-27", "BT-42", "seller.contact.phone", $"The telephone number '{seller.Phone}' has fewer than {FewestPhoneDigits} digits; correct it.");
        if (seller.Email.Length == 0)
            yield return new("BR-DE-7", "BT-43", "seller.contact.email", "XRechnung says whom to write to; give the seller's contact an e-mail address.");
        else if (!MailForm().IsMatch(seller.Email))
            yield return new("BR-DE-28", "BT-43", "seller.contact.email", $"'{seller.Email}' does not read like an e-mail address; correct it.");
    }

    private static IEnumerable<EInvoiceFault> BuyerAddress(EInvoice invoice)
    {
        if (invoice.Buyer.Address.City.Length == 0)
            yield return new("BR-DE-8", "BT-52", "customer.address.city", "The customer's address has no city; put it into the profile.");
        if (invoice.Buyer.Address.PostalCode.Length == 0)
            yield return new("BR-DE-9", "BT-53", "customer.address.postalCode", "The customer's address has no postal code; put it into the profile.");
    }

    private static IEnumerable<EInvoiceFault> Routing(EInvoice invoice)
    {
        if (invoice.BuyerReference.Length == 0)
            yield return new("BR-DE-15", "BT-10", "customer.reference", "XRechnung is routed by the buyer's reference, an authority's Leitweg-ID; ask for it, and put it into the profile.");
    }

    private static IEnumerable<EInvoiceFault> TaxId(EInvoice invoice)
    {
        if (invoice.Seller is { VatId.Length: 0, TaxNumber.Length: 0 } && invoice.Taxes.Any(tax => tax.Category != TaxTreatment.OutOfScope))
            yield return new("BR-DE-16", "BT-31", "seller.taxIds", "XRechnung names a VAT id or a tax number of the seller; add one to its tax ids.");
    }

    private static IEnumerable<EInvoiceFault> Skonto(EInvoice invoice)
    {
        if (invoice.PaymentTerms.Contains('#', StringComparison.Ordinal) && !SkontoForm().IsMatch(invoice.PaymentTerms))
            yield return new("BR-DE-18", "BT-20", "paymentTerms", "Terms with # are read by programs, and must be lines such as #SKONTO#TAGE=14#PROZENT=2.00#; write them so, or without #.");
    }

    private static IEnumerable<EInvoiceFault> Account(EInvoice invoice)
    {
        if (invoice.Payment is { MeansCode: EInvoicePayments.SepaTransfer, Account: { Length: > 0 } account } && Iban.Check(account) is { } problem)
            yield return new("BR-DE-19", "BT-84", "seller.bankAccounts.iban", $"{account} {problem}; correct the seller's bank account.");
    }

    // One @, with two characters or more on either side, none of which beside it is a dot or a space, nor a dot at either end.
    [GeneratedRegex(@"^[^@\s.][^@\s]*[^@\s.]@[^@\s.][^@\s]*[^@\s.]\z", RegexOptions.CultureInvariant)]
    private static partial Regex MailForm();

    [GeneratedRegex(@"^([^#\n]*\n)*(#SKONTO#TAGE=[0-9]+#PROZENT=[0-9]+\.[0-9]{2}(#BASISBETRAG=-?[0-9]+\.[0-9]{2})?#\n)+([^#\n]*\n?)*\z", RegexOptions.CultureInvariant)]
    private static partial Regex SkontoForm();
}
