using CsCheck;
using static Billing.Domain.Tests.Past;

namespace Billing.Domain.Tests;

public class TaxIncludedTests
{
    private static readonly Gen<string> Currencies = Gen.Int[0, 2].Select(index => new[] { "EUR", "JPY", "KWD" }[index]);

    private static Invoice Included(Currency currency, decimal rate, params decimal[] amounts)
    {
        var tax = new LineTax(TaxTreatment.Standard, rate, "DE", "");
        var day = Dates.Day("2026-01-01");
        var lines = amounts.Select((amount, index) => InvoiceLine.Of(index + 1, LineKind.Manual, "x", "x", new ServicePeriod(day, day.AddDays(1)), 1, "", amount, tax, currency) with { TaxIncluded = true }).ToList();
        return InvoiceCalculation.Total("inv_1", currency, lines, [], 1, []);
    }

    [Fact]
    public void A_price_with_tax_is_what_the_customer_pays() =>
        Assert.Equal(new InvoiceTotals(Eur(84.03m), Eur(15.97m), Eur(100), Eur(0)), Included(Currency.Of("EUR"), 19, 100).Totals);

    [Fact]
    public void What_no_net_and_tax_add_up_to_is_rounded() =>
        Assert.Equal(new InvoiceTotals(Eur(0.03m), Eur(0.01m), Eur(0.03m), Eur(-0.01m)), Included(Currency.Of("EUR"), 19, 0.03m).Totals);

    [Fact]
    public void Prices_with_tax_add_up_to_the_total_and_what_is_rounded_is_one_unit_at_most() =>
        Gen.Select(Currencies, Gen.Int[0, 27], Gen.Int[-50_000, 300_000].Array[1, 20]).Sample((code, rate, units) =>
        {
            var currency = Currency.Of(code);
            var invoice = Included(currency, rate, [.. units.Select(unit => unit * currency.MinorUnit)]);
            Assert.Equal(Money.OfMinorUnits(units.Sum(), currency), invoice.Totals.Total);
            Assert.InRange(invoice.Totals.Rounding.MinorUnits, -1, 1);
            Assert.Equal(invoice.Totals.Net, Money.Sum(invoice.Lines.Select(line => line.Net), currency));
            Assert.Equal(Money.Round(invoice.Totals.Net.Amount * rate / 100, currency), invoice.Totals.Tax);
        });
}
