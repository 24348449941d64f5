using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using HarfBuzzSharp;

namespace Billing.Documents.Pdf.Text;

/// <summary>
/// The bytes of a TrueType or OpenType font, which stay where they are, and its tables (ISO/IEC 14496-22, 4.3). Nothing
/// outside the font is read, whatever its directory says.
/// </summary>
internal sealed unsafe class FontFile
{
    private const int DirectoryStart = 12;
    private const int DirectoryEntry = 16;
    private const int PostScriptNameId = 6;
    private const int WindowsPlatform = 3;

    /// <summary>What owns the memory, so that it is not freed or moved.</summary>
    private readonly object _owner;
    private readonly byte* _start;
    private readonly int _length;

    private FontFile(object owner, byte* start, int length)
    {
        _owner = owner;
        _start = start;
        _length = length;
    }

    internal ReadOnlySpan<byte> Bytes => new(_start, _length);

    /// <summary>How many entries the directory has; none where it does not fit into the file.</summary>
    private int TableCount
    {
        get
        {
            var count = _length < DirectoryStart ? 0 : BinaryPrimitives.ReadUInt16BigEndian(Bytes[4..]);
            return DirectoryStart + (DirectoryEntry * count) <= _length ? count : 0;
        }
    }

    /// <summary>A font that ships in the assembly. Its pages are read from the disk as they are needed: nothing is copied.</summary>
    internal static FontFile Shipped(string name)
    {
        var stream = (UnmanagedMemoryStream?)typeof(FontFile).Assembly.GetManifestResourceStream($"Fonts/{name}.ttf")
            ?? throw new InvalidOperationException($"The font {name} is not in the assembly.");
        return new FontFile(stream, stream.PositionPointer, (int)stream.Length);
    }

    /// <summary>A copy of someone else's font.</summary>
    internal static FontFile CopyOf(ReadOnlySpan<byte> bytes)
    {
        var pinned = GC.AllocateUninitializedArray<byte>(bytes.Length, pinned: true);
        bytes.CopyTo(pinned);
        return new FontFile(pinned, (byte*)Marshal.UnsafeAddrOfPinnedArrayElement(pinned, 0), pinned.Length);
    }

    /// <summary>The same bytes for HarfBuzz; they live as long as this object does.</summary>
    internal Blob ToBlob()
    {
        var blob = new Blob((nint)_start, _length, MemoryMode.ReadOnly);
        blob.MakeImmutable();
        return blob;
    }

    /// <summary>Whether all tables lie within the file: a download that broke off does not.</summary>
    internal bool IsWhole()
    {
        for (var i = 0; i < TableCount; i++)
        {
            var (offset, size) = Extent(Entry(i));
            if (offset + size > _length)
                return false;
        }
        return TableCount > 0;
    }

    /// <summary>Empty where the font has no such table.</summary>
    internal ReadOnlySpan<byte> Table(ReadOnlySpan<byte> tag)
    {
        for (var i = 0; i < TableCount; i++)
        {
            var entry = Entry(i);
            var (offset, size) = Extent(entry);
            if (entry[..4].SequenceEqual(tag) && offset + size <= _length)
                return Bytes.Slice((int)offset, (int)size);
        }
        return [];
    }

    /// <summary>The font's PostScript name with the characters only that a PDF name may have; empty where it has none.</summary>
    internal string PostScriptName()
    {
        var table = Table("name"u8);
        if (table.Length < 6)
            return "";
        var count = BinaryPrimitives.ReadUInt16BigEndian(table[2..]);
        var strings = BinaryPrimitives.ReadUInt16BigEndian(table[4..]);
        for (var i = 0; i < count && 18 + (12 * i) <= table.Length; i++)
        {
            var entry = table.Slice(6 + (12 * i), 12);
            var offset = strings + BinaryPrimitives.ReadUInt16BigEndian(entry[10..]);
            var length = BinaryPrimitives.ReadUInt16BigEndian(entry[8..]);
            if (BinaryPrimitives.ReadUInt16BigEndian(entry[6..]) != PostScriptNameId || offset + length > table.Length)
                continue;
            var encoding = BinaryPrimitives.ReadUInt16BigEndian(entry) == WindowsPlatform ? Encoding.BigEndianUnicode : Encoding.ASCII;
            return string.Concat(encoding.GetString(table.Slice(offset, length)).Where(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.'));
        }
        return "";
    }

    private ReadOnlySpan<byte> Entry(int index) => Bytes.Slice(DirectoryStart + (DirectoryEntry * index), DirectoryEntry);

    private static (long Offset, long Size) Extent(ReadOnlySpan<byte> entry) =>
        (BinaryPrimitives.ReadUInt32BigEndian(entry[8..]), BinaryPrimitives.ReadUInt32BigEndian(entry[12..]));
}
