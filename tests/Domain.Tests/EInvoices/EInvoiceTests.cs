using static Billing.Domain.Tests.Past;

namespace Billing.Domain.Tests;

public class EInvoiceTests
{
    private const string Number = "ACME-INV-2026-000001";

    private static Scenario Billed(World world, string priceId = "crm", decimal quantity = 1) =>
        Scenario.In(world, Subscribed(priceId, "2026-01-01", quantity: quantity)).When(new RunBilling(), on: "2026-01-01").Done();

    private static EInvoice Of(Scenario scenario, string number = Number) => EInvoice.Of(scenario.IssuedInvoices.Single(issued => issued.Number == number))!;

    [Fact]
    public void An_invoice_says_by_business_terms_what_it_says_on_paper()
    {
        var invoice = Of(Billed(Formats.FacturX, quantity: 3));
        Assert.Equal((EInvoiceFormat.FacturX, Number, EInvoiceType.Invoice, Dates.Day("2026-01-15")), (invoice.Format, invoice.Number, invoice.Type, invoice.DueDate));
        Assert.Equal(("PO 1", "", "", ""), (invoice.BuyerReference, invoice.OrderReference, invoice.PaymentTerms, invoice.DeliveryCountry));
        Assert.Equal(("DE123456788", "30/123/45678", "HRB 1 B", "Accounts receivable", "HRB 1"), (invoice.Seller.VatId, invoice.Seller.TaxNumber, invoice.Seller.RegistrationId, invoice.Seller.ContactName, invoice.Seller.LegalInformation));
        Assert.Equal((new ServicePeriod(Dates.Day("2026-01-01"), Dates.Day("2026-02-01")), null), (invoice.Period, invoice.DeliveryDate));
        Assert.Equal(new EInvoicePayment("58", Number, "DE02120300000000202051", "Acme GmbH", "BYLADEM1001"), invoice.Payment);
        var line = Assert.Single(invoice.Lines);
        Assert.Equal(("1", "The crm", "seat", 3m, "C62", 100m, Eur(300), TaxTreatment.Standard, 19m), (line.Id, line.Name, line.Description, line.Quantity, line.UnitCode, line.NetPrice, line.Net, line.Category, line.Rate));
        Assert.Equal(new EInvoiceTax(TaxTreatment.Standard, 19, Eur(300), Eur(57), "", ""), Assert.Single(invoice.Taxes));
        Assert.Equal(new EInvoiceTotals(Eur(300), Eur(300), Eur(57), Eur(357), Eur(0), Eur(0), Eur(357)), invoice.Totals);
    }

    [Theory]
    [InlineData(EInvoiceFormat.None, null, null)]
    [InlineData(EInvoiceFormat.FacturX, null, EInvoiceFormat.FacturX)]
    [InlineData(EInvoiceFormat.FacturX, EInvoiceFormat.None, null)]
    [InlineData(EInvoiceFormat.None, EInvoiceFormat.PeppolBis, EInvoiceFormat.PeppolBis)]
    public void The_customers_choice_goes_before_the_sellers(EInvoiceFormat seller, EInvoiceFormat? customer, EInvoiceFormat? expected)
    {
        var issued = Billed(World.Standard).IssuedInvoices.Single();
        Assert.Equal(expected, EInvoice.Of(issued with { Seller = issued.Seller with { EInvoiceFormat = seller }, Buyer = issued.Buyer with { EInvoiceFormat = customer } })?.Format);
    }

    [Fact]
    public void A_discount_is_an_allowance_of_its_line()
    {
        var coupon = new Coupon("spring", "acme", "Spring", 20, null, 1, [], null);
        var scenario = Scenario.In(Formats.FacturX with { Coupons = new Dictionary<string, Coupon> { ["spring"] = coupon } }, Subscribed("wiki-quarter", "2026-01-01", quantity: 3))
            .When(new ApplyCoupon("spring", ""), on: "2026-01-01").Done().When(new RunBilling(), on: "2026-01-01").Done();
        var line = Assert.Single(Of(scenario).Lines);
        Assert.Equal((3m, 29.99m, Eur(71.98m), new EInvoiceAllowance(Eur(17.99m), "Spring")), (line.Quantity, line.NetPrice, line.Net, Assert.Single(line.Allowances)));
    }

    [Fact]
    public void A_price_that_includes_tax_is_said_without_it_and_its_discount_as_well()
    {
        var coupon = new Coupon("spring", "acme", "Spring", 20, null, 1, [], null);
        var world = Formats.FacturX.TaxedBy(TaxTreatment.Standard, 19, included: true) with { Coupons = new Dictionary<string, Coupon> { ["spring"] = coupon } };
        var scenario = Scenario.In(world, Subscribed("wiki-quarter", "2026-01-01", quantity: 3)).When(new ApplyCoupon("spring", ""), on: "2026-01-01").Done().When(new RunBilling(), on: "2026-01-01").Done();
        var line = Assert.Single(Of(scenario).Lines);
        Assert.Equal((3m, Eur(60.49m), Eur(15.12m)), (line.Quantity, line.Net, Assert.Single(line.Allowances).Amount));
        Assert.Equal(line.Net + line.Allowances[0].Amount, Money.Round(line.Quantity * line.NetPrice, line.Net.Currency));
        Assert.Equal(25.2033m, line.NetPrice, 3);
    }

    [Fact]
    public void A_credit_note_gives_back_amounts_above_zero_and_names_its_invoice_with_its_date()
    {
        var scenario = Billed(Formats.FacturX, quantity: 3).When(id => Credits(id(Number), "n1", (1, 100m)), on: "2026-01-20").Done();
        var note = Of(scenario, "ACME-CRN-2026-000001");
        Assert.Equal((EInvoiceType.CreditNote, null), (note.Type, note.DueDate));
        Assert.Equal(new PrecedingInvoice(Number, Dates.Day("2026-01-01"), ReasonCode.PriceReduction, true), note.Preceding);
        Assert.Equal((1m, 100m, Eur(100)), (note.Lines[0].Quantity, note.Lines[0].NetPrice, note.Lines[0].Net));
        Assert.Equal(new EInvoiceTotals(Eur(100), Eur(100), Eur(19), Eur(119), Eur(0), Eur(0), Eur(119)), note.Totals);
        Assert.Equal(("97", "Der Betrag wird gutgeschrieben"), (note.Payment!.MeansCode, note.PaymentTerms));
    }

    [Fact]
    public void A_cancellation_is_a_credit_note_of_all_and_names_its_invoice_with_its_date()
    {
        var scenario = Billed(Formats.FacturX, quantity: 3).When(id => new VoidInvoice(id(Number)), on: "2026-01-20").Done();
        var note = Of(scenario, "ACME-CAN-2026-000001");
        Assert.Equal((EInvoiceType.CreditNote, Dates.Day("2026-01-01")), (note.Type, note.Preceding!.IssueDate));
        Assert.Equal((3m, 100m, Eur(300), Eur(357)), (note.Lines[0].Quantity, note.Lines[0].NetPrice, note.Lines[0].Net, note.Totals.Due));
    }

    [Fact]
    public void What_corrects_an_invoice_that_was_no_e_invoice_is_none_either()
    {
        var scenario = Billed(World.Standard).AndGiven(_ => Formats.FacturX).When(id => new VoidInvoice(id(Number)), on: "2026-01-20").Done();
        Assert.Null(EInvoice.Of(scenario.IssuedInvoices.Single(issued => issued.Invoice.Kind == DocumentKind.Cancellation)));
    }

    [Fact]
    public void Unused_time_takes_back_a_quantity_and_never_a_price()
    {
        var scenario = Scenario.In(Formats.FacturX, Subscribed("crm", "2026-01-01", quantity: 2)).When(new RunBilling(), on: "2026-01-01").Done()
            .When(new ChangeSubscription("crm", null, 5, ChangeEffect.AtOnce, BillAtOnce: true), on: "2026-01-11").Done().When(new RunBilling(), on: "2026-01-11").Done();
        var lines = Of(scenario, "ACME-INV-2026-000002").Lines;
        var back = Assert.Single(lines, line => line.Quantity < 0);
        Assert.Equal((-1m, 135.48m, Eur(-135.48m)), (back.Quantity, back.NetPrice, back.Net));
    }

    [Fact]
    public void Who_is_outside_the_scope_of_tax_names_no_vat_id_and_says_why()
    {
        var invoice = Of(Billed(Formats.FacturX.TaxedBy(TaxTreatment.OutOfScope, 0, "Not taxable here", "VATEX-EU-O")));
        Assert.Equal(("", "30/123/45678", new EInvoiceTax(TaxTreatment.OutOfScope, 0, Eur(100), Eur(0), "Not taxable here", "VATEX-EU-O")), (invoice.Seller.VatId, invoice.Seller.TaxNumber, Assert.Single(invoice.Taxes)));
    }

    [Fact]
    public void A_sale_of_goods_within_the_union_names_the_country_they_went_to()
    {
        var world = Formats.FacturX with { Profile = Formats.FacturX.Profile with { Address = new PostalAddress("Lange Gasse 60", "1080", "Wien", "", "AT"), VatId = "ATU62819043" } };
        var invoice = Of(Billed(world.TaxedBy(TaxTreatment.IntraCommunity, 0, "Article 138", "VATEX-EU-IC")));
        Assert.Equal(("AT", "ATU62819043"), (invoice.DeliveryCountry, invoice.Buyer.VatId));
    }

    [Fact]
    public void Three_decimals_are_a_pdf_alone_where_only_the_seller_chose_a_format()
    {
        var world = World.In("KWD") with { Seller = Formats.FacturX.Seller with { Currencies = [Currency.Of("KWD")] } };
        var issued = Billed(world).IssuedInvoices.Single();
        Assert.Null(EInvoice.Of(issued));
        Assert.NotNull(EInvoice.Of(issued with { Buyer = issued.Buyer with { EInvoiceFormat = EInvoiceFormat.Ubl } }));
    }

    [Theory]
    [InlineData("PO 1", "", EInvoiceFormat.Ubl, "PO 1")]
    [InlineData("PO 1", "4711", EInvoiceFormat.Ubl, "")]
    [InlineData("PO 1", "4711", EInvoiceFormat.XRechnungUbl, "PO 1")]
    [InlineData("04011000-1234512345-06", "4711", EInvoiceFormat.PeppolBis, "04011000-1234512345-06")]
    public void The_profiles_reference_routes_or_stands_in_for_an_order_number(string reference, string orderNumber, EInvoiceFormat format, string expected)
    {
        var issued = Billed(Formats.FacturX).IssuedInvoices.Single();
        var invoice = EInvoice.Of(issued with { Invoice = issued.Invoice with { PurchaseOrder = orderNumber }, Buyer = issued.Buyer with { Reference = reference, EInvoiceFormat = format } })!;
        Assert.Equal((expected, orderNumber), (invoice.BuyerReference, invoice.OrderReference));
    }

    [Fact]
    public void A_discount_for_early_payment_is_a_sentence_and_a_line_for_programs_in_xrechnung()
    {
        var world = Formats.FacturX.WithPolicy(policy => policy with { Terms = new PaymentTerms(PaymentTermsKind.Net, 30, null, new EarlyPaymentDiscount(2.5m, 10)) });
        Assert.Equal("2.5 % Skonto bei Zahlung bis 2026-01-11", Of(Billed(world)).PaymentTerms);
        Assert.Equal("#SKONTO#TAGE=10#PROZENT=2.50#\n", Of(Billed(world.Asking(EInvoiceFormat.XRechnungCii))).PaymentTerms);
    }
}
