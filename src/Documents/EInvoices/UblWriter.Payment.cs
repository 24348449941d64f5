using Billing.Domain;

namespace Billing.Documents.EInvoices;

internal sealed partial class UblWriter
{
    private void WritePayment()
    {
        if (_invoice.Payment is { } payment)
            WritePaymentMeans(payment);
        _xml.Nested(Cac, "PaymentTerms", Cbc, "Note", _invoice.PaymentTerms);
    }

    private void WritePaymentMeans(EInvoicePayment payment)
    {
        using (_xml.Element(Cac, "PaymentMeans"))
        {
            _xml.Text(Cbc, "PaymentMeansCode", payment.MeansCode);
            if (IsCreditNote && _invoice.DueDate is { } due)
                _xml.Date(Cbc, "PaymentDueDate", due, DateForm);
            _xml.Text(Cbc, "PaymentID", payment.Reference);
            if (XmlText.IsEmpty(payment.Account))
                return;
            using (_xml.Element(Cac, "PayeeFinancialAccount"))
            {
                _xml.Text(Cbc, "ID", payment.Account);
                _xml.Text(Cbc, "Name", payment.AccountName);
                _xml.Nested(Cac, "FinancialInstitutionBranch", Cbc, "ID", payment.Bic);
            }
        }
    }
}
