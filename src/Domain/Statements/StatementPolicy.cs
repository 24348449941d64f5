namespace Billing.Domain;

/// <summary>Which accounts of a seller get a statement each month.</summary>
/// <param name="Monthly">Whether any does that has no terms of its own.</param>
/// <param name="Kind">What it shows.</param>
/// <param name="Day">The day of the following month that it is issued on, 1 to 28.</param>
/// <param name="Minimum">The least that must be open, owed or in credit, in major units of the account's currency; 0 for none, and then a month in which something
/// happened has its statement though nothing is open.</param>
/// <param name="Since">The first month that is stated, by its first day; nothing for all since something happened first.</param>
public sealed record StatementPolicy(bool Monthly, StatementKind Kind, int Day, decimal Minimum, DateOnly? Since)
{
    /// <summary>None by itself.</summary>
    public static StatementPolicy Off { get; } = new(false, StatementKind.BalanceForward, 1, 0, null);
}

/// <summary>What one customer has agreed upon about statements, where it differs from the seller's policy.</summary>
/// <param name="Monthly">Whether it gets one each month; nothing for the policy's.</param>
/// <param name="Kind">What it shows; nothing for the policy's.</param>
/// <param name="Since">The first month that is stated, by its first day; nothing for the policy's.</param>
public sealed record StatementTerms(bool? Monthly, StatementKind? Kind, DateOnly? Since);

/// <summary>How far an account's months are stated, and whether something is to be said of the next.</summary>
/// <param name="Through">The last day of the last month that was looked at; nothing before the first.</param>
/// <param name="WasOpen">Whether something was open at its end.</param>
/// <param name="ActiveFrom">The first day after it on which the balance changed, if it did.</param>
public sealed record StatementProgress(DateOnly? Through, bool WasOpen, DateOnly? ActiveFrom)
{
    /// <summary>Nothing was looked at, and nothing happened.</summary>
    internal static StatementProgress None { get; } = new(null, false, null);

    /// <summary>After some movements. What is posted back into a month that was looked at is in the next one's opening balance, which is then to be shown.</summary>
    internal StatementProgress And(IEnumerable<AccountMovement> movements)
    {
        var progress = this;
        foreach (var moved in movements.Where(moved => !moved.Amount.IsZero))
        {
            var day = Through is { } through && moved.PostingDate <= through ? through.AddDays(1) : moved.PostingDate;
            progress = progress.ActiveFrom <= day ? progress : progress with { ActiveFrom = day };
        }

        return progress;
    }
}
