using System.Globalization;
using Billing.Domain;
using CsvHelper;
using CsvHelper.Configuration;

namespace Billing.DevHost.Demo;

/// <summary>The sample data: the CSV files of the folder samples, one record a line. Empty fields are empty texts or null.</summary>
internal sealed record Samples(
    string Folder,
    IReadOnlyList<SellerRow> Sellers,
    IReadOnlyList<MerchantAccountRow> MerchantAccounts,
    IReadOnlyList<BankAccountRow> BankAccounts,
    IReadOnlyList<PolicyRow> Policies,
    IReadOnlyList<DunningRow> Dunning,
    IReadOnlyList<PriceRow> Prices,
    IReadOnlyList<PriceTierRow> PriceTiers,
    IReadOnlyList<CouponRow> Coupons,
    IReadOnlyList<TaxRateRow> TaxRates,
    IReadOnlyList<TaxCategoryRow> TaxCategories,
    IReadOnlyList<CustomerRow> Customers,
    IReadOnlyList<SubscriptionRow> Subscriptions,
    IReadOnlyList<ChangeRow> Changes,
    IReadOnlyList<UsageRow> Usage,
    IReadOnlyList<ScriptRow> Script,
    OverdueSamples Overdue)
{
    /// <exception cref="InvalidDataException">A file has a line that cannot be read; the message says which.</exception>
    public static Samples Read(string folder) => new(
        folder, Rows<SellerRow>(folder, "sellers"), Rows<MerchantAccountRow>(folder, "merchant_accounts"), Rows<BankAccountRow>(folder, "bank_accounts"), Rows<PolicyRow>(folder, "policies"), Rows<DunningRow>(folder, "dunning"),
        Rows<PriceRow>(folder, "prices"), Rows<PriceTierRow>(folder, "price_tiers"), Rows<CouponRow>(folder, "coupons"), Rows<TaxRateRow>(folder, "tax_rates"), Rows<TaxCategoryRow>(folder, "tax_categories"),
        Rows<CustomerRow>(folder, "customers"), Rows<SubscriptionRow>(folder, "subscriptions"), Rows<ChangeRow>(folder, "changes"), Rows<UsageRow>(folder, "usage"), Rows<ScriptRow>(folder, "script"),
        new OverdueSamples(
            Rows<SegmentRow>(folder, "segments"), Rows<TermsRow>(folder, "terms"), Rows<AgencyRow>(folder, "agencies"), Rows<LedgerMappingRow>(folder, "ledger_mapping"), Rows<StoryRow>(folder, "story"), Rows<StagesRow>(folder, "stages")));

    /// <summary>The account that a subscription is billed on: its customer, with the seller and in the currency of its price.</summary>
    public AccountId AccountOf(SubscriptionRow subscription)
    {
        var price = Prices.First(price => price.PriceId == subscription.PriceId);
        return AccountId.Of(price.SellerId, subscription.CustomerId, Currency.Of(price.Currency));
    }

    private static List<T> Rows<T>(string folder, string name)
    {
        var path = Path.Combine(folder, $"{name}.csv");
        using var reader = new CsvReader(new StreamReader(path), new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            PrepareHeaderForMatch = header => header.Header.Replace("_", "", StringComparison.Ordinal).ToUpperInvariant(),
        });
        try
        {
            return [.. reader.GetRecords<T>()];
        }
        catch (CsvHelperException e)
        {
            throw new InvalidDataException($"{path}, line {e.Context?.Parser?.Row}: {e.Message.Split('\n')[0]}", e);
        }
    }
}

internal sealed record SellerRow(
    string SellerId, string Name, string Street, string PostalCode, string City, string Region, string Country, string TimeZone, string Currency, string NumberPrefix, string VatId, string TaxNumber,
    string Email, string Phone, string Website, string LegalFooter, string Logo, string Colour, string Language, string TaxScheme, bool OneStopShop, string ContactName, string RegistrationId,
    string EInvoiceFormat, string ElectronicAddress);

internal sealed record MerchantAccountRow(string SellerId, string Processor, string Account);

internal sealed record BankAccountRow(string SellerId, string Currency, string BankName, string Iban, string Bic);

internal sealed record PolicyRow(
    string SellerId, int PaymentTermDays, decimal? DiscountPercent, int? DiscountDays, decimal? ApprovalLimit, int DraftWindowDays, int CatchUpPeriods, decimal MinimumDunned, int DaysFromFinalNoticeToCollections, decimal MinimumInvoice);

internal sealed record DunningRow(string SellerId, string Segment, int DaysAfterDue, string Action, string Channel, decimal? LateFee, bool ChargesInterest);

internal sealed record PriceRow(
    string PriceId, string SellerId, string Product, string Name, string Unit, string Currency, string Model, decimal? UnitPrice, decimal? PackageSize, decimal IncludedQuantity, decimal MinimumAmount,
    decimal SetUpFee, bool TaxIncluded, DateOnly EffectiveFrom, string Applies, string IntervalUnit, int? IntervalCount, string Timing, string Meter, string TaxCategory);

internal sealed record PriceTierRow(string PriceId, DateOnly EffectiveFrom, decimal? UpTo, decimal UnitPrice, decimal FlatAmount);

internal sealed record CouponRow(string CouponId, string SellerId, string Name, decimal? Percent, decimal? Amount, string Currency, int? Invoices, string Products, DateOnly? RedeemBy);

internal sealed record TaxRateRow(
    string SellerId, string Country, string Region, string TaxCategory, bool BusinessOnly, DateOnly EffectiveFrom, string VatCategory, decimal RatePercent, string Jurisdiction, string Note,
    string ExemptionCode);

internal sealed record TaxCategoryRow(string SellerId, string TaxCategory, string Supply);

internal sealed record CustomerRow(
    string CustomerId, string Name, string Street, string PostalCode, string City, string Region, string Country, string TaxId, string Email, string Language, string Reference, DateOnly? BouncesFrom,
    string EInvoiceFormat, string ElectronicAddress, bool? EInvoiceOnly, string Contacts);

internal sealed record SubscriptionRow(
    string SubscriptionId, string CustomerId, string PriceId, decimal Quantity, DateOnly AnchorDate, DateOnly StartDate, int? TrialDays, DateOnly? EndDate, DateOnly? CommittedUntil);

internal sealed record ChangeRow(
    DateOnly Date, string CustomerId, string SellerId, string Currency, string Action, string SubscriptionId, string PriceId, decimal? Quantity, DateOnly? Until, decimal? Amount, string Text)
{
    public AccountId Account => AccountId.Of(SellerId, CustomerId, Domain.Currency.Of(Currency));
}

internal sealed record UsageRow(DateOnly SentOn, string AccountId, string SubscriptionId, string EventId, string At, string Quantity, string UniqueKey);

internal sealed record ScriptRow(string CustomerId, string SellerId, string Currency, string Invoices, string Behaviour, int? Days, decimal? Amount, int? SettledDays, string PaidBy, string Note);
