using System.Globalization;

namespace Billing.Documents.Pdf.Text;

/// <summary>How the characters are written that China, Japan and Korea have in common: each has its own forms under one code.</summary>
internal enum HanForm
{
    Simplified, Traditional, Japanese, Korean,
}

/// <summary>
/// The fonts for Chinese, Japanese and Korean. Which of them sets a run of such characters depends on what is in it, then on
/// the document's language: kana are Japanese and Hangul is Korean wherever they stand. The first font that has the whole run
/// sets it, so that a name does not change its look in the middle.
/// </summary>
internal static class EastAsianFonts
{
    private const int FirstCharacter = 0x1100;

    private static readonly FontFamily Simplified = FontFamily.Shipped("NotoSansSC-Regular", null);
    private static readonly FontFamily Traditional = FontFamily.Shipped("NotoSansTC-Regular", null);
    private static readonly FontFamily Japanese = FontFamily.Shipped("NotoSansJP-Regular", null);
    private static readonly FontFamily Korean = FontFamily.Shipped("NotoSansKR-Regular", null);

    /// <summary>The form that a language tag asks for (BCP 47): simplified Chinese where it asks for none.</summary>
    internal static HanForm FormOf(string language)
    {
        var parts = language.Split('-', '_');
        bool Has(string subtag) => parts.Skip(1).Contains(subtag, StringComparer.OrdinalIgnoreCase);
        return parts[0].ToLowerInvariant() switch
        {
            "ja" => HanForm.Japanese,
            "ko" => HanForm.Korean,
            "yue" when !Has("Hans") => HanForm.Traditional,
            "zh" when Has("Hant") || (!Has("Hans") && (Has("TW") || Has("HK") || Has("MO"))) => HanForm.Traditional,
            _ => HanForm.Simplified,
        };
    }

    /// <summary>False where no character can belong to a run, as in most texts.</summary>
    internal static bool MayBeIn(string text) => text.AsSpan().ContainsAnyInRange((char)FirstCharacter, char.MaxValue);

    /// <summary>
    /// The face of each character that belongs to a run, by its index; null where there is no such run, or no font that has
    /// the character.
    /// </summary>
    /// <param name="text">The text of a paragraph.</param>
    /// <param name="spanEnd">The end of the span that an index lies in.</param>
    /// <param name="fontAt">How the text at an index is to look.</param>
    internal static FontFace?[]? FacesOf(string text, Func<int, int> spanEnd, Func<int, SpanFont> fontAt)
    {
        FontFace?[]? faces = null;
        for (var start = 0; start < text.Length; start++)
        {
            if (text[start] < FirstCharacter || !StartsRun(text, start))
                continue;
            var end = start + 1;
            for (var limit = spanEnd(start); end < limit && (StartsRun(text, end) || char.IsLowSurrogate(text[end]) || InvisibleCharacters.Contains(text[end]));)
                end++;
            faces ??= new FontFace?[text.Length];
            Fill(faces.AsSpan(start, end - start), text.AsSpan(start, end - start), Order(FormIn(text) ?? fontAt(start).Fonts.Han), fontAt(start).Bold);
            start = end - 1;
        }
        return faces;
    }

    internal static FontFamily[] Order(HanForm form) => form switch
    {
        HanForm.Traditional => [Traditional, Simplified, Japanese, Korean],
        HanForm.Japanese => [Japanese, Traditional, Simplified, Korean],
        HanForm.Korean => [Korean, Traditional, Japanese, Simplified],
        _ => [Simplified, Traditional, Japanese, Korean],
    };

    private static void Fill(Span<FontFace?> faces, ReadOnlySpan<char> run, FontFamily[] families, bool bold)
    {
        if (FontFamily.FirstWith(run, families, bold) is { } whole)
        {
            faces.Fill(whole);
            return;
        }
        for (var i = 0; i < run.Length;)
        {
            var length = StringInfo.GetNextTextElementLength(run[i..]);
            faces.Slice(i, length).Fill(FontFamily.FirstWith(run.Slice(i, length), families, bold));
            i += length;
        }
    }

    /// <summary>What the letters of a paragraph say: kana come before Hangul.</summary>
    private static HanForm? FormIn(string text)
    {
        HanForm? form = null;
        foreach (var c in text)
        {
            if (c is >= '\u3041' and <= '\u30FF')
                return HanForm.Japanese;
            if (c is >= '\uAC00' and <= '\uD7A3')
                form = HanForm.Korean;
        }
        return form;
    }

    private static bool StartsRun(string text, int index) => Covers(
        char.IsHighSurrogate(text[index]) && index + 1 < text.Length && char.IsLowSurrogate(text[index + 1])
            ? char.ConvertToUtf32(text[index], text[index + 1])
            : text[index]);

    /// <summary>
    /// Whether a character belongs to a run of these fonts: Hangul, the CJK blocks from the radicals on with kana and
    /// punctuation, and the wide forms (Unicode, chapter 18).
    /// </summary>
    private static bool Covers(int codePoint) => codePoint is
        (>= FirstCharacter and <= 0x11FF) or (>= 0x2E80 and <= 0x9FFF) or (>= 0xAC00 and <= 0xD7A3) or (>= 0xF900 and <= 0xFAFF)
        or (>= 0xFE30 and <= 0xFE4F) or (>= 0xFF00 and <= 0xFFEF) or (>= 0x20000 and <= 0x3FFFF);
}
