using System.Globalization;

namespace Billing.Documents.Pdf.Svg;

/// <summary>Reads numbers, flags and letters one after the other, as path data, transforms and lists of points have them (SVG 1.1, 4.2).</summary>
internal ref struct SvgNumbers(ReadOnlySpan<char> text)
{
    private ReadOnlySpan<char> _rest = text;

    internal bool AtEnd
    {
        get
        {
            _rest = _rest.TrimStart(" \t\r\n,");
            return _rest.IsEmpty;
        }
    }

    /// <summary>The next character, without taking it; call where the end has been ruled out.</summary>
    internal readonly char Next => _rest[0];

    internal char TakeLetter()
    {
        var letter = _rest[0];
        _rest = _rest[1..];
        return letter;
    }

    /// <summary>A flag of an arc, which needs no separator after it.</summary>
    internal bool TakeFlag()
    {
        if (AtEnd || Next is not ('0' or '1'))
            throw SvgReader.Refused("a path has an arc whose flags are neither 0 nor 1");
        return TakeLetter() == '1';
    }

    internal float TakeNumber()
    {
        if (AtEnd)
            throw SvgReader.Refused("a list of numbers ends too early");
        var end = NumberLength(_rest);
        if (!float.TryParse(_rest[..end], NumberStyles.Float, CultureInfo.InvariantCulture, out var value) || !float.IsFinite(value))
            throw SvgReader.Refused($"'{_rest[..Math.Min(_rest.Length, 12)]}' is not a number");
        _rest = _rest[end..];
        return value;
    }

    /// <summary>Numbers may touch: "1.5.5-3e2" is three of them.</summary>
    private static int NumberLength(ReadOnlySpan<char> text)
    {
        var i = text[0] is '+' or '-' ? 1 : 0;
        var hasPoint = false;
        while (i < text.Length && (char.IsAsciiDigit(text[i]) || (text[i] == '.' && !hasPoint)))
            hasPoint |= text[i++] == '.';
        if (i + 1 < text.Length && text[i] is 'e' or 'E')
        {
            var digits = i + (text[i + 1] is '+' or '-' ? 2 : 1);
            if (digits < text.Length && char.IsAsciiDigit(text[digits]))
            {
                for (i = digits; i < text.Length && char.IsAsciiDigit(text[i]);)
                    i++;
            }
        }
        return i;
    }
}
