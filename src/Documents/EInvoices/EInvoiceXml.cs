using Billing.Domain;

namespace Billing.Documents.EInvoices;

/// <summary>Writes e-invoices as XML.</summary>
public static class EInvoiceXml
{
    /// <summary>The invoice in the syntax of its format: UTF-8 without a byte order mark. The same invoice gives the same bytes.</summary>
    /// <exception cref="ArgumentException">The currency has more than two decimals, which EN 16931 cannot say, or there is no format.</exception>
    public static byte[] Write(EInvoice invoice)
    {
        if (invoice.Currency.MinorDigits > 2)
            throw new ArgumentException($"EN 16931 writes amounts with at most two decimals; {invoice.Currency} has {invoice.Currency.MinorDigits}.", nameof(invoice));
        return invoice.Format switch
        {
            EInvoiceFormat.Ubl or EInvoiceFormat.PeppolBis or EInvoiceFormat.XRechnungUbl => UblWriter.Write(invoice),
            EInvoiceFormat.Cii or EInvoiceFormat.XRechnungCii or EInvoiceFormat.FacturX or EInvoiceFormat.FacturXExtended => CiiWriter.Write(invoice),
            _ => throw new ArgumentException($"There is no XML of the format {invoice.Format}.", nameof(invoice)),
        };
    }
}
