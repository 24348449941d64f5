namespace Billing.Domain;

/// <summary>Folds what happens to subscriptions.</summary>
internal static class SubscriptionEvolution
{
    public static Account Changed(Account account, SubscriptionChanged e) => On(account, e.SubscriptionId, e.Anew, subscription => subscription with
    {
        Terms = [.. subscription.Terms.Where(terms => terms.From < e.Terms.From), e.Terms],
    });

    public static Account Paused(Account account, SubscriptionPaused e) =>
        On(account, e.SubscriptionId, e.Anew, subscription => subscription with { Pauses = [.. subscription.Pauses, e.Pause] });

    public static Account Resumed(Account account, SubscriptionResumed e) => On(account, e.SubscriptionId, null, subscription => subscription with
    {
        Pauses = [.. subscription.Pauses.SkipLast(1), .. subscription.Pauses[^1].From < e.On ? [subscription.Pauses[^1] with { Until = e.On }] : Array.Empty<Pause>()],
    });

    public static Account Cancelled(Account account, SubscriptionCancelled e) => On(account, e.SubscriptionId, e.Anew, subscription => subscription with { End = e.End });

    public static Account Reactivated(Account account, SubscriptionReactivated e) => On(account, e.SubscriptionId, null, subscription => subscription with
    {
        End = null,
        Pauses = subscription.End is { } end && end < e.From ? [.. subscription.Pauses.Where(pause => pause.From < end), new Pause(end, e.From)] : subscription.Pauses,
    });

    /// <summary>A charge is gone; where it would have credited unused time, that is free to be credited otherwise.</summary>
    public static Account Removed(Account account, ChargeRemoved e)
    {
        var charge = account.Charges.FirstOrDefault(known => known.ChargeId == e.ChargeId);
        var without = account with { Charges = [.. account.Charges.Where(known => known.ChargeId != e.ChargeId)] };
        return charge?.Corrects is { } line ? OnCorrected(without, charge.CorrectsDocumentId, unused => unused.Contains(line) ? [.. unused.Take(IndexOf(unused, line)), .. unused.Skip(IndexOf(unused, line) + 1)] : unused) : without;
    }

    private static Account On(Account account, string subscriptionId, BilledAnew? anew, Func<Subscription, Subscription> change)
    {
        var ahead = anew is null ? [] : account.Subscriptions.First(known => known.SubscriptionId == subscriptionId).Ahead.Where(known => known.Line.Period.End > anew.From).ToList();
        account = account with
        {
            Subscriptions = [.. account.Subscriptions.Select(known => known.SubscriptionId == subscriptionId ? Again(change(known), anew) : known)],
            Charges = anew is null ? account.Charges : [.. account.Charges, .. anew.Unused],
        };
        foreach (var known in ahead)
        {
            // Also where nothing is credited, as nothing was paid: the days are billed anew, and the invoice is not to be billed again.
            var line = anew!.Unused.FirstOrDefault(charge => charge.CorrectsDocumentId == known.DocumentId && charge.Corrects!.LineNo == known.LineNo)?.Corrects;
            account = OnCorrected(account, known.DocumentId, unused => [.. unused, line ?? new CreditedLine(known.LineNo, 0, Money.Zero(known.Line.Net.Currency))]);
        }

        return account;
    }

    // The invoice, or the draft that will be it, remembers what is credited elsewhere; what was carried over has neither.
    private static Account OnCorrected(Account account, string documentId, Func<IReadOnlyList<CreditedLine>, IReadOnlyList<CreditedLine>> change) => account with
    {
        Invoices = [.. account.Invoices.Select(item => item.ItemId == documentId ? item with { UnusedTime = change(item.UnusedTime ?? []) is { Count: > 0 } unused ? unused : null } : item)],
        Drafts = [.. account.Drafts.Select(draft => draft.DocumentId == documentId ? draft with { UnusedTime = change(draft.UnusedTime) } : draft)],
    };

    private static int IndexOf(IReadOnlyList<CreditedLine> lines, CreditedLine line) => Enumerable.Range(0, lines.Count).First(index => lines[index] == line);

    private static Subscription Again(Subscription subscription, BilledAnew? anew) => anew is null ? subscription : subscription with
    {
        BilledThrough = anew.From,
        RemainderDueOn = anew.DueOn,
        Revision = subscription.Revision + 1,
        Ahead = UnusedTimeCredit.Before(subscription.Ahead, anew.From),
    };
}
