using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace Billing.Documents.Pdf.Text;

/// <summary>The fonts that sellers bring: checked before they are used, and kept by their content.</summary>
internal static class SuppliedFonts
{
    /// <summary>A font for one script has 1 MB; larger ones hold what the shipped fonts have.</summary>
    private const int MaximumBytes = 8 * 1024 * 1024;

    /// <summary>Past it all are forgotten and those in use come back by themselves, so that a process of many sellers stays bounded.</summary>
    private const int MaximumKept = 64;

    /// <summary>OS/2 fsType: what the font's maker allows (ISO/IEC 14496-22, 5.1.2).</summary>
    private const int UsageMask = 0xF;
    private const int RestrictedLicence = 0x2;
    private const int NoSubsetting = 0x100;
    private const int BitmapsOnly = 0x200;

    /// <summary>What every document is sure to hold; for all else the shipped fonts stand in.</summary>
    private const string RequiredCharacters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 .,:;-+/%()&'";

    private static readonly ConcurrentDictionary<string, FontSet> Kept = new(StringComparer.Ordinal);

    internal static FontSet SetOf(ReadOnlyMemory<byte> regular, ReadOnlyMemory<byte>? bold, Func<FontFamily, FontSet> make)
    {
        var key = Convert.ToHexString(SHA256.HashData(regular.Span)) + (bold is { } b ? Convert.ToHexString(SHA256.HashData(b.Span)) : "");
        if (Kept.TryGetValue(key, out var known))
            return known;
        var regularFace = Read("regular", regular.Span, false);
        var boldFace = bold is { } given ? Read("bold", given.Span, true) : null;
        if (Kept.Count >= MaximumKept)
            Kept.Clear();
        return Kept.GetOrAdd(key, make(new FontFamily(() => regularFace, boldFace is null ? null : () => boldFace)));
    }

    private static FontFace Read(string which, ReadOnlySpan<byte> bytes, bool bold)
    {
        if (Container(bytes) is { } unusable)
            throw new InvalidDataException($"The {which} font is {unusable}.");
        var file = FontFile.CopyOf(bytes);
        if (Fault(file) is { } fault)
            throw new InvalidDataException($"The {which} font {fault}.");
        var face = new FontFace(NameOf(file, bold), file, bold);
        var missing = string.Concat(RequiredCharacters.Where(c => !face.Has(c)));
        return missing.Length == 0
            ? face
            : throw new InvalidDataException($"The {which} font {face.Name} has no glyphs for '{missing}': give one with the Latin letters, the digits and the usual punctuation.");
    }

    /// <summary>What a file is, where it is nothing that can be embedded as it stands.</summary>
    private static string NameOf(FontFile file, bool bold) =>
        file.PostScriptName() is { Length: > 0 } name ? name : bold ? "SellerFont-Bold" : "SellerFont-Regular";

    private static string? Container(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > MaximumBytes)
            return $"larger than {MaximumBytes / (1024 * 1024)} MB: give one with fewer scripts";
        return bytes is not [var a, var b, var c, var d, ..] ? "empty" : (uint)((a << 24) | (b << 16) | (c << 8) | d) switch
        {
            0x00010000 or 0x74727565 or 0x4F54544F => null,
            0x74746366 => "a collection of several fonts: give the one that is meant as a .ttf file",
            0x774F4646 or 0x774F4632 => "compressed for the web (WOFF): give the .ttf file that it was made from",
            0x25215053 => "a PostScript Type 1 font: give a .ttf file",
            _ => "no TrueType font: give a .ttf file",
        };
    }

    private static string? Fault(FontFile file)
    {
        if (!file.IsWhole())
            return "is cut off or damaged: its tables reach past its end";
        if (file.Table("fvar"u8).Length > 0)
            return "is variable: give a static instance of the weight that is meant";
        if (file.Table("glyf"u8).Length == 0 || file.Table("loca"u8).Length == 0)
            return "has no TrueType outlines: give a .ttf file, not one with PostScript outlines or bitmaps";
        if (file.Table("cmap"u8).Length == 0)
            return "has no table of characters (cmap)";
        var os2 = file.Table("OS/2"u8);
        if (os2.Length < 10)
            return "does not say whether it may be embedded (it has no table OS/2)";
        var usage = BinaryPrimitives.ReadUInt16BigEndian(os2[8..]);
        if ((usage & UsageMask) == RestrictedLicence)
            return "must not be embedded, by its licence (OS/2 fsType 2): ask its maker for one that may";
        if ((usage & NoSubsetting) != 0)
            return "must not be cut down to the characters in use, by its licence (OS/2 fsType, bit 8): ask its maker for one that may";
        return (usage & BitmapsOnly) != 0 ? "may be embedded as bitmaps only, by its licence (OS/2 fsType, bit 9): ask its maker for one without that limit" : null;
    }
}
