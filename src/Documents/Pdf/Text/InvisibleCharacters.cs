namespace Billing.Documents.Pdf.Text;

/// <summary>
/// Characters that steer the text around them and are not seen themselves: joiners, directional marks, variation selectors
/// and tags (Default_Ignorable_Code_Point, Unicode 5.21). No font needs a glyph for them; shaping makes them vanish.
/// </summary>
internal static class InvisibleCharacters
{
    internal static bool Contains(int codePoint) => codePoint >= 0xAD && codePoint is
        0xAD or 0x34F or 0x61C or (>= 0x17B4 and <= 0x17B5) or (>= 0x180B and <= 0x180E) or (>= 0x200B and <= 0x200F)
        or (>= 0x202A and <= 0x202E) or (>= 0x2060 and <= 0x206F) or (>= 0xFE00 and <= 0xFE0F) or 0xFEFF or (>= 0xFFF0 and <= 0xFFF8)
        or (>= 0x1D173 and <= 0x1D17A) or (>= 0xE0000 and <= 0xE0FFF);
}
