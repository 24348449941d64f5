namespace Billing.Domain;

/// <summary>Which late charges go to collections with the invoices that they are about, whatever their own ladder says: the agency asks for a debt and what its
/// lateness cost together, and both come back together.</summary>
internal static class LateChargeHandOff
{
    /// <summary>Of what is open, the late charges that go with invoices: of what they are about nothing that is owed stays with the seller.</summary>
    /// <param name="account">The account.</param>
    /// <param name="handedOff">The invoices.</param>
    /// <param name="open">What nothing keeps from it.</param>
    /// <param name="today">The day; what was recalled until it or before goes again.</param>
    public static IReadOnlyList<DunningLadder> With(Account account, IReadOnlyList<DunningLadder> handedOff, IEnumerable<DunningLadder> open, DateOnly today)
    {
        var going = handedOff.Select(ladder => ladder.Item.ItemId).ToHashSet(StringComparer.Ordinal);
        return going.Count == 0 ? [] : [.. open.Where(ladder => ladder.Item is { IsLateCharge: true } charge && (charge.Returned is null || charge.Returned.Until <= today) && !going.Contains(ladder.Item.ItemId) && Goes(account, charge, going))];
    }

    /// <summary>Whether what stops a late charge leaves it to go: one that is too little to be dunned by itself goes with its invoice all the same.</summary>
    public static bool LeavesToGo(DunningStop? stop) => stop is null or { Name: DunningStop.BelowMinimum };

    private static bool Goes(Account account, InvoiceItem charge, HashSet<string> going)
    {
        var about = account.Invoices.Where(item => item.IsOpen && item.Late?.Charged.Any(known => known.DocumentId == charge.ItemId) == true).ToList();
        return about.Any(item => going.Contains(item.ItemId)) && about.All(item => item.InCollectionsSince is not null || going.Contains(item.ItemId));
    }
}
