using System.IO.Compression;
using System.Runtime.CompilerServices;
using Billing.Documents.Pdf.Text;

namespace Billing.Documents.Pdf.Syntax;

/// <summary>The part of a font that goes into a file, compressed.</summary>
internal sealed record FontProgram(string Name, byte[] Deflated, int Length)
{
    /// <summary>Kept for as long as its face is: sellers' fonts come and go.</summary>
    private static readonly ConditionalWeakTable<FontFace, Common> CommonOf = [];

    /// <summary>
    /// The face's common subset where that has all the glyphs (made once, so that most documents pay nothing), else one of
    /// exactly these. Which of the two depends on the glyphs alone, so the bytes of a document do not depend on the past.
    /// </summary>
    /// <param name="face">The face.</param>
    /// <param name="glyphs">Those that the document shows, in ascending order.</param>
    internal static FontProgram For(FontFace face, ReadOnlySpan<ushort> glyphs)
    {
        var common = CommonOf.GetValue(face, static f => new Common(f));
        return common.HasAll(glyphs) ? common.Program : Make(face, glyphs, CompressionLevel.Fastest);
    }

    private static FontProgram Make(FontFace face, ReadOnlySpan<ushort> glyphs, CompressionLevel level)
    {
        var data = FontSubset.Cut(face, glyphs);
        return new FontProgram($"{Prefix(glyphs)}+{face.Name}", PdfFile.Deflate(data, level), data.Length);
    }

    /// <summary>Six letters that differ where the glyphs do (ISO 32000-1, 9.6.4).</summary>
    private static string Prefix(ReadOnlySpan<ushort> glyphs)
    {
        var hash = 14695981039346656037UL;
        foreach (var glyph in glyphs)
            hash = unchecked((hash ^ glyph) * 1099511628211UL);
        return string.Create(6, hash, static (letters, h) =>
        {
            for (var i = 0; i < letters.Length; i++, h /= 26)
                letters[i] = (char)('A' + (h % 26));
        });
    }

    private sealed class Common
    {
        /// <summary>ASCII, the letters of Western Europe, and what invoices sprinkle between them.</summary>
        private const string Punctuation = "\u2013\u2014\u2018\u2019\u201A\u201C\u201D\u201E\u2022\u2026\u202F\u20AC\u2212\u00D7\u2032\u2033";

        /// <summary>By the number of the glyph.</summary>
        private readonly bool[] _has;
        private readonly Lazy<FontProgram> _program;

        internal Common(FontFace face)
        {
            _has = new bool[face.Advances.Length];
            for (var c = ' '; c <= '\u00FF'; c++)
                Add(face, c.ToString());
            foreach (var c in Punctuation)
                Add(face, c.ToString());
            // Fonts have other hyphens, colons and brackets beside capitals and figures.
            for (var c = ' '; c <= '~'; c++)
            {
                if (!char.IsAsciiLetterOrDigit(c))
                    Add(face, $"H{c}H {c} 1{c}1");
            }
            _program = new Lazy<FontProgram>(() => Make(face, Glyphs(), CompressionLevel.SmallestSize));
        }

        internal FontProgram Program => _program.Value;

        internal bool HasAll(ReadOnlySpan<ushort> glyphs)
        {
            foreach (var glyph in glyphs)
            {
                if (!_has[glyph])
                    return false;
            }
            return true;
        }

        private ushort[] Glyphs() => [.. Enumerable.Range(0, _has.Length).Where(glyph => _has[glyph]).Select(glyph => (ushort)glyph)];

        private void Add(FontFace face, string text)
        {
            foreach (var tabular in (ReadOnlySpan<bool>)[false, true])
            {
                foreach (var glyph in Shaper.ShapeAlone(face, text, HarfBuzzSharp.Script.Latin, false, tabular).Glyphs)
                    _has[glyph.Id] = true;
            }
        }
    }
}
