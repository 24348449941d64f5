using System.Globalization;
using Billing.Domain;
using CsCheck;

namespace Billing.Documents.Tests.EInvoices;

/// <summary>Invoices, cancellations and credit notes of every sort, calculated as the ledger calculates them.</summary>
internal static class GeneratedInvoices
{
    // Categories that stand together on an invoice, each with its rates; what is outside the scope of tax stands alone (BR-O-11).
    private static readonly LineTax[][] Taxes =
    [
        [Tax(TaxTreatment.Standard, 19), Tax(TaxTreatment.Standard, 7), Tax(TaxTreatment.Standard, 5.5m), Tax(TaxTreatment.ZeroRated, 0), Tax(TaxTreatment.Exempt, 0, "Exempt", "VATEX-EU-132")],
        [Tax(TaxTreatment.Standard, 8.1m)],
        [Tax(TaxTreatment.ReverseCharge, 0, "Reverse charge", "VATEX-EU-AE")],
        [Tax(TaxTreatment.IntraCommunity, 0, "Intra-community supply", "VATEX-EU-IC")],
        [Tax(TaxTreatment.Export, 0, "Export outside the EU", "VATEX-EU-G")],
        [Tax(TaxTreatment.OutOfScope, 0, "Not subject to VAT", "VATEX-EU-O")],
    ];

    private static readonly Gen<string> Text = Gen.OneOf(
        Gen.OneOf(
            "Team plan", "Größe 12 – \"Süd\" & <Söhne>", "رسوم الاشتراك", "דמי מנוי", "ค่าบริการ", "सदस्यता शुल्क", "購読料金（月額）", "Абонентская плата", "Συνδρομή", "🧾 Family 👨‍👩‍👧", "]]>", "a\tb\nc\r\nd\re",
            "bell\u0007 and \u0085", "lone \ud83d surrogate", "\udc00x", "non\ufffecharacter\uffff", new string('w', 300), string.Join(' ', Enumerable.Repeat("Überlänge", 30))),
        Gen.String[1, 40].Where(text => !Billing.Documents.EInvoices.XmlText.IsEmpty(text)));

    private static readonly Gen<ServicePeriod> Period =
        Gen.Select(Gen.Int[0, 90], Gen.Int[1, 60], (start, days) => new ServicePeriod(new DateOnly(2026, 1, 1).AddDays(start), new DateOnly(2026, 1, 1).AddDays(start + days)));

    private static readonly Gen<(decimal Quantity, decimal Price)> Priced = Gen.OneOf(
        Gen.Select(Gen.Int[0, 500], Gen.Int[0, 100_000], (quantity, cents) => ((decimal)quantity, cents / 100m)),
        Gen.Select(Gen.Int[1, 5_000_000], Gen.Int[1, 999_999], (quantity, millionths) => ((decimal)quantity, millionths / 1_000_000m)),
        Gen.Select(Gen.Int[1, 100_000], Gen.Int[1, 100_000], (thousandths, cents) => (thousandths / 1000m, cents / 100m)),
        Gen.Select(Gen.Int[1, 10], Gen.Int[1, 50_000], (quantity, cents) => (-(decimal)quantity, cents / 100m)));

    private static readonly Gen<int[]> Discounts = Gen.Int[1, 100].Array[0, 2];

    /// <summary>Every sort of document, in every currency of two decimals or none that is listed.</summary>
    internal static Gen<IssuedInvoice> Issued(EInvoiceFormat format) =>
        from code in Gen.OneOf("EUR", "EUR", "USD", "SEK", "CHF", "HUF", "JPY", "ISK")
        from taxes in Gen.OneOf(Taxes)
        from included in Gen.Bool
        from lines in Gen.Select(Text, Priced, Discounts, Period, Gen.OneOf(taxes), Gen.OneOf("seat", "hour", "GB", "call", "")).Array[1, 12]
        from kind in Gen.OneOf(DocumentKind.Invoice, DocumentKind.Invoice, DocumentKind.Cancellation, DocumentKind.CreditNote)
        from credit in Gen.Int[0, 100]
        from memo in Gen.OneOf(Gen.Const(""), Text)
        from purchaseOrder in Gen.OneOf("", "PO-4711", "4500/17 & Co")
        select Decided(Currency.Of(code), [.. lines.Select((line, index) => Line(index + 1, line.Item1, line.Item2, line.Item3, line.Item4, line.Item5, line.Item6, included, Currency.Of(code)))], kind, credit, memo, purchaseOrder, format);

    private static IssuedInvoice Decided(Currency currency, InvoiceLine[] lines, DocumentKind kind, int creditPercent, string memo, string purchaseOrder, EInvoiceFormat format)
    {
        var invoice = InvoiceCalculation.Total("inv_1", currency, lines, [], 1, []) with { Memo = memo, PurchaseOrder = purchaseOrder };
        if (kind != DocumentKind.Invoice)
            return SampleIssuedInvoices.Issued(InvoiceCalculation.Cancel(invoice, "can_1") with { Kind = kind }, format);
        var credit = invoice.Totals.Total.IsPositive ? Money.Round(invoice.Totals.Total.Amount * creditPercent / 100, currency) : Money.Zero(currency);
        return SampleIssuedInvoices.Issued(invoice, format, credit);
    }

    // Discounts are taken off one after the other, and never more than the line comes to.
    private static InvoiceLine Line(int number, string text, (decimal Quantity, decimal Price) priced, int[] percents, ServicePeriod period, LineTax tax, string unit, bool included, Currency currency)
    {
        var line = InvoiceLine.Of(number, LineKind.Manual, text, "product", period, priced.Quantity, unit, priced.Price, tax, currency);
        var (rest, discounts) = (line.Gross, new List<LineDiscount>());
        foreach (var percent in rest.IsPositive ? percents : [])
        {
            var amount = Money.Round(rest.Amount * percent / 100, currency);
            discounts.Add(new LineDiscount("coupon", string.Create(CultureInfo.InvariantCulture, $"Offer of {percent} %"), percent, amount));
            rest -= amount;
        }

        return line with { TaxIncluded = included, Discounts = discounts };
    }

    private static LineTax Tax(TaxTreatment treatment, decimal rate, string note = "", string code = "") => new(treatment, rate, "DE", note, code);
}
