using System.Net;
using Billing.Documents.Texts;

namespace Billing.Documents.Emails;

/// <summary>Texts as HTML, as plain text and as one line, so that nothing in them is taken for markup, for a header or for another line.</summary>
internal static class EmailMarkup
{
    /// <summary>The text as HTML: markup encoded, line ends kept, and the isolates of bidirectional text as <c>bdi</c> elements.</summary>
    internal static string Encode(string text) => WebUtility.HtmlEncode(Plain(text))
        .Replace("\n", "<br>", StringComparison.Ordinal)
        .Replace(Is(BidiIsolation.FirstStrongIsolate), "<bdi>", StringComparison.Ordinal)
        .Replace(Is(BidiIsolation.LeftToRightIsolate), "<bdi dir=\"ltr\">", StringComparison.Ordinal)
        .Replace(Is(BidiIsolation.RightToLeftIsolate), "<bdi dir=\"rtl\">", StringComparison.Ordinal)
        .Replace(Is(BidiIsolation.PopIsolate), "</bdi>", StringComparison.Ordinal);

    /// <summary>The text without controls other than line ends, and without what would turn the text after it around.</summary>
    internal static string Plain(string text) => BidiIsolation.WithoutOverrides(
        string.Concat(text.ReplaceLineEndings("\n").Where(c => c == '\n' || !char.IsControl(c))));

    /// <summary>The text with its line ends as spaces.</summary>
    internal static string OneLine(string text) => string.Concat(text.Select(c => char.IsControl(c) || c is '\u2028' or '\u2029' ? ' ' : c));

    /// <summary>One line without bidirectional controls: a line end in a subject would begin another header, and a list of messages shows it among others.</summary>
    internal static string Subject(string text) => BidiIsolation.WithoutControls(text);

    private static string Is(char c) => c.ToString();
}
