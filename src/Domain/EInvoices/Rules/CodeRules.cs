using System.Collections.Frozen;

namespace Billing.Domain;

/// <summary>That codes are of their lists.</summary>
internal static class CodeRules
{
    public static IReadOnlyList<EInvoiceRule> All { get; } = [Types, Currencies, CountriesOf, PaymentMeans, ExemptionCodes, Units];

    private static readonly FrozenSet<string> Means = Enumerable.Range(1, 70).Concat(Enumerable.Range(74, 5)).Concat(Enumerable.Range(91, 7))
        .Select(code => code.ToString(System.Globalization.CultureInfo.InvariantCulture)).Append("ZZZ").ToFrozenSet(StringComparer.Ordinal);

    private static IEnumerable<EInvoiceFault> Types(EInvoice invoice)
    {
        if (!Enum.IsDefined(invoice.Type))
            yield return new("BR-CL-01", "BT-3", "type", $"{(int)invoice.Type} is no type of document that is written; it is 380 or 381 of UNTDID 1001.");
    }

    private static IEnumerable<EInvoiceFault> Currencies(EInvoice invoice)
    {
        if (!Currency.TryParse(invoice.Currency.Code, out _))
            yield return new("BR-CL-04", "BT-5", "currency", $"{invoice.Currency} is no currency of ISO 4217.");
    }

    private static IEnumerable<EInvoiceFault> CountriesOf(EInvoice invoice) =>
        from named in new[] { ("BT-40", "seller.address.country", invoice.Seller.Address.Country), ("BT-55", "customer.address.country", invoice.Buyer.Address.Country), ("BT-80", "customer.address.country", invoice.DeliveryCountry) }
        where named.Item3.Length > 0 && !Countries.Contains(named.Item3)
        select new EInvoiceFault("BR-CL-14", named.Item1, named.Item2, $"'{named.Item3}' is no country of ISO 3166-1; give two capitals such as DE.");

    private static IEnumerable<EInvoiceFault> PaymentMeans(EInvoice invoice)
    {
        if (invoice.Payment is { } payment && !Means.Contains(payment.MeansCode))
            yield return new("BR-CL-16", "BT-81", "payment", $"'{payment.MeansCode}' is no means of payment of UNTDID 4461.");
    }

    private static IEnumerable<EInvoiceFault> ExemptionCodes(EInvoice invoice) =>
        from tax in invoice.Taxes
        where tax.ExemptionCode.Length > 0 && !ExemptionCodeList.Contains(tax.ExemptionCode)
        select new EInvoiceFault("BR-CL-22", "BT-121", "taxes.exemptionCode", $"'{tax.ExemptionCode}' is no code of the list VATEX; correct the tax rule.");

    private static IEnumerable<EInvoiceFault> Units(EInvoice invoice) =>
        from line in invoice.Lines
        where !UnitCodes.All.Contains(line.UnitCode)
        select new EInvoiceFault("BR-CL-23", "BT-130", $"lines[{line.Id}].unit", $"'{line.UnitCode}' is no unit of UN/ECE recommendation 20 that is written.");
}
