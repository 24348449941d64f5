using System.Text.Json.Serialization;

namespace Billing.Domain;

/// <summary>Invoices of an account that an agency collects. What becomes overdue later is added to the case that is open: the agency knows one debtor by one
/// file, and two would be asked for twice and cost two fees.</summary>
/// <param name="ItemId">The case.</param>
/// <param name="AgencyId">Who collects; empty where nobody is configured.</param>
/// <param name="SentOn">The day of its first hand-off.</param>
/// <param name="Items">What was handed off, in the order it was.</param>
/// <param name="Fees">What the agency kept for itself.</param>
public sealed record CollectionsCase(string ItemId, string AgencyId, DateOnly SentOn, IReadOnlyList<CaseItem> Items, Money Fees) : LedgerItem(ItemId)
{
    /// <summary>How many invoices a case holds, so that its end fits one transaction. What does not fit is another case.</summary>
    public const int MostItems = 90;

    /// <summary>Where it stands.</summary>
    public CaseStatus Status { get; init; }

    /// <summary>What the agency calls it; empty until it is acknowledged.</summary>
    public string Reference { get; init; } = "";

    /// <summary>Who acknowledged it, as it is recorded; empty until then.</summary>
    public string AcknowledgedBy { get; init; } = "";

    /// <summary>The day it was acknowledged.</summary>
    public DateOnly? AcknowledgedOn { get; init; }

    /// <summary>How it ended.</summary>
    public CaseOutcome? Outcome { get; init; }

    /// <summary>The day it ended.</summary>
    public DateOnly? EndedOn { get; init; }

    /// <summary>Why it ended, in words; empty where that needs none.</summary>
    public string EndedBecause { get; init; } = "";

    /// <summary>Whether the agency has it.</summary>
    [JsonIgnore]
    public bool IsOpen => Outcome is null;

    /// <summary>What was handed off.</summary>
    public Money HandedOff() => Sum(item => item.HandedOff);

    /// <summary>What of it is still owed; as it was at its end, where it has ended.</summary>
    public Money Open() => Sum(item => item.Balance);

    /// <summary>What of that is contested, with which the agency is to wait.</summary>
    public Money Disputed() => Sum(item => item.DisputedBecause is null ? Money.Zero(Fees.Currency) : item.Balance);

    /// <summary>What the agency collected, before its fees.</summary>
    public Money Collected() => Sum(item => item.Collected);

    /// <summary>A sum over its invoices.</summary>
    public Money Sum(Func<CaseItem, Money> amount) => Money.Sum(Items.Select(amount), Fees.Currency);
}

/// <summary>An invoice in a case: HandedOff = Balance + Collected + PaidDirectly + Credited + WrittenOff.</summary>
/// <param name="DocumentId">The invoice.</param>
/// <param name="Number">Its number.</param>
/// <param name="IssueDate">Its date.</param>
/// <param name="DueDate">Its due date.</param>
/// <param name="HandedOffOn">The day it was handed off, the last where it was twice.</param>
/// <param name="HandedOff">What was owed then; of both times where it was handed off twice.</param>
/// <param name="Balance">What is owed now.</param>
/// <param name="Collected">What the agency collected.</param>
/// <param name="PaidDirectly">What the customer paid to the seller.</param>
/// <param name="Credited">What is owed no more for another reason: a credit note, credit that was used, a discount, a cancellation.</param>
/// <param name="WrittenOff">What was given up.</param>
public sealed record CaseItem(
    string DocumentId, string Number, DateOnly IssueDate, DateOnly DueDate, DateOnly HandedOffOn, Money HandedOff, Money Balance, Money Collected, Money PaidDirectly, Money Credited, Money WrittenOff)
{
    /// <summary>Why the customer contests it; the agency is to wait meanwhile.</summary>
    public string? DisputedBecause { get; init; }

    internal static CaseItem Of(DunnedItem dunned, DateOnly on)
    {
        var nothing = Money.Zero(dunned.Balance.Currency);
        return new CaseItem(dunned.DocumentId, dunned.Number, dunned.IssueDate, dunned.DueDate, on, dunned.Balance, dunned.Balance, nothing, nothing, nothing, nothing);
    }

    /// <summary>It was settled, is owed again, and is handed off once more.</summary>
    internal CaseItem Again(DunnedItem dunned, DateOnly on) => this with { HandedOffOn = on, HandedOff = HandedOff + dunned.Balance, Balance = Balance + dunned.Balance };

    internal CaseItem After(CaseItemChange change)
    {
        var balance = Balance - change.Amount;
        var less = this with { Balance = balance, DisputedBecause = balance.IsZero ? null : DisputedBecause };
        return change.Kind switch
        {
            CaseChangeKind.Collected => less with { Collected = Collected + change.Amount },
            CaseChangeKind.PaidDirectly => less with { PaidDirectly = PaidDirectly + change.Amount },
            CaseChangeKind.WrittenOff => less with { WrittenOff = WrittenOff + change.Amount },
            _ => less with { Credited = Credited + change.Amount },
        };
    }
}

/// <summary>Where a case stands.</summary>
public enum CaseStatus
{
    /// <summary>Handed off; the agency has not answered.</summary>
    Sent,

    /// <summary>The agency has it, under a reference of its own.</summary>
    Acknowledged,

    /// <summary>The agency is to stop: the seller took it back, or the customer owes nothing any more.</summary>
    Recalled,

    /// <summary>The agency is done: it collected, returned it as uncollectible, or the rest was written off.</summary>
    Closed,
}

/// <summary>How a case ended.</summary>
public enum CaseOutcome
{
    /// <summary>The agency collected the rest of what was owed.</summary>
    Collected,

    /// <summary>The customer paid the rest to the seller.</summary>
    PaidDirectly,

    /// <summary>The rest is owed no more for another reason: credited, cancelled.</summary>
    Withdrawn,

    /// <summary>An operator took it back.</summary>
    Recalled,

    /// <summary>The agency returned it as uncollectible.</summary>
    Uncollectible,

    /// <summary>The rest was written off.</summary>
    WrittenOff,
}

/// <summary>That an invoice came back from collections owed.</summary>
/// <param name="On">The day.</param>
/// <param name="Outcome">How its case ended.</param>
/// <param name="Until">The first day that it may be handed off again; nothing where an operator does it, or nobody.</param>
public sealed record CollectionsReturn(DateOnly On, CaseOutcome Outcome, DateOnly? Until = null);
