namespace Billing.Domain;

/// <summary>What arrangements change on an account.</summary>
public static partial class AccountEvolution
{
    // The pause of the arrangement before is kept with the invoice, which names its last alone.
    private static Account Agreed(Account account, ArrangementAgreed e) =>
        OnInvoices(account, e.Arrangement.DocumentIds, item => item with
        {
            ArrangementId = e.Arrangement.ItemId,
            Late = account.ArrangedDaysOf(item).ToList() is { Count: > 0 } days ? (item.Late ?? Lateness.None) with { NotCounted = [.. item.Late?.NotCounted ?? [], .. days] } : item.Late,
            PausedBefore = account.PauseOf(item) is { Days: > 0 } pause ? pause : null,
        }) with
        { Arrangements = [.. account.Arrangements.Append(e.Arrangement).InOrder()] };

    // One row, however many invoices it covered: their pauses are reckoned from it.
    private static Account Ended(Account account, string arrangementId, ArrangementStatus status, Money paid, DateOnly date) =>
        OnArrangement(account, arrangementId, known => known with { Status = status, EndedOn = date, PaidAtEnd = paid, Missed = null });

    private static Account OnArrangement(Account account, string arrangementId, Func<PaymentArrangement, PaymentArrangement> change) =>
        account.Arrangements.Any(known => known.ItemId == arrangementId)
            ? account with { Arrangements = [.. account.Arrangements.Select(known => known.ItemId == arrangementId ? change(known) : known)] }
            : throw Missing(arrangementId);
}
