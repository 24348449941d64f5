using Billing.Domain;

namespace Billing.Documents.EInvoices;

internal sealed partial class CiiWriter
{
    private void WriteLine(EInvoiceLine line)
    {
        using (_xml.Element(Ram, "IncludedSupplyChainTradeLineItem"))
        {
            _xml.Nested(Ram, "AssociatedDocumentLineDocument", Ram, "LineID", line.Id);
            using (_xml.Element(Ram, "SpecifiedTradeProduct"))
            {
                _xml.Text(Ram, "Name", line.Name);
                _xml.Text(Ram, "Description", line.Description);
            }

            using (_xml.Element(Ram, "SpecifiedLineTradeAgreement"))
            using (_xml.Element(Ram, "NetPriceProductTradePrice"))
                _xml.Number(Ram, "ChargeAmount", line.NetPrice);
            using (_xml.Element(Ram, "SpecifiedLineTradeDelivery"))
                _xml.Number(Ram, "BilledQuantity", line.Quantity, "unitCode", line.UnitCode);
            WriteLineSettlement(line);
        }
    }

    private void WriteLineSettlement(EInvoiceLine line)
    {
        using (_xml.Element(Ram, "SpecifiedLineTradeSettlement"))
        {
            using (_xml.Element(Ram, "ApplicableTradeTax"))
            {
                _xml.Text(Ram, "TypeCode", Vat);
                _xml.Text(Ram, "CategoryCode", line.Category.Code());
                WriteRate(line.Category, line.Rate);
            }

            WritePeriod(line.Period);
            foreach (var allowance in line.Allowances)
                WriteAllowance(allowance);
            using (_xml.Element(Ram, "SpecifiedTradeSettlementLineMonetarySummation"))
                _xml.Amount(Ram, "LineTotalAmount", line.Net);
        }
    }

    private void WriteAllowance(EInvoiceAllowance allowance)
    {
        using (_xml.Element(Ram, "SpecifiedTradeAllowanceCharge"))
        {
            using (_xml.Element(Ram, "ChargeIndicator"))
                _xml.Text(Udt, "Indicator", "false");
            _xml.Amount(Ram, "ActualAmount", allowance.Amount);
            _xml.Text(Ram, "Reason", allowance.Reason);
        }
    }
}
