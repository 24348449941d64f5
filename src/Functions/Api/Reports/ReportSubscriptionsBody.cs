using Billing.Domain;
using Billing.Functions.Api.Contract;

namespace Billing.Functions.Api.Reports;

/// <summary>A seller's subscriptions to reports as they are put.</summary>
internal sealed record ReportSubscriptionsBody(IReadOnlyList<ReportSubscription> Items) : IRequestBody<ReportSubscriptionsBody>
{
    private const int MostSubscriptions = 50;
    private const int MostRecipients = 50;

    private static readonly TextForm Kind = new($"^({string.Join('|', ReportKind.All.Select(kind => kind.Name))})$", $"one of {string.Join(", ", ReportKind.All.Select(kind => kind.Name))}");
    private static readonly TextForm Format = new("^(pdf|csv)$", "pdf or csv");
    private static readonly TextForm Address = new(@"^[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s,;<>]+$", "e-mail addresses");

    public static ReportSubscriptionsBody Read(BodyReader body)
    {
        var seen = new HashSet<(string, ReportPeriod)>();
        return new ReportSubscriptionsBody(body.List("subscriptions", 0, MostSubscriptions, item => ReadOne(item, seen), mustBeGiven: true));
    }

    /// <summary>The subscriptions; those that were there already go on, and new ones begin with the period that today is in.</summary>
    public ReportSubscriptions ToSubscriptions(ReportSubscriptions? known, DateOnly today) =>
        new((known?.Version ?? 0) + 1, [.. Items.Select(item => item with { Since = known?.Find(item.Kind, item.Every)?.Since ?? today })]);

    private static ReportSubscription ReadOne(BodyReader item, HashSet<(string, ReportPeriod)> seen)
    {
        var (kind, every) = (item.Text("kind", 60, Kind), item.Choice<ReportPeriod>("every"));
        var (formats, recipients) = (item.Texts("formats", 2, 3, Format), item.Texts("recipients", MostRecipients, 254, Address));
        if (!item.HasFaultAt("formats"))
            item.Check(formats.Count > 0 && formats.Distinct(StringComparer.Ordinal).Count() == formats.Count, "formats", "must name pdf, csv or both, each once");
        if (!item.HasFaultAt("recipients"))
            item.Check(recipients.Count > 0 && recipients.Distinct(StringComparer.OrdinalIgnoreCase).Count() == recipients.Count, "recipients", "must have at least one e-mail address, and none twice");
        if (!item.HasFaultAt("kind") && !item.HasFaultAt("every"))
            item.Check(seen.Add((kind, every)), "kind", "is subscribed to for this period already; put all recipients into one subscription");
        return new ReportSubscription(kind, [.. formats.Select(format => format == "pdf" ? ReportFileFormat.Pdf : ReportFileFormat.Csv)], every, recipients, default);
    }
}

/// <summary>A seller's subscriptions to reports.</summary>
/// <param name="Version">Counted from 1.</param>
/// <param name="Subscriptions">Which reports; each with the day from which periods that end are reported.</param>
internal sealed record ReportSubscriptionsResource(int Version, IReadOnlyList<ReportSubscription> Subscriptions)
{
    public static ReportSubscriptionsResource Of(ReportSubscriptions subscriptions) => new(subscriptions.Version, subscriptions.Items);
}
