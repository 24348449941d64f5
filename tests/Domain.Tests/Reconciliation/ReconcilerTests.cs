using CsCheck;

namespace Billing.Domain.Tests;

/// <summary>What differs is found and named, and nothing else is.</summary>
public sealed class ReconcilerTests
{
    private static readonly Money One = MoneyWorld.Euros(1);

    // What is spoilt, by the names of what must be found.
    private static readonly Dictionary<string, Action<MoneyWorld>> Plants = new()
    {
        ["journal-lacks-fact"] = world => world.Books = books => books.Where(line => !(line.Source == world.SomeCharge.PaymentId && line.Key == $"fee:{world.SomeCharge.LineId}")),
        ["journal-without-fact"] = world => world.Books = books => [.. books, new Movement("cash:stripe", "stripe|acct_1|pi_x", "fee:x", MoneyWorld.From, -One), new Movement("processor-fees", "stripe|acct_1|pi_x", "fee:x", MoneyWorld.From, One)],
        ["opening-differs"] = world => world.Books = books => [.. books, new Movement("cash:stripe", "stripe|acct_1|pi_x", "fee:x", MoneyWorld.From.AddDays(-1), -One)],
        ["payout-missing"] = world => Lose(world, null),
        ["payout-amount-differs"] = world => Lose(world, world.SomePayout.Made!.Amount - One),
        ["bank-not-read"] = world =>
        {
            foreach (var payout in world.Payouts.Where(payout => payout.Made!.ValueDate >= world.SomePayout.Made!.ValueDate).ToList())
                world.Change(payout with { Facts = [.. payout.Facts.Where(fact => fact is not PayoutArrived)] });
            world.Entries.RemoveAll(entry => entry.BookedOn > world.SomePayout.Made!.ValueDate);
            world.Refunds.Clear();
            world.Entries.RemoveAll(entry => entry.EntryId.Contains("out_", StringComparison.Ordinal));
        },
        ["payout-not-returned"] = world => world.Change(world.SomePayout.With(new PayoutFailed("", world.SomePayout.Made!.ValueDate.AddDays(2)))),
        ["payout-does-not-sum"] = world => world.Change(world.SomeCharge, world.SomeCharge, new SettlementLine("x", SettlementKind.Fee, "", Money.Zero(MoneyWorld.Euro), One, MoneyWorld.From)),
        ["payout-fees-differ"] = world => Tell(world, told => world.Change(world.SomePayout with { Facts = [told with { Fees = Money.Sum(world.Settlements[4].Lines.Select(line => line.Fee), MoneyWorld.Euro) + One }, .. world.SomePayout.Facts.Skip(1)] })),
        ["settled-payment-unknown"] = world => world.Change(world.SomeCharge, world.SomeCharge, Charge("stripe|acct_1|pi_x", 0)),
        ["settled-amount-differs"] = world => world.Change(world.SomeCharge, world.SomeCharge with { Gross = world.SomeCharge.Gross + One }, new SettlementLine("x", SettlementKind.Fee, "", Money.Zero(MoneyWorld.Euro), One, MoneyWorld.From)),
        ["fee-differs"] = world => world.Change(world.SomeCharge, world.SomeCharge with { Fee = world.SomeCharge.Fee + One }, new SettlementLine("x", SettlementKind.Fee, "", Money.Zero(MoneyWorld.Euro), -One, MoneyWorld.From)),
        ["settled-twice"] = world => world.Change(world.SomeCharge, world.SomeCharge, world.SomeCharge with { LineId = "again", Fee = Money.Zero(MoneyWorld.Euro) }, new SettlementLine("x", SettlementKind.Fee, "", Money.Zero(MoneyWorld.Euro), world.SomeCharge.Gross, MoneyWorld.From)),
        ["payment-not-settled"] = world => world.Add(Payment.Unknown(new PaymentId("stripe", "acct_1", "pi_x"), "acme").With(new PaymentSucceeded(One, MoneyWorld.From.AddDays(5)))),
        ["settlement-line-unexplained"] = world => world.Change(world.SomeCharge, world.SomeCharge, new SettlementLine("x", SettlementKind.Adjustment, "", One, One, MoneyWorld.From)),
        ["settled-in-other-currency"] = world =>
        {
            world.Payments["stripe|acct_1|pi_x"] = Payment.Unknown(new PaymentId("stripe", "acct_1", "pi_x"), "acme").With(new PaymentPending(MoneyWorld.From)).With(new DisputeRaised("d", new Money(1, Currency.Of("USD")), "", MoneyWorld.From));
            world.Change(world.SomeCharge, world.SomeCharge, Charge("stripe|acct_1|pi_x", 0));
        },
        ["statement-does-not-sum"] = world => world.Statements = made => [made[0] with { Opening = made[0].Opening + One }, .. made.Skip(1)],
        ["statement-gap"] = world => world.Statements = made => [.. made.Take(3), .. made.Skip(3).Select(one => one with { Opening = one.Opening + One, Closing = one.Closing + One })],
        ["entry-shown-differently"] = world => world.Statements = made => [.. made, new StatementView("again", "DE1", null, null, [made[3].Entries[0] with { Amount = made[3].Entries[0].Amount + One }])],
        ["outgoing-not-booked"] = world => world.Entries.Add(new EntryView("bank|DE1|out", -One, MoneyWorld.From, false, [])),
        ["return-not-booked"] = world => world.Entries.Add(new EntryView("bank|DE1|x", -One, MoneyWorld.From, true, [])),
        ["entry-not-in-journal"] = world => world.Entries.Add(new EntryView("bank|DE1|x", One, MoneyWorld.From, false, [])),
        ["not-at-bank"] = world => world.Add(Payment.Unknown(new PaymentId("bank", "DE1", "x"), "acme").With(new PaymentSucceeded(One, MoneyWorld.From))),
        ["suspense-differs"] = world => world.Suspense += One,
    };

    public static TheoryData<string> Kinds => [.. Plants.Keys];

    [Fact]
    public void What_ties_has_no_discrepancy() => Gen.Int[0, 1_000_000].Sample(seed =>
    {
        var report = new MoneyWorld(seed).Report();
        Assert.Equal([], report.Discrepancies);
        Assert.True(report.Ties);
        Assert.All(report.Accounts, account => Assert.Equal(account.Journal, account.Facts));
        Assert.Contains(report.Accounts, account => account.Account == "cash:stripe" && account.Settled is not null);
    }, iter: 200);

    [Theory]
    [MemberData(nameof(Kinds))]
    public void What_is_wrong_is_found_and_nothing_else(string kind) => Gen.Int[0, 1_000_000].Sample(seed =>
    {
        var world = new MoneyWorld(seed);
        Plants[kind](world);
        var report = world.Report();
        Assert.Equal([kind], report.Discrepancies.Select(found => found.Kind).Distinct());
        Assert.False(report.Ties);
    }, iter: 50);

    [Fact]
    public void All_of_it_together_is_found_as_well() => Gen.Int[0, 1_000_000].Sample(seed =>
    {
        var world = new MoneyWorld(seed);
        string[] kinds = ["journal-lacks-fact", "payout-not-returned", "payment-not-settled", "outgoing-not-booked", "not-at-bank", "statement-gap"];
        foreach (var kind in kinds)
            Plants[kind](world);
        Assert.Equal(kinds.Order(StringComparer.Ordinal), world.Report().Discrepancies.Select(found => found.Kind).Distinct().Order(StringComparer.Ordinal));
    }, iter: 50);

    [Fact]
    public void An_entry_shown_with_the_amount_of_a_refund_weeks_away_is_still_its_own_refund() => Gen.Int[0, 1_000_000].Sample(seed =>
    {
        var world = new MoneyWorld(seed);
        var entry = world.Entries.Single(entry => entry.EntryId.EndsWith("|out_4", StringComparison.Ordinal));
        var another = MoneyWorld.Euros(-7);
        world.Entries[world.Entries.FindIndex(known => known.EntryId.EndsWith("|out_1", StringComparison.Ordinal))] = entry with { EntryId = "bank|DE1|out_1", Amount = another, BookedOn = world.Refunds[1].On };
        world.Refunds[1] = world.Refunds[1] with { Amount = another };
        world.Statements = made => [.. made, new StatementView("again", "DE1", null, null, [made[0].Entries[0], entry with { Amount = another }])];
        Assert.Equal("entry-shown-differently", Assert.Single(world.Report().Discrepancies).Kind);
    }, iter: 50);

    [Fact]
    public void A_processors_account_goes_from_its_opening_to_its_closing_balance_and_what_is_paid_out_is_what_the_lines_say()
    {
        var report = new MoneyWorld(1).Report();
        var stripe = report.Accounts.Single(account => account.Account == "cash:stripe");
        Assert.Equal(-report.Payouts.Where(payout => payout.MadeOn >= MoneyWorld.From && payout.PayoutId.StartsWith("stripe", StringComparison.Ordinal)).Select(payout => payout.Made).Aggregate((a, b) => a + b), stripe.Journal.Payouts);
        Assert.Equal(-stripe.Journal.Payouts, stripe.Settled!.Net);
        Assert.Equal(stripe.Journal.Opening + stripe.Journal.Received + stripe.Journal.Refunded + stripe.Journal.Fees + stripe.Journal.Payouts, stripe.Journal.Closing);
        var bank = Assert.Single(report.Banks);
        Assert.True(bank.NotBooked.IsZero);
    }

    [Fact]
    public void A_payout_is_given_time() => Gen.Int[0, 1_000_000].Sample(seed =>
    {
        var world = new MoneyWorld(seed);
        Lose(world, null);
        world.Today = world.SomePayout.Made!.ValueDate.AddDays(7);
        Assert.DoesNotContain(world.Report().Discrepancies, found => found.Kind is "payout-missing" or "bank-not-read");
    }, iter: 20);

    private static SettlementLine Charge(string payment, int cents) => new("x", SettlementKind.Charge, payment, MoneyWorld.Euros(cents), Money.Zero(MoneyWorld.Euro), MoneyWorld.From);

    // The entry is gone, or shows another amount and has become a payment in suspense.
    private static void Lose(MoneyWorld world, Money? shown)
    {
        var payout = world.SomePayout;
        world.Change(payout with { Facts = [.. payout.Facts.Where(fact => fact is not PayoutArrived)] });
        world.Entries.RemoveAll(entry => entry.EntryId == payout.Arrived!.EntryId);
        if (shown is not { } amount)
            return;
        var id = PaymentId.Parse(payout.Arrived!.EntryId);
        world.Entries.Add(new EntryView(id.ToString(), amount, payout.Arrived.ValueDate, false, ["stripe"]));
        world.Add(Payment.Unknown(id, "acme").With(new PaymentSucceeded(amount, payout.Arrived.ValueDate)));
    }

    // A payout that tells its fees in one sum has them at no payment.
    private static void Tell(MoneyWorld world, Action<PayoutMade> change)
    {
        foreach (var payment in world.Settlements[4].Lines.Where(line => line.PaymentId.Length > 0 && !line.Fee.IsZero).Select(line => world.Payments[line.PaymentId]))
            world.Payments[payment.Id.ToString()] = payment with { Facts = [.. payment.Facts.Where(fact => fact is not FeeCharged)] };
        change(world.SomePayout.Made!);
    }
}
