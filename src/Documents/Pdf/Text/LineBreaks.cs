using System.Globalization;

namespace Billing.Documents.Pdf.Text;

/// <summary>
/// Where a line may end: the rules of UAX #14 that business text needs. After spaces and hyphens, around ideographs, never
/// beside a no-break space. Thai is written without spaces and would need a dictionary; a Thai word group breaks between
/// its clusters only where it does not fit a line.
/// </summary>
internal static class LineBreaks
{
    internal static bool IsSpace(char c) =>
        c is ' ' or '\t' or '\u1680' or (>= '\u2000' and <= '\u200A' and not '\u2007') or '\u205F' or '\u3000';

    /// <summary>Whether a line may end between the characters at <paramref name="index"/> - 1 and <paramref name="index"/>.</summary>
    internal static bool IsAllowed(ReadOnlySpan<char> text, int index)
    {
        var before = text[index - 1];
        var after = text[index];
        if (char.IsLowSurrogate(after) || IsSpace(after) || IsGlue(before) || IsGlue(after))
            return false;
        if (IsSpace(before) || before == '\u200B')
            return true;
        if (before is '-' or '\u2010')
            return index >= 2 && char.IsLetterOrDigit(text[index - 2]) && char.IsLetter(after);
        if (before is '\u2013' or '\u2014')
            return index >= 2;
        if (before == '/')
            return index >= 2 && char.IsLetter(text[index - 2]) && char.IsLetter(after);
        if (IsClosing(after) || IsOpening(before))
            return false;
        return IsIdeographic(before) ? !IsMark(after) : IsIdeographic(after) && char.IsLetterOrDigit(before);
    }

    private static bool IsGlue(char c) => c is '\u00A0' or '\u202F' or '\u2007' or '\u2060' or '\uFEFF' or '\u200D' or '\u2011';

    private static bool IsIdeographic(char c) =>
        c is >= '\u2E80' and <= '\uA4CF' or >= '\uAC00' and <= '\uD7A3' or >= '\uF900' and <= '\uFAFF' or >= '\uFF00' and <= '\uFF9F'
        && !IsClosing(c) && !IsOpening(c);

    private static bool IsMark(char c) =>
        CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark
            or UnicodeCategory.EnclosingMark;

    private static bool IsClosing(char c) => c is ',' or '.' or ':' or ';' or '!' or '?' or '\u30FC'
        || CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.ClosePunctuation or UnicodeCategory.FinalQuotePunctuation
            or UnicodeCategory.OtherPunctuation;

    private static bool IsOpening(char c) =>
        CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.OpenPunctuation or UnicodeCategory.InitialQuotePunctuation;
}
