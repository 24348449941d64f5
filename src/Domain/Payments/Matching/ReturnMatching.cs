namespace Billing.Domain;

/// <summary>A statement's entry that undoes an earlier one of the same account and amount.</summary>
/// <param name="ValueOn">From when on it counts.</param>
/// <param name="PayerAccount">The account that the money goes back to, or empty.</param>
/// <param name="EndToEndId">The payer's reference of what is undone, or empty.</param>
/// <param name="OriginalEntry">The bank's own reference of what is undone, or empty.</param>
public sealed record ReturnedEntry(DateOnly ValueOn, string PayerAccount, string EndToEndId, string OriginalEntry);

/// <summary>Money that came in by a statement and was not undone.</summary>
/// <param name="Entry">The bank's reference of the entry.</param>
/// <param name="ValueOn">From when on it counts.</param>
/// <param name="PayerAccount">Who paid, or empty.</param>
/// <param name="EndToEndId">The payer's reference, or empty.</param>
public sealed record ReceivedEntry(string Entry, DateOnly ValueOn, string PayerAccount, string EndToEndId);

/// <summary>Finds what a bank undid, among what came in on the same account over the same amount: by a reference of it, else by its payer and within days.
/// Where several fit none is taken.</summary>
public static class ReturnMatching
{
    /// <summary>Without a reference, how long a return may come after what it undoes: a debit can be contested for eight weeks.</summary>
    public const int LatestDays = 60;

    /// <summary>What the entry undoes; null where that is not beyond doubt.</summary>
    public static ReceivedEntry? Find(ReturnedEntry returned, IReadOnlyList<ReceivedEntry> received)
    {
        var earlier = received.Where(entry => entry.ValueOn <= returned.ValueOn).ToList();
        var named = earlier.Where(entry => IsNamed(entry, returned)).ToList();
        if (named.Count == 1)
            return named[0];
        return (named.Count > 0 ? named : earlier.Where(entry => IsRecent(entry, returned) && !Contradicts(entry, returned)))
            .Where(entry => returned.PayerAccount.Length > 0 && entry.PayerAccount == returned.PayerAccount).Take(2).ToList() is [var only] ? only : null;
    }

    private static bool IsNamed(ReceivedEntry entry, ReturnedEntry returned) =>
        (returned.OriginalEntry.Length > 0 && returned.OriginalEntry == entry.Entry) || (returned.EndToEndId.Length > 0 && returned.EndToEndId == entry.EndToEndId);

    private static bool IsRecent(ReceivedEntry entry, ReturnedEntry returned) => returned.ValueOn.DayNumber - entry.ValueOn.DayNumber <= LatestDays;

    // Both say what they are about, and it is not the same.
    private static bool Contradicts(ReceivedEntry entry, ReturnedEntry returned) => returned.EndToEndId.Length > 0 && entry.EndToEndId.Length > 0;
}
