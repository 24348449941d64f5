using System.Buffers;
using System.Text;

namespace Billing.Documents.EInvoices;

/// <summary>Text as XML can hold it.</summary>
internal static class XmlText
{
    private static readonly SearchValues<char> Suspect = SearchValues.Create(
        [.. Enumerable.Range(0, char.MaxValue + 1).Select(code => (char)code).Where(c => (char.IsControl(c) && c is not ('\t' or '\n')) || char.IsSurrogate(c) || c >= '\uFFFE')]);

    /// <summary>The text without control characters, lone surrogates and noncharacters, which the PDF does not print either. Lines end with a line feed.</summary>
    internal static string Clean(string text)
    {
        var first = text.AsSpan().IndexOfAny(Suspect);
        if (first < 0)
            return text;
        var clean = new StringBuilder(text.Length).Append(text, 0, first);
        for (var at = first; at < text.Length;)
        {
            // What is no code point, a lone surrogate, is passed over.
            var isWhole = Rune.DecodeFromUtf16(text.AsSpan(at), out var rune, out var length) == OperationStatus.Done;
            at += length;
            if (rune.Value == '\r')
                clean.Append(at < text.Length && text[at] == '\n' ? "" : "\n");
            else if (isWhole && IsHeld(rune))
                clean.Append(rune);
        }

        return clean.ToString();
    }

    /// <summary>Whether nothing is left of the text that could be read.</summary>
    internal static bool IsEmpty(string text) => string.IsNullOrWhiteSpace(Clean(text));

    // XML 1.0, production Char, and of it no C1 controls.
    private static bool IsHeld(Rune rune) => rune.Value is '\t' or '\n' || (!Rune.IsControl(rune) && rune.Value is not (0xFFFE or 0xFFFF));
}
