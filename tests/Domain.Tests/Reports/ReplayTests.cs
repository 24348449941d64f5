using CsCheck;

namespace Billing.Domain.Tests;

/// <summary>Made-up histories of several accounts, day by day.</summary>
public class ReplayTests
{
    private static readonly Gen<Step[]> Steps = Gen.Select(Gen.Int[0, 255], Gen.Int[0, 1000], Gen.Int[0, 1000], Gen.Int[0, 6]).Select(step => new Step(step.Item1, step.Item2, step.Item3, step.Item4)).Array[40, 90];

    private static readonly string[] Accounts = ["acme.ada.EUR", "acme.bob.EUR", "acme.cleo.JPY", "acme.dan.KWD"];

    [Fact]
    public void A_report_of_a_day_as_it_was_known_then_is_the_same_whenever_it_is_asked_for() =>
        Gen.Select(Steps, Steps, Steps, Steps, Gen.Int[1, 9]).Sample((a, b, c, d, every) =>
        {
            var books = new PaperBooks();
            var seen = new List<(string Kind, ReportMoment Moment, DateOnly From, AgingBasis Basis, string Csv)>();
            foreach (var (day, number) in Days(books, [a, b, c, d]))
            {
                if (number % every > 0)
                    continue;

                // Each day another report, as of then or as of some days before or to come.
                var kind = ReportKind.All[number / every % ReportKind.All.Count].Name;
                var moment = new ReportMoment(day.AddDays(number % 4 * 10 - 20), books.Now);
                var (from, basis) = (moment.AsOf.AddDays(-(number % 60)), (AgingBasis)(number % 2));
                seen.Add((kind, moment, from, basis, books.Csv(kind, moment, from, basis)));
            }

            Assert.NotEmpty(seen);
            Assert.All(seen, then => Assert.Equal(then.Csv, books.Csv(then.Kind, then.Moment, then.From, then.Basis)));
        }, iter: 8);

    [Fact]
    public void A_report_that_starts_with_a_snapshot_is_the_same_as_one_from_all_lines() =>
        Gen.Select(Steps, Steps, Steps, Steps, Gen.Int[0, 100_000]).Sample((a, b, c, d, choice) =>
        {
            // Two snapshots, the second from the first; each is of a day some days back, and of what was known when it was taken.
            var books = new PaperBooks();
            var taken = new List<(ReportMoment Moment, IReadOnlyList<PostedLine> Carried)>();
            foreach (var (day, number) in Days(books, [a, b, c, d]))
            {
                if (number % 40 != 20 + choice % 20 || taken.Count == 2)
                    continue;
                var moment = new ReportMoment(day.AddDays(-(choice % 9)), books.Now);
                taken.Add((moment, books.Snapshot(moment, taken is [var first] ? [.. first.Carried, .. books.Since(first.Moment)] : null)));
            }

            Assert.All(taken, snapshot => Assert.Equal(Told(snapshot.Carried), Told(books.Snapshot(snapshot.Moment))));
            foreach (var (snapshot, carried) in taken)
            {
                IReadOnlyList<PostedLine> lines = [.. carried, .. books.Since(snapshot)];
                Assert.True(lines.Count < books.Lines.Count);
                foreach (var kind in ReportKind.All)
                {
                    var moment = new ReportMoment(snapshot.AsOf.AddDays(1 + choice / 10 % 50), choice % 2 == 0 ? books.Now : snapshot.KnownAt.AddDays(choice % 30));
                    Assert.Equal(books.Csv(kind.Name, moment, snapshot.AsOf.AddDays(1)), books.Csv(kind.Name, moment, snapshot.AsOf.AddDays(1), among: lines));
                }
            }
        }, iter: 12);

    // What has no source is here in one shard once it comes from a snapshot, and in those of its accounts before.
    private static IEnumerable<string> Told(IReadOnlyList<PostedLine> carried) => carried.Where(line => line.Source.Length > 0).Select(line => line.ToString())
        .Concat(carried.Where(line => line.Source.Length == 0).GroupBy(line => (line.LedgerAccount, line.Amount.Currency))
            .Select(alike => $"{alike.Key.LedgerAccount} {Money.Sum(alike.Select(line => line.Amount), alike.Key.Currency)}").Where(sum => !sum.Contains(" 0 ", StringComparison.Ordinal) && !sum.Contains(" 0.00", StringComparison.Ordinal)))
        .Order(StringComparer.Ordinal);

    /// <summary>Leads the accounts through their histories, and gives each day after what was recorded on it.</summary>
    private static IEnumerable<(DateOnly Day, int Number)> Days(PaperBooks books, IReadOnlyList<Step[]> steps)
    {
        var recorded = steps.Zip(Accounts).SelectMany(one =>
        {
            var history = new History(one.Second[^3..], isChecked: false);
            foreach (var step in one.First)
                history.Take(step);
            return history.Recorded.Select(known => (Account: one.Second, known.Day, known.Events));
        }).ToLookup(known => known.Day);
        var (first, last) = (recorded.Min(day => day.Key), recorded.Max(day => day.Key));
        for (var day = first; day <= last; day = day.AddDays(1))
        {
            books.WaitUntil(new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero));
            foreach (var (account, _, events) in recorded[day])
                books.Record(account, events, day);
            yield return (day, day.DayNumber - first.DayNumber);
        }
    }
}
