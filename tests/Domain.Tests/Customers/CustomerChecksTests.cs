namespace Billing.Domain.Tests;

public class CustomerChecksTests
{
    private static readonly CustomerProfile Fine = new(
        1, "Kunde AG", new PostalAddress("Weg 2", "20095", "Hamburg", "", "DE"), "a@kunde.example", "DE136695976", "de", "PO 1", "DE02 1203 0000 0000 2020 51");

    [Fact]
    public void A_customer_without_fault_is_taken() => Assert.Empty(Faults(Fine));

    [Fact]
    public void All_faults_are_listed_at_once()
    {
        var profile = Fine with { Name = "--", Address = new PostalAddress("", "2009", "", "", "DE"), Email = "a@kunde", VatId = "DE136695977", Iban = "DE02120300000000202015", Language = "german" };

        Assert.Equal(
            ["#/currency", "#/profile/name", "#/profile/address/street", "#/profile/address/city", "#/profile/address/postalCode", "#/profile/email", "#/profile/vatId", "#/profile/iban", "#/profile/language"],
            CustomerChecks.Check(profile, Currency.Of("JPY"), World.Standard.Seller).Select(fault => fault.Pointer));
    }

    [Theory]
    [InlineData("DE", "10115", true)]
    [InlineData("DE", "1011", false)]
    [InlineData("DE", "", false)]
    [InlineData("GB", "EC1Y 8LE", true)]
    [InlineData("GB", "CF101EP", true)]
    [InlineData("GB", "12345", false)]
    [InlineData("NL", "3511 NK", true)]
    [InlineData("NL", "0511 NK", false)]
    [InlineData("PL", "25-014", true)]
    [InlineData("PL", "25014", false)]
    [InlineData("GR", "185 38", true)]
    [InlineData("JP", "110-0001", true)]
    [InlineData("PT", "1000", false)]
    [InlineData("ES", "53001", false)] // There are 52 provinces.
    [InlineData("AE", "", true)] // No postal codes there.
    [InlineData("HK", "", true)]
    public void A_postal_code_has_the_form_of_its_country(string country, string postalCode, bool right) =>
        Assert.Equal(right ? [] : ["#/profile/address/postalCode"], Faults(Fine with { VatId = "", Address = Fine.Address with { Country = country, PostalCode = postalCode } }));

    [Theory]
    [InlineData("US", "98101", "WA", true)]
    [InlineData("US", "98101", "", false)]
    [InlineData("US", "98101", "Washington", false)]
    [InlineData("CA", "G1R 3V7", "QC", true)]
    [InlineData("CA", "G1R 3V7", "WA", false)]
    [InlineData("AU", "2000", "NSW", true)]
    [InlineData("AU", "2000", "", false)]
    [InlineData("IT", "95124", "CT", true)] // Printed, but not needed.
    [InlineData("DE", "20095", "", true)]
    public void A_region_is_required_and_known_where_addresses_need_one(string country, string postalCode, string region, bool right) =>
        Assert.Equal(right ? [] : ["#/profile/address/region"], Faults(Fine with { VatId = "", Address = Fine.Address with { Country = country, PostalCode = postalCode, Region = region } }));

    [Theory]
    [InlineData("XX")]
    [InlineData("UK")] // ISO says GB.
    [InlineData("EL")] // And GR.
    public void A_country_is_one_of_ISO_3166(string country) =>
        Assert.Equal(["#/profile/address/country"], Faults(Fine with { VatId = "", Address = Fine.Address with { Country = country } }));

    [Theory]
    [InlineData("a@kunde.example", true)]
    [InlineData("käufer@bücher.example", true)]
    [InlineData("a.b+c@kunde.example", true)]
    [InlineData("Kunde <a@kunde.example>", false)]
    [InlineData("a@kunde.example, b@kunde.example", false)]
    [InlineData("a@@kunde.example", false)]
    [InlineData("a@localhost", false)]
    [InlineData("", false)]
    public void An_email_address_is_one_address(string email, bool right) => Assert.Equal(right ? [] : ["#/profile/email"], Faults(Fine with { Email = email }));

    [Theory]
    [InlineData("DE", "20095", "DE136695976", true)]
    [InlineData("DE", "20095", "ATU13585627", false)] // Of another country.
    [InlineData("GR", "185 38", "EL094259216", true)]
    [InlineData("GB", "BT1 2BA", "XI980780684", true)]
    [InlineData("GB", "BT1 2BA", "GB980780684", true)]
    [InlineData("GB", "EC1Y 8LE", "XI980780684", false)] // Not in Northern Ireland.
    [InlineData("MC", "98000", "FR40303265045", true)] // Monaco's are French.
    [InlineData("CH", "8001", "CHE-100.155.212 MWST", true)]
    [InlineData("CH", "8001", "100155212", false)]
    [InlineData("NO", "0150", "988077917", false)] // Without its country.
    [InlineData("JP", "110-0001", "T5010501043921", true)] // What Japan gives is not checked.
    [InlineData("ES", "35001", "ESA13585625", true)] // On the Canary Islands.
    public void A_VAT_id_fits_the_address(string country, string postalCode, string vatId, bool right) =>
        Assert.Equal(right ? [] : ["#/profile/vatId"], Faults(Fine with { VatId = vatId, Address = Fine.Address with { Country = country, PostalCode = postalCode } }));

    [Fact]
    public void A_currency_is_one_that_the_seller_is_paid_in()
    {
        var seller = World.Standard.Seller;
        Assert.Equal(["#/currency"], CustomerChecks.Check(Fine, Currency.Of("USD"), seller).Select(fault => fault.Pointer));
        Assert.Empty(CustomerChecks.Check(Fine, Currency.Of("USD"), seller with { Currencies = [Currency.Of("USD")] }));
        Assert.Empty(CustomerChecks.Check(Fine, Currency.Of("CHF"), seller with { Bank = [.. seller.Bank, new BankAccount(Currency.Of("CHF"), "Bank", "CH9300762011623852957", "")] }));
        Assert.Empty(CustomerChecks.Check(Fine, seller.Currency, seller with { Bank = [] }));
    }

    [Theory]
    [InlineData("DE02 1203 0000 0000 2020 51", null)]
    [InlineData("gb82west12345698765432", null)]
    [InlineData("NO9386011117947", null)]
    [InlineData("MT84MALT011000012345MTLCAST001S", null)]
    [InlineData("CH9300762011623852957", null)]
    [InlineData("DE02120300000000202015", "is no IBAN: its check digits do not fit")]
    [InlineData("DE0212030000000020205", "is no IBAN of DE: one has 22 characters, this has 21")]
    [InlineData("US0212030000000020205", "is no IBAN: it must start with a country that has IBANs, such as DE")]
    [InlineData("NO938601111794*", "is no IBAN: its check digits do not fit")]
    public void An_IBAN_has_the_length_of_its_country_and_its_check_digits(string iban, string? problem) => Assert.Equal(problem, Iban.Check(iban));

    [Theory]
    [InlineData("de-AT", true)]
    [InlineData("zh-Hant-TW", true)]
    [InlineData("es-419", true)]
    [InlineData("de_AT", false)]
    [InlineData("de-at", false)]
    public void A_language_is_a_tag(string language, bool right) => Assert.Equal(right ? [] : ["#/profile/language"], Faults(Fine with { Language = language }));

    [Theory]
    [InlineData("KUNDE A.G.", "Weg 2", true)]
    [InlineData("Kunde AG", "Weg 3", false)]
    [InlineData("Künde AG", "Weg-2", true)]
    public void Two_ways_to_write_a_name_and_address_are_one_customer(string name, string street, bool same)
    {
        var known = DuplicateKeys.Of(Fine with { VatId = "" });
        var other = DuplicateKeys.Of(Fine with { VatId = "", Name = name, Address = Fine.Address with { Street = street }, Email = "else@where.example" });
        Assert.Equal(same, known.Intersect(other).Any());
    }

    [Fact]
    public void A_tax_id_is_one_customers_whatever_the_name()
    {
        var other = Fine with { Name = "Other", Address = Fine.Address with { Street = "Elsewhere 9" }, VatId = "DE 136.695.976" };
        Assert.Single(DuplicateKeys.Of(Fine).Intersect(DuplicateKeys.Of(other)));
        Assert.Equal(DuplicateKeys.Of(Fine)[1], DuplicateKeys.Of(Fine with { Address = Fine.Address with { City = "HAMBURG" } })[1]);
        Assert.Equal(DuplicateKeys.Of(Fine with { Name = "Großschädl", Address = Fine.Address with { Street = "Lange Straße 1" } })[1], DuplicateKeys.Of(Fine with { Name = "GROSSSCHADL", Address = Fine.Address with { Street = "Lange Str. 1" } })[1]);
    }

    [Theory]
    [InlineData(null, false, "", null)]
    [InlineData(EInvoiceFormat.Ubl, true, "", null)]
    [InlineData(null, true, "", "#/profile/eInvoiceOnly")]
    [InlineData(EInvoiceFormat.None, true, "", "#/profile/eInvoiceOnly")]
    [InlineData(EInvoiceFormat.FacturXExtended, true, "", "#/profile/eInvoiceOnly")]
    [InlineData(EInvoiceFormat.PeppolBis, false, "0088 7300010000001", null)]
    [InlineData(EInvoiceFormat.PeppolBis, false, "EM a@kunde.example", "#/profile/electronicAddress")]
    [InlineData(EInvoiceFormat.PeppolBis, false, "", "#/profile/electronicAddress")]
    [InlineData(EInvoiceFormat.Ubl, false, "EM a@kunde.example", null)]
    [InlineData(EInvoiceFormat.Ubl, false, "0088 7300010000002", "#/profile/electronicAddress")]
    [InlineData(EInvoiceFormat.Ubl, false, "XX 1", "#/profile/electronicAddress")]
    public void A_format_asks_for_what_it_needs_of_the_customer(EInvoiceFormat? format, bool alone, string address, string? pointer)
    {
        var profile = Fine with { EInvoiceFormat = format, EInvoiceOnly = alone, ElectronicAddress = address.Split(' ') is [var scheme, var id] ? new ElectronicAddress(scheme, id) : null };
        Assert.Equal(pointer is null ? [] : [pointer], Faults(profile));
    }

    [Fact]
    public void XRechnung_asks_for_a_reference_to_route_by()
    {
        var profile = Fine with { EInvoiceFormat = EInvoiceFormat.XRechnungUbl, Reference = "" };
        Assert.Equal(["#/profile/reference"], Faults(profile));
        Assert.Empty(Faults(profile with { Reference = "04011000-1234512345-06" }));
    }

    [Fact]
    public void A_seller_who_sends_e_invoices_by_itself_chooses_for_the_customer_too() =>
        Assert.Equal("#/profile/eInvoiceOnly", Assert.Single(CustomerChecks.Check(Fine with { EInvoiceOnly = true }, Currency.Of("EUR"), Formats.FacturX.Seller)).Pointer);

    [Fact]
    public void Copies_go_to_twenty_different_addresses_at_most()
    {
        var contacts = Enumerable.Range(0, 21).Select(index => new BillingContact($"Contact {index}", $"c{index}@kunde.example")).ToList();
        Assert.Empty(Faults(Fine with { Contacts = contacts[..20] }));
        Assert.Equal(["#/profile/contacts"], Faults(Fine with { Contacts = contacts }));
        Assert.Equal(
            ["#/profile/contacts/1/email", "#/profile/contacts/2/name", "#/profile/contacts/2/email", "#/profile/contacts/3/email"],
            Faults(Fine with { Contacts = [contacts[0], contacts[0] with { Email = "C0@kunde.example" }, new BillingContact("", "nobody"), new BillingContact("Same", Fine.Email)] }));
    }

    private static IEnumerable<string> Faults(CustomerProfile profile) => CustomerChecks.Check(profile, Currency.Of("EUR"), World.Standard.Seller).Select(fault => fault.Pointer);
}
