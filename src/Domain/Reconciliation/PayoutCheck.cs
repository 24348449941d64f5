namespace Billing.Domain;

/// <summary>What processors paid out against what the bank shows.</summary>
internal static class PayoutCheck
{
    public static (IReadOnlyList<PayoutSection> Sections, IReadOnlyList<Discrepancy> Found) Of(ReconciliationInput input)
    {
        var made = input.Payouts.Where(payout => payout.Made is { } told && told.ValueDate <= input.Through && (told.ValueDate >= input.From || !payout.InTransit(told.Amount.Currency).IsZero))
            .OrderBy(payout => payout.Made!.ValueDate).ThenBy(payout => payout.Id.ToString(), StringComparer.Ordinal).ToList();
        return ([.. made.Select(payout => Section(payout, input))], [.. made.SelectMany(payout => Late(payout, input))]);
    }

    private static PayoutSection Section(Payout payout, ReconciliationInput input)
    {
        var (told, currency) = (payout.Made!, payout.Made!.Amount.Currency);
        var lines = input.Settlements.FirstOrDefault(settlement => settlement.Payout == payout.Id)?.Lines;
        return new PayoutSection(
            payout.Id.ToString(), told.ValueDate, told.Amount, payout.Fees(currency), payout.AtBank(currency), payout.Arrived?.ValueDate, lines is null ? null : SettlementCheck.Sum(lines, currency),
            payout.Failed is not null ? PayoutState.Failed : payout.Arrived is not null ? PayoutState.Arrived : PayoutState.InTransit);
    }

    private static IEnumerable<Discrepancy> Late(Payout payout, ReconciliationInput input)
    {
        var (told, currency, id) = (payout.Made!, payout.Made!.Amount.Currency, payout.Id.ToString());
        var missing = payout.InTransit(currency);
        if (missing.IsZero)
            yield break;
        if (payout.Failed is { } failed)
        {
            if (failed.ValueDate.AddDays(PayoutMatching.DaysLate) < ReadThrough(input, currency))
                yield return new Discrepancy("payout-not-returned", id, missing, $"It failed on {failed.ValueDate:O}, and the bank shows {(payout.Arrived is null ? "that it went back but not that it came" : "that it came but not that it went back")}. Ask the bank.");
            yield break;
        }

        var due = told.ValueDate.AddDays(PayoutMatching.DaysLate);
        if (due >= input.Today)
            yield break;
        var taken = input.Payouts.SelectMany(other => new[] { other.Arrived?.EntryId, other.Returned?.EntryId }).ToHashSet(StringComparer.Ordinal);
        var alike = Entries(input).Where(entry => entry.Amount.Currency == currency && entry.Amount.IsPositive == told.Amount.IsPositive && entry.Processors.Contains(payout.Id.Processor) && !taken.Contains(entry.EntryId)
            && entry.BookedOn.DayNumber - told.ValueDate.DayNumber is >= -PayoutMatching.DaysEarly and <= PayoutMatching.DaysLate).OrderBy(entry => Math.Abs((entry.Amount - told.Amount).Amount)).FirstOrDefault();
        if (ReadThrough(input, currency) <= due)
            yield return new Discrepancy("bank-not-read", id, missing, $"It should be at the bank since {told.ValueDate:O}, and no statement in {currency} reaches beyond {due:O}. Import the bank's statements.");
        else if (alike is not null && alike.Amount != told.Amount)
            yield return new Discrepancy("payout-amount-differs", id, alike.Amount - told.Amount, $"{told.Amount} were paid out, and the bank shows {alike.Amount} of {payout.Id.Processor} (entry {alike.EntryId}). Ask the bank what it kept, or the processor what it sent.");
        else
            yield return new Discrepancy("payout-missing", id, missing, $"{told.Amount} should be at the bank since {told.ValueDate:O}, and no entry shows them{(alike is null ? "" : $"; entry {alike.EntryId} looks like them and is a payment of an account")}. Ask the processor.");
    }

    /// <summary>The last day that statements of a currency show.</summary>
    private static DateOnly ReadThrough(ReconciliationInput input, Currency currency) =>
        Entries(input).Where(entry => entry.Amount.Currency == currency).Select(entry => entry.BookedOn).DefaultIfEmpty(DateOnly.MinValue).Max();

    private static IEnumerable<EntryView> Entries(ReconciliationInput input) => input.Statements.SelectMany(statement => statement.Entries);
}
