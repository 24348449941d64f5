namespace Billing.Domain;

/// <summary>Puts a credit elsewhere on its account: afterwards it settles these parts of invoices and no others, and the rest of it is unused.</summary>
/// <param name="CreditId">The payment, credit note, adjustment, or credit that was taken over.</param>
/// <param name="Lines">What it is to settle; none for nothing.</param>
public sealed record ReallocateCredit(string CreditId, IReadOnlyList<ReallocationLine> Lines) : AccountCommand;

/// <summary>What of an invoice a credit is to settle.</summary>
/// <param name="DocumentId">The invoice.</param>
/// <param name="Amount">Above 0; all that the credit settles of it, not what it settles more.</param>
public sealed record ReallocationLine(string DocumentId, Money Amount);

/// <summary>A credit settles other parts of invoices than it did. No money came or went.</summary>
/// <param name="CreditId">Which credit.</param>
/// <param name="Date">When.</param>
/// <param name="PostingDate">The day of the books.</param>
/// <param name="Released">What it settled and is owed again, by invoice.</param>
/// <param name="Settled">What it settles in its place.</param>
/// <param name="ToCredit">Σ released − Σ settled: what is unused now, or below 0, what was unused and is not any more.</param>
public sealed record CreditReallocated(
    string CreditId, DateOnly Date, DateOnly PostingDate, IReadOnlyList<Allocation> Released, IReadOnlyList<Allocation> Settled, Money ToCredit) : AccountEvent;
