using System.Buffers.Binary;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Billing.Documents.Pdf.Syntax;

/// <summary>
/// The objects of a file and its cross-reference stream (ISO 32000-1, 7.5). Everything that is not a stream goes into object
/// streams: the structure tree has many small objects, which compress to a tenth.
/// </summary>
internal sealed class PdfFile
{
    private const int ObjectsPerStream = 200;

    private readonly PdfBuffer _plain = new(16 * 1024);
    private readonly List<(int Id, int Start)> _plainObjects = new(256);
    private readonly List<(int Id, byte[] Dictionary, ReadOnlyMemory<byte> Data)> _streams = [];
    private int _last;

    internal int Reserve() => ++_last;

    internal int Add(PdfBuffer content)
    {
        var id = Reserve();
        Put(id, content);
        return id;
    }

    /// <summary>The content is taken over at once, so its buffer may be used again.</summary>
    internal void Put(int id, PdfBuffer content)
    {
        _plainObjects.Add((id, _plain.Length));
        _plain.Raw(content.Span).Raw("\n"u8);
    }

    /// <summary>
    /// A compressed stream; the dictionary's entries come without its brackets and its length. Compressing is the longest part
    /// of writing: the fastest level takes a quarter off a whole document's time, for files that are an eighth larger.
    /// </summary>
    internal int AddStream(string entries, ReadOnlySpan<byte> data) => AddCompressed(entries, Compress(data, CompressionLevel.Fastest));

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
        var deflated = Compress(data, level);
        return deflated.ToArray();
    }

    private static ReadOnlyMemory<byte> Compress(ReadOnlySpan<byte> data, CompressionLevel level)
    {
        var target = new MemoryStream((data.Length / 2) + 64);
        using (var zlib = new ZLibStream(target, level, leaveOpen: true))
            zlib.Write(data);
        return target.GetBuffer().AsMemory(0, (int)target.Length);
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
        var table = Compress(entries, CompressionLevel.Fastest);
        output.Int(xref).Raw(" 0 obj\n<</Type/XRef/W[1 4 2]/Size "u8).Int(xref + 1);
        output.Raw("/Root "u8).Ref(catalog).Raw("/Info "u8).Ref(information).Raw($"/ID[<{fileId}><{fileId}>]");
        output.Raw("/Filter/FlateDecode/Length "u8).Int(table.Length).Raw(">>\nstream\n"u8).Raw(table.Span);
        output.Raw("\nendstream\nendobj\nstartxref\n"u8).Int(start).Raw("\n%%EOF\n"u8);
        return output.ToArray();
    }

    private void AddRaw(int id, string entries, ReadOnlyMemory<byte> data) =>
        _streams.Add((id, new PdfBuffer().Raw("<<"u8).Raw(entries).Raw("/Length "u8).Int(data.Length).Raw(">>"u8).ToArray(), data));

    private List<(int Stream, List<int> Members)> PackPlainObjects()
    {
        var packed = new List<(int, List<int>)>();
        var stream = new PdfBuffer(_plain.Length + 4096);
        for (var first = 0; first < _plainObjects.Count; first += ObjectsPerStream)
        {
            var objects = CollectionsMarshal.AsSpan(_plainObjects)[first..Math.Min(first + ObjectsPerStream, _plainObjects.Count)];
            var start = objects[0].Start;
            var end = first + objects.Length < _plainObjects.Count ? _plainObjects[first + objects.Length].Start : _plain.Length;
            var members = new List<int>(objects.Length);
            stream.Clear();
            foreach (var (id, at) in objects)
            {
                stream.Int(id).Raw(" "u8).Int(at - start).Raw(" "u8);
                members.Add(id);
            }
            var index = stream.Length;
            packed.Add((AddStream($"/Type/ObjStm/N {objects.Length}/First {index}", stream.Raw(_plain.Span[start..end]).Span), members));
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
