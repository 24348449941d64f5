using Billing.Domain;

namespace Billing.Functions.Reconciliation;

/// <summary>A reconciliation as one table: what is compared stands beside each other.</summary>
internal static class ReconciliationCsv
{
    public static IEnumerable<IReadOnlyList<object?>> Rows(ReconciliationReport report) =>
    [
        ["section", "subject", "item", "date", "currency", "journal", "facts", "processor", "bank", "difference", "text"],
        ["report", report.SellerId, report.Ties ? "ties" : "does-not-tie", report.Through, null, null, null, null, null, null, $"{report.From:O} to {report.Through:O}"],
        .. report.Accounts.SelectMany(Account), .. report.Payouts.Select(Payout), .. report.Banks.SelectMany(Bank),
        .. report.Suspense.Select(one => Row("suspense", ChartOfAccounts.Suspense, "balance", one.Journal.Currency, one.Journal, -one.Payments)),
        .. report.Discrepancies.Select(found => (IReadOnlyList<object?>)["discrepancy", found.Subject, found.Kind, null, found.Amount.Currency.Code, null, null, null, null, found.Amount.Amount, found.Text]),
    ];

    private static IEnumerable<IReadOnlyList<object?>> Account(CashSection section)
    {
        var (journal, facts, settled, currency) = (section.Journal, section.Facts, section.Settled, section.Journal.Opening.Currency);
        yield return Row("account", section.Account, "opening", currency, journal.Opening, facts.Opening);
        yield return Row("account", section.Account, "received", currency, journal.Received, facts.Received, settled?.Charges);
        yield return Row("account", section.Account, "refunded", currency, journal.Refunded, facts.Refunded, settled?.Refunds);
        yield return Row("account", section.Account, "disputed", currency, journal.Disputed, facts.Disputed, settled?.Disputes);
        yield return Row("account", section.Account, "fees", currency, journal.Fees, facts.Fees, settled?.Fees);
        yield return Row("account", section.Account, "payouts", currency, journal.Payouts, facts.Payouts, settled is null ? null : -settled.Net);
        yield return Row("account", section.Account, "other", currency, journal.Other, facts.Other, settled?.Adjustments);
        yield return Row("account", section.Account, "closing", currency, journal.Closing, facts.Closing);
    }

    private static IReadOnlyList<object?> Payout(PayoutSection payout) =>
        ["payout", payout.PayoutId, payout.State.ToString(), payout.MadeOn, payout.Made.Currency.Code, null, payout.Made.Amount, payout.Lines?.Amount, payout.AtBank.Amount, payout.Made.Amount - payout.AtBank.Amount, payout.ArrivedOn is { } day ? $"arrived {day:O}" : null];

    private static IEnumerable<IReadOnlyList<object?>> Bank(BankSection bank)
    {
        (string Item, Money? Amount)[] items = [("opening", bank.Opening), ("payments", bank.Payments), ("payouts", bank.Payouts), ("refunds", bank.Refunds), ("not booked", bank.NotBooked), ("closing", bank.Closing)];
        return items.Where(item => item.Amount is not null).Select(item => (IReadOnlyList<object?>)["bank", bank.Account, item.Item, null, item.Amount!.Value.Currency.Code, null, null, null, item.Amount.Value.Amount, null, null]);
    }

    private static IReadOnlyList<object?> Row(string section, string subject, string item, Currency currency, Money journal, Money facts, Money? processor = null) =>
        [section, subject, item, null, currency.Code, journal.Amount, facts.Amount, processor?.Amount, null, journal.Amount - facts.Amount, null];
}
