namespace Billing.Domain;

/// <summary>Why receivables move, as the roll-forward shows it.</summary>
public enum ReceivableMovement
{
    /// <summary>Invoices that were issued.</summary>
    Invoiced,

    /// <summary>Fees and interest for late payment.</summary>
    LateCharges,

    /// <summary>Invoices that were cancelled.</summary>
    Cancelled,

    /// <summary>Credit notes, and other credit that settled invoices.</summary>
    Credited,

    /// <summary>Payments.</summary>
    Paid,

    /// <summary>Discounts and deductions that payments were taken with, and those taken back.</summary>
    Deducted,

    /// <summary>What was given up as uncollectible.</summary>
    WrittenOff,

    /// <summary>What payments had settled and is owed again.</summary>
    Reopened,

    /// <summary>What was taken over from another system.</summary>
    TakenOver,

    /// <summary>What else; also what was recorded before the journal named causes.</summary>
    Other,
}

/// <summary>Which movement of receivables an event is.</summary>
public static class ReceivableMovements
{
    /// <summary>The movement that the receivable lines of an event are.</summary>
    /// <param name="cause">The event's name.</param>
    public static ReceivableMovement Of(string cause) => cause switch
    {
        nameof(InvoiceFinalized) => ReceivableMovement.Invoiced,
        nameof(LateChargeIssued) => ReceivableMovement.LateCharges,
        nameof(InvoiceVoided) => ReceivableMovement.Cancelled,
        nameof(CreditNoteIssued) or nameof(CreditUsed) or nameof(CreditReallocated) => ReceivableMovement.Credited,
        nameof(PaymentApplied) => ReceivableMovement.Paid,
        nameof(EarlyDiscountTaken) or nameof(EarlyDiscountWithdrawn) or nameof(DeductionTaken) or nameof(DeductionWithdrawn) => ReceivableMovement.Deducted,
        nameof(InvoiceWrittenOff) => ReceivableMovement.WrittenOff,
        nameof(PaymentReversed) => ReceivableMovement.Reopened,
        nameof(BalanceTakenOver) => ReceivableMovement.TakenOver,
        _ => ReceivableMovement.Other,
    };
}
