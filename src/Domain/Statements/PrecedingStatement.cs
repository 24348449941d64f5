namespace Billing.Domain;

/// <summary>The last statement of a period before, where it closed with something else than the opening balance: Closing + Changes + Unstated = the opening
/// balance of the statement that names it.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Through">Its last day.</param>
/// <param name="Closing">The balance that it closed with.</param>
/// <param name="Changes">What was posted to its last day or before and recorded after it was issued, each with the balance after it.</param>
/// <param name="Unstated">What was posted after its last day and before the period: months that needed no statement, or were not asked for; 0 where there is nothing.</param>
public sealed record PrecedingStatement(string Number, DateOnly Through, Money Closing, IReadOnlyList<StatementLine> Changes, Money Unstated)
{
    /// <summary>That of a statement from a day on; nothing where there is none, or it closed with the opening balance and nothing of it changed.</summary>
    internal static PrecedingStatement? Of(IReadOnlyList<RecordedEvents> history, DateOnly from, StatementLedger ledger)
    {
        if (Last(history, from) is not ({ } last, var recordedAs))
            return null;
        var balance = last.Closing;
        List<StatementLine> changes = [];
        foreach (var moved in AccountMovement.Of(history.Skip(recordedAs)).Where(moved => moved.PostingDate <= last.Through && !moved.Amount.IsZero).OrderBy(moved => moved.PostingDate))
            changes.Add(moved.ToLine(balance += moved.Amount, ledger.NumberOf));
        var unstated = Money.Sum(AccountMovement.Of(history).Where(moved => moved.PostingDate > last.Through && moved.PostingDate < from).Select(moved => moved.Amount), ledger.Currency);
        return changes.Count == 0 && unstated.IsZero ? null : new PrecedingStatement(last.Number, last.Through, last.Closing, changes, unstated);
    }

    // Of several to the same day the one that was issued last.
    private static (StatementIssued? Issued, int RecordedAs) Last(IReadOnlyList<RecordedEvents> history, DateOnly from)
    {
        (StatementIssued? Issued, int RecordedAs) last = default;
        foreach (var (index, recorded) in history.Index())
        {
            foreach (var issued in recorded.Events.OfType<StatementIssued>().Where(issued => issued.Through < from && !(issued.Through < last.Issued?.Through)))
                last = (issued, index);
        }

        return last;
    }
}
