namespace Billing.Domain;

/// <summary>The bank's statements: whether each adds up and follows on the one before, and whether the books have what they show.</summary>
internal static class BankCheck
{
    // A refund is recorded when it is ordered, and the bank books it when it can.
    private const int DaysBetween = 7;

    public static (IReadOnlyList<BankSection> Sections, IReadOnlyList<Discrepancy> Found) Of(ReconciliationInput input)
    {
        var found = new List<Discrepancy>();
        // By their value dates, as the bank has them: what was posted late, after a period was closed, is not late at the bank.
        var valueDates = input.Facts.Movements.Where(movement => movement.Account == ChartOfAccounts.Cash("bank")).ToDictionary(movement => (movement.Source, movement.Key), movement => movement.On);
        var atBank = input.AtBankBefore.Concat(input.Journal).Where(movement => movement.Account == ChartOfAccounts.Cash("bank"))
            .Select(movement => movement with { On = valueDates.GetValueOrDefault((movement.Source, movement.Key), movement.On) }).ToList();

        // What was a payment until its payout was told moved nothing at the bank: the payout's arrival did.
        var undone = atBank.Where(movement => movement.Key == WasPayout.FactKey).Select(movement => movement.Source).ToHashSet(StringComparer.Ordinal);
        var posted = Net([.. atBank.Where(movement => !undone.Contains(movement.Source))]);
        var arrivals = input.Payouts.SelectMany(payout => new[] { payout.Arrived?.EntryId, payout.Returned?.EntryId }.OfType<string>().Select(entry => (Entry: entry, Payout: payout))).ToLookup(arrival => arrival.Entry, arrival => arrival.Payout, StringComparer.Ordinal);
        var received = posted.Where(movement => movement.IsOfFact && !IsPayout(movement) && movement.Amount.IsPositive).ToLookup(movement => movement.Source, movement => movement.Amount, StringComparer.Ordinal);

        // Refunds of credit, and payments that bounced: the bank shows each as an entry of its own.
        var outgoing = posted.Where(movement => !movement.IsOfFact || (!IsPayout(movement) && movement.Amount.IsNegative)).OrderBy(movement => movement.On).ToList();
        var shown = new HashSet<string>(StringComparer.Ordinal);
        var sections = new List<BankSection>();
        foreach (var account in input.Statements.GroupBy(statement => statement.Account).OrderBy(account => account.Key, StringComparer.Ordinal))
        {
            var statements = InOrder(account);
            found.AddRange(statements.SelectMany(OfStatement));
            found.AddRange(statements.Zip(statements.Skip(1)).SelectMany(pair => BetweenStatements(pair.First, pair.Second)));
            found.AddRange(ShownDifferently(statements));

            // Of what is shown with different amounts, the one that the books have.
            var entries = statements.SelectMany(statement => statement.Entries).OrderByDescending(entry => received[entry.EntryId].Contains(entry.Amount) || outgoing.Exists(movement => MayBe(movement, entry)))
                .DistinctBy(entry => entry.EntryId).OrderBy(entry => entry.BookedOn).ToList();
            foreach (var currency in entries.Select(entry => entry.Amount.Currency).Distinct().OrderBy(currency => currency.Code, StringComparer.Ordinal))
            {
                var (payments, payouts, paid, notBooked) = (Money.Zero(currency), Money.Zero(currency), Money.Zero(currency), Money.Zero(currency));
                foreach (var entry in entries.Where(entry => entry.Amount.Currency == currency))
                {
                    shown.Add(entry.EntryId);
                    var isInPeriod = entry.BookedOn >= input.From && entry.BookedOn <= input.Through;
                    var counted = isInPeriod ? entry.Amount : Money.Zero(currency);
                    if (arrivals[entry.EntryId].FirstOrDefault() is { } payout)
                    {
                        payouts += counted;
                        shown.Add(Movement.SourceOf(payout));
                    }
                    else if (received[entry.EntryId].Contains(entry.Amount))
                    {
                        payments += counted;
                    }
                    else if (outgoing.FindIndex(movement => MayBe(movement, entry)) is >= 0 and var at)
                    {
                        outgoing.RemoveAt(at);
                        paid += counted;
                    }
                    else if (isInPeriod)
                    {
                        notBooked += entry.Amount;
                        found.Add(NotBooked(entry, Money.Sum(received[entry.EntryId].Where(amount => amount.Currency == currency), currency)));
                    }
                }

                var ofPeriod = statements.Where(statement => statement.Entries.Any(entry => entry.BookedOn >= input.From && entry.BookedOn <= input.Through)).ToList();
                sections.Add(new BankSection(account.Key, ofPeriod.FirstOrDefault()?.Opening, payments, payouts, paid, notBooked, ofPeriod.LastOrDefault()?.Closing));
            }
        }

        found.AddRange(NotAtBank(input, posted, outgoing, shown));
        return (sections, found);
    }

    private static bool MayBe(Movement movement, EntryView entry) => movement.Amount == entry.Amount && Math.Abs(movement.On.DayNumber - entry.BookedOn.DayNumber) <= DaysBetween;

    // What a bank took for something out of the same money is not an entry of its own.
    private static List<Movement> Net(IReadOnlyList<Movement> posted)
    {
        var fees = posted.Where(movement => movement.Key.StartsWith("fee:", StringComparison.Ordinal)).ToLookup(fee => (fee.Source, fee.Key["fee:".Length..]));
        var withinOthers = posted.SelectMany(movement => fees[(movement.Source, movement.Key)]).ToHashSet();
        return [.. posted.Where(movement => !withinOthers.Contains(movement)).Select(movement => movement with { Amount = movement.Amount + Money.Sum(fees[(movement.Source, movement.Key)].Select(fee => fee.Amount), movement.Amount.Currency) })];
    }

    private static bool IsPayout(Movement movement) => movement.Source.StartsWith("payout ", StringComparison.Ordinal);

    private static IReadOnlyList<StatementView> InOrder(IEnumerable<StatementView> statements) =>
        [.. statements.Where(statement => statement.Entries.Count > 0).OrderBy(statement => statement.Entries.Min(entry => entry.BookedOn)).ThenBy(statement => statement.Entries.Max(entry => entry.BookedOn)).ThenBy(statement => statement.StatementId, StringComparer.Ordinal)];

    private static IEnumerable<Discrepancy> OfStatement(StatementView statement)
    {
        if (statement is not { Opening: { } opening, Closing: { } closing })
            yield break;
        var sum = opening + Money.Sum(statement.Entries.Where(entry => entry.Amount.Currency == opening.Currency).Select(entry => entry.Amount), opening.Currency);
        if (sum != closing)
            yield return new Discrepancy("statement-does-not-sum", $"{statement.Account} {statement.StatementId}", closing - sum, $"From {opening} its entries lead to {sum}, and it closes with {closing}. Get the statement from the bank again.");
    }

    private static IEnumerable<Discrepancy> BetweenStatements(StatementView first, StatementView second)
    {
        // Statements of a day and of the month that holds it show the same entries, and follow on nothing.
        var overlaps = second.Entries.Any(entry => first.Entries.Any(known => known.EntryId == entry.EntryId));
        if (!overlaps && first.Closing is { } closing && second.Opening is { } opening && closing.Currency == opening.Currency && closing != opening)
            yield return new Discrepancy("statement-gap", $"{second.Account} {second.StatementId}", opening - closing, $"Statement {first.StatementId} closes with {closing}, and {second.StatementId} opens with {opening}. A statement between them is missing; import it.");
    }

    private static IEnumerable<Discrepancy> ShownDifferently(IReadOnlyList<StatementView> statements) =>
        statements.SelectMany(statement => statement.Entries).GroupBy(entry => entry.EntryId).Where(alike => alike.Select(entry => entry.Amount).Distinct().Count() > 1)
            .Select(alike => new Discrepancy("entry-shown-differently", alike.Key, alike.Last().Amount, $"Statements show one entry with different amounts: {string.Join(", ", alike.Select(entry => entry.Amount).Distinct())}. Ask the bank."));

    private static Discrepancy NotBooked(EntryView entry, Money booked) =>
        entry.IsReturn ? new Discrepancy("return-not-booked", entry.EntryId, entry.Amount - booked, $"The bank undid an earlier entry on {entry.BookedOn:O}, and the books do not show it. Reverse the payment that it was.")
        : entry.Amount.IsNegative ? new Discrepancy("outgoing-not-booked", entry.EntryId, entry.Amount - booked, $"{-entry.Amount} went out on {entry.BookedOn:O}, and the books do not say what for. Record the refund or the charge that it was.")
        : new Discrepancy("entry-not-in-journal", entry.EntryId, entry.Amount - booked, $"{entry.Amount} came in on {entry.BookedOn:O}, and the books have {booked} of it. Import the statement again.");

    // Only as far as statements reach: what is later may still come.
    private static IEnumerable<Discrepancy> NotAtBank(ReconciliationInput input, IReadOnlyList<Movement> posted, IReadOnlyList<Movement> outgoing, HashSet<string> shown)
    {
        var reaches = input.Statements.SelectMany(statement => statement.Entries).GroupBy(entry => entry.Amount.Currency).ToDictionary(currency => currency.Key, currency => currency.Max(entry => entry.BookedOn));
        return posted.Where(movement => IsPayout(movement) || (movement.IsOfFact && movement.Amount.IsPositive) ? !shown.Contains(movement.Source) : outgoing.Contains(movement))
            .Where(movement => movement.On >= input.From && movement.On <= input.Through && reaches.TryGetValue(movement.Amount.Currency, out var day) && movement.On.AddDays(DaysBetween) < day)
            .GroupBy(movement => (movement.Source, movement.Amount.Currency)).Select(source => (source.Key.Source, Amount: Money.Sum(source.Select(movement => movement.Amount), source.Key.Currency), source.First().On))
            .Where(source => !source.Amount.IsZero)
            .Select(source => new Discrepancy("not-at-bank", source.Source, source.Amount, $"The books moved {source.Amount} at the bank on {source.On:O}, and no statement shows it. Import the statement that lacks, or take the entry back."));
    }
}
