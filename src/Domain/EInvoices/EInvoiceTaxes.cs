namespace Billing.Domain;

/// <summary>Taxes as EN 16931 has them: one for each category and rate, whomever they are owed to.</summary>
internal static class EInvoiceTaxes
{
    public static IReadOnlyList<EInvoiceTax> Of(IReadOnlyList<TaxLine> taxes, bool isCredit) =>
        [.. taxes.GroupBy(tax => (tax.Tax.Treatment, tax.Tax.Rate)).Select(alike => Merged(alike.Key.Treatment, alike.Key.Rate, [.. alike], isCredit))];

    /// <summary>Whether a category says why no tax is charged (BT-120, BT-121).</summary>
    public static bool NeedsReason(this TaxTreatment treatment) => treatment is not (TaxTreatment.Standard or TaxTreatment.ZeroRated);

    private static EInvoiceTax Merged(TaxTreatment treatment, decimal rate, TaxLine[] alike, bool isCredit)
    {
        var currency = alike[0].Base.Currency;
        string[] codes = [.. alike.Select(tax => tax.Tax.ExemptionCode).Distinct(StringComparer.Ordinal)];
        var reasons = treatment.NeedsReason() ? alike.Select(tax => tax.Tax.Note).Where(note => note.Length > 0).Distinct(StringComparer.Ordinal) : [];
        return new EInvoiceTax(
            treatment, rate, Money.Sum(alike.Select(tax => tax.Base), currency).GivenBack(isCredit), Money.Sum(alike.Select(tax => tax.Amount), currency).GivenBack(isCredit),
            string.Join("; ", reasons), treatment.NeedsReason() && codes is [var only] ? only : "");
    }
}
