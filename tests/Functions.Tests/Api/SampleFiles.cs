using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Billing.Documents;

namespace Billing.Functions.Tests.Api;

/// <summary>Files that sellers upload.</summary>
internal static class SampleFiles
{
    /// <summary>A PNG picture of one pixel; another pixel makes another file.</summary>
    /// <param name="grey">Its brightness.</param>
    public static byte[] Png(byte grey = 0)
    {
        using var data = new MemoryStream();

        // One row: no filter, then the pixel.
        using (var row = new ZLibStream(data, CompressionLevel.Fastest, leaveOpen: true))
            row.Write([0, grey]);
        return [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, .. Chunk("IHDR", [0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0]), .. Chunk("IDAT", data.ToArray()), .. Chunk("IEND", [])];
    }

    /// <summary>An SVG picture of 100 by 40 units.</summary>
    /// <param name="content">What it shows.</param>
    public static byte[] Svg(string content) => Encoding.UTF8.GetBytes($"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 100 40'>{content}</svg>");

    /// <summary>A font that ships, as a file.</summary>
    public static byte[] Font(string name)
    {
        var assembly = typeof(RenderedDocument).Assembly;
        using var resource = assembly.GetManifestResourceStream(assembly.GetManifestResourceNames().Single(known => known.EndsWith($"{name}.ttf", StringComparison.Ordinal)))!;
        using var file = new MemoryStream();
        resource.CopyTo(file);
        return file.ToArray();
    }

    private static byte[] Chunk(string type, byte[] data)
    {
        byte[] body = [.. Encoding.ASCII.GetBytes(type), .. data];
        return [.. BigEndian((uint)data.Length), .. body, .. BigEndian(Crc(body))];
    }

    private static byte[] BigEndian(uint value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        return bytes;
    }

    private static uint Crc(byte[] data)
    {
        var crc = uint.MaxValue;
        foreach (var value in data)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc & 1) == 1 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
        }

        return ~crc;
    }
}
