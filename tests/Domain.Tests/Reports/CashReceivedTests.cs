using CsCheck;

namespace Billing.Domain.Tests;

public class CashReceivedTests
{
    private static readonly Currency Euro = Currency.Of("EUR");

    private static readonly PaymentFact First = new PaymentSucceeded(Money.OfMinorUnits(100, Euro), new DateOnly(2026, 1, 1), "first");

    private static readonly Gen<PaymentFact[]> Facts = Gen.Select(Gen.Int[0, 5], Gen.Int[1, 500], Gen.Int[0, 27]).Select((kind, cents, day) => Fact(kind, Money.OfMinorUnits(cents, Euro), new DateOnly(2026, 1, 1 + day))).Array[1, 8];

    [Fact]
    public void Whatever_order_facts_come_in_each_column_has_what_its_facts_say() => Gen.Select(Facts, Gen.Int[0, 10_000]).Sample((facts, seed) =>
    {
        var lines = Post([.. facts.DistinctBy(fact => fact.Key)]);
        var row = Assert.Single(Processors(lines));
        decimal Column(CashMovement movement) => (decimal)row[3 + (int)movement]!;

        var known = facts.Prepend(First).DistinctBy(fact => fact.Key).Aggregate(Payment.Unknown(new PaymentId("stripe", "a", "p"), "acme"), (payment, fact) => payment.With(fact));
        Assert.Equal(-known.Fees(Euro).Amount, Column(CashMovement.Fees));
        Assert.Equal((known.Held() ?? Money.Zero(Euro)).Amount - known.Fees(Euro).Amount, (decimal)row[^1]!);
        Assert.Equal((decimal)row[^1]!, Enum.GetValues<CashMovement>().Sum(Column));
        Assert.Equal(0, Column(CashMovement.Other));

        var random = new Random(seed);
        Assert.Equal(row[^1], Assert.Single(Processors([.. lines.OrderBy(_ => random.Next())]))[^1]);
    }, iter: 300);

    [Theory]
    [InlineData(typeof(PaymentFact))]
    [InlineData(typeof(PayoutFact))]
    public void Every_fact_that_moves_money_has_its_column(Type root) =>
        Assert.Equal(
            root == typeof(PaymentFact) ? [nameof(DisputeRaised), nameof(PaymentFailed), nameof(PaymentPending)] : [],
            root.Assembly.GetTypes().Where(type => type.IsSubclassOf(root) && CashReceived.Of(type.Name) == CashMovement.Other).Select(type => type.Name).Order(StringComparer.Ordinal));

    private static PaymentFact Fact(int kind, Money amount, DateOnly day) => kind switch
    {
        0 or 1 => new PaymentSucceeded(amount, day, $"c{amount.MinorUnits}"),
        2 => new RefundMade($"r{amount.MinorUnits}", amount, day),
        3 => new FeeCharged($"f{amount.MinorUnits}", amount, day),
        4 => new DisputeDecided($"d{amount.MinorUnits}", true, amount, new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero), day),
        _ => new PaymentSucceeded(amount, day),
    };

    private static List<PostedLine> Post(IReadOnlyList<PaymentFact> facts)
    {
        // A payment has money before it has fees: without a fact that names a currency nothing is posted.
        var payment = Payment.Unknown(new PaymentId("stripe", "a", "p"), "acme");
        var lines = new List<PostedLine>();
        foreach (var fact in facts.Prepend(First))
        {
            if (PaymentPosting.Post(payment, fact, DateOnly.MinValue) is { } entry)
                lines.AddRange(entry.Lines.Select((line, index) => new PostedLine(payment.Id.ToString(), fact.Key, index + 1, entry.PostingDate, default, line.Account, line.Amount) { Cause = entry.Cause }));
            payment = payment.With(fact);
        }

        return lines;
    }

    private static IReadOnlyList<IReadOnlyList<object?>> Processors(IReadOnlyList<PostedLine> lines)
    {
        var kind = ReportKind.All.Single(known => known.Name == "cash-received");
        var (run, rows) = (new ReportRun(new ReportQuestion(kind, "acme", new DateOnly(2026, 1, 1), new ReportMoment(new DateOnly(2026, 1, 31), default)), default), new HeldRows());
        run.BeginShard([]);
        foreach (var line in lines)
            run.Add(line);
        run.EndShard(rows);
        Assert.True(run.End(rows).Ties);
        return [.. rows.Tables(run.Tables).Single(table => table.Name == "processors").Rows];
    }
}
