using Billing.Domain;

namespace Billing.Functions.Api.Arrangements;

/// <summary>What a customer agreed to pay when, and what came of it.</summary>
/// <param name="ArrangementId">Its id; a plan's document has the same.</param>
/// <param name="AccountId">Whose it is.</param>
/// <param name="Kind">A plan, or a promise.</param>
/// <param name="Number">The number of the agreed document; nothing for a promise.</param>
/// <param name="Status">Whether it runs, or how it ended.</param>
/// <param name="AgreedOn">The day of the agreement.</param>
/// <param name="EndedOn">The day it ended.</param>
/// <param name="Documents">The invoices that it covers, oldest first.</param>
/// <param name="Covered">What they were owed when it was agreed.</param>
/// <param name="Total">What is to be paid: of a plan all of that.</param>
/// <param name="Paid">What was paid of it, or is owed no more; at its end, if it has ended.</param>
/// <param name="NextDueOn">The day of the next instalment that is not met; nothing once it has ended.</param>
/// <param name="NextAmount">What is to be paid by then, earlier instalments included.</param>
/// <param name="GraceDays">How many days after its day an instalment may still come.</param>
/// <param name="GraceEndsOn">Where one did not come: the last day that it still can.</param>
/// <param name="Instalments">Each with where it stands.</param>
internal sealed record ArrangementResource(
    string ArrangementId, string AccountId, ArrangementKind Kind, string? Number, ArrangementStatus Status, DateOnly AgreedOn, DateOnly? EndedOn, IReadOnlyList<string> Documents,
    Money Covered, Money Total, Money Paid, DateOnly? NextDueOn, Money? NextAmount, int GraceDays, DateOnly? GraceEndsOn, IReadOnlyList<InstalmentResource> Instalments)
{
    public static ArrangementResource Of(AccountId account, PaymentArrangement arrangement, Money paid)
    {
        var next = arrangement.IsRunning ? arrangement.Unmet(paid).FirstOrDefault() : null;
        return new ArrangementResource(
            arrangement.ItemId, account.ToString(), arrangement.Kind, arrangement.Number.Length > 0 ? arrangement.Number : null, arrangement.Status, arrangement.AgreedOn, arrangement.EndedOn, arrangement.DocumentIds,
            arrangement.Covered, arrangement.Total(), paid, next?.DueOn, next is null ? null : arrangement.DueThrough(next.No) - paid, arrangement.GraceDays, arrangement.Missed?.GraceEndsOn,
            [.. arrangement.Instalments.Select(instalment => InstalmentResource.Of(arrangement, instalment, paid))]);
    }
}

/// <summary>Where an instalment stands.</summary>
internal enum InstalmentState
{
    /// <summary>It is to come.</summary>
    Open,

    /// <summary>It did not come on its day, and is waited for.</summary>
    Missed,

    /// <summary>It is paid, or owed no more.</summary>
    Met,
}

/// <summary>An instalment and where it stands.</summary>
/// <param name="No">1 for the first; 0 for a deposit.</param>
/// <param name="DueOn">The last day to pay it on time.</param>
/// <param name="Amount">How much.</param>
/// <param name="Open">What of it is not paid.</param>
/// <param name="State">Where it stands.</param>
internal sealed record InstalmentResource(int No, DateOnly DueOn, Money Amount, Money Open, InstalmentState State)
{
    public static InstalmentResource Of(PaymentArrangement arrangement, Instalment instalment, Money paid)
    {
        var missing = arrangement.DueThrough(instalment.No) - paid;
        var open = missing.IsPositive ? Money.Min(missing, instalment.Amount) : Money.Zero(missing.Currency);
        return new InstalmentResource(
            instalment.No, instalment.DueOn, instalment.Amount, open, open.IsZero ? InstalmentState.Met : arrangement.Missed is { } missed && instalment.No <= missed.No ? InstalmentState.Missed : InstalmentState.Open);
    }
}
