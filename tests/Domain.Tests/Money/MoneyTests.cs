using CsCheck;

namespace Billing.Domain.Tests;

public class MoneyTests
{
    private static readonly Currency Eur = Currency.Of("EUR");
    private static readonly Currency Jpy = Currency.Of("JPY");
    private static readonly Currency Kwd = Currency.Of("KWD");

    [Theory]
    [InlineData("12.5 EUR", "12.50 EUR")]
    [InlineData("12 EUR", "12.00 EUR")]
    [InlineData("-0.01 EUR", "-0.01 EUR")]
    [InlineData("-0 EUR", "0.00 EUR")]
    [InlineData("1200 JPY", "1200 JPY")]
    [InlineData("1200.000 JPY", "1200 JPY")]
    [InlineData("1.5 KWD", "1.500 KWD")]
    public void An_amount_prints_with_all_decimals_of_its_currency(string text, string printed) =>
        Assert.Equal(printed, Money.Parse(text).ToString());

    [Theory]
    [InlineData("")]
    [InlineData("12.50")]
    [InlineData("12.50EUR")]
    [InlineData("12,50 EUR")]
    [InlineData("1e3 EUR")]
    [InlineData("12.505 EUR")]
    [InlineData("1.5 JPY")]
    [InlineData("12.50 eur")]
    [InlineData("12.50 EUR ")]
    [InlineData("12.50  EUR")]
    [InlineData("99999999999999999999999999999999 EUR")]
    public void What_is_not_an_amount_is_not_read(string text) => Assert.Throws<FormatException>(() => Money.Parse(text));

    [Fact]
    public void Printing_is_the_same_in_every_culture()
    {
        var before = Thread.CurrentThread.CurrentCulture;
        try
        {
            Thread.CurrentThread.CurrentCulture = System.Globalization.CultureInfo.GetCultureInfo("de-DE");
            Assert.Equal("1234.50 EUR", new Money(1234.5m, Eur).ToString());
            Assert.Equal(1234.5m, Money.Parse("1234.50 EUR").Amount);
        }
        finally
        {
            Thread.CurrentThread.CurrentCulture = before;
        }
    }

    [Theory]
    [InlineData("0.005", "0.01 EUR")]
    [InlineData("-0.005", "-0.01 EUR")]
    [InlineData("2.345", "2.35 EUR")]
    [InlineData("2.344999", "2.34 EUR")]
    [InlineData("-0.004", "0.00 EUR")]
    public void Halves_round_away_from_zero(string amount, string rounded) =>
        Assert.Equal(rounded, Money.Round(decimal.Parse(amount, System.Globalization.CultureInfo.InvariantCulture), Eur).ToString());

    [Fact]
    public void Rounding_knows_the_decimals_of_the_currency()
    {
        Assert.Equal("3 JPY", Money.Round(2.5m, Jpy).ToString());
        Assert.Equal("2.346 KWD", Money.Round(2.3455m, Kwd).ToString());
    }

    [Fact]
    public void More_decimals_than_the_currency_has_must_be_rounded_by_name()
    {
        Assert.Throws<ArgumentException>(() => new Money(0.001m, Eur));
        Assert.Throws<ArgumentException>(() => new Money(0.5m, Jpy));
        Assert.Equal("0.001 KWD", new Money(0.001m, Kwd).ToString());
    }

    [Fact]
    public void Two_currencies_never_mix()
    {
        var (euro, yen) = (new Money(1, Eur), new Money(1, Jpy));
        Assert.Throws<InvalidOperationException>(() => euro + yen);
        Assert.Throws<InvalidOperationException>(() => euro - yen);
        Assert.Throws<InvalidOperationException>(() => euro < yen);
        Assert.Throws<InvalidOperationException>(() => Money.Sum([euro, yen], Eur));
        Assert.NotEqual(euro, yen);
    }

    [Fact]
    public void Minor_units_are_whole_and_overflow_is_an_error()
    {
        Assert.Equal(1250, new Money(12.5m, Eur).MinorUnits);
        Assert.Equal(12, new Money(12, Jpy).MinorUnits);
        Assert.Equal(1500, new Money(1.5m, Kwd).MinorUnits);
        Assert.Equal("-0.07 EUR", Money.OfMinorUnits(-7, Eur).ToString());
        Assert.Throws<OverflowException>(() => new Money(100_000_000_000_000_000m, Eur).MinorUnits);
        Assert.Throws<OverflowException>(() => new Money(decimal.MaxValue, Jpy) + new Money(1, Jpy));
    }

    [Theory]
    [InlineData("10.00 EUR", new[] { 1, 1, 1 }, "3.34 EUR|3.33 EUR|3.33 EUR")]
    [InlineData("-10.00 EUR", new[] { 1, 1, 1 }, "-3.34 EUR|-3.33 EUR|-3.33 EUR")]
    [InlineData("0.01 EUR", new[] { 1, 2 }, "0.00 EUR|0.01 EUR")]
    [InlineData("10 JPY", new[] { 1, 1, 1 }, "4 JPY|3 JPY|3 JPY")]
    [InlineData("1.000 KWD", new[] { 2, 0, 1 }, "0.667 KWD|0.000 KWD|0.333 KWD")]
    public void The_largest_remainders_get_the_odd_units(string amount, int[] weights, string shares) =>
        Assert.Equal(shares, string.Join('|', Money.Parse(amount).Split([.. weights.Select(weight => (decimal)weight)])));

    [Fact]
    public void A_split_needs_weights_that_make_sense()
    {
        Assert.Throws<ArgumentException>(() => new Money(1, Eur).Split([]));
        Assert.Throws<ArgumentException>(() => new Money(1, Eur).Split([0, 0]));
        Assert.Throws<ArgumentException>(() => new Money(1, Eur).Split([2, -1]));
    }

    [Fact]
    public void Shares_sum_to_the_whole_and_miss_their_exact_share_by_less_than_a_unit() =>
        Gen.Select(Gen.Long[-10_000_000_000, 10_000_000_000], Gen.Int[0, 1000].Array[1, 20].Where(weights => weights.Sum() > 0)).Sample((units, weights) =>
        {
            var shares = Money.OfMinorUnits(units, Eur).Split([.. weights.Select(weight => (decimal)weight)]);
            Assert.Equal(units, shares.Sum(share => share.MinorUnits));
            for (var i = 0; i < weights.Length; i++)
                Assert.True(Math.Abs(shares[i].MinorUnits - (decimal)units * weights[i] / weights.Sum()) < 1);
        });

    [Fact]
    public void Reading_gives_back_what_was_printed_as_text_and_as_JSON() =>
        Gen.Select(Gen.Long[-100_000_000_000, 100_000_000_000], Gen.Int[0, 3].Select(index => new[] { Eur, Jpy, Kwd, Currency.Of("CLF") }[index])).Sample((units, currency) =>
        {
            var money = Money.OfMinorUnits(units, currency);
            Assert.Equal(money, Money.Parse(money.ToString()));
            Assert.Equal(money.ToString(), Json.Read<Money>(Json.Write(money)).ToString());
        });

    [Fact]
    public void Currencies_have_the_minor_digits_of_ISO_4217()
    {
        Assert.Equal((2, 0, 3, 4), (Eur.MinorDigits, Jpy.MinorDigits, Kwd.MinorDigits, Currency.Of("CLF").MinorDigits));
        Assert.Equal((0.01m, 1m, 0.001m), (Eur.MinorUnit, Jpy.MinorUnit, Kwd.MinorUnit));
        Assert.False(Currency.TryParse("eur", out _));
        Assert.False(Currency.TryParse("DEM", out _));
        Assert.Throws<FormatException>(() => Currency.Of("XXX"));
    }
}
