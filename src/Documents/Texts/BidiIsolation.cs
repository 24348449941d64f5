namespace Billing.Documents.Texts;

/// <summary>
/// Keeps a filled-in value from disturbing the order of the sentence around it where Latin letters, digits and right-to-left
/// scripts meet (isolates of the Unicode bidirectional algorithm, UAX #9).
/// </summary>
internal static class BidiIsolation
{
    internal const char LeftToRightIsolate = '\u2066';
    internal const char RightToLeftIsolate = '\u2067';
    internal const char FirstStrongIsolate = '\u2068';
    internal const char PopIsolate = '\u2069';

    /// <summary>The text, read from left to right whatever stands around it.</summary>
    internal static string LeftToRight(string text) => $"{LeftToRightIsolate}{text}{PopIsolate}";

    /// <summary>The text, read in the direction of its first letter whatever stands around it.</summary>
    internal static string ByFirstLetter(string text) => $"{FirstStrongIsolate}{text}{PopIsolate}";

    /// <summary>Whether it is one isolate from its first character to its last.</summary>
    internal static bool IsIsolated(string text) =>
        text.Length > 1 && IsStart(text[0]) && text.IndexOf(PopIsolate, StringComparison.Ordinal) == text.Length - 1;

    /// <summary>
    /// The text without what would turn the text after it around: embeddings and overrides, which names have no use for, and
    /// isolates where one is left open or closed twice.
    /// </summary>
    internal static string WithoutOverrides(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange('\u202A', '\u202E') && !text.AsSpan().ContainsAnyInRange(LeftToRightIsolate, PopIsolate))
            return text;
        var balanced = IsBalanced(text);
        return string.Concat(text.Where(c => c is not (>= '\u202A' and <= '\u202E') && (balanced || c is not (>= LeftToRightIsolate and <= PopIsolate))));
    }

    /// <summary>The text without any control: for one line that stands alone, such as a subject.</summary>
    internal static string WithoutControls(string text) =>
        string.Concat(text.Select(c => char.IsControl(c) || c is '\u2028' or '\u2029' ? ' ' : c).Where(c => !IsBidiControl(c)));

    /// <summary>Whether a letter of a script that is written from right to left is in it.</summary>
    internal static bool HasRightToLeft(string text)
    {
        if (!text.AsSpan().ContainsAnyExceptInRange('\0', '\u058F'))
            return false;
        return text.EnumerateRunes().Any(rune => rune.Value is (>= 0x0590 and <= 0x08FF) or (>= 0xFB1D and <= 0xFDFF) or (>= 0xFE70 and <= 0xFEFE) or (>= 0x10800 and <= 0x10FFF) or (>= 0x1E800 and <= 0x1EFFF));
    }

    private static bool IsStart(char c) => c is LeftToRightIsolate or RightToLeftIsolate or FirstStrongIsolate;

    private static bool IsBidiControl(char c) => c is '\u061C' or '\u200E' or '\u200F' or (>= '\u202A' and <= '\u202E') or (>= LeftToRightIsolate and <= PopIsolate);

    private static bool IsBalanced(string text)
    {
        var open = 0;
        foreach (var c in text)
        {
            if (IsStart(c))
                open++;
            else if (c == PopIsolate && --open < 0)
                return false;
        }

        return open == 0;
    }
}
