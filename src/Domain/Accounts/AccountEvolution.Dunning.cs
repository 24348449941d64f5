namespace Billing.Domain;

/// <summary>Folds what dunning suspends, and what interrupts it.</summary>
public static partial class AccountEvolution
{
    // What is settled is not dunned. Where it is owed again, as its payment went back, its ladder goes on where it stood: later by the days on which nothing was owed.
    private static Account Interrupted(Account before, Account after, AccountEvent happened)
    {
        // What moves money adds no invoice and changes no order.
        if (DayOf(happened) is not { } day || !before.Invoices.Zip(after.Invoices).Any(pair => pair.First.IsOpen != pair.Second.IsOpen))
            return after;
        return after with
        {
            Invoices = [.. before.Invoices.Zip(after.Invoices, (was, item) => was.IsOpen == item.IsOpen ? item
                : (was.IsOpen ? item : item with { PausedBefore = PauseUntil(after, item, day) }) with { SettledOrReopenedOn = item.SettledOrReopenedOn > day ? item.SettledOrReopenedOn : day })],
        };
    }

    // An arrangement pauses it by itself, also beyond the day on which it is kept.
    private static DunningPause? PauseUntil(Account account, InvoiceItem item, DateOnly day)
    {
        if (item.SettledOrReopenedOn is not { } settled || account.ArrangementOf(item) is not null)
            return item.PausedBefore;
        var from = account.ArrangedDaysOf(item).Select(days => days.Until).Append(settled).Max()!.Value;
        return from < day ? (item.PausedBefore ?? DunningPause.None).And(from, day, item.FinalNoticeOn) : item.PausedBefore;
    }

    private static DateOnly? DayOf(AccountEvent happened) => happened switch
    {
        PaymentApplied e => e.ValueDate,
        PaymentReversed e => e.ValueDate,
        CreditUsed e => e.Date,
        CreditReallocated e => e.Date,
        CreditNoteIssued e => e.IssueDate,
        InvoiceWrittenOff e => e.Date,
        EarlyDiscountTaken e => e.Date,
        EarlyDiscountWithdrawn e => e.Date,
        DeductionTaken e => e.Deduction.Date,
        DeductionWithdrawn e => e.Date,
        _ => null,
    };

    private static Account Suspended(Account account, SubscriptionsSuspended e)
    {
        var before = account.Suspension ?? new DunningSuspension(e.Date, [], []);
        return OnInvoices(account, e.DocumentIds, item => item with { IsSuspending = true }) with
        {
            Suspension = before with
            {
                Subscriptions = [.. before.Subscriptions.Where(known => e.Subscriptions.All(suspended => suspended.SubscriptionId != known.SubscriptionId)), .. e.Subscriptions],
                DocumentIds = [.. before.DocumentIds, .. e.DocumentIds],
            },
        };
    }
}
