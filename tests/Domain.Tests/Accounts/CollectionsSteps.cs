namespace Billing.Domain.Tests;

/// <summary>What a made-up history asks about collections: what the agency says, what it remits, what comes to the seller instead, and taking a case back.</summary>
internal static class CollectionsSteps
{
    /// <param name="state">The account.</param>
    /// <param name="step">Chooses.</param>
    /// <param name="kind">0 to 15.</param>
    /// <param name="today">The day.</param>
    /// <param name="made">Names what is made.</param>
    public static AccountCommand? Command(Account state, Step step, int kind, DateOnly today, int made) => kind switch
    {
        < 4 => new RunCollections(),
        < 6 => new SendToCollections(Named(state, step), "", "asked"),
        _ when state.Cases.Count == 0 => null,
        < 8 => new AcknowledgeCase(Case(state, step), $"ref {step.B % 2}"),
        < 11 => Remit(state, step, today, made),
        < 12 => new RecallCase(Case(state, step), "asked", step.B % 2 == 0 ? null : today.AddDays(step.B % 30 - 1)),
        < 13 => new CloseCase(Case(state, step), "unknown"),
        < 15 => Paid(state, step) is { } item ? new OpenDispute(item.ItemId, $"reason {step.B % 2}") : null,
        _ => Paid(state, step) is { } item ? new ApplyPayment($"pay{made}", $"p{made}", item.Balance, today, item.ItemId) : null,
    };

    private static IReadOnlyList<string>? Named(Account state, Step step) =>
        step.B % 2 == 0 || state.Invoices.Count == 0 ? null : [state.Invoices[step.A % state.Invoices.Count].ItemId];

    private static string Case(Account state, Step step) => state.Cases[step.A % state.Cases.Count].ItemId;

    private static InvoiceItem? Paid(Account state, Step step) =>
        state.Invoices.Where(item => item is { IsOpen: true, InCollectionsSince: not null }).ToList() is { Count: > 0 } items ? items[step.A % items.Count] : null;

    // A part, all of it, or more than is owed; of an invoice in a case or of one that came back.
    private static ApplyPayment? Remit(Account state, Step step, DateOnly today, int made)
    {
        var items = state.Invoices.Where(item => item.CaseId is not null && item.IsPayable).ToList();
        if (items.Count == 0)
            return null;
        var item = items[step.A % items.Count];
        var owed = item.Balance + item.WrittenOff;
        var amount = Money.OfMinorUnits(Math.Max(1, owed.MinorUnits * (1 + step.B % 5) / 4), owed.Currency);
        return new ApplyPayment($"pay{made}", $"agency-nord|acme|l{made}", amount, today, item.ItemId) { AgencyFee = Money.OfMinorUnits(amount.MinorUnits / 5, owed.Currency) };
    }
}
