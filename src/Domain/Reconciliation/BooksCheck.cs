namespace Billing.Domain;

/// <summary>The cash accounts of the books against the facts of payments and payouts: each fact must be posted once, with its amount.</summary>
internal static class BooksCheck
{
    public static (IReadOnlyList<CashSection> Sections, IReadOnlyList<Discrepancy> Found) Of(ReconciliationInput input)
    {
        var found = new List<Discrepancy>();
        var posted = input.Journal.Where(movement => movement.IsOfFact).ToLookup(movement => (movement.Source, movement.Key));
        var flows = new Dictionary<(string Account, Currency Currency), (Flow Journal, Flow Facts)>();
        (Flow Journal, Flow Facts) FlowsOf(string account, Currency currency) => flows.TryGetValue((account, currency), out var known) ? known : flows[(account, currency)] = (new Flow(currency), new Flow(currency));

        foreach (var opening in input.Openings.Where(opening => IsCash(opening.Account)))
        {
            var (journal, facts) = FlowsOf(opening.Account, opening.OfFacts.Currency);
            journal.Opening += opening.OfFacts + opening.Other;
            facts.Opening += opening.Other;
        }

        foreach (var (account, amount) in input.Facts.Openings.Where(opening => IsCash(opening.Account)))
            FlowsOf(account, amount.Currency).Facts.Opening += amount;
        foreach (var movement in input.Journal.Where(movement => movement.On <= input.Through && IsCash(movement.Account)))
        {
            var fee = FeeOf(movement, posted[(movement.Source, movement.Key)]);
            var (journal, facts) = FlowsOf(movement.Account, movement.Amount.Currency);
            journal.Add(movement, fee);
            if (!movement.IsOfFact)
                facts.Add(movement, fee);
        }

        var told = new HashSet<(string Source, string Key)>();
        foreach (var fact in input.Facts.Movements.GroupBy(movement => (movement.Source, movement.Key)))
        {
            told.Add(fact.Key);
            var entries = posted[fact.Key].ToList();
            found.AddRange(Differences(fact.Key, fact, entries));
            foreach (var movement in fact.Where(movement => IsCash(movement.Account) && (entries.Count > 0 ? entries[0].On : movement.On) <= input.Through))
                FlowsOf(movement.Account, movement.Amount.Currency).Facts.Add(movement, FeeOf(movement, fact));
        }

        found.AddRange(posted.Where(entry => !told.Contains(entry.Key)).Select(entry => new Discrepancy("journal-without-fact", $"{entry.Key.Source} {entry.Key.Key}", Largest(entry),
            "The books have an entry of a fact that the payment or payout does not have. Find out who wrote it, and have it taken back.")));
        found.AddRange(flows.Where(account => account.Value.Journal.Opening != account.Value.Facts.Opening).Select(account => new Discrepancy("opening-differs", account.Key.Account, account.Value.Journal.Opening - account.Value.Facts.Opening,
            "Before the period the books and the facts came apart. Reconcile an earlier period: there the entry is named.")));
        return ([.. flows.OrderBy(account => account.Key.Account, StringComparer.Ordinal).ThenBy(account => account.Key.Currency.Code, StringComparer.Ordinal)
            .Select(account => new CashSection(account.Key.Account, account.Value.Journal.ToCashFlow(), account.Value.Facts.ToCashFlow(), SettlementCheck.Settled(input, account.Key.Account, account.Key.Currency)))], found);
    }

    private static bool IsCash(string account) => account.StartsWith("cash:", StringComparison.Ordinal) || account.StartsWith("cash-in-transit:", StringComparison.Ordinal);

    private static IEnumerable<Discrepancy> Differences((string Source, string Key) fact, IEnumerable<Movement> told, IReadOnlyList<Movement> posted)
    {
        var difference = told.Select(movement => (movement.Account, movement.Amount)).Concat(posted.Select(movement => (movement.Account, Amount: -movement.Amount)))
            .GroupBy(movement => (movement.Account, movement.Amount.Currency)).Select(account => (account.Key.Account, Amount: Money.Sum(account.Select(part => part.Amount), account.Key.Currency)))
            .Where(account => !account.Amount.IsZero).OrderBy(account => account.Account, StringComparer.Ordinal).ToList();
        if (difference.Count > 0)
        {
            yield return new Discrepancy("journal-lacks-fact", $"{fact.Source} {fact.Key}", difference[0].Amount,
                $"{(posted.Count == 0 ? "The books have no entry of it" : "The books have it with another amount")}: {string.Join(", ", difference.Select(part => $"{part.Account} {part.Amount}"))} are missing. What was recorded within minutes may still be on its way; else have the payment driven again.");
        }
    }

    private static Money Largest(IEnumerable<Movement> entry) => entry.Select(movement => movement.Amount).OrderByDescending(amount => Math.Abs(amount.Amount)).First();

    // What a processor kept stands beside what it moved, in one entry.
    private static Money FeeOf(Movement movement, IEnumerable<Movement> entry) => movement.Account.StartsWith("cash:", StringComparison.Ordinal) && movement.Account != ChartOfAccounts.Cash("bank")
        ? -Money.Sum(entry.Where(other => other.Account == ChartOfAccounts.ProcessorFees).Select(other => other.Amount), movement.Amount.Currency)
        : Money.Zero(movement.Amount.Currency);

    private sealed class Flow(Currency currency)
    {
        private Money received = Money.Zero(currency), refunded = Money.Zero(currency), disputed = Money.Zero(currency), fees = Money.Zero(currency), payouts = Money.Zero(currency), other = Money.Zero(currency);

        public Money Opening { get; set; } = Money.Zero(currency);

        public void Add(Movement movement, Money fee)
        {
            var moved = movement.Amount - fee;
            fees += fee;
            if (!movement.IsOfFact)
                other += moved;
            else if (movement.Source.StartsWith("payout ", StringComparison.Ordinal))
                payouts += moved;
            else if (movement.Key.StartsWith("refund", StringComparison.Ordinal))
                refunded += moved;
            else if (movement.Key.StartsWith("dispute", StringComparison.Ordinal))
                disputed += moved;
            else
                received += moved;
        }

        public CashFlow ToCashFlow() => new(Opening, received, refunded, disputed, fees, payouts, other);
    }
}
