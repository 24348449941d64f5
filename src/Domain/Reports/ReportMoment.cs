namespace Billing.Domain;

/// <summary>Which of the books a report is made from: what is posted through a day, as far as it was known at an instant.</summary>
/// <param name="AsOf">The last posting date that counts, in the seller's time zone.</param>
/// <param name="KnownAt">What was recorded later does not count. With the end of <paramref name="AsOf"/> the past is shown as it was seen then.</param>
public sealed record ReportMoment(DateOnly AsOf, DateTimeOffset KnownAt)
{
    /// <summary>Whether a line counts. What is posted to a later day counts from that day on.</summary>
    public bool Includes(PostedLine line) => line.PostingDate <= AsOf && line.RecordedAt <= KnownAt;
}
