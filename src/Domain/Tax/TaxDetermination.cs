namespace Billing.Domain;

/// <summary>Finds how a supply is taxed: by an explicit rule of the seller's table, else by the table's scheme, else not at all.</summary>
public static class TaxDetermination
{
    /// <summary>How a supply is taxed. Null where the table says nothing: then the invoice must not be issued, and <see cref="WhyNot"/> says why.</summary>
    /// <param name="seller">Who supplies; its country is home.</param>
    /// <param name="buyer">Who buys: country, region, VAT id and exemption decide.</param>
    /// <param name="taxCategory">The price's tax category.</param>
    /// <param name="taxPoint">The day that decides which rule is in force.</param>
    /// <param name="table">The seller's tax table.</param>
    /// <remarks>Under the scheme of the European Union a rule about a member state that holds for everybody and is S, Z or E is that state's rate: it is used
    /// where the scheme finds that state's tax due. Every other rule decides by itself.</remarks>
    public static LineTax? Find(Seller seller, CustomerProfile buyer, string taxCategory, DateOnly taxPoint, TaxTable table)
    {
        var rule = table.Find(buyer.Address.Country, buyer.Address.Region, buyer.IsBusiness, taxCategory, taxPoint);
        var tax = table.Scheme is TaxScheme.EuropeanUnion union && (rule is null || IsRate(rule))
            ? EuropeanUnionTax.Find(new TaxedSupply(seller, buyer, taxCategory, taxPoint, table), union)
            : rule is null ? null : Of(rule, seller, buyer);
        return tax is { Treatment: TaxTreatment.Standard } && buyer.TaxExemption is { } exemption && exemption.HoldsOn(taxPoint)
            ? tax with { Treatment = TaxTreatment.Exempt, Rate = 0, Note = exemption.ToString(), ExemptionCode = "" }
            : tax;
    }

    /// <summary>Why the table says nothing about a supply, and what to do.</summary>
    public static string WhyNot(Seller seller, CustomerProfile buyer, string taxCategory, DateOnly taxPoint, TaxTable table)
    {
        var address = buyer.Address;
        if (table.Scheme is TaxScheme.EuropeanUnion && !VatTerritory.IsMemberState(seller.Address.Country))
            return $"The tax table has the scheme of the European Union, and {seller.Name} is in {seller.Address.Country}; put another table, then resume billing.";
        var due = table.Scheme is TaxScheme.EuropeanUnion union
            ? EuropeanUnionTax.DueIn(new TaxedSupply(seller, buyer, taxCategory, taxPoint, table), union) ?? address.Country
            : address.Country;
        return due == address.Country
            ? $"No tax rule covers {taxCategory} for {$"{address.Country} {address.Region}".TrimEnd()}; add one, then resume billing."
            : $"No tax rule covers {taxCategory} for {due}, where the tax of a supply to {address.Country} is due; add one, then resume billing.";
    }

    /// <summary>A rule as it stands on a line.</summary>
    internal static LineTax Of(TaxRule rule, Seller seller, CustomerProfile buyer) => new(
        rule.Treatment, rule.Rate, rule.Jurisdiction,
        rule.Note.Length > 0 ? rule.Note : TaxNotes.For(rule.Treatment, Language(seller, buyer)),
        rule.ExemptionCode.Length > 0 || !VatTerritory.IsMemberState(seller.Address.Country) ? rule.ExemptionCode : TaxNotes.CodeOf(rule.Treatment));

    internal static string Language(Seller seller, CustomerProfile buyer) => buyer.Language.Length > 0 ? buyer.Language : seller.Language;

    private static bool IsRate(TaxRule rule) =>
        !rule.BusinessOnly && (rule.Treatment is TaxTreatment.Standard or TaxTreatment.ZeroRated or TaxTreatment.Exempt)
        && (VatTerritory.IsMemberState(rule.Country) || rule.Country == VatTerritory.NorthernIreland);
}

/// <summary>A supply whose tax is asked for.</summary>
internal readonly record struct TaxedSupply(Seller Seller, CustomerProfile Buyer, string TaxCategory, DateOnly TaxPoint, TaxTable Table);
