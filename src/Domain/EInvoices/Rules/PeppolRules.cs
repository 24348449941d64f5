using System.Collections.Frozen;

namespace Billing.Domain;

/// <summary>What Peppol BIS Billing 3.0 asks for beside the standard.</summary>
internal static class PeppolRules
{
    public static IReadOnlyList<EInvoiceRule> All { get; } = [References, OneNote, Schemes, CategoriesOfCodes];

    // The codes that belong to a category of their own.
    private static readonly FrozenDictionary<string, TaxTreatment> CategoryOf = new Dictionary<string, TaxTreatment>
    {
        ["VATEX-EU-AE"] = TaxTreatment.ReverseCharge,
        ["VATEX-EU-IC"] = TaxTreatment.IntraCommunity,
        ["VATEX-EU-G"] = TaxTreatment.Export,
        ["VATEX-EU-O"] = TaxTreatment.OutOfScope,
        ["VATEX-EU-D"] = TaxTreatment.Exempt,
        ["VATEX-EU-F"] = TaxTreatment.Exempt,
        ["VATEX-EU-I"] = TaxTreatment.Exempt,
        ["VATEX-EU-J"] = TaxTreatment.Exempt,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static IEnumerable<EInvoiceFault> References(EInvoice invoice)
    {
        if (invoice.BuyerReference.Length == 0 && invoice.OrderReference.Length == 0)
            yield return new("PEPPOL-EN16931-R003", "BT-10", "customer.reference", "Peppol routes by the customer's reference or its order number; ask for one, and put it into the profile or the billing terms.");
    }

    private static IEnumerable<EInvoiceFault> OneNote(EInvoice invoice)
    {
        if (invoice.Notes.Count > 1)
            yield return new("PEPPOL-EN16931-R002", "BT-22", "memo", "Peppol takes one note for the document; write one.");
    }

    private static IEnumerable<EInvoiceFault> Schemes(EInvoice invoice) =>
        from party in new[] { (invoice.Seller.ElectronicAddress, Term: "BT-34", Field: "seller.electronicAddress.scheme"), (invoice.Buyer.ElectronicAddress, Term: "BT-49", Field: "customer.electronicAddress.scheme") }
        where party.ElectronicAddress is { } address && ElectronicAddressSchemes.Contains(address.Scheme) && !ElectronicAddressSchemes.IsOfPeppol(address.Scheme)
        select new EInvoiceFault("PEPPOL-EN16931-CL008", party.Term, party.Field, $"Peppol does not deliver to addresses of the scheme {party.ElectronicAddress.Scheme}; give the address in Peppol.");

    private static IEnumerable<EInvoiceFault> CategoriesOfCodes(EInvoice invoice) =>
        from tax in invoice.Taxes
        where CategoryOf.TryGetValue(tax.ExemptionCode, out var category) && category != tax.Category
        select new EInvoiceFault("PEPPOL-EN16931-P0104", "BT-121", "taxes.exemptionCode", $"{tax.ExemptionCode} is for the category {CategoryOf[tax.ExemptionCode].Code()}, and the tax is {tax.Category.Code()}; correct the tax rule.");
}
