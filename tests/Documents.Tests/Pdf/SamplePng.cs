using System.Buffers.Binary;
using System.IO.Compression;

namespace Billing.Documents.Tests.Pdf;

/// <summary>Makes PNG pictures, with every row filter in turn, so that reading them back is a real check.</summary>
internal static class SamplePng
{
    /// <summary>A picture whose pixels come from a function that gives one byte for each channel.</summary>
    internal static byte[] Make(int width, int height, int channels, Func<int, int, byte[]> pixel, byte interlace = 0)
    {
        var rows = new byte[height][];
        for (var y = 0; y < height; y++)
            rows[y] = [.. Enumerable.Range(0, width).SelectMany(x => pixel(x, y))];
        using var raw = new MemoryStream();
        for (var y = 0; y < height; y++)
        {
            var filter = y % 5;
            raw.WriteByte((byte)filter);
            for (var i = 0; i < rows[y].Length; i++)
            {
                int left = i >= channels ? rows[y][i - channels] : 0;
                int above = y > 0 ? rows[y - 1][i] : 0;
                int corner = y > 0 && i >= channels ? rows[y - 1][i - channels] : 0;
                raw.WriteByte((byte)((rows[y][i] - Predict(filter, left, above, corner)) & 0xFF));
            }
        }
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        header[8] = 8;
        header[9] = channels switch { 1 => 0, 2 => 4, 3 => 2, _ => 6 };
        header[12] = interlace;
        return [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, .. Chunk("IHDR", header), .. Chunk("IDAT", Deflate(raw.ToArray())), .. Chunk("IEND", [])];
    }

    /// <summary>A transparent picture with a solid disc in it.</summary>
    internal static byte[] Logo() => Make(240, 80, 4, (x, y) =>
        ((x - 40) * (x - 40)) + ((y - 40) * (y - 40)) < 1400 ? [20, 97, 122, 255]
        : x > 90 && y is > 30 and < 50 ? [27, 36, 48, (byte)(255 - (x / 2))] : [0, 0, 0, 0]);

    private static int Predict(int filter, int left, int above, int corner)
    {
        var estimate = left + above - corner;
        var distances = new[] { Math.Abs(estimate - left), Math.Abs(estimate - above), Math.Abs(estimate - corner) };
        return filter switch
        {
            0 => 0,
            1 => left,
            2 => above,
            3 => (left + above) / 2,
            _ => distances[0] <= distances[1] && distances[0] <= distances[2] ? left : distances[1] <= distances[2] ? above : corner,
        };
    }

    private static byte[] Deflate(byte[] data)
    {
        using var target = new MemoryStream();
        using (var zlib = new ZLibStream(target, CompressionLevel.Optimal, true))
            zlib.Write(data);
        return target.ToArray();
    }

    private static byte[] Chunk(string type, byte[] data)
    {
        var chunk = new byte[data.Length + 12];
        BinaryPrimitives.WriteInt32BigEndian(chunk, data.Length);
        System.Text.Encoding.ASCII.GetBytes(type, chunk.AsSpan(4));
        data.CopyTo(chunk, 8);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(data.Length + 8), Crc(chunk.AsSpan(4, data.Length + 4)));
        return chunk;
    }

    private static uint Crc(ReadOnlySpan<byte> data)
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
