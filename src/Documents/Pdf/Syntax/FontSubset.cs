using System.Runtime.InteropServices;
using Billing.Documents.Pdf.Text;

namespace Billing.Documents.Pdf.Syntax;

/// <summary>
/// Cuts a font down to the glyphs in use. Glyph ids stay what they are, so that pages can be written before it is known
/// what the document uses.
/// </summary>
internal static partial class FontSubset
{
    private const string Library = "libHarfBuzzSharp";

    // hb-subset.h: hb_subset_flags_t and hb_subset_sets_t.
    private const uint NoHinting = 0x1;
    private const uint RetainGlyphIds = 0x2;
    private const uint NoLayoutClosure = 0x200;
    private const int DropTableTags = 3;

    /// <summary>What shaping needed, or viewers of PDF never look at.</summary>
    private static readonly string[] DroppedTables =
        ["GSUB", "GPOS", "GDEF", "kern", "name", "post", "OS/2", "cmap", "DSIG", "STAT", "gasp", "meta"];

    internal static byte[] Cut(FontFace face, ReadOnlySpan<ushort> glyphs)
    {
        var input = hb_subset_input_create_or_fail();
        try
        {
            hb_subset_input_set_flags(input, NoHinting | RetainGlyphIds | NoLayoutClosure);
            var kept = hb_subset_input_glyph_set(input);
            hb_set_add(kept, 0);
            foreach (var glyph in glyphs)
                hb_set_add(kept, glyph);
            var dropped = hb_subset_input_set(input, DropTableTags);
            foreach (var tag in DroppedTables)
                hb_set_add(dropped, HarfBuzzSharp.Tag.Parse(tag));

            var subset = hb_subset_or_fail(face.Face.Handle, input);
            if (subset == 0)
                throw new InvalidOperationException($"HarfBuzz could not make a subset of the font {face.Name}.");
            var blob = hb_face_reference_blob(subset);
            var data = hb_blob_get_data(blob, out var length);
            var bytes = new byte[length];
            Marshal.Copy(data, bytes, 0, bytes.Length);
            hb_blob_destroy(blob);
            hb_face_destroy(subset);
            return bytes;
        }
        finally
        {
            hb_subset_input_destroy(input);
        }
    }

    [LibraryImport(Library)]
    private static partial nint hb_subset_input_create_or_fail();

    [LibraryImport(Library)]
    private static partial void hb_subset_input_destroy(nint input);

    [LibraryImport(Library)]
    private static partial void hb_subset_input_set_flags(nint input, uint flags);

    [LibraryImport(Library)]
    private static partial nint hb_subset_input_glyph_set(nint input);

    [LibraryImport(Library)]
    private static partial nint hb_subset_input_set(nint input, int set);

    [LibraryImport(Library)]
    private static partial void hb_set_add(nint set, uint value);

    [LibraryImport(Library)]
    private static partial nint hb_subset_or_fail(nint face, nint input);

    [LibraryImport(Library)]
    private static partial nint hb_face_reference_blob(nint face);

    [LibraryImport(Library)]
    private static partial nint hb_blob_get_data(nint blob, out uint length);

    [LibraryImport(Library)]
    private static partial void hb_blob_destroy(nint blob);

    [LibraryImport(Library)]
    private static partial void hb_face_destroy(nint face);
}
