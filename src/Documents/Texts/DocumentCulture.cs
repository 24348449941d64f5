using System.Collections.Concurrent;
using System.Globalization;
using Billing.Documents.Pdf.Layout;
using Billing.Domain;

namespace Billing.Documents.Texts;

/// <summary>How one document's language writes texts, numbers and dates.</summary>
internal sealed class DocumentCulture
{
    private const int MostDecimalsOfPrices = 8;

    private const int MaximumDecimals = 10;

    /// <summary>More tags than there are languages to bill in; past it a culture is made anew each time.</summary>
    private const int MaximumKnown = 500;

    /// <summary>English as an international reader expects it: the day before the month.</summary>
    private const string FallbackCulture = "en-GB";

    private static readonly ConcurrentDictionary<string, DocumentCulture> Known = new(StringComparer.OrdinalIgnoreCase);

    private readonly CultureInfo _culture;
    private readonly string _datePattern;

    private DocumentCulture(string language)
    {
        var culture = CultureInfo.GetCultureInfo(language);
        Texts = DocumentTexts.For(culture);

        // Dates and numbers are written as the words around them are: a date in Arabic within an English sentence helps nobody.
        _culture = Texts.Language == culture.TwoLetterISOLanguageName ? culture : CultureInfo.GetCultureInfo(FallbackCulture);
        _datePattern = WithoutWeekday(_culture.DateTimeFormat.LongDatePattern);
        TextLanguage = _culture.Name;
        Direction = _culture.TextInfo.IsRightToLeft ? Direction.RightToLeft : Direction.LeftToRight;
    }

    internal DocumentTexts Texts { get; }

    /// <summary>The tag of the language in which the fixed words are: the document's own, or English where it has no texts.</summary>
    internal string TextLanguage { get; }

    /// <summary>The way in which that language is written, and with it the page.</summary>
    internal Direction Direction { get; }

    /// <exception cref="ArgumentException">The tag is not a language.</exception>
    internal static DocumentCulture Of(string language)
    {
        if (Known.TryGetValue(language, out var culture))
            return culture;
        try
        {
            culture = new DocumentCulture(language);
        }
        catch (CultureNotFoundException)
        {
            throw new ArgumentException($"'{language}' is not a BCP 47 language tag; give one such as en-GB.", nameof(language));
        }
        return Known.Count < MaximumKnown ? Known.GetOrAdd(language, culture) : culture;
    }

    internal string Fill(string text, params object[] values) => string.Format(_culture, text, values);

    internal string Date(DateOnly date) => date.ToString(_datePattern, _culture);

    /// <summary>The amount without its currency, always with all of the currency's decimals.</summary>
    internal string Amount(Money money) => money.Amount.ToString($"N{money.Currency.MinorDigits}", _culture);

    /// <summary>The amount with the currency's code, on the side where the culture has the symbol.</summary>
    internal string AmountWithCurrency(Money money) => _culture.NumberFormat.CurrencyPositivePattern is 0 or 2
        ? $"{money.Currency.Code}\u00A0{Amount(money)}"
        : $"{Amount(money)}\u00A0{money.Currency.Code}";

    /// <summary>
    /// A unit price may have more decimals than the currency; at least the currency's are shown. No catalogue has more than
    /// 8: what has more is a share of days, and is shown rounded.
    /// </summary>
    internal string UnitPrice(decimal price, Currency currency)
    {
        var decimals = Decimals(price);
        if (decimals > MostDecimalsOfPrices)
            decimals = Math.Abs(price) >= 1 ? 4 : MostDecimalsOfPrices;
        return price.ToString($"N{Math.Max(decimals, currency.MinorDigits)}", _culture);
    }

    internal string Quantity(decimal quantity) => quantity.ToString($"N{Decimals(quantity)}", _culture);

    internal string Percent(decimal rate) => $"{rate.ToString($"N{Decimals(rate)}", _culture)}\u00A0%";

    /// <summary>How many decimals a value needs: dividing by a one with all its zeros drops trailing zeros.</summary>
    private static int Decimals(decimal value) => Math.Min((int)(value / 1.0000000000000000000000000000m).Scale, MaximumDecimals);

    private static string WithoutWeekday(string pattern) =>
        pattern.Replace("dddd", "", StringComparison.Ordinal).Trim(' ', ',', '.', '\u060C', '\u3001');
}
