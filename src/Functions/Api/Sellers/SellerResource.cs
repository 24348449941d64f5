using Billing.Domain;

namespace Billing.Functions.Api.Sellers;

/// <summary>A seller.</summary>
internal sealed record SellerResource(
    string SellerId, string Name, PostalAddress Address, string TimeZone, Currency Currency, IReadOnlyList<TaxId> TaxIds, string NumberPrefix, SellerContact Contact,
    IReadOnlyList<BankAccount> Bank, string LegalFooter, string Colour, string Language, IReadOnlyList<MerchantAccount> MerchantAccounts, int BackdatingLimitDays,
    IReadOnlyList<Currency> Currencies, int RetentionYears, IReadOnlyList<PayoutPayer> PayoutPayers, EInvoiceFormat EInvoiceFormat, ElectronicAddress? ElectronicAddress, string RegistrationId,
    bool HasLogo, IReadOnlyList<PeriodClosing> PeriodClosings)
{
    public static SellerResource Of(Seller seller) => new(
        seller.SellerId, seller.Name, seller.Address, seller.TimeZone, seller.Currency, seller.TaxIds, seller.NumberPrefix, seller.Contact, seller.Bank, seller.LegalFooter,
        seller.Colour, seller.Language, seller.MerchantAccounts, seller.BackdatingLimitDays, seller.Currencies, seller.RetentionYears, seller.PayoutPayers, seller.EInvoiceFormat, seller.ElectronicAddress, seller.RegistrationId, seller.LogoBlob.Length > 0, seller.ClosedPeriods);
}
