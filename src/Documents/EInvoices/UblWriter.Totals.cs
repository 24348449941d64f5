using Billing.Domain;

namespace Billing.Documents.EInvoices;

internal sealed partial class UblWriter
{
    private void WriteTax()
    {
        using (_xml.Element(Cac, "TaxTotal"))
        {
            _xml.AmountWithCurrency(Cbc, "TaxAmount", _invoice.Totals.Tax);
            foreach (var tax in _invoice.Taxes)
                WriteTaxSubtotal(tax);
        }
    }

    private void WriteTaxSubtotal(EInvoiceTax tax)
    {
        using (_xml.Element(Cac, "TaxSubtotal"))
        {
            _xml.AmountWithCurrency(Cbc, "TaxableAmount", tax.Base);
            _xml.AmountWithCurrency(Cbc, "TaxAmount", tax.Amount);
            using (_xml.Element(Cac, "TaxCategory"))
            {
                WriteCategory(tax.Category, tax.Rate);
                _xml.Text(Cbc, "TaxExemptionReasonCode", tax.ExemptionCode);
                _xml.Text(Cbc, "TaxExemptionReason", tax.ExemptionReason);
                WriteTaxScheme(Vat);
            }
        }
    }

    private void WriteCategory(TaxTreatment category, decimal rate)
    {
        _xml.Text(Cbc, "ID", category.Code());
        if (EInvoiceCodes.HasRate(category))
            _xml.Number(Cbc, "Percent", rate);
    }

    private void WriteTotals()
    {
        var totals = _invoice.Totals;
        using (_xml.Element(Cac, "LegalMonetaryTotal"))
        {
            _xml.AmountWithCurrency(Cbc, "LineExtensionAmount", totals.Lines);
            _xml.AmountWithCurrency(Cbc, "TaxExclusiveAmount", totals.WithoutTax);
            _xml.AmountWithCurrency(Cbc, "TaxInclusiveAmount", totals.WithTax);
            if (!totals.Prepaid.IsZero)
                _xml.AmountWithCurrency(Cbc, "PrepaidAmount", totals.Prepaid);
            if (!totals.Rounding.IsZero)
                _xml.AmountWithCurrency(Cbc, "PayableRoundingAmount", totals.Rounding);
            _xml.AmountWithCurrency(Cbc, "PayableAmount", totals.Due);
        }
    }
}
