using System.Text.Json.Serialization;
using Billing.Domain;

namespace Billing.DevHost.Demo;

/// <summary>What the demo came to. Amounts of several currencies are objects by currency.</summary>
internal sealed record DemoResult(
    int Invoices,
    bool NumbersGapless,
    int Pdfs,
    int Emails,
    int PaymentsApplied,
    int DuplicatesIgnored,
    int Overdue,
    int SentToCollections,
    int EventsPublished,
    IReadOnlyDictionary<string, decimal> JournalDebits,
    IReadOnlyDictionary<string, decimal> JournalCredits,
    IReadOnlyDictionary<string, decimal> Receivables,
    IReadOnlyDictionary<string, decimal> SumOfOpenBalances,
    IReadOnlyDictionary<string, decimal> Suspense,
    double Seconds)
{
    /// <summary>The invariants that do not hold, each with what was found.</summary>
    [JsonIgnore]
    public required IReadOnlyList<string> Broken { get; init; }

    /// <summary>Sums amounts by currency.</summary>
    public static SortedDictionary<string, decimal> ByCurrency(IEnumerable<Money> amounts)
    {
        var sums = new SortedDictionary<string, decimal>(StringComparer.Ordinal);
        foreach (var alike in amounts.GroupBy(amount => amount.Currency))
            sums[alike.Key.Code] = Money.Sum(alike, alike.Key).Amount;
        return sums;
    }
}
