using System.Buffers.Binary;
using System.Text;

namespace Billing.Documents.Pdf.Syntax;

/// <summary>
/// An ICC profile of sRGB (ICC.1:2004-10), written from the numbers of IEC 61966-2-1: primaries adapted to D50 and the
/// parametric transfer curve. PDF/A wants to know what the colours of a file mean.
/// </summary>
internal static class SrgbProfile
{
    private const int HeaderLength = 128;

    internal static readonly byte[] Bytes = Build();

    private static byte[] Build()
    {
        var white = Xyz(0.9642, 1.0, 0.8249);
        var curve = Curve();
        (string Tag, byte[] Data)[] tags =
        [
            ("desc", Localized("sRGB")),
            ("cprt", Localized("No copyright, use freely")),
            ("wtpt", white),
            ("chad", Fixed("sf32", 1.04788, 0.02292, -0.05019, 0.02959, 0.99048, -0.01708, -0.00925, 0.01508, 0.75168)),
            ("rXYZ", Xyz(0.43607, 0.22249, 0.01392)),
            ("gXYZ", Xyz(0.38515, 0.71687, 0.09708)),
            ("bXYZ", Xyz(0.14307, 0.06061, 0.71410)),
            ("rTRC", curve),
            ("gTRC", curve),
            ("bTRC", curve),
        ];
        var offset = HeaderLength + 4 + (12 * tags.Length);
        var profile = new byte[offset + tags.Sum(t => t.Data.Length)];
        BinaryPrimitives.WriteInt32BigEndian(profile.AsSpan(HeaderLength), tags.Length);
        for (var i = 0; i < tags.Length; i++)
        {
            var entry = profile.AsSpan(HeaderLength + 4 + (12 * i), 12);
            Encoding.ASCII.GetBytes(tags[i].Tag, entry);
            BinaryPrimitives.WriteInt32BigEndian(entry[4..], offset);
            BinaryPrimitives.WriteInt32BigEndian(entry[8..], tags[i].Data.Length);
            tags[i].Data.CopyTo(profile, offset);
            offset += tags[i].Data.Length;
        }
        WriteHeader(profile, white);
        return profile;
    }

    private static void WriteHeader(Span<byte> profile, byte[] white)
    {
        BinaryPrimitives.WriteInt32BigEndian(profile, profile.Length);
        BinaryPrimitives.WriteInt32BigEndian(profile[8..], 0x04200000);
        "mntrRGB XYZ "u8.CopyTo(profile[12..]);
        // A date is required; that of the profile specification keeps the bytes the same for ever.
        ReadOnlySpan<ushort> date = [2004, 10, 1, 0, 0, 0];
        for (var i = 0; i < date.Length; i++)
            BinaryPrimitives.WriteUInt16BigEndian(profile[(24 + (2 * i))..], date[i]);
        "acsp"u8.CopyTo(profile[36..]);
        white.AsSpan(8, 12).CopyTo(profile[68..]);
    }

    private static byte[] Xyz(double x, double y, double z) => Fixed("XYZ ", x, y, z);

    /// <summary>Type 3: a power above a threshold, a straight line below it.</summary>
    private static byte[] Curve()
    {
        var values = Fixed("para", 2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045);
        byte[] curve = [.. values[..8], 0, 3, 0, 0, .. values[8..]];
        return curve;
    }

    private static byte[] Fixed(string type, params double[] values)
    {
        var data = new byte[8 + (4 * values.Length)];
        Encoding.ASCII.GetBytes(type, data);
        for (var i = 0; i < values.Length; i++)
            BinaryPrimitives.WriteInt32BigEndian(data.AsSpan(8 + (4 * i)), (int)Math.Round(values[i] * 65536));
        return data;
    }

    /// <summary>One English record of a multi-localized text, padded to four bytes.</summary>
    private static byte[] Localized(string text)
    {
        var data = new byte[(28 + (2 * text.Length) + 3) / 4 * 4];
        "mluc"u8.CopyTo(data);
        data[11] = 1;
        data[15] = 12;
        "enUS"u8.CopyTo(data.AsSpan(16));
        BinaryPrimitives.WriteInt32BigEndian(data.AsSpan(20), 2 * text.Length);
        data[27] = 28;
        Encoding.BigEndianUnicode.GetBytes(text, data.AsSpan(28));
        return data;
    }
}
