namespace Billing.Domain;

/// <summary>The check digits of VAT ids, each for what follows the country prefix and has the right form already.</summary>
internal static class VatIdDigits
{
    private const string SpanishLetters = "TRWAGMYFPDXBNJZSQVHLCKE";
    private const string FrenchKeys = "0123456789ABCDEFGHJKLMNPQRSTUVWXYZ";

    public static bool Austria(string id) => (96 - LuhnSum(id[1..8], doubleFirst: false)) % 10 == Digit(id, 8);

    public static bool Belgium(string id) => 97 - (int)(Number(id[..8]) % 97) == Number(id[8..]);

    // Nine digits are a company's. Ten are a person's, a foreigner's, or another's.
    public static bool Bulgaria(string id)
    {
        if (id.Length == 9)
        {
            var first = Sum(id, 1, 2, 3, 4, 5, 6, 7, 8) % 11;
            return (first < 10 ? first : Sum(id, 3, 4, 5, 6, 7, 8, 9, 10) % 11 % 10) == Digit(id, 8);
        }

        return Sum(id, 2, 4, 8, 5, 10, 9, 7, 3, 6) % 11 % 10 == Digit(id, 9)
            || Sum(id, 21, 19, 17, 13, 11, 9, 7, 3, 1) % 10 == Digit(id, 9)
            || (11 - Sum(id, 4, 3, 2, 7, 6, 5, 4, 3, 2) % 11) % 11 == Digit(id, 9);
    }

    public static bool Switzerland(string id) => (11 - Sum(id, 5, 4, 3, 2, 7, 6, 5, 4) % 11) % 11 == Digit(id, 8);

    public static bool Cyprus(string id)
    {
        ReadOnlySpan<int> odd = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21];
        var sum = 0;
        for (var at = 0; at < 8; at++)
            sum += at % 2 == 0 ? odd[Digit(id, at)] : Digit(id, at);
        return !id.StartsWith("12", StringComparison.Ordinal) && 'A' + sum % 26 == id[8];
    }

    // Eight digits are a company's; nine that start with 6, and the other nine and ten, are a person's. Before 1954 there was no check digit.
    public static bool Czechia(string id)
    {
        switch (id.Length)
        {
            case 8:
                return id[0] != '9' && (11 - Sum(id, 8, 7, 6, 5, 4, 3, 2) % 11) % 11 is var check && (check == 0 ? 1 : check % 10) == Digit(id, 7);
            case 9 when id[0] == '6':
                return (8 - (10 - Sum(id[1..], 8, 7, 6, 5, 4, 3, 2) % 11) % 11 + 10) % 10 == Digit(id, 8);
            case 9:
                return IsBirthday(id) && Number(id[..2]) is (< 54) or (>= 80);
            default:
                return IsBirthday(id) && Number(id[..9]) % 11 % 10 == Digit(id, 9);
        }
    }

    // Months are raised by 50 for women, and by 20 where a day's numbers ran out.
    private static bool IsBirthday(string id) =>
        Number(id[2..4]) % 50 % 20 is >= 1 and <= 12 && Number(id[4..6]) is >= 1 and <= 31;

    public static bool Denmark(string id) => Sum(id, 2, 7, 6, 5, 4, 3, 2, 1) % 11 == 0;

    public static bool Estonia(string id) => Sum(id, 3, 7, 1, 3, 7, 1, 3, 7, 1) % 10 == 0;

    public static bool Greece(string id) => Sum(id, 256, 128, 64, 32, 16, 8, 4, 2) % 11 % 10 == Digit(id, 8);

    // A number and a letter for people, a letter in front for foreigners (X, Y, Z) and some residents (K, L, M), and for organisations, whose last
    // character is a digit, a letter, or either, by their kind.
    public static bool Spain(string id)
    {
        var first = id[0];
        if (char.IsAsciiDigit(first))
            return SpanishLetters[(int)(Number(id[..8]) % 23)] == id[8];
        if (first is 'X' or 'Y' or 'Z')
            return SpanishLetters[(int)(Number($"{first - 'X'}{id[1..8]}") % 23)] == id[8];
        if (first is 'K' or 'L' or 'M')
            return SpanishLetters[(int)(Number(id[1..8]) % 23)] == id[8];
        if (first is 'I' or 'O' or 'T')
            return false;
        var check = (10 - LuhnSum(id[1..8], doubleFirst: true) % 10) % 10;
        var isDigit = id[8] == '0' + check && !"PQRSNW".Contains(first, StringComparison.Ordinal);
        var isLetter = id[8] == "JABCDEFGHI"[check] && !"ABEH".Contains(first, StringComparison.Ordinal);
        return isDigit || isLetter;
    }

    public static bool Finland(string id) => Sum(id, 7, 9, 10, 5, 8, 4, 2, 1) % 11 == 0;

    // A company's SIREN with its own check digit behind a key; Monaco's ids have no SIREN.
    public static bool France(string id)
    {
        var siren = Number(id[2..]);
        if (!id.AsSpan(2).StartsWith("000", StringComparison.Ordinal) && LuhnSum(id[2..], doubleFirst: false) % 10 != 0)
            return false;
        if (char.IsAsciiDigit(id[0]) && char.IsAsciiDigit(id[1]))
            return (12 + 3 * (siren % 97)) % 97 == Number(id[..2]);
        var (first, second) = (FrenchKeys.IndexOf(id[0], StringComparison.Ordinal), FrenchKeys.IndexOf(id[1], StringComparison.Ordinal));
        var key = char.IsAsciiDigit(id[0]) ? first * 24 + second - 10 : first * 34 + second - 100;
        return (siren + 1 + key / 11) % 11 == key % 11;
    }

    // Government departments (GD) and health authorities (HA) have no check digits. Ids from 2010 on may exceed the old remainder by 55.
    public static bool UnitedKingdom(string id) =>
        !char.IsAsciiDigit(id[0]) || Sum(id, 8, 7, 6, 5, 4, 3, 2, 10, 1) % 97 is 0 or 42;

    public static bool Hungary(string id) => Sum(id, 9, 7, 3, 1, 9, 7, 3, 1) % 10 == 0;

    // Until 2013 the second character could be a letter or a sign; then the first digit counts last.
    public static bool Ireland(string id)
    {
        const string letters = "WABCDEFGHIJKLMNOPQRSTUV";
        var (digits, extra) = char.IsAsciiDigit(id[1]) ? (id[..7], id.Length > 8 ? letters.IndexOf(id[8], StringComparison.Ordinal) : 0) : ($"0{id[2..7]}{id[0]}", 0);
        return letters[(Sum(digits, 8, 7, 6, 5, 4, 3, 2) + 9 * extra) % 23] == id[7];
    }

    // The seven digits of the company, the three of its tax office, the check digit.
    public static bool Italy(string id) =>
        Number(id[..7]) > 0 && Number(id[7..10]) is (>= 1 and <= 100) or 120 or 121 or 888 or 999 && LuhnSum(id, doubleFirst: false) % 10 == 0;

    public static bool Lithuania(string id)
    {
        var (first, second) = (0, 0);
        for (var at = 0; at < id.Length - 1; at++)
        {
            first += (1 + at % 9) * Digit(id, at);
            second += (1 + (at + 2) % 9) * Digit(id, at);
        }

        return (first % 11 < 10 ? first % 11 : second % 11 % 10) == Digit(id, id.Length - 1);
    }

    public static bool Luxembourg(string id) => Number(id[..6]) % 89 == Number(id[6..]);

    // Companies start above 3. People's ids start with their birthday, or since 2017 with 32 and have no check digit.
    public static bool Latvia(string id) =>
        id[0] > '3' ? Sum(id, 9, 1, 4, 8, 3, 10, 2, 5, 7, 6, 1) % 11 == 3
        : id.StartsWith("32", StringComparison.Ordinal)
            || (Number(id[..2]) is >= 1 and <= 31 && Number(id[2..4]) is >= 1 and <= 12 && (1 + Sum(id, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9)) % 11 % 10 == Digit(id, 10));

    public static bool Malta(string id) => Sum(id, 3, 4, 6, 7, 8, 9, 10, 1) % 37 == 0;

    // Since 2020 the ids of one-person businesses are made so that the whole id fits modulo 97 (N is 23, L is 21, B is 11).
    public static bool Netherlands(string id) =>
        (Sum(id, 9, 8, 7, 6, 5, 4, 3, 2) % 11 == Digit(id, 8) && Number(id[..9]) > 0) || Number($"2321{id[..9]}11{id[10..]}") % 97 == 1;

    public static bool Norway(string id) => (11 - Sum(id, 3, 2, 7, 6, 5, 4, 3, 2) % 11) % 11 == Digit(id, 8);

    public static bool Poland(string id) => Sum(id, 6, 5, 7, 2, 3, 4, 5, 6, 7) % 11 == Digit(id, 9);

    public static bool Portugal(string id) => (11 - Sum(id, 9, 8, 7, 6, 5, 4, 3, 2) % 11) % 11 % 10 == Digit(id, 8);

    public static bool Romania(string id) => 10 * Sum(id[..^1].PadLeft(9, '0'), 7, 5, 3, 2, 1, 7, 5, 3, 2) % 11 % 10 == Digit(id, id.Length - 1);

    public static bool Sweden(string id) => LuhnSum(id[..10], doubleFirst: true) % 10 == 0;

    public static bool Slovenia(string id) => 11 - Sum(id, 8, 7, 6, 5, 4, 3, 2) % 11 is var check && (check == 10 ? 0 : check) == Digit(id, 7);

    public static bool Slovakia(string id) => Number(id) % 11 == 0;

    /// <summary>ISO 7064, MOD 11,10: Germany and Croatia.</summary>
    public static bool Mod11And10(string id)
    {
        var product = 10;
        for (var at = 0; at < id.Length - 1; at++)
        {
            var sum = (product + Digit(id, at)) % 10;
            product = (sum == 0 ? 10 : sum) * 2 % 11;
        }

        return (11 - product) % 10 == Digit(id, id.Length - 1);
    }

    private static int Digit(string id, int at) => id[at] - '0';

    private static long Number(string digits) => long.Parse(digits, System.Globalization.CultureInfo.InvariantCulture);

    private static int Sum(string id, params ReadOnlySpan<int> weights)
    {
        var sum = 0;
        for (var at = 0; at < weights.Length; at++)
            sum += weights[at] * Digit(id, at);
        return sum;
    }

    // Every second digit is doubled, and a doubled one counts as the sum of its digits.
    private static int LuhnSum(string digits, bool doubleFirst)
    {
        var sum = 0;
        for (var at = 0; at < digits.Length; at++)
        {
            var digit = Digit(digits, at) * (at % 2 == 0 == doubleFirst ? 2 : 1);
            sum += digit > 9 ? digit - 9 : digit;
        }

        return sum;
    }
}
