using System.Buffers.Binary;
using System.Buffers.Text;
using System.IO.Compression;

namespace Billing.Documents.Pdf.Merging;

/// <summary>An object of a file.</summary>
/// <param name="Text">The object, or the dictionary of a stream.</param>
/// <param name="Stream">The bytes of a stream as they are stored; null where it is none.</param>
internal sealed record PdfSourceObject(ReadOnlyMemory<byte> Text, ReadOnlyMemory<byte>? Stream);

/// <summary>Reads back what <see cref="Syntax.PdfFile"/> writes: a cross-reference stream of rows of 7 bytes, and object streams. Files of others are
/// refused: what is printed is what was stored, and that is ours.</summary>
internal sealed class PdfSource
{
    private const int EntryBytes = 7;

    private readonly ReadOnlyMemory<byte> _file;
    private readonly byte[] _entries;
    private readonly Dictionary<int, IReadOnlyList<ReadOnlyMemory<byte>>> _objectStreams = [];

    /// <exception cref="InvalidDataException">It is no file of ours, or a damaged one.</exception>
    internal PdfSource(ReadOnlyMemory<byte> file)
    {
        _file = file;
        var mark = file.Span.LastIndexOf("startxref\n"u8);
        if (!file.Span.StartsWith("%PDF-1.7\n"u8) || mark < 0 || !Utf8Parser.TryParse(file.Span[(mark + 10)..], out int start, out _) || start >= file.Length)
            throw new InvalidDataException("The file is no PDF file of this program.");
        var table = StreamAt(start);
        if (table.Text.Span.IndexOf("/W[1 4 2]"u8) >= 0 && table.Stream is { } deflated)
            _entries = Inflate(deflated);
        else
            throw new InvalidDataException("The file is no PDF file of this program.");
        Catalog = Object(ReferenceIn(table.Text, "Root")).Text;
        var pages = Object(ReferenceIn(Catalog, "Pages")).Text;
        PageIds = ReferencesIn(pages[Value(pages, "Kids") ?? throw new InvalidDataException("The file has no pages.")]);
    }

    /// <summary>The root of the document.</summary>
    internal ReadOnlyMemory<byte> Catalog { get; }

    /// <summary>The objects of the pages, in order.</summary>
    internal IReadOnlyList<int> PageIds { get; }

    /// <summary>Where the value of an entry of a dictionary stands; null where it has none.</summary>
    internal static Range? Value(ReadOnlyMemory<byte> dictionary, string key)
    {
        foreach (var (name, value) in PdfTokens.Entries(dictionary.Span))
        {
            if (name == key)
                return value;
        }
        return null;
    }

    /// <exception cref="InvalidDataException">There is no such object.</exception>
    internal PdfSourceObject Object(int id)
    {
        var at = id * EntryBytes;
        if (id <= 0 || at + EntryBytes > _entries.Length)
            throw new InvalidDataException($"The file has no object {id}.");
        var entry = _entries.AsSpan(at, EntryBytes);
        var field = BinaryPrimitives.ReadInt32BigEndian(entry[1..]);
        return entry[0] switch
        {
            1 => StreamAt(field),
            2 => new PdfSourceObject(Members(field)[BinaryPrimitives.ReadUInt16BigEndian(entry[5..])], null),
            _ => throw new InvalidDataException($"The file has no object {id}."),
        };
    }

    private static int ReferenceIn(ReadOnlyMemory<byte> dictionary, string key) =>
        Value(dictionary, key) is { } value && ReferencesIn(dictionary[value]) is [var only] ? only : throw new InvalidDataException($"The file lacks {key}.");

    private static List<int> ReferencesIn(ReadOnlyMemory<byte> text)
    {
        var (tokens, ids) = (PdfTokens.Of(text.Span), new List<int>());
        for (var index = 0; index < tokens.Count; index++)
        {
            if (PdfTokens.IsReference(text.Span, tokens, index, out var id))
                ids.Add(id);
        }
        return ids;
    }

    // "12 0 obj\n<<...>>\nstream\n", the bytes, and "\nendstream".
    private PdfSourceObject StreamAt(int offset)
    {
        var rest = _file[offset..];
        var (begin, end) = (rest.Span.IndexOf("<<"u8), rest.Span.IndexOf("\nstream\n"u8));
        if (begin < 0 || end < begin)
            throw new InvalidDataException("The file has an object that is not as this program writes it.");
        var dictionary = rest[begin..end];
        var value = Value(dictionary, "Length") ?? throw new InvalidDataException("The file has a stream without a length.");
        if (!Utf8Parser.TryParse(dictionary.Span[value], out int length, out _) || end + 8 + length > rest.Length)
            throw new InvalidDataException("The file has a stream without its end.");
        return new PdfSourceObject(dictionary, rest.Slice(end + 8, length));
    }

    private IReadOnlyList<ReadOnlyMemory<byte>> Members(int streamId)
    {
        if (_objectStreams.TryGetValue(streamId, out var known))
            return known;
        var stream = Object(streamId);
        var content = (ReadOnlyMemory<byte>)Inflate(stream.Stream!.Value);
        var (count, first) = (Number(stream.Text, "N"), Number(stream.Text, "First"));
        var header = PdfTokens.Of(content.Span[..first]);
        var starts = Enumerable.Range(0, count).Select(index => Number(content[header[(2 * index) + 1]])).Append(content.Length - first).ToList();
        return _objectStreams[streamId] = [.. Enumerable.Range(0, count).Select(index => content[(first + starts[index])..(first + starts[index + 1])])];
    }

    private static int Number(ReadOnlyMemory<byte> dictionary, string key) => Number(dictionary[Value(dictionary, key) ?? throw new InvalidDataException($"The file lacks {key}.")]);

    private static int Number(ReadOnlyMemory<byte> text) => Utf8Parser.TryParse(text.Span, out int number, out _) ? number : throw new InvalidDataException("The file has a word where a number belongs.");

    private static byte[] Inflate(ReadOnlyMemory<byte> deflated)
    {
        using var inflated = new MemoryStream();
        using (var zlib = new ZLibStream(new MemoryStream(deflated.ToArray()), CompressionMode.Decompress))
            zlib.CopyTo(inflated);
        return inflated.ToArray();
    }
}
