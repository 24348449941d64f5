using System.Buffers.Binary;
using System.IO.Compression;
using System.Security.Cryptography;

namespace Billing.Documents.Pdf.Syntax;

/// <summary>
/// The objects of a file and its cross-reference stream (ISO 32000-1, 7.5). Everything that is not a stream goes into object
/// streams: the structure tree has many small objects, which compress to a tenth.
/// </summary>
internal sealed class PdfFile
{
    private const int ObjectsPerStream = 200;

    private readonly List<(int Id, byte[] Content)> _plain = [];
    private readonly List<(int Id, byte[] Dictionary, ReadOnlyMemory<byte> Data)> _streams = [];
    private int _last;

    internal int Reserve() => ++_last;

    internal int Add(PdfBuffer content)
    {
        var id = Reserve();
        Put(id, content);
        return id;
    }

    internal void Put(int id, PdfBuffer content) => _plain.Add((id, content.ToArray()));

    /// <summary>A compressed stream; the dictionary's entries come without its brackets and its length.</summary>
    internal int AddStream(string entries, ReadOnlySpan<byte> data) => AddCompressed(entries, Deflate(data, CompressionLevel.Optimal));

    internal int AddCompressed(string entries, ReadOnlyMemory<byte> deflated)
    {
        var id = Reserve();
        AddRaw(id, $"{entries}/Filter/FlateDecode", deflated);
        return id;
    }

    internal int AddUncompressed(string entries, ReadOnlyMemory<byte> data)
    {
        var id = Reserve();
        AddRaw(id, entries, data);
        return id;
    }

    internal static byte[] Deflate(ReadOnlySpan<byte> data, CompressionLevel level)
    {
        using var target = new MemoryStream(data.Length / 2);
        using (var zlib = new ZLibStream(target, level, leaveOpen: true))
            zlib.Write(data);
        return target.ToArray();
    }

    internal byte[] Write(int catalog, int information)
    {
        var objectStreams = PackPlainObjects();
        var xref = Reserve();
        var output = new PdfBuffer(_streams.Sum(s => s.Data.Length + s.Dictionary.Length + 64) + 1024);
        output.Raw("%PDF-1.7\n%"u8).Raw([0xE2, 0xE3, 0xCF, 0xD3]).Raw("\n"u8);

        var entries = new byte[7 * (xref + 1)];
        entries[5] = entries[6] = 0xFF;
        foreach (var (stream, members) in objectStreams)
        {
            for (var i = 0; i < members.Count; i++)
                Entry(entries, members[i], 2, stream, i);
        }
        foreach (var (id, dictionary, data) in _streams)
        {
            Entry(entries, id, 1, output.Length, 0);
            output.Int(id).Raw(" 0 obj\n"u8).Raw(dictionary).Raw("\nstream\n"u8).Raw(data.Span).Raw("\nendstream\nendobj\n"u8);
        }

        var start = output.Length;
        Entry(entries, xref, 1, start, 0);
        var fileId = Convert.ToHexString(SHA256.HashData(output.Span).AsSpan(0, 16));
        var table = Deflate(entries, CompressionLevel.Fastest);
        output.Int(xref).Raw(" 0 obj\n<</Type/XRef/W[1 4 2]/Size "u8).Int(xref + 1);
        output.Raw("/Root "u8).Ref(catalog).Raw("/Info "u8).Ref(information).Raw($"/ID[<{fileId}><{fileId}>]");
        output.Raw("/Filter/FlateDecode/Length "u8).Int(table.Length).Raw(">>\nstream\n"u8).Raw(table);
        output.Raw("\nendstream\nendobj\nstartxref\n"u8).Int(start).Raw("\n%%EOF\n"u8);
        return output.ToArray();
    }

    private void AddRaw(int id, string entries, ReadOnlyMemory<byte> data) =>
        _streams.Add((id, new PdfBuffer().Raw("<<"u8).Raw(entries).Raw("/Length "u8).Int(data.Length).Raw(">>"u8).ToArray(), data));

    private List<(int Stream, List<int> Members)> PackPlainObjects()
    {
        var packed = new List<(int, List<int>)>();
        foreach (var group in _plain.Chunk(ObjectsPerStream))
        {
            var index = new PdfBuffer();
            var body = new PdfBuffer(4096);
            foreach (var (id, content) in group)
            {
                index.Int(id).Raw(" "u8).Int(body.Length).Raw(" "u8);
                body.Raw(content).Raw("\n"u8);
            }
            var first = index.Length;
            var stream = AddStream($"/Type/ObjStm/N {group.Length}/First {first}", index.Raw(body.Span).Span);
            packed.Add((stream, [.. group.Select(g => g.Id)]));
        }
        return packed;
    }

    private static void Entry(byte[] table, int id, byte kind, int field, int index)
    {
        var entry = table.AsSpan(7 * id, 7);
        entry[0] = kind;
        BinaryPrimitives.WriteInt32BigEndian(entry[1..], field);
        BinaryPrimitives.WriteUInt16BigEndian(entry[5..], (ushort)index);
    }
}
