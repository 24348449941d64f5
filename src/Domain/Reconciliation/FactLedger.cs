namespace Billing.Domain;

/// <summary>What the facts of payments and payouts move: one by one from a day on, and before it as balances, so that it stays as small as the period.</summary>
/// <param name="from">The first day.</param>
/// <param name="journal">The books from the first day on. A fact is of the day that it was posted on; one that was not, of its value date.</param>
public sealed class FactLedger(DateOnly from, IReadOnlyList<Movement> journal)
{
    private readonly HashSet<(string Source, string Key)> posted = [.. journal.Select(movement => (movement.Source, movement.Key))];
    private readonly Dictionary<(string Account, Currency Currency), Money> openings = [];
    private readonly List<Movement> movements = [];

    /// <summary>The balances before the first day.</summary>
    public IEnumerable<(string Account, Money Amount)> Openings => openings.Select(opening => (opening.Key.Account, opening.Value));

    /// <summary>What was posted from the first day on, or should have been.</summary>
    public IReadOnlyList<Movement> Movements => movements;

    /// <summary>Adds what the facts of a payment or payout move.</summary>
    public void Add(IEnumerable<Movement> facts)
    {
        foreach (var movement in facts)
        {
            if (movement.On >= from || posted.Contains((movement.Source, movement.Key)))
                movements.Add(movement);
            else
                openings[(movement.Account, movement.Amount.Currency)] = openings.GetValueOrDefault((movement.Account, movement.Amount.Currency), Money.Zero(movement.Amount.Currency)) + movement.Amount;
        }
    }
}
