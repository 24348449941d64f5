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

    /// <summary>Without a region .NET writes numbers and dates as in Brazil, but the texts are those of Portugal.</summary>
    private const string Portuguese = "pt";

    private const string PortugueseOfPortugal = "pt-PT";

    private const string ArabicDecimalSeparator = "\u066B";

    private const string ArabicPercentSign = "\u066A";

    private static readonly ConcurrentDictionary<string, DocumentCulture> Known = new(StringComparer.OrdinalIgnoreCase);

    private readonly CultureInfo _culture;
    private readonly NumberFormatInfo _money;
    private readonly string _datePattern;

    private DocumentCulture(string language)
    {
        var culture = CultureInfo.GetCultureInfo(language.Equals(Portuguese, StringComparison.OrdinalIgnoreCase) ? PortugueseOfPortugal : language);
        Texts = DocumentTexts.For(culture);

        // Dates and numbers are written as the words around them are: a date in Arabic within an English sentence helps nobody.
        _culture = AsDocumentsWrite(Texts.Language == culture.TwoLetterISOLanguageName ? culture : CultureInfo.GetCultureInfo(FallbackCulture));
        _money = AsMoney(_culture.NumberFormat);
        _datePattern = WithoutWeekday(_culture.DateTimeFormat.LongDatePattern);
        TextLanguage = _culture.Name;
        Direction = _culture.TextInfo.IsRightToLeft ? Direction.RightToLeft : Direction.LeftToRight;
    }

    private DocumentCulture(DocumentCulture other, DocumentTexts texts)
    {
        (_culture, _money, _datePattern, TextLanguage, Direction) = (other._culture, other._money, other._datePattern, other.TextLanguage, other.Direction);
        Texts = texts;
    }

    internal DocumentTexts Texts { get; }

    /// <summary>The tag of the language in which the fixed words are: the document's own, or English where it has no texts.</summary>
    internal string TextLanguage { get; }

    /// <summary>The way in which that language is written, and with it the page.</summary>
    internal Direction Direction { get; }

    /// <summary>Whether that language is written from right to left.</summary>
    internal bool IsRightToLeft => Direction == Direction.RightToLeft;

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

    /// <summary>The same with other words.</summary>
    internal DocumentCulture With(DocumentTexts texts) => new(this, texts);

    /// <summary>The text with the values filled in, each isolated where it could disturb the order of the words.</summary>
    internal string Fill(string text, params object[] values) =>
        string.Format(_culture, text, [.. values.Select(value => Value(Convert.ToString(value, _culture) ?? ""))]);

    /// <summary>The form of a text that goes with a count, which is {0}; the values are {1} and further.</summary>
    internal string Fill(CountedText text, long count, params object[] values) =>
        Fill(text.For(count), [count.ToString("N0", _culture), .. values]);

    /// <summary>A name, number or code as it stands among words of this language: it keeps its own direction, and theirs.</summary>
    internal string Value(string value)
    {
        var clean = BidiIsolation.WithoutOverrides(value);
        return clean.Length > 0 && (IsRightToLeft || BidiIsolation.HasRightToLeft(clean)) && !BidiIsolation.IsIsolated(clean)
            ? BidiIsolation.ByFirstLetter(clean)
            : clean;
    }

    /// <summary>The day with the month in words, in the Gregorian calendar.</summary>
    internal string Date(DateOnly date)
    {
        var written = date.ToString(_datePattern, _culture);

        // French writes the first of a month, and only that, as an ordinal.
        return date.Day == 1 && Texts.Language == "fr" ? $"1er{written[1..]}" : written;
    }

    /// <summary>The day with the month's short name, on one line: for the cells of tables.</summary>
    internal string ShortDate(DateOnly date) => date.ToString(_datePattern.Replace("MMMM", "MMM", StringComparison.Ordinal), _culture).Replace(' ', '\u00A0');

    /// <summary>A month with its short name and its year, on one line.</summary>
    internal string Month(DateOnly month) => month.ToString(_culture.DateTimeFormat.YearMonthPattern.Replace("MMMM", "MMM", StringComparison.Ordinal).Replace("g", "", StringComparison.Ordinal).Trim(), _culture).Replace(' ', '\u00A0');

    /// <summary>An instant in coordinated universal time, to the second.</summary>
    internal string Instant(DateTimeOffset instant)
    {
        var time = instant.UtcDateTime.ToString("HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
        return $"{Date(DateOnly.FromDateTime(instant.UtcDateTime))}, {(IsRightToLeft ? BidiIsolation.LeftToRight(time) : time)}";
    }

    /// <summary>The amount without its currency, always with all of the currency's decimals.</summary>
    internal string Amount(Money money) => Signed(Digits(money), money.Amount);

    /// <summary>The amount with the currency's code, on the side where the culture has the symbol.</summary>
    internal string AmountWithCurrency(Money money)
    {
        var codeFirst = _culture.NumberFormat.CurrencyPositivePattern is 0 or 2;

        // Code and digits are read from left to right; what the culture writes after the amount is then on its left.
        return IsRightToLeft
            ? BidiIsolation.LeftToRight(codeFirst ? $"{Digits(money)}\u00A0{money.Currency.Code}" : $"{money.Currency.Code}\u00A0{Digits(money)}")
            : codeFirst ? $"{money.Currency.Code}\u00A0{Digits(money)}" : $"{Digits(money)}\u00A0{money.Currency.Code}";
    }

    /// <summary>
    /// A unit price may have more decimals than the currency; at least the currency's are shown. No catalogue has more than
    /// 8: what has more is a share of days, and is shown rounded.
    /// </summary>
    internal string UnitPrice(decimal price, Currency currency)
    {
        var decimals = Decimals(price);
        if (decimals > MostDecimalsOfPrices)
            decimals = Math.Abs(price) >= 1 ? 4 : MostDecimalsOfPrices;
        return Signed(price.ToString($"N{Math.Max(decimals, currency.MinorDigits)}", _money), price);
    }

    internal string Quantity(decimal quantity) => Signed(quantity.ToString($"N{Decimals(quantity)}", _culture), quantity);

    /// <summary>A number of days or a percentage that was worked out, always with its one decimal.</summary>
    internal string Ratio(decimal ratio) => Signed(ratio.ToString("N1", _culture), ratio);

    /// <summary>A rate in percent, with the sign where the culture has it.</summary>
    internal string Percent(decimal rate)
    {
        var number = rate.ToString($"N{Decimals(rate)}", _culture);
        var sign = _culture.NumberFormat.PercentSymbol;
        var written = _culture.NumberFormat.PercentPositivePattern switch
        {
            0 => $"{number}\u00A0{sign}",
            1 => $"{number}{sign}",
            2 => $"{sign}{number}",
            _ => $"{sign}\u00A0{number}",
        };

        // After a word in Arabic the sign would change sides.
        return IsRightToLeft ? BidiIsolation.LeftToRight(written) : written;
    }

    private string Digits(Money money) => money.Amount.ToString($"N{money.Currency.MinorDigits}", _money);

    // Alone among right-to-left words, a minus sign would be read on the other side of its number.
    private string Signed(string number, decimal value) => IsRightToLeft && value < 0 ? BidiIsolation.LeftToRight(number) : number;

    /// <summary>How many decimals a value needs: dividing by a one with all its zeros drops trailing zeros.</summary>
    private static int Decimals(decimal value) => Math.Min((int)(value / 1.0000000000000000000000000000m).Scale, MaximumDecimals);

    /// <summary>
    /// The culture as business documents of its country are written: dates in the Gregorian calendar, which tax law counts by
    /// whatever calendar the culture prefers, and signs and separators that belong to the digits 0 to 9, which .NET always writes.
    /// </summary>
    private static CultureInfo AsDocumentsWrite(CultureInfo culture)
    {
        var written = (CultureInfo)culture.Clone();
        if (written.Calendar is not GregorianCalendar)
            written.DateTimeFormat.Calendar = new GregorianCalendar();
        var numbers = written.NumberFormat;
        if (numbers.NumberDecimalSeparator == ArabicDecimalSeparator)
            (numbers.NumberDecimalSeparator, numbers.NumberGroupSeparator, numbers.CurrencyDecimalSeparator, numbers.CurrencyGroupSeparator) = (".", ",", ".", ",");
        numbers.NegativeSign = WithoutMarks(numbers.NegativeSign);
        numbers.PercentSymbol = WithoutMarks(numbers.PercentSymbol).Replace(ArabicPercentSign, "%", StringComparison.Ordinal);
        return written;
    }

    // Several countries separate the digits of money differently from those of other numbers, among them Austria.
    private static NumberFormatInfo AsMoney(NumberFormatInfo numbers)
    {
        var money = (NumberFormatInfo)numbers.Clone();
        (money.NumberDecimalSeparator, money.NumberGroupSeparator, money.NumberGroupSizes) = (numbers.CurrencyDecimalSeparator, numbers.CurrencyGroupSeparator, numbers.CurrencyGroupSizes);
        return money;
    }

    private static string WithoutMarks(string sign) => sign.Trim('\u200E', '\u200F', '\u061C');

    // Nor with the era, which stands after years of the Gregorian calendar where another is the usual one.
    private static string WithoutWeekday(string pattern) =>
        pattern.Replace("dddd", "", StringComparison.Ordinal).Replace("g", "", StringComparison.Ordinal).Trim(' ', ',', '.', '\u060C', '\u3001');
}
