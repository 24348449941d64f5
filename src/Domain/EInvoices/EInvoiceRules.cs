namespace Billing.Domain;

/// <summary>The rules that an e-invoice must keep before it gets a number: those of EN 16931, and what its format asks for beside. A rule is a function from the
/// document to what is wrong; checking is the list of them, and all faults come at once.</summary>
/// <remarks>EN 16931-1 by the validation artefacts 1.3 of CEN/TC 434, Peppol BIS Billing 3.0, XRechnung 3.0. What the model itself cannot leave out is not asked for
/// again: dates, type, currency, sums. Nor is the number (BR-02), which a document gets once it keeps the rules.</remarks>
public static class EInvoiceRules
{
    private static readonly IReadOnlyList<EInvoiceRule> En16931 = [.. PartyRules.All, .. ContentRules.All, .. AmountRules.All, .. TaxCategoryRules.All, .. CodeRules.All];
    private static readonly IReadOnlyList<EInvoiceRule> Peppol = [.. En16931, .. NetworkRules.All, .. PeppolRules.All];
    private static readonly IReadOnlyList<EInvoiceRule> PeppolWithinGermany = [.. Peppol, .. XRechnungRules.All];
    private static readonly IReadOnlyList<EInvoiceRule> XRechnung = [.. En16931, .. NetworkRules.All, .. XRechnungRules.All];

    /// <summary>What keeps a document from being a valid e-invoice of its format; empty where nothing does.</summary>
    public static IReadOnlyList<EInvoiceFault> Check(EInvoice invoice) => [.. For(invoice).SelectMany(rule => rule(invoice))];

    private static IReadOnlyList<EInvoiceRule> For(EInvoice invoice) => invoice.Format switch
    {
        EInvoiceFormat.XRechnungUbl or EInvoiceFormat.XRechnungCii => XRechnung,

        // Peppol's rules DE-R-001 to DE-R-031 are those of XRechnung, for who sells within Germany.
        EInvoiceFormat.PeppolBis => invoice is { Seller.Address.Country: "DE", Buyer.Address.Country: "DE" } ? PeppolWithinGermany : Peppol,
        _ => En16931,
    };
}

/// <summary>A rule: what is wrong with a document by it, nothing where all is well.</summary>
internal delegate IEnumerable<EInvoiceFault> EInvoiceRule(EInvoice invoice);
