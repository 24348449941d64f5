namespace Billing.Documents.Pdf.Text;

/// <summary>
/// A piece of a paragraph that is set as it stands: a shaped word, or a space. Span says which of the paragraph's spans it
/// belongs to; an odd level runs right to left; the line may end after it where BreakAfter says so.
/// </summary>
internal sealed record Segment(ShapedWord Word, int Span, byte Level, bool IsSpace, bool BreakAfter)
{
    /// <summary>A line ends here whatever fits.</summary>
    internal bool EndsLine { get; init; }
}
