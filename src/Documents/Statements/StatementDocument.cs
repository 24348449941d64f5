using Billing.Documents.Invoices;
using Billing.Domain;

namespace Billing.Documents.Statements;

/// <summary>
/// A statement of account as it is to be printed: everything is decided, nothing is computed from it. All amounts are in the
/// account's currency; what the customer owes is above 0, what it has as credit below. Dates are dates in the seller's time zone.
/// </summary>
public sealed record StatementDocument
{
    /// <summary>What it shows.</summary>
    public required StatementKind Kind { get; init; }

    /// <summary>Its number; empty for one that is looked at before it is issued.</summary>
    public string Number { get; init; } = "";

    /// <summary>The day it is made on.</summary>
    public required DateOnly Date { get; init; }

    /// <summary>The first day of the period.</summary>
    public required DateOnly From { get; init; }

    /// <summary>The last day of the period.</summary>
    public required DateOnly To { get; init; }

    /// <summary>Whose books it is from.</summary>
    public required Seller Seller { get; init; }

    /// <summary>Whose account it is.</summary>
    public required CustomerProfile Customer { get; init; }

    /// <summary>The balance before the first day.</summary>
    public required Money Opening { get; init; }

    /// <summary>The statement before and what has changed of it since, where something has; else null.</summary>
    public PrecedingStatement? Preceding { get; init; }

    /// <summary>The transactions of the period, in order; none for a statement of open items.</summary>
    public required IReadOnlyList<StatementLine> Lines { get; init; }

    /// <summary>The sum of all debits of the lines.</summary>
    public required Money Charged { get; init; }

    /// <summary>The sum of all credits of the lines.</summary>
    public required Money Credited { get; init; }

    /// <summary>The balance after the last day.</summary>
    public required Money Closing { get; init; }

    /// <summary>What is open at the end: invoices, oldest first, then credit.</summary>
    public required IReadOnlyList<StatementItem> OpenItems { get; init; }

    /// <summary>The sum of what is open.</summary>
    public required Money OpenTotal { get; init; }

    /// <summary>What the customer is asked for, where it is asked.</summary>
    public required Money ToPay { get; init; }

    /// <summary>What is open by how long it has been due, from what is not due yet to the oldest; none where it is not shown.</summary>
    public IReadOnlyList<StatementAge> Aging { get; init; } = [];

    /// <summary>How to pay what is open, or null where nothing is to pay.</summary>
    public PaymentInstructions? Payment { get; init; }
}
