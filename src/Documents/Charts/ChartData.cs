namespace Billing.Documents.Charts;

/// <summary>How a chart is drawn.</summary>
internal enum ChartForm
{
    /// <summary>A column for each label.</summary>
    Columns,

    /// <summary>A line for each series over the labels, the second with an axis of its own at the right.</summary>
    Lines,
}

/// <summary>What a chart shows, in words and values as they are written in the document.</summary>
/// <param name="Form">How it is drawn.</param>
/// <param name="Labels">Along the horizontal axis.</param>
/// <param name="Series">One for columns, at most two for lines.</param>
internal sealed record ChartData(ChartForm Form, IReadOnlyList<string> Labels, IReadOnlyList<ChartSeries> Series);

/// <summary>Values of a chart.</summary>
/// <param name="Name">What they are.</param>
/// <param name="Values">For each label; null where there is none.</param>
internal sealed record ChartSeries(string Name, IReadOnlyList<decimal?> Values);
