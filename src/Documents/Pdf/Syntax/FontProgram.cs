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
    internal static FontProgram For(FontFace face, SortedSet<ushort> glyphs)
    {
        var common = CommonOf.GetValue(face, static f => new Common(f));
        return common.Glyphs.IsSupersetOf(glyphs) ? common.Program : Make(face, glyphs, CompressionLevel.Fastest);
    }

    private static FontProgram Make(FontFace face, SortedSet<ushort> glyphs, CompressionLevel level)
    {
        var data = FontSubset.Cut(face, glyphs);
        return new FontProgram($"{Prefix(glyphs)}+{face.Name}", PdfFile.Deflate(data, level), data.Length);
    }

    /// <summary>Six letters that differ where the glyphs do (ISO 32000-1, 9.6.4).</summary>
    private static string Prefix(SortedSet<ushort> glyphs)
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

        private readonly Lazy<FontProgram> _program;

        internal Common(FontFace face)
        {
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
            _program = new Lazy<FontProgram>(() => Make(face, Glyphs, CompressionLevel.SmallestSize));
        }

        internal SortedSet<ushort> Glyphs { get; } = [];

        internal FontProgram Program => _program.Value;

        private void Add(FontFace face, string text)
        {
            foreach (var tabular in (ReadOnlySpan<bool>)[false, true])
            {
                foreach (var glyph in Shaper.ShapeAlone(face, text, HarfBuzzSharp.Script.Latin, false, tabular).Glyphs)
                    Glyphs.Add(glyph.Id);
            }
        }
    }
}
