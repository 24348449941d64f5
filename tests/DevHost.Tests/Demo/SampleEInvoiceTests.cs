using System.Net.Mail;
using Billing.DevHost.Demo;
using Billing.Domain;

namespace Billing.DevHost.Tests.Demo;

/// <summary>Whoever is in the samples can be billed in the format of their choice: nobody is parked for what an e-invoice lacks.</summary>
public sealed class SampleEInvoiceTests
{
    private static readonly Samples Samples = Samples.Read(RepositoryRoot.Combine("samples"));
    private static readonly DateOnly Day = new(2026, 1, 15);

    public static TheoryData<string> Subscriptions() => [.. Samples.Subscriptions.Select(subscription => subscription.SubscriptionId).Distinct()];

    [Theory]
    [MemberData(nameof(Subscriptions))]
    public void Every_subscription_is_billed_by_the_rules_of_its_customers_format(string subscriptionId)
    {
        foreach (var subscription in Samples.Subscriptions.Where(known => known.SubscriptionId == subscriptionId))
        {
            var account = Samples.AccountOf(subscription);
            var (seller, customer) = (Seller(account.Seller), Customer(account.Customer));
            Assert.Empty(CustomerChecks.Check(customer, account.Currency, seller));

            var price = Samples.Prices.First(price => price.PriceId == subscription.PriceId);
            var tax = TaxDetermination.Find(seller, customer, price.TaxCategory, Day, Taxes(account.Seller))!;
            var line = InvoiceLine.Of(1, LineKind.Recurring, price.Name, price.Product, new ServicePeriod(Day, Day.AddMonths(1)), 3, price.Unit, 9.99m, tax, account.Currency);
            var content = InvoiceCalculation.Total("inv_1", account.Currency, [line], [], 1, []);
            var issued = new IssuedInvoice(content, "X-1", Day, Day.AddDays(14), Day, Money.Zero(account.Currency), content.Totals.Total, null, null, seller, customer);

            var invoice = EInvoice.Of(issued);
            Assert.Empty(invoice is null ? [] : EInvoiceRules.Check(invoice));
            Assert.Equal(customer.EInvoiceFormat is null && (seller.EInvoiceFormat == EInvoiceFormat.None || account.Currency.MinorDigits > 2), invoice is null);
        }
    }

    [Fact]
    public void Every_format_is_in_the_samples_and_who_gets_xrechnung_has_a_routing_id()
    {
        var formats = Samples.Customers.Select(customer => Format(customer.EInvoiceFormat)).Append(Format(Samples.Sellers[0].EInvoiceFormat)).OfType<EInvoiceFormat>().ToHashSet();
        Assert.Equal(Enum.GetValues<EInvoiceFormat>().Where(format => format != EInvoiceFormat.None), formats.Order());
        Assert.All(Samples.Customers.Where(customer => Format(customer.EInvoiceFormat)?.IsXRechnung() == true), customer => Assert.Null(LeitwegId.Check(customer.Reference)));
        Assert.Contains(Samples.Customers, customer => customer.EInvoiceOnly == true);
        Assert.Contains(Samples.Customers, customer => customer.Contacts.Contains(';', StringComparison.Ordinal));
    }

    private static Seller Seller(string sellerId)
    {
        var row = Samples.Sellers.Single(seller => seller.SellerId == sellerId);
        return new Seller(
            row.SellerId, row.Name, new PostalAddress(row.Street, row.PostalCode, row.City, row.Region, row.Country), row.TimeZone, Currency.Of(row.Currency),
            [new TaxId("VAT ID", row.VatId), new TaxId("Tax number", row.TaxNumber)], row.NumberPrefix, new SellerContact(row.Email, row.Phone, row.Website, row.ContactName),
            [.. Samples.BankAccounts.Where(bank => bank.SellerId == sellerId).Select(bank => new BankAccount(Currency.Of(bank.Currency), bank.BankName, bank.Iban, bank.Bic))],
            row.LegalFooter, "", row.Colour, row.Language, [], 400, [])
        {
            EInvoiceFormat = Format(row.EInvoiceFormat) ?? EInvoiceFormat.None,
            ElectronicAddress = Address(row.ElectronicAddress),
            RegistrationId = row.RegistrationId,
        };
    }

    private static CustomerProfile Customer(string customerId)
    {
        var row = Samples.Customers.Single(customer => customer.CustomerId == customerId);
        return new CustomerProfile(1, row.Name, new PostalAddress(row.Street, row.PostalCode, row.City, row.Region, row.Country), row.Email, row.TaxId, row.Language, row.Reference)
        {
            EInvoiceFormat = Format(row.EInvoiceFormat),
            ElectronicAddress = Address(row.ElectronicAddress),
            EInvoiceOnly = row.EInvoiceOnly ?? false,
            Contacts = [.. row.Contacts.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(text => new MailAddress(text.Trim())).Select(address => new BillingContact(address.DisplayName, address.Address))],
        };
    }

    private static TaxTable Taxes(string sellerId)
    {
        var seller = Samples.Sellers.Single(seller => seller.SellerId == sellerId);
        return new TaxTable(
            1, seller.TaxScheme == "european-union" ? new TaxScheme.EuropeanUnion(seller.OneStopShop) : new TaxScheme.Configured(),
            [.. Samples.TaxRates.Where(rate => rate.SellerId == sellerId).Select(rate => new TaxRule(rate.Country, rate.Region, rate.TaxCategory, rate.BusinessOnly, rate.EffectiveFrom, Treatment(rate.VatCategory), rate.RatePercent, rate.Jurisdiction, rate.Note, rate.ExemptionCode))],
            [.. Samples.TaxCategories.Where(category => category.SellerId == sellerId).Select(category => new TaxCategory(category.TaxCategory, Enum.Parse<Supply>(category.Supply.Replace("-", "", StringComparison.Ordinal), ignoreCase: true)))]);
    }

    private static EInvoiceFormat? Format(string hyphened) => hyphened.Length == 0 ? null : Enum.Parse<EInvoiceFormat>(hyphened.Replace("-", "", StringComparison.Ordinal), ignoreCase: true);

    private static ElectronicAddress? Address(string schemeAndId) => schemeAndId.Split(':', 2) is [var scheme, var id] ? new ElectronicAddress(scheme, id) : null;

    private static TaxTreatment Treatment(string category) => category switch
    {
        "S" => TaxTreatment.Standard,
        "Z" => TaxTreatment.ZeroRated,
        "E" => TaxTreatment.Exempt,
        "AE" => TaxTreatment.ReverseCharge,
        "K" => TaxTreatment.IntraCommunity,
        "G" => TaxTreatment.Export,
        _ => TaxTreatment.OutOfScope,
    };
}
