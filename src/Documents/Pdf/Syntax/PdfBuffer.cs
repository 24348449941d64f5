using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace Billing.Documents.Pdf.Syntax;

/// <summary>Bytes in the making, with the tokens of PDF syntax (ISO 32000-1, 7.3).</summary>
internal sealed class PdfBuffer
{
    private readonly bool _pooled;
    private byte[] _bytes;

    internal PdfBuffer(int capacity = 256) => _bytes = new byte[capacity];

    private PdfBuffer(byte[] pooled) => (_bytes, _pooled) = (pooled, true);

    /// <summary>For what is large and short-lived: its room comes from earlier buffers, and goes to later ones once it is released.</summary>
    internal static PdfBuffer Rent(int capacity) => new(ArrayPool<byte>.Shared.Rent(capacity));

    internal int Length { get; private set; }

    internal ReadOnlySpan<byte> Span => _bytes.AsSpan(0, Length);

    internal ReadOnlyMemory<byte> Memory => _bytes.AsMemory(0, Length);

    internal byte[] ToArray() => Span.ToArray();

    /// <summary>Gives a rented buffer's room back; nothing may use it after that. One that is lost in an exception is collected like any other.</summary>
    internal void Release()
    {
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = [];
        Length = 0;
    }

    /// <summary>Empty again, its room kept.</summary>
    internal PdfBuffer Clear()
    {
        Length = 0;
        return this;
    }

    internal PdfBuffer Raw(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Room(bytes.Length));
        Length += bytes.Length;
        return this;
    }

    /// <summary>ASCII as it stands.</summary>
    internal PdfBuffer Raw(string ascii)
    {
        Length += Encoding.ASCII.GetBytes(ascii, Room(ascii.Length));
        return this;
    }

    internal PdfBuffer Int(long value)
    {
        Utf8Formatter.TryFormat(value, Room(20), out var written);
        Length += written;
        return this;
    }

    /// <summary>A number with at most three decimals, and a space after it.</summary>
    internal PdfBuffer Real(float value)
    {
        var thousandths = (long)MathF.Round(value * 1000);
        if (thousandths < 0)
        {
            Raw("-"u8);
            thousandths = -thousandths;
        }
        Int(thousandths / 1000);
        var fraction = (int)(thousandths % 1000);
        if (fraction != 0)
        {
            Span<byte> digits = [(byte)'.', (byte)('0' + (fraction / 100)), (byte)('0' + (fraction / 10 % 10)), (byte)('0' + (fraction % 10))];
            Raw(digits[..(fraction % 10 != 0 ? 4 : fraction % 100 != 0 ? 3 : 2)]);
        }
        return Raw(" "u8);
    }

    /// <summary>A number with up to eight decimals, and a space after it: for what is scaled up later.</summary>
    internal PdfBuffer Fine(float value)
    {
        // The format never has an exponent, which PDF does not know.
        Length += Encoding.ASCII.GetBytes(value.ToString("0.########", System.Globalization.CultureInfo.InvariantCulture), Room(64));
        return Raw(" "u8);
    }

    /// <summary>An indirect reference, with a space after it.</summary>
    internal PdfBuffer Ref(int id) => Int(id).Raw(" 0 R "u8);

    internal PdfBuffer Glyph(ushort glyph)
    {
        var room = Room(4);
        for (var i = 0; i < 4; i++)
            room[i] = "0123456789ABCDEF"u8[(glyph >> (12 - (4 * i))) & 0xF];
        Length += 4;
        return this;
    }

    /// <summary>A text string: as a literal where ASCII suffices, else UTF-16 with a byte order mark, in hexadecimal.</summary>
    internal PdfBuffer Text(string text)
    {
        if (!Ascii.IsValid(text) || text.AsSpan().ContainsAnyInRange('\0', '\x1F'))
        {
            Raw("<FEFF"u8);
            Utf16(text);
            return Raw(">"u8);
        }
        Raw("("u8);
        foreach (var c in text)
        {
            if (c is '(' or ')' or '\\')
                Raw("\\"u8);
            Raw([(byte)c]);
        }
        return Raw(")"u8);
    }

    /// <summary>UTF-16, big end first, in hexadecimal.</summary>
    internal PdfBuffer Utf16(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
            Glyph(c);
        return this;
    }

    private Span<byte> Room(int count)
    {
        if (Length + count > _bytes.Length)
            Grow(Math.Max(_bytes.Length * 2, Length + count));
        return _bytes.AsSpan(Length);
    }

    private void Grow(int capacity)
    {
        var full = _bytes;
        _bytes = _pooled ? ArrayPool<byte>.Shared.Rent(capacity) : new byte[capacity];
        full.AsSpan(0, Length).CopyTo(_bytes);
        if (_pooled)
            ArrayPool<byte>.Shared.Return(full);
    }
}
