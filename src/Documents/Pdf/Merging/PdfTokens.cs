namespace Billing.Documents.Pdf.Merging;

/// <summary>The tokens of PDF syntax (ISO 32000-1, 7.2 and 7.3), as far as <see cref="Syntax.PdfBuffer"/> writes it: without comments.</summary>
internal static class PdfTokens
{
    /// <summary>The tokens of a text; a string and a name are one token each.</summary>
    internal static List<Range> Of(ReadOnlySpan<byte> text)
    {
        var tokens = new List<Range>();
        for (var at = 0; at < text.Length;)
        {
            if (IsSpace(text[at]))
            {
                at++;
                continue;
            }
            var end = End(text, at);
            tokens.Add(at..end);
            at = end;
        }
        return tokens;
    }

    /// <summary>Whether a reference to an object begins at a token: <c>12 0 R</c>.</summary>
    internal static bool IsReference(ReadOnlySpan<byte> text, List<Range> tokens, int index, out int id)
    {
        id = 0;
        return index + 2 < tokens.Count && text[tokens[index + 2]].SequenceEqual("R"u8) && text[tokens[index + 1]].SequenceEqual("0"u8)
            && System.Buffers.Text.Utf8Parser.TryParse(text[tokens[index]], out id, out var read) && read == text[tokens[index]].Length;
    }

    /// <summary>The entries of a dictionary, each with its value as it is written.</summary>
    /// <exception cref="InvalidDataException">The text is no dictionary.</exception>
    internal static List<(string Key, Range Value)> Entries(ReadOnlySpan<byte> text)
    {
        var tokens = Of(text);
        if (tokens.Count < 2 || !text[tokens[0]].SequenceEqual("<<"u8))
            throw new InvalidDataException("A PDF object is no dictionary.");
        var entries = new List<(string, Range)>();
        for (var index = 1; index < tokens.Count && text[tokens[index].Start.Value] == '/';)
        {
            var key = System.Text.Encoding.ASCII.GetString(text[tokens[index]])[1..];
            var first = index + 1;
            index = AfterValue(text, tokens, first);
            entries.Add((key, tokens[first].Start..tokens[index - 1].End));
        }
        return entries;
    }

    private static int AfterValue(ReadOnlySpan<byte> text, List<Range> tokens, int index)
    {
        if (IsReference(text, tokens, index, out _))
            return index + 3;
        var depth = 0;
        do
        {
            var token = text[tokens[index++]];
            depth += token.SequenceEqual("<<"u8) || token.SequenceEqual("["u8) ? 1 : token.SequenceEqual(">>"u8) || token.SequenceEqual("]"u8) ? -1 : 0;
        }
        while (depth > 0);
        return index;
    }

    private static int End(ReadOnlySpan<byte> text, int at)
    {
        switch (text[at])
        {
            case (byte)'[' or (byte)']':
                return at + 1;
            case (byte)'<' when text[at + 1] == '<':
            case (byte)'>':
                return at + 2;
            case (byte)'<':
                return at + text[at..].IndexOf((byte)'>') + 1;
            case (byte)'(':
                return EndOfString(text, at);
            default:
                var end = at + 1;
                while (end < text.Length && !IsSpace(text[end]) && text[end] is not ((byte)'/' or (byte)'<' or (byte)'>' or (byte)'[' or (byte)']' or (byte)'(' or (byte)')'))
                    end++;
                return end;
        }
    }

    private static int EndOfString(ReadOnlySpan<byte> text, int at)
    {
        var depth = 0;
        do
        {
            switch (text[at])
            {
                case (byte)'\\':
                    at++;
                    break;
                case (byte)'(':
                    depth++;
                    break;
                case (byte)')':
                    depth--;
                    break;
            }
            at++;
        }
        while (depth > 0);
        return at;
    }

    private static bool IsSpace(byte character) => character is 0 or 9 or 10 or 12 or 13 or 32;
}
