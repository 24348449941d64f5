using Billing.Domain;

namespace Billing.Documents.EInvoices;

internal sealed partial class UblWriter
{
    private void WriteLine(EInvoiceLine line)
    {
        using (_xml.Element(Cac, IsCreditNote ? "CreditNoteLine" : "InvoiceLine"))
        {
            _xml.Text(Cbc, "ID", line.Id);
            _xml.Number(Cbc, IsCreditNote ? "CreditedQuantity" : "InvoicedQuantity", line.Quantity, "unitCode", line.UnitCode);
            _xml.AmountWithCurrency(Cbc, "LineExtensionAmount", line.Net);
            WritePeriod(line.Period);
            foreach (var allowance in line.Allowances)
                WriteAllowance(allowance);
            WriteItem(line);
            using (_xml.Element(Cac, "Price"))
                _xml.Number(Cbc, "PriceAmount", line.NetPrice, "currencyID", _invoice.Currency.Code);
        }
    }

    private void WriteAllowance(EInvoiceAllowance allowance)
    {
        using (_xml.Element(Cac, "AllowanceCharge"))
        {
            _xml.Text(Cbc, "ChargeIndicator", "false");
            _xml.Text(Cbc, "AllowanceChargeReason", allowance.Reason);
            _xml.AmountWithCurrency(Cbc, "Amount", allowance.Amount);
        }
    }

    private void WriteItem(EInvoiceLine line)
    {
        using (_xml.Element(Cac, "Item"))
        {
            _xml.Text(Cbc, "Description", line.Description);
            _xml.Text(Cbc, "Name", line.Name);
            using (_xml.Element(Cac, "ClassifiedTaxCategory"))
            {
                WriteCategory(line.Category, line.Rate);
                WriteTaxScheme(Vat);
            }
        }
    }
}
