namespace Billing.Domain;

/// <summary>How supplies are taxed, by EN 16931's categories (UNTDID 5305).</summary>
public enum TaxTreatment
{
    /// <summary>S: taxed at a rate.</summary>
    Standard,

    /// <summary>Z: taxed at 0 %.</summary>
    ZeroRated,

    /// <summary>E: exempt, with a reason.</summary>
    Exempt,

    /// <summary>AE: the buyer owes the tax.</summary>
    ReverseCharge,

    /// <summary>K: supply of goods within the European Union.</summary>
    IntraCommunity,

    /// <summary>G: export.</summary>
    Export,

    /// <summary>O: outside the scope of tax.</summary>
    OutOfScope,
}
