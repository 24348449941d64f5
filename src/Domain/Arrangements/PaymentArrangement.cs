using System.Text.Json.Serialization;

namespace Billing.Domain;

/// <summary>What a customer has agreed to pay when, over the open balances of some invoices. While it runs these are not dunned; where it is broken or
/// cancelled, dunning goes on where it stood.</summary>
/// <param name="ItemId">Derived from the request.</param>
/// <param name="Number">The number of the agreed document; empty for a promise, which has none.</param>
/// <param name="Kind">A plan, or a promise.</param>
/// <param name="AgreedOn">The first day that nothing is dunned.</param>
/// <param name="DocumentIds">The invoices, oldest first. No other running arrangement covers them.</param>
/// <param name="Covered">The sum of their balances when it was agreed.</param>
/// <param name="Instalments">In order of their days; of a plan they sum to what is covered, of a promise to that or less.</param>
/// <param name="GraceDays">How many days after its day an instalment may still come; 0 for none.</param>
/// <param name="RemindedThrough">The last instalment that the customer was told of; -1 for none.</param>
/// <param name="Missed">The instalment that is waited for at present, if one is.</param>
/// <param name="Status">Whether it runs, or how it ended.</param>
/// <param name="EndedOn">When it ended.</param>
/// <param name="PaidAtEnd">What was paid of it then.</param>
public sealed record PaymentArrangement(
    string ItemId,
    string Number,
    ArrangementKind Kind,
    DateOnly AgreedOn,
    IReadOnlyList<string> DocumentIds,
    Money Covered,
    IReadOnlyList<Instalment> Instalments,
    int GraceDays,
    int RemindedThrough,
    MissedInstalment? Missed,
    ArrangementStatus Status,
    DateOnly? EndedOn,
    Money? PaidAtEnd) : LedgerItem(ItemId)
{
    /// <summary>Whether it is neither kept nor given up.</summary>
    [JsonIgnore]
    public bool IsRunning => Status == ArrangementStatus.Running;

    /// <summary>What it comes to: the sum of its instalments.</summary>
    public Money Total() => Money.Sum(Instalments.Select(instalment => instalment.Amount), Covered.Currency);

    /// <summary>What is to be paid up to an instalment, that one included.</summary>
    public Money DueThrough(int no) => Money.Sum(Instalments.Where(instalment => instalment.No <= no).Select(instalment => instalment.Amount), Covered.Currency);

    /// <summary>The instalments that something paid leaves open, in order. What is paid meets the first first, so more than was due shortens the next.</summary>
    public IEnumerable<Instalment> Unmet(Money paid) => Instalments.Where(instalment => paid < DueThrough(instalment.No));
}

/// <summary>A part of an arrangement.</summary>
/// <param name="No">1 for the first; 0 for a deposit.</param>
/// <param name="DueOn">The last day to pay it on time.</param>
/// <param name="Amount">Above 0.</param>
public sealed record Instalment(int No, DateOnly DueOn, Money Amount);

/// <summary>An instalment that did not come on its day and is waited for.</summary>
/// <param name="No">Which.</param>
/// <param name="On">The day that was found.</param>
/// <param name="GraceEndsOn">The last day that it can still come; the arrangement is broken on the day after.</param>
public sealed record MissedInstalment(int No, DateOnly On, DateOnly GraceEndsOn);

/// <summary>What an arrangement is.</summary>
public enum ArrangementKind
{
    /// <summary>Several payments on agreed days, by a document.</summary>
    InstalmentPlan,

    /// <summary>One payment on a day that the customer named.</summary>
    PromiseToPay,
}

/// <summary>Whether an arrangement runs, or how it ended.</summary>
public enum ArrangementStatus
{
    /// <summary>What it covers is not dunned.</summary>
    Running,

    /// <summary>All of it was paid, or is owed no more.</summary>
    Kept,

    /// <summary>An instalment did not come within its grace.</summary>
    Broken,

    /// <summary>An operator ended it.</summary>
    Cancelled,
}
