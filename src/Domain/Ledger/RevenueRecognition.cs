namespace Billing.Domain;

/// <summary>When the revenue of an invoice is earned: by the days served in each calendar month, on the last of these days.</summary>
internal static class RevenueRecognition
{
    /// <summary>The entries that move an invoice's deferred revenue to revenue. Shares are by days and sum exactly (largest remainder).</summary>
    /// <param name="invoice">The invoice, or a cancellation whose negative lines take the same schedule back.</param>
    /// <param name="postedOn">The day the invoice was posted on; what was served before is earned then.</param>
    /// <param name="text">The text of the entries.</param>
    /// <param name="documentId">The invoice that the entries are about.</param>
    /// <param name="notBefore">No entry is dated before it.</param>
    public static IEnumerable<JournalEntry> Schedule(Invoice invoice, DateOnly postedOn, string text, string documentId, DateOnly? notBefore = null) =>
        invoice.Lines.Where(line => !line.IsLateCharge).SelectMany(Shares)
            .GroupBy(share => Latest(share.Day, postedOn, notBefore ?? postedOn))
            .OrderBy(day => day.Key)
            .Select(day => new JournalEntry(day.Key, text, [.. day.GroupBy(share => share.Product).SelectMany(alike => Recognize(alike.Key, Money.Sum(alike.Select(share => share.Amount), invoice.Currency), documentId))]));

    private static IEnumerable<(DateOnly Day, string Product, Money Amount)> Shares(InvoiceLine line)
    {
        var months = line.Period.ByMonth().ToList();
        var amounts = line.Net.Split([.. months.Select(month => (decimal)month.Days)]);
        return months.Select((month, index) => (month.LastDay, line.Product, amounts[index]));
    }

    private static IEnumerable<JournalLine> Recognize(string product, Money amount, string documentId) =>
    [
        new(ChartOfAccounts.DeferredRevenue(product), amount, documentId),
        new(ChartOfAccounts.Revenue(product), -amount, documentId),
    ];

    private static DateOnly Latest(params ReadOnlySpan<DateOnly> days)
    {
        var latest = DateOnly.MinValue;
        foreach (var day in days)
            latest = day > latest ? day : latest;
        return latest;
    }
}
