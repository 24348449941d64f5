using System.Globalization;
using Billing.Documents.Texts;
using Billing.Domain;
using CsCheck;

namespace Billing.Documents.Tests.Texts;

public sealed class DocumentCultureTests
{
    private static readonly DateOnly Day = new(2026, 11, 29);

    public static TheoryData<string> Cultures => [.. CultureInfo.GetCultures(CultureTypes.AllCultures)
        .Where(culture => DocumentTexts.Languages.Contains(culture.TwoLetterISOLanguageName) && culture.Name.Length > 0).Select(culture => culture.Name)];

    [Theory]
    [InlineData("en-US", "November 29, 2026", "EUR 1,234,567.50", "-1,234,567.50", "19.5%")]
    [InlineData("en-GB", "29 November 2026", "EUR 1,234,567.50", "-1,234,567.50", "19.5%")]
    [InlineData("en-IN", "29 November, 2026", "EUR 12,34,567.50", "-12,34,567.50", "19.5%")]
    [InlineData("de", "29. November 2026", "1.234.567,50 EUR", "-1.234.567,50", "19,5 %")]
    [InlineData("de-CH", "29. November 2026", "EUR 1’234’567.50", "-1’234’567.50", "19.5%")]
    [InlineData("de-AT", "29. November 2026", "EUR 1.234.567,50", "-1.234.567,50", "19,5 %")]
    [InlineData("fr", "29 novembre 2026", "1 234 567,50 EUR", "-1 234 567,50", "19,5 %")]
    [InlineData("fr-CH", "29 novembre 2026", "1 234 567.50 EUR", "-1 234 567.50", "19,5%")]
    [InlineData("es", "29 de noviembre de 2026", "1.234.567,50 EUR", "-1.234.567,50", "19,5 %")]
    [InlineData("es-MX", "29 de noviembre de 2026", "EUR 1,234,567.50", "-1,234,567.50", "19.5%")]
    [InlineData("it", "29 novembre 2026", "1.234.567,50 EUR", "-1.234.567,50", "19,5%")]
    [InlineData("nl", "29 november 2026", "EUR 1.234.567,50", "-1.234.567,50", "19,5%")]
    [InlineData("pl", "29 listopada 2026", "1 234 567,50 EUR", "-1 234 567,50", "19,5%")]
    [InlineData("pt", "29 de novembro de 2026", "1 234 567,50 EUR", "-1 234 567,50", "19,5%")]
    [InlineData("pt-BR", "29 de novembro de 2026", "EUR 1.234.567,50", "-1.234.567,50", "19,5%")]
    [InlineData("pt-PT", "29 de novembro de 2026", "1 234 567,50 EUR", "-1 234 567,50", "19,5%")]
    [InlineData("ar-SA", "29 نوفمبر 2026", "[EUR 1,234,567.50]", "[-1,234,567.50]", "[19.5%]")]
    [InlineData("ar-MA", "29 نونبر 2026", "[EUR 1.234.567,50]", "[-1.234.567,50]", "[19,5%]")]
    [InlineData("he-IL", "29 בנובמבר 2026", "[EUR 1,234,567.50]", "[-1,234,567.50]", "[19.5%]")]
    [InlineData("ja-JP", "2026年11月29日", "EUR 1,234,567.50", "-1,234,567.50", "19.5%")]
    [InlineData("hi-IN", "29 नवंबर 2026", "EUR 12,34,567.50", "-12,34,567.50", "19.5%")]
    public void Dates_amounts_and_rates_are_written_as_in_the_customers_country(string language, string date, string amount, string credit, string rate)
    {
        var culture = DocumentCulture.Of(language);
        var money = new Money(1234567.5m, Currency.Of("EUR"));
        Assert.Equal((date, amount, credit, rate), (Plain(culture.Date(Day)), Plain(culture.AmountWithCurrency(money)), Plain(culture.Amount(-money)), Plain(culture.Percent(19.5m))));
    }

    [Theory]
    [MemberData(nameof(Cultures))]
    public void Every_region_writes_the_Gregorian_year_and_no_weekday_with_the_digits_of_bank_statements(string language)
    {
        var culture = DocumentCulture.Of(language);
        var date = culture.Date(Day);
        Assert.Contains("2026", date, StringComparison.Ordinal);
        Assert.Contains("29", date, StringComparison.Ordinal);
        Assert.DoesNotContain(CultureInfo.GetCultureInfo(language).DateTimeFormat.GetDayName(DayOfWeek.Sunday), date, StringComparison.OrdinalIgnoreCase);
        Assert.All(culture.AmountWithCurrency(new Money(-1234567.89m, Currency.Of("KWD"))).Where(char.IsNumber), digit => Assert.InRange(digit, '0', '9'));
    }

    [Theory]
    [InlineData("th", "29 November 2026")]
    [InlineData("fa-IR", "29 November 2026")]
    [InlineData("ar-SA", "29 نوفمبر 2026")]
    public void A_culture_with_a_calendar_of_its_own_gets_the_Gregorian_date(string language, string date)
    {
        Assert.Equal(date, DocumentCulture.Of(language).Date(Day));
    }

    [Theory]
    [InlineData("JPY", "1,235")]
    [InlineData("KWD", "1,234.568")]
    public void An_amount_has_the_decimals_of_its_currency(string currency, string expected) =>
        Assert.Equal(expected, DocumentCulture.Of("en-GB").Amount(Money.Round(1234.5678m, Currency.Of(currency))));

    [Fact]
    public void French_writes_the_first_of_a_month_as_an_ordinal()
    {
        Assert.Equal("1er novembre 2026", DocumentCulture.Of("fr").Date(new DateOnly(2026, 11, 1)));
        Assert.Equal("11 novembre 2026", DocumentCulture.Of("fr").Date(new DateOnly(2026, 11, 11)));
    }

    [Fact]
    public void Values_in_a_right_to_left_sentence_are_isolated()
    {
        var culture = DocumentCulture.Of("he");
        Assert.True(culture.IsRightToLeft);
        Assert.Equal("\u2068INV-7\u2069 \u2066EUR\u00A020.50\u2069", culture.Fill("{0} {1}", "INV-7", culture.AmountWithCurrency(new Money(20.5m, Currency.Of("EUR")))));
    }

    [Fact]
    public void A_right_to_left_name_in_an_English_sentence_is_isolated_and_no_other_is() =>
        Assert.Equal("Dear \u2068חברת שלום\u2069, of Ann", DocumentCulture.Of("en").Fill("Dear {0}, of {1}", "חברת שלום", "Ann"));

    [Fact]
    public void No_value_can_turn_the_sentence_around_it() =>
        Gen.Char["ab\u05D0\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069"].Array[0, 12].Select(c => new string(c)).Sample(value =>
        {
            var filled = DocumentCulture.Of("en").Fill("from {0}.", value);
            Assert.True(BidiIsolation.WithoutOverrides(filled) == filled);
        });

    [Theory]
    [InlineData("en-GB", 1, "With 1 event of an earlier period that was reported late")]
    [InlineData("en-GB", 1200, "With 1,200 events of earlier periods that were reported late")]
    [InlineData("de", 1, "Mit 1 verspätet gemeldeten Ereignis eines früheren Zeitraums")]
    public void A_text_that_counts_takes_the_form_of_its_count(string language, long count, string expected)
    {
        var culture = DocumentCulture.Of(language);
        Assert.Equal(expected, culture.Fill(culture.Texts.Invoice.LateEvents, count));
    }

    // No-break spaces as spaces, and isolates as brackets, so that a failing comparison can be read.
    private static string Plain(string text) => text.Replace('\u00A0', ' ').Replace('\u202F', ' ').Replace('\u2066', '[').Replace('\u2069', ']');
}
