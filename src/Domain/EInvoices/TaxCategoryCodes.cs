namespace Billing.Domain;

/// <summary>The codes of tax categories.</summary>
public static class TaxCategoryCodes
{
    /// <summary>The code of UNTDID 5305 with which e-invoices name a category (BT-118, BT-151).</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is no treatment that there is.</exception>
    public static string Code(this TaxTreatment treatment) => treatment switch
    {
        TaxTreatment.Standard => "S",
        TaxTreatment.ZeroRated => "Z",
        TaxTreatment.Exempt => "E",
        TaxTreatment.ReverseCharge => "AE",
        TaxTreatment.IntraCommunity => "K",
        TaxTreatment.Export => "G",
        TaxTreatment.OutOfScope => "O",
        _ => throw new ArgumentOutOfRangeException(nameof(treatment), treatment, "No code of UNTDID 5305 for this treatment."),
    };
}
