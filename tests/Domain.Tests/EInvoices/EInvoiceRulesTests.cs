using static Billing.Domain.Tests.Past;

namespace Billing.Domain.Tests;

/// <summary>Each rule by a document that keeps it and one change that breaks it.</summary>
public class EInvoiceRulesTests
{
    private static readonly EInvoice Sale = Written(Formats.FacturX);
    private static readonly EInvoice Peppol = Written(Formats.FacturX.Asking(EInvoiceFormat.PeppolBis).Reachable("0192", "991825827"));
    private static readonly EInvoice XRechnung = Written(Formats.FacturX.Asking(EInvoiceFormat.XRechnungCii).Reachable("0204", "04011000-1234512345-06"));
    private static readonly EInvoice Zero = Written(Formats.FacturX.TaxedBy(TaxTreatment.ZeroRated, 0));
    private static readonly EInvoice Exempt = Written(Formats.FacturX.TaxedBy(TaxTreatment.Exempt, 0, "Schools", "VATEX-EU-132"));
    private static readonly EInvoice Reverse = Written(Formats.FacturX.InAustria().TaxedBy(TaxTreatment.ReverseCharge, 0, "Article 196", "VATEX-EU-AE"));
    private static readonly EInvoice Union = Written(Formats.FacturX.InAustria().TaxedBy(TaxTreatment.IntraCommunity, 0, "Article 138", "VATEX-EU-IC"));
    private static readonly EInvoice Export = Written(Formats.FacturX.TaxedBy(TaxTreatment.Export, 0, "Article 146", "VATEX-EU-G"));
    private static readonly EInvoice Outside = Written(Formats.FacturX.TaxedBy(TaxTreatment.OutOfScope, 0, "Not taxable here", "VATEX-EU-O"));
    private static readonly EInvoice Credit = Written(Formats.FacturX, thenCredit: true);

    private static readonly (string Rule, string Term, EInvoice Keeps, Func<EInvoice, EInvoice> Breaks)[] Table =
    [
        ("BR-06", "BT-27", Sale, it => it with { Seller = it.Seller with { Name = "" } }),
        ("BR-07", "BT-44", Sale, it => it with { Buyer = it.Buyer with { Name = "" } }),
        ("BR-09", "BT-40", Sale, it => it with { Seller = it.Seller with { Address = it.Seller.Address with { Country = "" } } }),
        ("BR-11", "BT-55", Sale, it => it with { Buyer = it.Buyer with { Address = it.Buyer.Address with { Country = "" } } }),
        ("BR-CO-26", "BT-30", Sale, it => it with { Seller = it.Seller with { RegistrationId = "", VatId = "" } }),
        ("BR-CO-09", "BT-31", Sale, it => it with { Seller = it.Seller with { VatId = "123456788" } }),
        ("BR-CO-09", "BT-48", Reverse, it => it with { Buyer = it.Buyer with { VatId = "62819043" } }),
        ("BR-62", "BT-34", Peppol, it => it with { Seller = it.Seller with { ElectronicAddress = new ElectronicAddress("", "1") } }),
        ("BR-63", "BT-49", Peppol, it => it with { Buyer = it.Buyer with { ElectronicAddress = new ElectronicAddress("", "1") } }),
        ("BR-CL-25", "BT-49", Peppol, it => it.Reached("1234", "1")),
        ("BR-CL-25", "BT-49", Sale, it => it.Reached("0204", "04011000-1234512345-07")),
        ("BR-CL-25", "BT-49", Sale, it => it.Reached("9930", "DE123456789")),
        ("BR-CL-25", "BT-49", Sale, it => it.Reached("9930", "ATU62819043")),
        ("BR-CL-25", "BT-49", Sale, it => it.Reached("EM", "nobody")),
        ("PEPPOL-EN16931-R008", "BT-49", Sale, it => it.Reached("0037", "")),
        ("PEPPOL-COMMON-R040", "BT-49", Sale, it => it.Reached("0088", "7300010000002")),
        ("PEPPOL-COMMON-R041", "BT-49", Peppol, it => it.Reached("0192", "991825828")),
        ("PEPPOL-COMMON-R042", "BT-49", Sale, it => it.Reached("0184", "1358562")),
        ("PEPPOL-COMMON-R043", "BT-49", Sale, it => it.Reached("0208", "0202239952")),
        ("BR-16", "BG-25", Sale, it => it with { Lines = [] }),
        ("BR-CO-18", "BG-23", Sale, it => it with { Taxes = [] }),
        ("BR-21", "BT-126", Sale, it => it.Line(line => line with { Id = "" })),
        ("BR-25", "BT-153", Sale, it => it.Line(line => line with { Name = " " })),
        ("BR-27", "BT-146", Sale, it => it.Line(line => line with { NetPrice = -line.NetPrice, Quantity = -line.Quantity })),
        ("BR-29", "BT-74", Sale, it => it with { Period = new ServicePeriod(it.IssueDate, it.IssueDate.AddDays(-1)) }),
        ("BR-30", "BT-135", Sale, it => it.Line(line => line with { Period = new ServicePeriod(it.IssueDate, it.IssueDate) })),
        ("BR-CO-25", "BT-9", Sale, it => it with { DueDate = null }),
        ("BR-CO-25", "BT-9", Credit, it => it with { PaymentTerms = "" }),
        ("BR-42", "BT-139", Sale, it => it.Line(line => line with { Allowances = [new EInvoiceAllowance(Eur(0), "")] })),
        ("BR-55", "BT-25", Credit, it => it with { Preceding = it.Preceding! with { Number = "" } }),
        ("BR-61", "BT-84", Sale, it => it with { Payment = it.Payment! with { Account = "" } }),
        ("BR-DEC-23", "BT-5", Sale, _ => Written(World.In("KWD") with { Seller = Formats.FacturX.Seller, Profile = Formats.FacturX.Profile with { EInvoiceFormat = EInvoiceFormat.Ubl } })),
        ("PEPPOL-EN16931-R120", "BT-131", Sale, it => it.Line(line => line with { NetPrice = 99.99m })),
        ("PEPPOL-EN16931-R120", "BT-131", Sale, it => it.Line(line => line with { Allowances = [new EInvoiceAllowance(Eur(0.01m), "Spring")] })),
        ("BR-CO-10", "BT-106", Sale, it => it with { Totals = it.Totals with { Lines = Eur(99) } }),
        ("BR-CO-13", "BT-109", Sale, it => it with { Totals = it.Totals with { WithoutTax = Eur(99) } }),
        ("BR-CO-14", "BT-110", Sale, it => it with { Totals = it.Totals with { Tax = Eur(18.99m) } }),
        ("BR-CO-15", "BT-112", Sale, it => it with { Totals = it.Totals with { WithTax = Eur(118.99m) } }),
        ("BR-CO-16", "BT-115", Sale, it => it with { Totals = it.Totals with { Prepaid = Eur(1) } }),
        ("BR-CO-16", "BT-115", Sale, it => it with { Totals = it.Totals with { Rounding = Eur(0.01m) } }),
        ("BR-CO-17", "BT-117", Sale, it => it.Tax(tax => tax with { Amount = Eur(19.01m) })),
        ("BR-CO-17", "BT-117", Credit, it => it.Tax(tax => tax with { Amount = Eur(19.02m) })),
        ("BR-S-01", "BG-23", Sale, it => it.Tax(tax => tax with { Category = TaxTreatment.ZeroRated })),
        ("BR-S-02", "BT-31", Sale, it => it.WithoutSellerIds()),
        ("BR-S-05", "BT-152", Sale, it => it.Line(line => line with { Rate = 0 })),
        ("BR-S-08", "BT-116", Sale, it => it.Tax(tax => tax with { Base = Eur(99) })),
        ("BR-S-10", "BT-120", Sale, it => it.Tax(tax => tax with { ExemptionReason = "Schools" })),
        ("BR-Z-01", "BG-23", Zero, it => it.Tax(tax => tax with { Category = TaxTreatment.Exempt })),
        ("BR-Z-02", "BT-31", Zero, it => it.WithoutSellerIds()),
        ("BR-Z-05", "BT-152", Zero, it => it.Line(line => line with { Rate = 7 })),
        ("BR-Z-08", "BT-116", Zero, it => it.Tax(tax => tax with { Base = Eur(99) })),
        ("BR-Z-09", "BT-117", Zero, it => it.Tax(tax => tax with { Amount = Eur(1) })),
        ("BR-Z-10", "BT-120", Zero, it => it.Tax(tax => tax with { ExemptionCode = "VATEX-EU-132" })),
        ("BR-E-01", "BG-23", Exempt, it => it.Tax(tax => tax with { Category = TaxTreatment.Export })),
        ("BR-E-02", "BT-31", Exempt, it => it.WithoutSellerIds()),
        ("BR-E-05", "BT-152", Exempt, it => it.Line(line => line with { Rate = 7 })),
        ("BR-E-08", "BT-116", Exempt, it => it.Tax(tax => tax with { Base = Eur(99) })),
        ("BR-E-09", "BT-117", Exempt, it => it.Tax(tax => tax with { Amount = Eur(1) })),
        ("BR-E-10", "BT-120", Exempt, it => it.Tax(tax => tax with { ExemptionCode = "", ExemptionReason = "" })),
        ("BR-AE-01", "BG-23", Reverse, it => it.Tax(tax => tax with { Category = TaxTreatment.Export })),
        ("BR-AE-02", "BT-31", Reverse, it => it.WithoutSellerIds()),
        ("BR-AE-02", "BT-48", Reverse, it => it with { Buyer = it.Buyer with { VatId = "" } }),
        ("BR-AE-05", "BT-152", Reverse, it => it.Line(line => line with { Rate = 7 })),
        ("BR-AE-08", "BT-116", Reverse, it => it.Tax(tax => tax with { Base = Eur(99) })),
        ("BR-AE-09", "BT-117", Reverse, it => it.Tax(tax => tax with { Amount = Eur(1) })),
        ("BR-AE-10", "BT-120", Reverse, it => it.Tax(tax => tax with { ExemptionCode = "", ExemptionReason = "" })),
        ("BR-IC-01", "BG-23", Union, it => it.Tax(tax => tax with { Category = TaxTreatment.Export })),
        ("BR-IC-02", "BT-31", Union, it => it with { Seller = it.Seller with { VatId = "" } }),
        ("BR-IC-02", "BT-48", Union, it => it with { Buyer = it.Buyer with { VatId = "", RegistrationId = "FN 1" } }),
        ("BR-IC-05", "BT-152", Union, it => it.Line(line => line with { Rate = 7 })),
        ("BR-IC-08", "BT-116", Union, it => it.Tax(tax => tax with { Base = Eur(99) })),
        ("BR-IC-09", "BT-117", Union, it => it.Tax(tax => tax with { Amount = Eur(1) })),
        ("BR-IC-10", "BT-120", Union, it => it.Tax(tax => tax with { ExemptionCode = "", ExemptionReason = "" })),
        ("BR-IC-11", "BT-72", Union, it => it with { Period = null }),
        ("BR-IC-12", "BT-80", Union, it => it with { DeliveryCountry = "" }),
        ("BR-G-01", "BG-23", Export, it => it.Tax(tax => tax with { Category = TaxTreatment.Exempt })),
        ("BR-G-02", "BT-31", Export, it => it with { Seller = it.Seller with { VatId = "" } }),
        ("BR-G-05", "BT-152", Export, it => it.Line(line => line with { Rate = 7 })),
        ("BR-G-08", "BT-116", Export, it => it.Tax(tax => tax with { Base = Eur(99) })),
        ("BR-G-09", "BT-117", Export, it => it.Tax(tax => tax with { Amount = Eur(1) })),
        ("BR-G-10", "BT-120", Export, it => it.Tax(tax => tax with { ExemptionCode = "", ExemptionReason = "" })),
        ("BR-O-01", "BG-23", Outside, it => it.Tax(tax => tax with { Category = TaxTreatment.Exempt })),
        ("BR-O-02", "BT-31", Outside, it => it with { Buyer = it.Buyer with { VatId = "ATU62819043" } }),
        ("BR-O-05", "BT-152", Outside, it => it.Line(line => line with { Rate = 7 })),
        ("BR-O-08", "BT-116", Outside, it => it.Tax(tax => tax with { Base = Eur(99) })),
        ("BR-O-09", "BT-117", Outside, it => it.Tax(tax => tax with { Amount = Eur(1) })),
        ("BR-O-10", "BT-120", Outside, it => it.Tax(tax => tax with { ExemptionCode = "", ExemptionReason = "" })),
        ("BR-O-11", "BT-118", Outside, it => it with { Taxes = [.. it.Taxes, Sale.Taxes[0]] }),
        ("BR-CL-01", "BT-3", Sale, it => it with { Type = (EInvoiceType)383 }),
        ("BR-CL-04", "BT-5", Sale, it => it with { Currency = default, Lines = [], Taxes = [] }),
        ("BR-CL-14", "BT-40", Sale, it => it with { Seller = it.Seller with { Address = it.Seller.Address with { Country = "UK" } } }),
        ("BR-CL-14", "BT-55", Sale, it => it with { Buyer = it.Buyer with { Address = it.Buyer.Address with { Country = "EL" } } }),
        ("BR-CL-14", "BT-80", Union, it => it with { DeliveryCountry = "EL" }),
        ("BR-CL-16", "BT-81", Sale, it => it with { Payment = it.Payment! with { MeansCode = "71" } }),
        ("BR-CL-22", "BT-121", Exempt, it => it.Tax(tax => tax with { ExemptionCode = "VATEX-EU-999" })),
        ("BR-CL-23", "BT-130", Sale, it => it.Line(line => line with { UnitCode = "seat" })),
        ("PEPPOL-EN16931-R020", "BT-34", Peppol, it => it with { Seller = it.Seller with { ElectronicAddress = null } }),
        ("PEPPOL-EN16931-R010", "BT-49", Peppol, it => it with { Buyer = it.Buyer with { ElectronicAddress = null } }),
        ("PEPPOL-EN16931-R003", "BT-10", Peppol, it => it with { BuyerReference = "" }),
        ("PEPPOL-EN16931-R002", "BT-22", Peppol, it => it with { Notes = ["One", "Two"] }),
        ("PEPPOL-EN16931-CL008", "BT-49", Peppol, it => it.Reached("EM", "a@kunde.example")),
        ("PEPPOL-EN16931-R110", "BT-134", Peppol, it => it with { Period = new ServicePeriod(it.Period!.Value.Start.AddDays(1), it.Period.Value.End) }),
        ("PEPPOL-EN16931-R111", "BT-135", Peppol, it => it with { Period = new ServicePeriod(it.Period!.Value.Start, it.Period.Value.End.AddDays(-1)) }),
        ("PEPPOL-EN16931-P0104", "BT-121", Peppol, it => it.Tax(tax => tax with { ExemptionCode = "VATEX-EU-G" })),
        ("BR-DE-1", "BG-16", XRechnung, it => it with { Payment = null }),
        ("BR-DE-3", "BT-37", XRechnung, it => it with { Seller = it.Seller with { Address = it.Seller.Address with { City = "" } } }),
        ("BR-DE-4", "BT-38", XRechnung, it => it with { Seller = it.Seller with { Address = it.Seller.Address with { PostalCode = "" } } }),
        ("BR-DE-5", "BT-41", XRechnung, it => it with { Seller = it.Seller with { ContactName = "" } }),
        ("BR-DE-6", "BT-42", XRechnung, it => it with { Seller = it.Seller with { Phone = "" } }),
        ("BR-DE-7", "BT-43", XRechnung, it => it with { Seller = it.Seller with { Email = "" } }),
        ("BR-DE-8", "BT-52", XRechnung, it => it with { Buyer = it.Buyer with { Address = it.Buyer.Address with { City = "" } } }),
        ("BR-DE-9", "BT-53", XRechnung, it => it with { Buyer = it.Buyer with { Address = it.Buyer.Address with { PostalCode = "" } } }),
        ("BR-DE-15", "BT-10", XRechnung, it => it with { BuyerReference = "" }),
        ("BR-DE-16", "BT-31", XRechnung, it => it.WithoutSellerIds()),
        ("BR-DE-18", "BT-20", XRechnung, it => it with { PaymentTerms = "#SKONTO#TAGE=10#PROZENT=2.5#\n" }),
        ("BR-DE-18", "BT-20", XRechnung, it => it with { PaymentTerms = "#SKONTO#TAGE=10#PROZENT=2.50#" }),
        ("BR-DE-19", "BT-84", XRechnung, it => it with { Payment = it.Payment! with { Account = "DE02120300000000202052" } }),
        ("BR-DE-27", "BT-42", XRechnung, it => it with { Seller = it.Seller with { Phone = "12" } }),
        ("BR-DE-28", "BT-43", XRechnung, it => it with { Seller = it.Seller with { Email = "ar@acme@example" } }),
        ("BR-DE-28", "BT-43", XRechnung, it => it with { Seller = it.Seller with { Email = "ar.@acme.example" } }),
        ("PEPPOL-EN16931-R010", "BT-49", XRechnung, it => it with { Buyer = it.Buyer with { ElectronicAddress = null } }),

        // Who sells within Germany by Peppol keeps the rules of XRechnung too.
        ("BR-DE-5", "BT-41", Peppol, it => it with { Seller = it.Seller with { ContactName = "" } }),
    ];

    public static TheoryData<int, string> Rules()
    {
        var rows = new TheoryData<int, string>();
        for (var index = 0; index < Table.Length; index++)
            rows.Add(index, Table[index].Rule);
        return rows;
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void Each_rule_tells_a_document_that_breaks_it_from_one_that_keeps_it(int index, string rule)
    {
        var (_, term, keeps, breaks) = Table[index];
        Assert.Empty(EInvoiceRules.Check(keeps));
        var fault = Assert.Single(EInvoiceRules.Check(breaks(keeps)).DistinctBy(fault => (fault.Rule, fault.Term)), fault => fault.Rule == rule && fault.Term == term);
        Assert.EndsWith(".", fault.Message, StringComparison.Ordinal);
        Assert.NotEmpty(fault.Field);
    }

    [Theory]
    [InlineData("0088", "7300010000001")]
    [InlineData("0192", "991825827")]
    [InlineData("0184", "DK13585628")]
    [InlineData("0208", "0202239951")]
    [InlineData("0204", "04011000-1234512345-06")]
    [InlineData("9930", "DE123456788")]
    [InlineData("9914", "ATU62819043")]
    [InlineData("EM", "a@kunde.example")]
    [InlineData("0225", "any_id")]
    public void An_address_of_the_right_form_is_taken(string scheme, string id) => Assert.Empty(EInvoiceRules.Check(Sale.Reached(scheme, id)));

    [Fact]
    public void Formats_ask_for_no_more_than_is_theirs()
    {
        Assert.Empty(EInvoiceRules.Check(XRechnung with { Format = EInvoiceFormat.Cii, BuyerReference = "", Seller = XRechnung.Seller with { ContactName = "", ElectronicAddress = null } }));
        var abroad = Peppol with { Buyer = Peppol.Buyer with { Address = Peppol.Buyer.Address with { Country = "NO" } }, Seller = Peppol.Seller with { ContactName = "" } };
        Assert.Empty(EInvoiceRules.Check(abroad));
    }

    [Fact]
    public void A_credit_note_of_several_may_differ_by_a_cent_from_its_own_tax_and_an_invoice_not()
    {
        EInvoice OneCentMore(EInvoice it) => it.Tax(tax => tax with { Amount = tax.Amount + Eur(0.01m) }) with
        {
            Totals = it.Totals with { Tax = it.Totals.Tax + Eur(0.01m), WithTax = it.Totals.WithTax + Eur(0.01m), Due = it.Totals.Due + Eur(0.01m) },
        };
        Assert.Empty(EInvoiceRules.Check(OneCentMore(Credit)));
        Assert.Equal("BR-CO-17", Assert.Single(EInvoiceRules.Check(OneCentMore(Sale))).Rule);
    }

    [Fact]
    public void All_that_is_wrong_is_told_at_once()
    {
        var faults = EInvoiceRules.Check(XRechnung with { BuyerReference = "", Seller = XRechnung.Seller with { ContactName = "", Phone = "" }, Buyer = XRechnung.Buyer with { ElectronicAddress = null } });
        Assert.Equal(["BT-10", "BT-41", "BT-42", "BT-49"], faults.Select(fault => fault.Term).Order(StringComparer.Ordinal));
    }

    private static EInvoice Written(World world, bool thenCredit = false)
    {
        var content = InvoiceCalculation.Total("inv_1", AccountId.Parse(world.AccountId).Currency, [Line(world)], [], 7, []);
        var issued = new IssuedInvoice(content, "ACME-INV-2026-000001", Dates.Day("2026-01-01"), Dates.Day("2026-01-15"), Dates.Day("2026-01-01"), Money.Zero(content.Currency), content.Totals.Total, null, null, world.Seller, world.Profile);
        if (thenCredit)
        {
            issued = issued with
            {
                Invoice = InvoiceCalculation.Cancel(content, "can_1"),
                Preceding = new PrecedingInvoice("ACME-INV-2026-000001", issued.IssueDate, null, true),
                AmountDue = Money.Zero(content.Currency),
            };
        }

        return EInvoice.Of(issued)!;
    }

    private static InvoiceLine Line(World world)
    {
        var currency = AccountId.Parse(world.AccountId).Currency;
        var tax = TaxDetermination.Find(world.Seller, world.Profile, "standard", Dates.Day("2026-01-01"), world.Taxes)!;
        return InvoiceLine.Of(1, LineKind.Recurring, "The crm", "crm", new ServicePeriod(Dates.Day("2026-01-01"), Dates.Day("2026-02-01")), 1, "seat", 100, tax, currency);
    }
}

/// <summary>Documents with one thing changed.</summary>
file static class Changes
{
    public static EInvoice Line(this EInvoice invoice, Func<EInvoiceLine, EInvoiceLine> change) => invoice with { Lines = [.. invoice.Lines.Select(change)] };

    public static EInvoice Tax(this EInvoice invoice, Func<EInvoiceTax, EInvoiceTax> change) => invoice with { Taxes = [.. invoice.Taxes.Select(change)] };

    public static EInvoice Reached(this EInvoice invoice, string scheme, string id) => invoice with { Buyer = invoice.Buyer with { ElectronicAddress = new ElectronicAddress(scheme, id) } };

    public static EInvoice WithoutSellerIds(this EInvoice invoice) => invoice with { Seller = invoice.Seller with { VatId = "", TaxNumber = "" } };
}
