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

    private readonly PdfBuffer _output = PdfBuffer.Rent(64 * 1024).Raw("%PDF-1.7\n%"u8).Raw([0xE2, 0xE3, 0xCF, 0xD3]).Raw("\n"u8);
    private readonly List<(int Id, int Start)> _streams = new(16);
    private readonly PdfBuffer _plain = PdfBuffer.Rent(32 * 1024);
    private readonly List<(int Id, int Start)> _plainObjects = new(256);
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

    internal int AddCompressed(string entries, ReadOnlySpan<byte> deflated) => AddUncompressed($"{entries}/Filter/FlateDecode", deflated);

    internal int AddUncompressed(string entries, ReadOnlySpan<byte> data)
    {
        var id = Reserve();
        _streams.Add((id, _output.Length));
        _output.Int(id).Raw(" 0 obj\n<<"u8).Raw(entries).Raw("/Length "u8).Int(data.Length).Raw(">>\nstream\n"u8).Raw(data).Raw("\nendstream\nendobj\n"u8);
        return id;
    }

    internal static byte[] Deflate(ReadOnlySpan<byte> data, CompressionLevel level) => Compress(data, level).ToArray();

    /// <summary>The file, whose objects are then all there; the room in which it was made goes to the next one.</summary>
    internal byte[] Write(int catalog, int information)
    {
        var objectStreams = PackPlainObjects();
        var xref = Reserve();
        var entries = new byte[7 * (xref + 1)];
        entries[5] = entries[6] = 0xFF;
        foreach (var (stream, members) in objectStreams)
        {
            for (var i = 0; i < members.Count; i++)
                Entry(entries, members[i], 2, stream, i);
        }
        foreach (var (id, at) in _streams)
            Entry(entries, id, 1, at, 0);
        var start = _output.Length;
        Entry(entries, xref, 1, start, 0);
        var fileId = Convert.ToHexString(SHA256.HashData(_output.Span).AsSpan(0, 16));
        var table = Compress(entries, CompressionLevel.Fastest);
        _output.Int(xref).Raw(" 0 obj\n<</Type/XRef/W[1 4 2]/Size "u8).Int(xref + 1);
        _output.Raw("/Root "u8).Ref(catalog).Raw("/Info "u8).Ref(information).Raw($"/ID[<{fileId}><{fileId}>]");
        _output.Raw("/Filter/FlateDecode/Length "u8).Int(table.Length).Raw(">>\nstream\n"u8).Raw(table);
        _output.Raw("\nendstream\nendobj\nstartxref\n"u8).Int(start).Raw("\n%%EOF\n"u8);
        var file = _output.ToArray();
        _output.Release();
        _plain.Release();
        return file;
    }

    private static ReadOnlySpan<byte> Compress(ReadOnlySpan<byte> data, CompressionLevel level)
    {
        var target = new MemoryStream((data.Length / 2) + 64);
        using (var zlib = new ZLibStream(target, level, leaveOpen: true))
            zlib.Write(data);
        return target.GetBuffer().AsSpan(0, (int)target.Length);
    }

    private List<(int Stream, List<int> Members)> PackPlainObjects()
    {
        var packed = new List<(int, List<int>)>();
        var stream = PdfBuffer.Rent(_plain.Length + 4096);
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
        stream.Release();
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
