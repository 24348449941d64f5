namespace Billing.Documents.Pdf.Text;

/// <summary>
/// The Unicode Bidirectional Algorithm (UAX #9, rules P2 to L2) for one paragraph. Explicit embeddings, overrides,
/// isolates and paired brackets are all there.
/// </summary>
internal static class Bidi
{
    /// <summary>Asks for the paragraph level by the first strong character (rules P2, P3).</summary>
    internal const int AutomaticLevel = -1;

    private const int MaximumDepth = 125;

    /// <summary>False only where every level would be zero, so that Latin text never pays for the algorithm.</summary>
    internal static bool IsNeeded(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (c >= '\u0590' && (c <= '\u08FF' || c is >= '\uFB1D' and <= '\uFEFC' or >= '\uD802' and <= '\uD83B'
                or '\u200F' or >= '\u202A' and <= '\u202E' or >= '\u2066' and <= '\u2069'))
                return true;
        }
        return false;
    }

    /// <summary>
    /// The embedding level of each code point; characters that rule X9 removes get the level of their neighbour. Where the
    /// level is asked for automatically and no character is strong, it is <paramref name="fallbackLevel"/>.
    /// </summary>
    internal static byte[] Levels(ReadOnlySpan<int> text, int requestedLevel, out byte paragraphLevel, byte fallbackLevel = 0)
    {
        var classes = new BidiClass[text.Length];
        for (var i = 0; i < text.Length; i++)
            classes[i] = BidiClasses.Of(text[i]);
        var original = (BidiClass[])classes.Clone();
        var isolateEnds = MatchIsolates(classes);

        paragraphLevel = requestedLevel >= 0 ? (byte)requestedLevel : FirstStrong(classes, isolateEnds, 0, classes.Length) ?? fallbackLevel;
        var levels = new byte[text.Length];
        ResolveExplicit(classes, levels, isolateEnds, paragraphLevel);
        // All sequences first: resolving one changes the levels by which they are found.
        foreach (var sequence in IsolatingRuns.Of(original, classes, levels, isolateEnds, paragraphLevel).ToList())
            sequence.Resolve(text, original, classes, levels);
        ResetWhitespace(original, levels, paragraphLevel);
        return levels;
    }

    /// <summary>Rule L2: turns segments in logical order into visual order, given the level of each.</summary>
    internal static int[] VisualOrder(ReadOnlySpan<byte> levels)
    {
        var order = new int[levels.Length];
        byte highest = 0;
        byte lowestOdd = byte.MaxValue;
        for (var i = 0; i < levels.Length; i++)
        {
            order[i] = i;
            highest = Math.Max(highest, levels[i]);
            if (levels[i] % 2 == 1)
                lowestOdd = Math.Min(lowestOdd, levels[i]);
        }
        for (int level = highest; level >= lowestOdd; level--)
        {
            for (var start = 0; start < order.Length; start++)
            {
                if (levels[order[start]] < level)
                    continue;
                var end = start;
                while (end + 1 < order.Length && levels[order[end + 1]] >= level)
                    end++;
                Array.Reverse(order, start, end - start + 1);
                start = end;
            }
        }
        return order;
    }

    internal static bool IsIsolateInitiator(BidiClass c) => c is BidiClass.LRI or BidiClass.RLI or BidiClass.FSI;

    internal static bool IsRemoved(BidiClass c) =>
        c is BidiClass.LRE or BidiClass.LRO or BidiClass.RLE or BidiClass.RLO or BidiClass.PDF or BidiClass.BN;

    /// <summary>BD9: for each isolate initiator the index of its PDI, or the length of the text; -1 elsewhere.</summary>
    private static int[] MatchIsolates(BidiClass[] classes)
    {
        var ends = new int[classes.Length];
        Array.Fill(ends, -1);
        var open = new Stack<int>();
        for (var i = 0; i < classes.Length; i++)
        {
            if (IsIsolateInitiator(classes[i]))
            {
                open.Push(i);
                ends[i] = classes.Length;
            }
            else if (classes[i] == BidiClass.PDI && open.TryPop(out var start))
                ends[start] = i;
            else if (classes[i] == BidiClass.B)
                open.Clear();
        }
        return ends;
    }

    private static byte? FirstStrong(BidiClass[] classes, int[] isolateEnds, int start, int end)
    {
        for (var i = start; i < end; i++)
        {
            if (classes[i] == BidiClass.L)
                return 0;
            if (classes[i] is BidiClass.R or BidiClass.AL)
                return 1;
            if (isolateEnds[i] >= 0)
                i = isolateEnds[i];
        }
        return null;
    }

    /// <summary>Rules X1 to X8.</summary>
    private static void ResolveExplicit(BidiClass[] classes, byte[] levels, int[] isolateEnds, byte paragraphLevel)
    {
        var stack = new Stack<(byte Level, BidiClass? Override, bool Isolate)>();
        stack.Push((paragraphLevel, null, false));
        int overflowIsolates = 0, overflowEmbeddings = 0, validIsolates = 0;

        for (var i = 0; i < classes.Length; i++)
        {
            var c = classes[i];
            var top = stack.Peek();
            levels[i] = top.Level;
            if (IsIsolateInitiator(c))
            {
                if (top.Override is { } forced)
                    classes[i] = forced;
                var rightToLeft = c == BidiClass.RLI
                    || (c == BidiClass.FSI && FirstStrong(classes, isolateEnds, i + 1, isolateEnds[i]) == 1);
                var next = NextLevel(top.Level, rightToLeft);
                if (next <= MaximumDepth && overflowIsolates == 0 && overflowEmbeddings == 0)
                {
                    validIsolates++;
                    stack.Push(((byte)next, null, true));
                }
                else
                    overflowIsolates++;
            }
            else if (c is BidiClass.RLE or BidiClass.LRE or BidiClass.RLO or BidiClass.LRO)
            {
                var next = NextLevel(top.Level, c is BidiClass.RLE or BidiClass.RLO);
                BidiClass? forced = c == BidiClass.RLO ? BidiClass.R : c == BidiClass.LRO ? BidiClass.L : null;
                if (next <= MaximumDepth && overflowIsolates == 0 && overflowEmbeddings == 0)
                    stack.Push(((byte)next, forced, false));
                else if (overflowIsolates == 0)
                    overflowEmbeddings++;
            }
            else if (c == BidiClass.PDI)
            {
                if (overflowIsolates > 0)
                    overflowIsolates--;
                else if (validIsolates > 0)
                {
                    overflowEmbeddings = 0;
                    while (!stack.Peek().Isolate)
                        stack.Pop();
                    stack.Pop();
                    validIsolates--;
                }
                levels[i] = stack.Peek().Level;
                if (stack.Peek().Override is { } forced)
                    classes[i] = forced;
            }
            else if (c == BidiClass.PDF)
            {
                if (overflowIsolates > 0)
                    continue;
                if (overflowEmbeddings > 0)
                    overflowEmbeddings--;
                else if (!top.Isolate && stack.Count > 1)
                    stack.Pop();
            }
            else if (c == BidiClass.B)
                levels[i] = paragraphLevel;
            else if (c != BidiClass.BN && top.Override is { } forced)
                classes[i] = forced;
        }
    }

    private static int NextLevel(byte level, bool rightToLeft) => rightToLeft ? (level + 1) | 1 : (level + 2) & ~1;

    /// <summary>Rule L1, and a level for what X9 removed: that of the character before it, so that no run is cut there.</summary>
    private static void ResetWhitespace(BidiClass[] original, byte[] levels, byte paragraphLevel)
    {
        for (var i = 0; i < levels.Length; i++)
        {
            if (IsRemoved(original[i]))
                levels[i] = i == 0 ? paragraphLevel : levels[i - 1];
        }
        var trailing = true;
        for (var i = levels.Length - 1; i >= 0; i--)
        {
            if (original[i] is BidiClass.B or BidiClass.S)
            {
                levels[i] = paragraphLevel;
                trailing = true;
            }
            else if (trailing && (original[i] is BidiClass.WS or BidiClass.PDI || IsIsolateInitiator(original[i]) || IsRemoved(original[i])))
                levels[i] = paragraphLevel;
            else
                trailing = false;
        }
    }
}
