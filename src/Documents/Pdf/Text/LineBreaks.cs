using System.Globalization;
using static Billing.Documents.Pdf.Text.LineBreakClass;

namespace Billing.Documents.Pdf.Text;

/// <summary>
/// Where a line may end: the Unicode Line Breaking Algorithm (UAX #14, revision 50) with the treatment of numbers that its
/// example 7 gives, so that no number is cut from its currency, sign or decimals. The scripts of South-East Asia, which put
/// no spaces between words, are broken by a dictionary.
/// </summary>
internal ref struct LineBreaks
{
    private enum Number
    {
        None, Open, Closed,
    }

    private readonly ReadOnlySpan<char> _text;

    /// <summary>The class of the last character that is no combining mark, spaces included, and of the last that is no space.</summary>
    private LineBreakClass _before = SP;
    private LineBreakClass _beforeSpaces = WJ;
    private LineBreakClass _beforeThat = WJ;
    private int _baseBefore;
    private int _regionalIndicators;
    private bool _joined;
    private Number _number;

    private LineBreaks(ReadOnlySpan<char> text) => _text = text;

    internal static bool IsSpace(char c) =>
        c is ' ' or '\t' or '\u1680' or (>= '\u2000' and <= '\u200A' and not '\u2007') or '\u205F' or '\u3000';

    /// <summary>Sets for each index of the text whether a line may end before the character there. One element for each character.</summary>
    internal static void Find(ReadOnlySpan<char> text, Span<bool> allowed)
    {
        allowed.Clear();
        var breaks = new LineBreaks(text);
        var needsDictionary = false;
        for (var i = 0; i < text.Length;)
        {
            var codePoint = CodePointAt(text, i, out var length);
            var c = LineBreakClasses.Of(codePoint);
            needsDictionary |= c == SA;
            allowed[i] = breaks.Step(codePoint, c == SA ? AL : c, i + length) && i > 0;
            i += length;
        }
        if (needsDictionary)
            WordDictionary.AddBreaks(text, allowed);
    }

    /// <summary>Takes the next character and says whether a line may end before it.</summary>
    private bool Step(int codePoint, LineBreakClass c, int next)
    {
        // LB9, LB10: marks belong to what they follow; where there is nothing to belong to they are letters.
        var joins = c == ZWJ;
        if (c is CM or ZWJ)
        {
            if (_before is not (BK or CR or LF or NL or SP or ZW))
            {
                _joined = joins;
                return false;
            }
            c = AL;
        }
        var allowed = IsAllowed(codePoint, c, next);
        Advance(codePoint, c);
        _joined = joins;
        return allowed;
    }

    private readonly bool IsAllowed(int codePoint, LineBreakClass c, int next)
    {
        var before = _before;
        // LB4 to LB8a.
        if (before is BK or LF or NL || (before == CR && c != LF))
            return true;
        if (c is BK or CR or LF or NL or SP or ZW)
            return false;
        if (_beforeSpaces == ZW)
            return true;
        if (_joined)
            return false;
        // LB11 to LB12a.
        if (c == WJ || before is WJ or GL || (c == GL && before is not (SP or BA or HY)))
            return false;
        // LB13, also after spaces.
        if (c is EX or CL or CP or IS or SY)
            return false;
        // LB14 to LB17: across spaces.
        if (_beforeSpaces == OP || (_beforeSpaces == QU && c == OP) || (_beforeSpaces is CL or CP && c == NS) || (_beforeSpaces == B2 && c == B2))
            return false;
        if (before == SP)
            return true;
        return IsAllowedBetween(before, c, codePoint, next);
    }

    /// <summary>LB19 to LB31: two characters side by side.</summary>
    private readonly bool IsAllowedBetween(LineBreakClass before, LineBreakClass c, int codePoint, int next)
    {
        if (before == QU || c == QU)
            return false;
        if (before == CB || c == CB)
            return true;
        if (c is BA or HY or NS or IN || before == BB || (_beforeThat == HL && before is HY or BA) || (before == SY && c == HL))
            return false;
        if (KeepsNumber(before, c, next))
            return false;
        if (IsLetter(before) && (c is NU or PR or PO || IsLetter(c)))
            return false;
        if (IsLetter(c) && before is NU or PR or PO or IS)
            return false;
        if ((before == PR && IsIdeographic(c)) || (IsIdeographic(before) && c == PO))
            return false;
        if (JoinsHangul(before, c))
            return false;
        if ((IsLetter(before) || before == NU) && c == OP && !IsWide(codePoint))
            return false;
        if (before == CP && !IsWide(_baseBefore) && (IsLetter(c) || c == NU))
            return false;
        if (before == RI && c == RI)
            return _regionalIndicators % 2 == 0;
        return c != EM || !(before == EB || IsFuturePictograph(_baseBefore));
    }

    /// <summary>LB25 by the expression of example 7: (PR | PO)? (OP | HY)? NU (NU | SY | IS)* (CL | CP)? (PR | PO)?</summary>
    private readonly bool KeepsNumber(LineBreakClass before, LineBreakClass c, int next) => c switch
    {
        NU => before is PR or PO or OP or HY || _number == Number.Open,
        OP or HY => before is PR or PO && NextIsNumber(next),
        PR or PO => _number != Number.None,
        _ => false,
    };

    private readonly bool NextIsNumber(int index)
    {
        while (index < _text.Length)
        {
            var c = LineBreakClasses.Of(CodePointAt(_text, index, out var length));
            if (c is not (CM or ZWJ))
                return c == NU;
            index += length;
        }
        return false;
    }

    private void Advance(int codePoint, LineBreakClass c)
    {
        _number = c switch
        {
            NU => Number.Open,
            SY or IS when _number == Number.Open => Number.Open,
            CL or CP when _number == Number.Open => Number.Closed,
            _ => Number.None,
        };
        _regionalIndicators = c == RI ? _regionalIndicators + 1 : 0;
        _beforeThat = _before;
        _before = c;
        _baseBefore = codePoint;
        if (c != SP)
            _beforeSpaces = c;
    }

    private static bool JoinsHangul(LineBreakClass before, LineBreakClass c) => (before, c) switch
    {
        (JL, JL or JV or H2 or H3) or (JV or H2, JV or JT) or (JT or H3, JT) => true,
        (JL or JV or JT or H2 or H3, PO) or (PR, JL or JV or JT or H2 or H3) => true,
        _ => false,
    };

    private static bool IsLetter(LineBreakClass c) => c is AL or HL;

    private static bool IsIdeographic(LineBreakClass c) => c is ID or EB or EM;

    /// <summary>Brackets of the width of an ideograph (East_Asian_Width F, W or H), which LB30 leaves out.</summary>
    private static bool IsWide(int codePoint) => codePoint is 0x2329 or 0x232A or (>= 0x3008 and <= 0x301F) or (>= 0xFE17 and <= 0xFF63);

    /// <summary>LB30b: a place that Unicode keeps for a picture to come.</summary>
    private static bool IsFuturePictograph(int codePoint) =>
        codePoint is >= 0x1F000 and <= 0x1FFFD && CharUnicodeInfo.GetUnicodeCategory(codePoint) == UnicodeCategory.OtherNotAssigned;

    private static int CodePointAt(ReadOnlySpan<char> text, int index, out int length)
    {
        length = char.IsHighSurrogate(text[index]) && index + 1 < text.Length && char.IsLowSurrogate(text[index + 1]) ? 2 : 1;
        return length == 2 ? char.ConvertToUtf32(text[index], text[index + 1]) : text[index];
    }
}
