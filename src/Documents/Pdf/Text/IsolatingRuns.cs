using System.Globalization;
using HarfBuzzSharp;

namespace Billing.Documents.Pdf.Text;

/// <summary>An isolating run sequence (UAX #9, BD13): the unit on which the weak, neutral and implicit rules work.</summary>
internal sealed class IsolatingRuns
{
    private const int MaximumOpenBrackets = 63;

    private readonly int[] _indices;
    private readonly byte _level;
    private readonly BidiClass _start;
    private readonly BidiClass _end;

    private IsolatingRuns(int[] indices, byte level, byte levelBefore, byte levelAfter)
    {
        _indices = indices;
        _level = level;
        _start = Direction(Math.Max(level, levelBefore));
        _end = Direction(Math.Max(level, levelAfter));
    }

    private BidiClass Embedding => Direction(_level);

    /// <summary>Rule X10: the level runs, joined from each isolate initiator to the run of its PDI.</summary>
    internal static IEnumerable<IsolatingRuns> Of(
        BidiClass[] original, BidiClass[] classes, byte[] levels, int[] isolateEnds, byte paragraphLevel)
    {
        var kept = Enumerable.Range(0, classes.Length).Where(i => !Bidi.IsRemoved(original[i])).ToArray();
        var positionOf = new Dictionary<int, int>();
        for (var k = 0; k < kept.Length; k++)
            positionOf[kept[k]] = k;
        var matchedEnds = isolateEnds.Where(e => e >= 0 && e < classes.Length).ToHashSet();

        for (var k = 0; k < kept.Length; k++)
        {
            var startsRun = k == 0 || levels[kept[k - 1]] != levels[kept[k]];
            if (!startsRun || matchedEnds.Contains(kept[k]))
                continue;
            var members = new List<int>();
            var next = k;
            int last;
            while (true)
            {
                last = next;
                while (last + 1 < kept.Length && levels[kept[last + 1]] == levels[kept[next]])
                    last++;
                members.AddRange(kept[next..(last + 1)]);
                var end = isolateEnds[kept[last]];
                if (end < 0 || end >= classes.Length)
                    break;
                next = positionOf[end];
            }
            var level = levels[kept[k]];
            var before = k == 0 ? paragraphLevel : levels[kept[k - 1]];
            var opensIsolate = isolateEnds[kept[last]] >= 0;
            var after = opensIsolate || last + 1 == kept.Length ? paragraphLevel : levels[kept[last + 1]];
            yield return new IsolatingRuns([.. members], level, before, after);
        }
    }

    internal void Resolve(ReadOnlySpan<int> text, BidiClass[] original, BidiClass[] classes, byte[] levels)
    {
        ResolveWeak(classes);
        ResolveBrackets(text, original, classes);
        ResolveNeutral(classes);
        foreach (var i in _indices)
        {
            var odd = levels[i] % 2 == 1;
            if (classes[i] == BidiClass.R)
                levels[i] += (byte)(odd ? 0 : 1);
            else if (classes[i] == BidiClass.L)
                levels[i] += (byte)(odd ? 1 : 0);
            else
                levels[i] += (byte)(odd ? 1 : 2);
        }
    }

    /// <summary>Rules W1 to W7.</summary>
    private void ResolveWeak(BidiClass[] classes)
    {
        var previous = _start;
        foreach (var i in _indices)
        {
            if (classes[i] == BidiClass.NSM)
                classes[i] = previous is BidiClass.LRI or BidiClass.RLI or BidiClass.FSI or BidiClass.PDI ? BidiClass.ON : previous;
            previous = classes[i];
        }
        var strong = _start;
        foreach (var i in _indices)
        {
            if (classes[i] is BidiClass.L or BidiClass.R or BidiClass.AL)
                strong = classes[i];
            else if (classes[i] == BidiClass.EN && strong == BidiClass.AL)
                classes[i] = BidiClass.AN;
        }
        foreach (var i in _indices)
        {
            if (classes[i] == BidiClass.AL)
                classes[i] = BidiClass.R;
        }
        ResolveSeparators(classes);
        strong = _start;
        foreach (var i in _indices)
        {
            if (classes[i] is BidiClass.L or BidiClass.R)
                strong = classes[i];
            else if (classes[i] == BidiClass.EN && strong == BidiClass.L)
                classes[i] = BidiClass.L;
        }
    }

    /// <summary>Rules W4 to W6: separators between numbers, terminators beside them, the rest neutral.</summary>
    private void ResolveSeparators(BidiClass[] classes)
    {
        for (var k = 1; k + 1 < _indices.Length; k++)
        {
            var before = classes[_indices[k - 1]];
            var after = classes[_indices[k + 1]];
            ref var current = ref classes[_indices[k]];
            if (before != after)
                continue;
            if (current == BidiClass.ES && before == BidiClass.EN)
                current = BidiClass.EN;
            else if (current == BidiClass.CS && before is BidiClass.EN or BidiClass.AN && classes[_indices[k]] == BidiClass.CS)
                current = before;
        }
        for (var k = 0; k < _indices.Length; k++)
        {
            if (classes[_indices[k]] != BidiClass.ET)
                continue;
            var end = k;
            while (end < _indices.Length && classes[_indices[end]] == BidiClass.ET)
                end++;
            var besideNumber = (k > 0 && classes[_indices[k - 1]] == BidiClass.EN)
                || (end < _indices.Length && classes[_indices[end]] == BidiClass.EN);
            for (var j = k; j < end; j++)
                classes[_indices[j]] = besideNumber ? BidiClass.EN : BidiClass.ON;
            k = end - 1;
        }
        foreach (var i in _indices)
        {
            if (classes[i] is BidiClass.ES or BidiClass.CS)
                classes[i] = BidiClass.ON;
        }
    }

    /// <summary>Rule N0: a pair of brackets takes one direction, by what it encloses or by what stands before it.</summary>
    private void ResolveBrackets(ReadOnlySpan<int> text, BidiClass[] original, BidiClass[] classes)
    {
        foreach (var (open, close) in FindPairs(text, classes))
        {
            BidiClass? resolved = null;
            var opposite = false;
            for (var k = open + 1; k < close; k++)
            {
                var strong = Strong(classes[_indices[k]]);
                if (strong == Embedding)
                {
                    resolved = Embedding;
                    break;
                }
                opposite |= strong is not null;
            }
            if (resolved is null && opposite)
            {
                var context = _start;
                for (var k = open - 1; k >= 0; k--)
                {
                    if (Strong(classes[_indices[k]]) is not { } strong)
                        continue;
                    context = strong;
                    break;
                }
                resolved = context == Embedding ? Embedding : context;
            }
            if (resolved is not { } direction)
                continue;
            SetBracket(open, direction, original, classes);
            SetBracket(close, direction, original, classes);
        }
    }

    private void SetBracket(int k, BidiClass direction, BidiClass[] original, BidiClass[] classes)
    {
        classes[_indices[k]] = direction;
        for (var j = k + 1; j < _indices.Length && original[_indices[j]] == BidiClass.NSM; j++)
            classes[_indices[j]] = direction;
    }

    private List<(int Open, int Close)> FindPairs(ReadOnlySpan<int> text, BidiClass[] classes)
    {
        var pairs = new List<(int, int)>();
        var open = new List<(int Partner, int Position)>();
        for (var k = 0; k < _indices.Length; k++)
        {
            if (classes[_indices[k]] != BidiClass.ON)
                continue;
            var c = Canonical(text[_indices[k]]);
            var category = CharUnicodeInfo.GetUnicodeCategory(c);
            if (category is not (UnicodeCategory.OpenPunctuation or UnicodeCategory.ClosePunctuation))
                continue;
            var mirror = Partner(c);
            if (mirror == c)
                continue;
            if (category == UnicodeCategory.OpenPunctuation)
            {
                if (open.Count == MaximumOpenBrackets)
                    break;
                open.Add((mirror, k));
                continue;
            }
            var match = open.FindLastIndex(o => o.Partner == c);
            if (match < 0)
                continue;
            pairs.Add((open[match].Position, k));
            open.RemoveRange(match, open.Count - match);
        }
        pairs.Sort();
        return pairs;
    }

    /// <summary>The angle brackets of two blocks are the same by canonical equivalence.</summary>
    private static int Canonical(int c) => c switch { 0x2329 => 0x3008, 0x232A => 0x3009, _ => c };

    /// <summary>The square brackets with ticks mirror one way and pair another (BidiBrackets.txt).</summary>
    private static int Partner(int c) => c switch
    {
        0x298D => 0x2990,
        0x2990 => 0x298D,
        0x298F => 0x298E,
        0x298E => 0x298F,
        _ => UnicodeFunctions.Default.GetMirroring(c),
    };

    /// <summary>Rules N1 and N2.</summary>
    private void ResolveNeutral(BidiClass[] classes)
    {
        for (var k = 0; k < _indices.Length; k++)
        {
            if (Strong(classes[_indices[k]]) is not null)
                continue;
            var end = k;
            while (end < _indices.Length && Strong(classes[_indices[end]]) is null)
                end++;
            var before = k == 0 ? _start : Strong(classes[_indices[k - 1]]);
            var after = end == _indices.Length ? _end : Strong(classes[_indices[end]]);
            for (var j = k; j < end; j++)
                classes[_indices[j]] = before == after ? before!.Value : Embedding;
            k = end - 1;
        }
    }

    private static BidiClass? Strong(BidiClass c) => c switch
    {
        BidiClass.L => BidiClass.L,
        BidiClass.R or BidiClass.EN or BidiClass.AN => BidiClass.R,
        _ => null,
    };

    private static BidiClass Direction(byte level) => level % 2 == 1 ? BidiClass.R : BidiClass.L;
}
