using System.Runtime.CompilerServices;
using ICU4N.Globalization;
using ICU4N.Text;

namespace Billing.Documents.Pdf.Text;

/// <summary>
/// Finds the words of Thai, Lao, Khmer and Burmese, which are written without spaces, by the dictionaries of ICU. They cost a
/// process some 300 ms and 40 MB when the first such text comes, so nothing else touches them.
/// </summary>
internal static class WordDictionary
{
    [ThreadStatic]
    private static BreakIterator? _iterator;

    /// <summary>Adds the places between words within each stretch of such a script; what stands around it has been decided.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void AddBreaks(ReadOnlySpan<char> text, Span<bool> allowed)
    {
        for (var start = 0; start < text.Length; start++)
        {
            if (!IsOfDictionary(text[start]))
                continue;
            var end = start + 1;
            while (end < text.Length && IsOfDictionary(text[end]))
                end++;
            AddBreaks(text[start..end].ToString(), allowed[start..end]);
            start = end;
        }
    }

    private static void AddBreaks(string words, Span<bool> allowed)
    {
        var iterator = _iterator ??= BreakIterator.GetLineInstance(new UCultureInfo("th"));
        iterator.SetText(words);
        for (var i = iterator.Next(); i != BreakIterator.Done && i < words.Length; i = iterator.Next())
            allowed[i] = true;
    }

    private static bool IsOfDictionary(char c) =>
        c is (>= '\u0E00' and <= '\u0EFF') or (>= '\u1000' and <= '\u109F') or (>= '\u1780' and <= '\u17FF')
        && LineBreakClasses.Of(c) is LineBreakClass.SA or LineBreakClass.CM;
}
