namespace Billing.Domain;

/// <summary>The place of supply and its consequences by directive 2006/112/EC, for a seller established in a member state.</summary>
/// <remarks>
/// In the seller's own country: its rate. Goods sent to another member state: exempt for a business with a valid VAT id (Article 138), else taxed where
/// they arrive (Article 33) or, below the threshold, at home (Article 59c). Goods that leave the Union: exempt (Article 146).
/// Services to a business in another member state: the business owes the tax (Articles 44 and 196). To a consumer: digital ones where the consumer is
/// (Article 58) or, below the threshold, at home; others at home (Article 45). Services out of the Union: outside the scope for a business (Article 44),
/// and for a consumer where they are digital (Article 58); other services to consumers are taxed at home (Article 45).
/// Whoever has no VAT id that fits the address counts as a consumer within the Union (implementing regulation 282/2011, Article 18); outside it any tax
/// id shows a business.
/// </remarks>
internal static class EuropeanUnionTax
{
    /// <summary>The tax of a supply; null where the table lacks the rate of the country that it is due in.</summary>
    public static LineTax? Find(TaxedSupply supply, TaxScheme.EuropeanUnion scheme)
    {
        if (!VatTerritory.IsMemberState(supply.Seller.Address.Country))
            return null;
        if (DueIn(supply, scheme) is { } country)
            return RateOf(supply, country) is { } rule ? TaxDetermination.Of(rule, supply.Seller, supply.Buyer) : null;

        var there = VatTerritory.Of(supply.Buyer.Address);
        return supply.Table.SupplyOf(supply.TaxCategory) == Supply.Goods
            ? IsInside(there, Supply.Goods) ? Untaxed(supply, TaxTreatment.IntraCommunity, supply.Seller.Address.Country) : Untaxed(supply, TaxTreatment.Export, supply.Seller.Address.Country)
            : IsInside(there, Supply.Services) ? Untaxed(supply, TaxTreatment.ReverseCharge, there!) : Untaxed(supply, TaxTreatment.OutOfScope, supply.Buyer.Address.Country);
    }

    /// <summary>The country whose rate the seller charges; null where it charges none.</summary>
    public static string? DueIn(TaxedSupply supply, TaxScheme.EuropeanUnion scheme)
    {
        var home = supply.Seller.Address.Country;
        var there = VatTerritory.Of(supply.Buyer.Address);
        var kind = supply.Table.SupplyOf(supply.TaxCategory);
        if (there == home)
            return home;
        if (!IsInside(there, kind))
            return kind == Supply.Services && !supply.Buyer.IsBusiness ? home : null;
        if (IsTaxableIn(there!, supply.Buyer))
            return null;
        return scheme.OneStopShop && kind != Supply.Services ? there : home;
    }

    private static bool IsInside(string? territory, Supply kind) =>
        territory is not null && (VatTerritory.IsMemberState(territory) || (kind == Supply.Goods && territory == VatTerritory.NorthernIreland));

    private static bool IsTaxableIn(string territory, CustomerProfile buyer) =>
        buyer.IsBusiness && VatId.Check(buyer.VatId) is null && VatId.CountryOf(buyer.VatId) == territory;

    // A region has its own rate only in the buyer's or the seller's own country.
    private static TaxRule? RateOf(TaxedSupply supply, string country) => supply.Table.Find(
        country,
        country == supply.Buyer.Address.Country ? supply.Buyer.Address.Region : country == supply.Seller.Address.Country ? supply.Seller.Address.Region : "",
        business: false, supply.TaxCategory, supply.TaxPoint);

    private static LineTax Untaxed(TaxedSupply supply, TaxTreatment treatment, string jurisdiction) =>
        new(treatment, 0, jurisdiction, TaxNotes.For(treatment, TaxDetermination.Language(supply.Seller, supply.Buyer)), TaxNotes.CodeOf(treatment));
}
