using Billing.Domain;

namespace Billing.Documents.EInvoices;

internal sealed partial class CiiWriter
{
    private const string SepaCreditTransfer = "58";
    private const string Vat = "VAT";

    private void WriteSettlement()
    {
        using (_xml.Element(Ram, "ApplicableHeaderTradeSettlement"))
        {
            _xml.Text(Ram, "PaymentReference", _invoice.Payment?.Reference ?? "");
            _xml.Text(Ram, "InvoiceCurrencyCode", _invoice.Currency.Code);
            if (_invoice.Payment is { } payment)
                WritePaymentMeans(payment);
            foreach (var tax in _invoice.Taxes)
                WriteTax(tax);
            WritePeriod(_invoice.Period);
            WritePaymentTerms();
            WriteTotals();
            WritePreceding();
        }
    }

    private void WritePaymentMeans(EInvoicePayment payment)
    {
        using (_xml.Element(Ram, "SpecifiedTradeSettlementPaymentMeans"))
        {
            _xml.Text(Ram, "TypeCode", payment.MeansCode);
            if (XmlText.IsEmpty(payment.Account))
                return;
            var isIban = payment.MeansCode == SepaCreditTransfer || Iban.Check(payment.Account) is null;
            using (_xml.Element(Ram, "PayeePartyCreditorFinancialAccount"))
            {
                _xml.Text(Ram, "IBANID", isIban ? payment.Account : "");
                _xml.Text(Ram, "AccountName", payment.AccountName);
                _xml.Text(Ram, "ProprietaryID", isIban ? "" : payment.Account);
            }

            _xml.Nested(Ram, "PayeeSpecifiedCreditorFinancialInstitution", Ram, "BICID", payment.Bic);
        }
    }

    private void WriteTax(EInvoiceTax tax)
    {
        using (_xml.Element(Ram, "ApplicableTradeTax"))
        {
            _xml.Amount(Ram, "CalculatedAmount", tax.Amount);
            _xml.Text(Ram, "TypeCode", Vat);
            _xml.Text(Ram, "ExemptionReason", tax.ExemptionReason);
            _xml.Amount(Ram, "BasisAmount", tax.Base);
            _xml.Text(Ram, "CategoryCode", tax.Category.Code());
            _xml.Text(Ram, "ExemptionReasonCode", tax.ExemptionCode);
            WriteRate(tax.Category, tax.Rate);
        }
    }

    private void WriteRate(TaxTreatment category, decimal rate)
    {
        if (EInvoiceCodes.HasRate(category))
            _xml.Number(Ram, "RateApplicablePercent", rate);
    }

    private void WritePaymentTerms()
    {
        if (_invoice.DueDate is null && XmlText.IsEmpty(_invoice.PaymentTerms))
            return;
        using (_xml.Element(Ram, "SpecifiedTradePaymentTerms"))
        {
            _xml.Text(Ram, "Description", _invoice.PaymentTerms);
            if (_invoice.DueDate is { } due)
                WriteDate("DueDateDateTime", due);
        }
    }

    private void WriteTotals()
    {
        var totals = _invoice.Totals;
        using (_xml.Element(Ram, "SpecifiedTradeSettlementHeaderMonetarySummation"))
        {
            _xml.Amount(Ram, "LineTotalAmount", totals.Lines);
            _xml.Amount(Ram, "TaxBasisTotalAmount", totals.WithoutTax);
            // The one amount whose currency has to be said, as there could be a second in the currency of accounting.
            _xml.AmountWithCurrency(Ram, "TaxTotalAmount", totals.Tax);
            if (!totals.Rounding.IsZero)
                _xml.Amount(Ram, "RoundingAmount", totals.Rounding);
            _xml.Amount(Ram, "GrandTotalAmount", totals.WithTax);
            if (!totals.Prepaid.IsZero)
                _xml.Amount(Ram, "TotalPrepaidAmount", totals.Prepaid);
            _xml.Amount(Ram, "DuePayableAmount", totals.Due);
        }
    }

    private void WritePreceding()
    {
        if (_invoice.Preceding is not { } preceding)
            return;
        using (_xml.Element(Ram, "InvoiceReferencedDocument"))
        {
            _xml.Text(Ram, "IssuerAssignedID", preceding.Number);
            if (preceding.IssueDate is not { } issued)
                return;
            using (_xml.Element(Ram, "FormattedIssueDateTime"))
                _xml.Date(Qdt, "DateTimeString", issued, DateForm, "format", DateFormCode);
        }
    }
}
