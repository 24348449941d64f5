using Billing.Domain;

namespace Billing.Documents.Texts;

/// <summary>The fixed words of a statement of account; {0} and {1} are filled in.</summary>
internal sealed record StatementTexts
{
    public required string Title { get; init; }
    public required string Customer { get; init; }
    public required string Date { get; init; }
    public required string From { get; init; }
    public required string To { get; init; }
    public required string Owed { get; init; }
    public required string InYourFavour { get; init; }
    public required string Opening { get; init; }
    public required string Closing { get; init; }
    public required string Preceding { get; init; }
    public required string PostedLater { get; init; }
    public required string Unstated { get; init; }
    public required string Day { get; init; }
    public required string Document { get; init; }
    public required string DueOn { get; init; }
    public required string Charged { get; init; }
    public required string Credited { get; init; }
    public required string Balance { get; init; }
    public required string CarriedForward { get; init; }
    public required string BroughtForward { get; init; }
    public required string Transactions { get; init; }
    public required string NoTransactions { get; init; }
    public required string Sum { get; init; }
    public required string OpenItems { get; init; }
    public required string NothingOpen { get; init; }
    public required string InvoiceDate { get; init; }
    public required string DueDate { get; init; }
    public required string DaysOverdue { get; init; }
    public required string Total { get; init; }
    public required string Open { get; init; }
    public required string OpenTotal { get; init; }
    public required string Aging { get; init; }
    public required string NotDue { get; init; }
    public required string OverdueDays { get; init; }
    public required string OverdueMoreDays { get; init; }
    public required string Note { get; init; }
    public required string Invoice { get; init; }
    public required string LateCharge { get; init; }
    public required string CreditNote { get; init; }
    public required string Cancellation { get; init; }
    public required string Payment { get; init; }
    public required string PaymentTakenBack { get; init; }
    public required string Refund { get; init; }
    public required string Discount { get; init; }
    public required string Deduction { get; init; }
    public required string WriteOff { get; init; }
    public required string Adjustment { get; init; }
    public required string TakenOver { get; init; }
    public required string Disputed { get; init; }
    public required string Arranged { get; init; }
    public required string InCollections { get; init; }

    /// <summary>What happened, in a word.</summary>
    internal string For(StatementLineKind kind) => kind switch
    {
        StatementLineKind.Invoice => Invoice,
        StatementLineKind.CreditNote => CreditNote,
        StatementLineKind.LateCharge => LateCharge,
        StatementLineKind.Cancellation => Cancellation,
        StatementLineKind.Payment => Payment,
        StatementLineKind.PaymentTakenBack => PaymentTakenBack,
        StatementLineKind.Refund => Refund,
        StatementLineKind.Discount => Discount,
        StatementLineKind.Deduction => Deduction,
        StatementLineKind.WriteOff => WriteOff,
        StatementLineKind.Adjustment => Adjustment,
        StatementLineKind.TakenOver => TakenOver,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No text for this kind of line."),
    };

    /// <summary>What keeps an invoice from being asked for as others are.</summary>
    internal string For(StatementMark mark) => mark switch
    {
        StatementMark.Disputed => Disputed,
        StatementMark.Arranged => Arranged,
        StatementMark.InCollections => InCollections,
        _ => throw new ArgumentOutOfRangeException(nameof(mark), mark, "No text for this mark."),
    };
}
