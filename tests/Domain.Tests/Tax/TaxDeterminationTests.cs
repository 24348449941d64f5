using static Billing.Domain.Tests.Past;
using static Billing.Domain.Tests.Scenario;

namespace Billing.Domain.Tests;

public class TaxDeterminationTests
{
    private static readonly CustomerProfile Consumer = World.Standard.Profile;

    private static TaxTable Union(bool oneStopShop = true) => new(
        7,
        new TaxScheme.EuropeanUnion(oneStopShop),
        [
            Rate("DE", 19, "standard"), Rate("DE", 19, "cloud"), Rate("DE", 7, "book"), Rate("AT", 20, "cloud"), Rate("AT", 20, "standard"), Rate("AT", 10, "book"),
            Rate("FI", 24, "cloud", "2013-01-01"), Rate("FI", 25.5m, "cloud", "2024-09-01"), Rate("FR", 20, "cloud"), Rate("PT", 23, "cloud"), Rate("PT", 22, "cloud", region: "PT-30"),
            new TaxRule("DE", "", "course", false, Dates.Day("2020-01-01"), TaxTreatment.Exempt, 0, "DE", "Vocational training", "VATEX-EU-132"),
        ],
        [new TaxCategory("cloud", Supply.DigitalServices), new TaxCategory("book", Supply.Goods)]);

    [Theory]
    [InlineData("standard", "Standard 19 DE")]
    [InlineData("book", "Standard 7 DE")]
    public void At_home_everybody_pays_the_rate_of_home(string category, string tax)
    {
        Assert.Equal(tax, Told(In("DE"), category));
        Assert.Equal(tax, Told(In("DE", "DE136695976"), category));
    }

    [Fact]
    public void A_business_in_another_member_state_owes_the_tax_on_a_service_itself()
    {
        var tax = Find(In("AT", "ATU13585627"), "standard")!;

        Assert.Equal(new LineTax(TaxTreatment.ReverseCharge, 0, "AT", "Steuerschuldnerschaft des Leistungsempfängers (Artikel 196 der Richtlinie 2006/112/EG)", "VATEX-EU-AE"), tax);
        Assert.Equal("Reverse charge: VAT is owed by the recipient (Article 196, Directive 2006/112/EC)", Find(In("AT", "ATU13585627") with { Language = "sv" }, "standard")!.Note);
    }

    [Fact]
    public void Goods_to_a_business_in_another_member_state_are_exempt_at_home() =>
        Assert.Equal(("IntraCommunity 0 DE", "VATEX-EU-IC"), (Told(In("AT", "ATU13585627"), "book"), Find(In("AT", "ATU13585627"), "book")!.ExemptionCode));

    [Theory]
    [InlineData("AT", "ATU13585626")] // Its check digit is wrong.
    [InlineData("AT", "DE136695976")] // Of another country.
    [InlineData("AT", "")]
    public void Who_has_no_valid_id_of_the_country_is_taxed_as_a_consumer(string country, string id) => Assert.Equal("Standard 20 AT", Told(In(country, id), "cloud"));

    [Fact]
    public void A_consumer_of_digital_services_or_goods_is_taxed_where_they_are_received()
    {
        Assert.Equal("Standard 20 AT", Told(In("AT"), "cloud"));
        Assert.Equal("Standard 10 AT", Told(In("AT"), "book"));
        Assert.Equal("Standard 24 FI", Told(In("FI"), "cloud", "2024-08-31"));
        Assert.Equal("Standard 25.5 FI", Told(In("FI"), "cloud", "2024-09-01"));
        Assert.Equal("Standard 22 PT", Told(In("PT", region: "PT-30"), "cloud"));
        Assert.Equal("Standard 23 PT", Told(In("PT"), "cloud"));
    }

    [Fact]
    public void Other_services_to_consumers_are_taxed_at_home() => Assert.Equal("Standard 19 DE", Told(In("AT"), "standard"));

    [Fact]
    public void Below_the_threshold_consumers_in_other_member_states_are_taxed_at_home()
    {
        Assert.Equal("Standard 19 DE", Told(In("AT"), "cloud", table: Union(oneStopShop: false)));
        Assert.Equal("Standard 7 DE", Told(In("AT"), "book", table: Union(oneStopShop: false)));
        Assert.Equal("ReverseCharge 0 AT", Told(In("AT", "ATU13585627"), "cloud", table: Union(oneStopShop: false)));
    }

    [Fact]
    public void Goods_that_leave_the_Union_are_exported()
    {
        Assert.Equal(("Export 0 DE", "VATEX-EU-G"), (Told(In("CH"), "book"), Find(In("CH"), "book")!.ExemptionCode));
        Assert.Equal("Export 0 DE", Told(In("US", "91-5550188"), "book"));
    }

    [Fact]
    public void Services_out_of_the_Union_are_outside_the_scope_for_a_business_and_digital_ones_for_a_consumer_too()
    {
        Assert.Equal(("OutOfScope 0 CH", "VATEX-EU-O"), (Told(In("CH", "CHE-100.155.212 MWST"), "standard"), Find(In("CH", "CHE-100.155.212 MWST"), "standard")!.ExemptionCode));
        Assert.Equal("OutOfScope 0 US", Told(In("US", "91-5550188"), "standard"));
        Assert.Equal("OutOfScope 0 US", Told(In("US"), "cloud"));
        Assert.Equal("Standard 19 DE", Told(In("US"), "standard"));
    }

    [Fact]
    public void Northern_Ireland_is_inside_the_Union_for_goods_and_outside_for_services()
    {
        var belfast = In("GB", "XI980780684") with { Address = new PostalAddress("1 High Street", "BT1 2BA", "Belfast", "", "GB") };

        Assert.Equal("IntraCommunity 0 DE", Told(belfast, "book"));
        Assert.Equal("OutOfScope 0 GB", Told(belfast, "standard"));
        Assert.Equal("Export 0 DE", Told(In("GB", "GB980780684"), "book"));
        Assert.Equal("Standard 7 DE", Told(belfast with { VatId = "" }, "book", table: Union(oneStopShop: false)));
    }

    [Theory]
    [InlineData("ES", "35001", "Export 0 DE")] // The Canary Islands.
    [InlineData("ES", "28001", "IntraCommunity 0 DE")]
    [InlineData("DE", "78266", "Export 0 DE")] // Büsingen.
    [InlineData("FI", "22100", "Export 0 DE")] // Åland.
    public void Parts_of_member_states_where_the_directive_does_not_apply_are_outside(string country, string postalCode, string tax)
    {
        var buyer = In(country, country == "ES" ? "ESA13585625" : country == "FI" ? "FI20774740" : "DE136695976");
        Assert.Equal(tax, Told(buyer with { Address = buyer.Address with { PostalCode = postalCode } }, "book"));
    }

    [Fact]
    public void Monaco_counts_as_France() => Assert.Equal("Standard 20 FR", Told(In("MC"), "cloud"));

    [Fact]
    public void An_exempt_supply_says_why_and_by_which_code() =>
        Assert.Equal(new LineTax(TaxTreatment.Exempt, 0, "DE", "Vocational training", "VATEX-EU-132"), Find(In("DE"), "course"));

    [Fact]
    public void An_exempt_customer_is_charged_no_tax_until_the_certificate_ends()
    {
        var charity = In("DE") with { TaxExemption = new TaxExemption("Diplomatic mission", "AA-77", Dates.Day("2026-06-30")) };

        Assert.Equal(new LineTax(TaxTreatment.Exempt, 0, "DE", "Diplomatic mission (AA-77)"), Find(charity, "standard", "2026-06-30"));
        Assert.Equal("Standard 19 DE", Told(charity, "standard", "2026-07-01"));
    }

    [Fact]
    public void A_rule_that_is_no_mere_rate_goes_before_the_scheme()
    {
        var table = Union() with
        {
            Rules = [.. Union().Rules,
                new TaxRule("AT", "", "standard", true, Dates.Day("2020-01-01"), TaxTreatment.Standard, 20, "AT", ""),
                new TaxRule("US", "", "standard", false, Dates.Day("2020-01-01"), TaxTreatment.OutOfScope, 0, "US", "As agreed with the tax office")],
        };

        Assert.Equal("Standard 20 AT", Told(In("AT", "ATU13585627"), "standard", table: table));
        Assert.Equal("As agreed with the tax office", Find(In("US"), "standard", table: table)!.Note);
    }

    [Fact]
    public void Sales_tax_of_the_United_States_is_found_by_region()
    {
        var table = new TaxTable(1, new TaxScheme.Configured(),
        [
            new TaxRule("US", "WA", "standard", false, Dates.Day("2024-01-01"), TaxTreatment.Standard, 10.35m, "US-WA", ""),
            new TaxRule("US", "WA", "standard", false, Dates.Day("2026-01-01"), TaxTreatment.Standard, 10.55m, "US-WA", ""),
            new TaxRule("US", "OR", "standard", false, Dates.Day("2024-01-01"), TaxTreatment.Exempt, 0, "US-OR", "No sales tax in Oregon"),
        ], []);

        Assert.Equal("Standard 10.35 US-WA", Told(In("US", region: "WA"), "standard", "2025-12-31", table));
        Assert.Equal("Standard 10.55 US-WA", Told(In("US", region: "WA"), "standard", "2026-01-01", table));
        Assert.Equal("No sales tax in Oregon", Find(In("US", region: "OR"), "standard", table: table)!.Note);
        Assert.Null(Find(In("US", region: "CA"), "standard", table: table));
    }

    [Fact]
    public void What_the_table_does_not_say_is_not_invoiced_and_told()
    {
        Assert.Null(Find(In("IT"), "cloud"));
        Assert.Equal("No tax rule covers cloud for IT; add one, then resume billing.", TaxDetermination.WhyNot(World.Standard.Seller, In("IT"), "cloud", Dates.Day("2026-01-01"), Union()));
        Assert.Equal("No tax rule covers hardware for DE, where the tax of a supply to IT is due; add one, then resume billing.",
            TaxDetermination.WhyNot(World.Standard.Seller, In("IT"), "hardware", Dates.Day("2026-01-01"), Union()));
    }

    [Fact]
    public void A_seller_who_moved_out_of_the_Union_invoices_nothing_by_its_scheme()
    {
        var moved = World.Standard.Seller with { Address = World.Standard.Seller.Address with { Country = "CH" } };

        Assert.Null(TaxDetermination.Find(moved, In("DE"), "standard", Dates.Day("2026-01-01"), Union()));
        Assert.Equal("The tax table has the scheme of the European Union, and Acme GmbH is in CH; put another table, then resume billing.",
            TaxDetermination.WhyNot(moved, In("DE"), "standard", Dates.Day("2026-01-01"), Union()));
    }

    [Fact]
    public void A_reverse_charge_stands_on_the_invoice_as_the_scheme_gives_it()
    {
        var scenario = Scenario.In(World.Standard with { Taxes = Union(), Profile = In("AT", "ATU13585627") }, Subscribed("crm", "2026-01-01"))
            .When(new RunBilling(), on: "2026-01-01")
            .Then("invoice ACME-INV-2026-000001 of 100.00 EUR on 2026-01-01 due 2026-01-15: crm 2026-01-01..2026-01-31 100.00");

        var tax = scenario.IssuedInvoices.Single().Invoice.Taxes.Single();
        Assert.Equal((TaxTreatment.ReverseCharge, Eur(100), Eur(0), "VATEX-EU-AE"), (tax.Tax.Treatment, tax.Base, tax.Amount, tax.Tax.ExemptionCode));
    }

    private static TaxRule Rate(string country, decimal rate, string category, string from = "2020-01-01", string region = "") =>
        new(country, region, category, false, Dates.Day(from), TaxTreatment.Standard, rate, country, "");

    private static CustomerProfile In(string country, string vatId = "", string region = "") =>
        Consumer with { Address = new PostalAddress("Street 1", "1010", "Town", region, country), VatId = vatId };

    private static LineTax? Find(CustomerProfile buyer, string category, string on = "2026-01-01", TaxTable? table = null) =>
        TaxDetermination.Find(World.Standard.Seller, buyer, category, Dates.Day(on), table ?? Union());

    private static string Told(CustomerProfile buyer, string category, string on = "2026-01-01", TaxTable? table = null) =>
        Find(buyer, category, on, table) is { } tax ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{tax.Treatment} {tax.Rate} {tax.Jurisdiction}") : "nothing";
}
