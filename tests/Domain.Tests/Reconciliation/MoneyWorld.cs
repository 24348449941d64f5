namespace Billing.Domain.Tests;

/// <summary>Payments, payouts, statements and books of some weeks that tie, made from a seed; tests spoil one thing and see what is found. Weekly payouts of
/// Stripe, transfers to the bank, and refunds of credit from there. All that is transferred, kept and refunded is in even cents, and what tests plant differs by one:
/// it is never taken for something else.</summary>
internal sealed class MoneyWorld
{
    public static readonly DateOnly From = new(2026, 3, 1);
    public static readonly DateOnly Through = new(2026, 3, 31);
    private const string Iban = "DE1";
    private static readonly DateOnly FirstPayout = new(2026, 2, 13);

    public MoneyWorld(int seed)
    {
        var random = new Random(seed);
        var waiting = new List<SettlementLine>();
        for (var week = 0; week < 7; week++)
        {
            var payoutOn = FirstPayout.AddDays(7 * week);
            for (var n = random.Next(1, 5); n > 0; n--)
                waiting.AddRange(Pay($"pi_{week}_{n}", payoutOn.AddDays(-random.Next(2, 6)), random));
            PayOut(new PaymentId("stripe", "acct_1", $"po_{week}"), payoutOn, waiting, random.Next(2) == 0 ? 3 : 0);
            waiting.Clear();
            for (var n = random.Next(1, 4); n > 0; n--)
                Transfer($"t_{week}_{n}", Euros(2 * random.Next(251, 45_000)), payoutOn.AddDays(-random.Next(0, 4)), isReturned: random.Next(5) == 0, wasPayout: random.Next(6) == 0, kept: random.Next(3) == 0 ? 2 * random.Next(1, 250) : 0);

            Refunds.Add(new Movement(ChartOfAccounts.Cash("bank"), "acme.kunde.EUR", $"{week:D10}", payoutOn, Euros(-2 * random.Next(1, 450))));
            Entries.Add(new EntryView($"bank|{Iban}|out_{week}", Refunds[^1].Amount, payoutOn.AddDays(random.Next(0, 3)), false, []));
        }

        // Posted late, as where the period was closed.
        Late = [.. Payments.Values.SelectMany(payment => payment.Facts.Select(fact => (Source: payment.Id.ToString(), fact.Key))).Where(_ => random.Next(12) == 0)];
        Suspense = Money.Sum(Payments.Values.Select(payment => payment.Held()!.Value), Euro);
    }

    public static Currency Euro { get; } = Currency.Of("EUR");

    public SortedDictionary<string, Payment> Payments { get; } = new(StringComparer.Ordinal);

    public List<Payout> Payouts { get; } = [];

    public List<Payout> OtherPayouts { get; } = [];

    public List<PayoutSettlement> Settlements { get; } = [];

    public List<EntryView> Entries { get; } = [];

    public List<Movement> Refunds { get; } = [];

    public HashSet<(string Source, string Key)> Late { get; }

    public Money Suspense { get; set; }

    public DateOnly Today { get; set; } = new(2026, 4, 30);

    /// <summary>Changes the statements after they were made from the entries.</summary>
    public Func<List<StatementView>, List<StatementView>> Statements { get; set; } = statements => statements;

    /// <summary>Changes the books after they were made from the facts.</summary>
    public Func<IEnumerable<Movement>, IEnumerable<Movement>> Books { get; set; } = books => books;

    /// <summary>A payout of the middle of the period.</summary>
    public Payout SomePayout => Payouts[4];

    /// <summary>A charge that it settles.</summary>
    public SettlementLine SomeCharge => Settlements[4].Lines.First(line => line.Kind == SettlementKind.Charge);

    public static Money Euros(int cents) => Money.OfMinorUnits(cents, Euro);

    public void Change(Payout payout) => Payouts[Payouts.FindIndex(known => known.Id == payout.Id)] = payout;

    public void Change(SettlementLine line, params IEnumerable<SettlementLine> instead) =>
        Settlements[4] = Settlements[4] with { Lines = [.. Settlements[4].Lines.SelectMany(known => known == line ? instead : [known])] };

    public void Add(Payment payment)
    {
        Payments[payment.Id.ToString()] = payment;
        Suspense += payment.Held() ?? Money.Zero(Euro);
    }

    public ReconciliationReport Report()
    {
        var posted = Books(Payments.Values.SelectMany(Movement.Of).Concat(Payouts.Concat(OtherPayouts).SelectMany(Movement.Of)).Select(movement => Late.Contains((movement.Source, movement.Key)) && movement.On < From ? movement with { On = From } : movement).Concat(Refunds)).ToList();
        List<Movement> journal = [.. posted.Where(movement => movement.On >= From)];
        var openings = posted.Where(movement => movement.On < From).GroupBy(movement => movement.Account).Select(account => new OpeningBalanceOfAccount(
            account.Key, Money.Sum(account.Where(movement => movement.IsOfFact).Select(movement => movement.Amount), Euro), Money.Sum(account.Where(movement => !movement.IsOfFact).Select(movement => movement.Amount), Euro))).ToList();
        var facts = new FactLedger(From, journal);
        foreach (var payment in Payments.Values)
            facts.Add(Movement.Of(payment));
        foreach (var payout in Payouts.Concat(OtherPayouts))
            facts.Add(Movement.Of(payout));
        var settlements = Settlements.Where(settlement => Payouts.Any(payout => payout.Id == settlement.Payout && payout.Made!.ValueDate >= From)).ToList();
        return Reconciler.Reconcile(new ReconciliationInput("acme", From, Through, Today, openings, journal, [.. posted.Where(movement => movement.On < From && movement.On >= From.AddDays(-14))], facts, [.. Payouts, .. OtherPayouts], settlements, Payments, Statements(MadeStatements()), [Suspense]));
    }

    private List<StatementView> MadeStatements()
    {
        var (balance, made) = (Euros(1_000_000), new List<StatementView>());
        foreach (var week in Entries.OrderBy(entry => entry.BookedOn).GroupBy(entry => entry.BookedOn.DayNumber / 7))
        {
            var closing = balance + Money.Sum(week.Select(entry => entry.Amount), Euro);
            made.Add(new StatementView($"S{week.Key}", Iban, balance, closing, [.. week]));
            balance = closing;
        }

        return made;
    }

    private IEnumerable<SettlementLine> Pay(string id, DateOnly on, Random random)
    {
        var (amount, fee) = (Euros(random.Next(2_000, 50_000)), Euros(random.Next(1, 90)));
        var payment = Payment.Unknown(new PaymentId("stripe", "acct_1", id), "acme").With(new PaymentSucceeded(amount, on)).With(new FeeCharged($"txn_{id}", fee, on));
        yield return new SettlementLine($"txn_{id}", SettlementKind.Charge, payment.Id.ToString(), amount, fee, on);
        if (random.Next(4) == 0)
        {
            var back = Euros(random.Next(1, 1_900));
            payment = payment.With(new RefundMade($"re_{id}", back, on.AddDays(1)));
            yield return new SettlementLine($"txn_re_{id}", SettlementKind.Refund, payment.Id.ToString(), -back, Money.Zero(Euro), on.AddDays(1));
        }

        Payments[payment.Id.ToString()] = payment;
    }

    private void PayOut(PaymentId id, DateOnly on, List<SettlementLine> lines, int charge)
    {
        List<SettlementLine> all = [.. lines];
        if (charge > 0)
            all.Add(new SettlementLine($"fee_{id.Id}", SettlementKind.Fee, "", Money.Zero(Euro), Euros(charge), on));
        var amount = Money.Sum(all.Select(line => line.Net), Euro);
        var payout = Payout.Unknown(id, "acme").With(new PayoutMade(amount, Money.Zero(Euro), on)).With(new PayoutArrived($"bank|{Iban}|{id.Id}", amount, on.AddDays(1)));
        Payouts.Add(charge > 0 ? payout.With(all[^1].ToCharge()) : payout);
        Settlements.Add(new PayoutSettlement(id, all));
        Entries.Add(new EntryView($"bank|{Iban}|{id.Id}", amount, on.AddDays(1), false, ["stripe"]));
    }

    // One may be returned by the payer's bank, or was taken for a payment until its payout was told; banks may keep something of it, both times.
    private void Transfer(string id, Money amount, DateOnly on, bool isReturned, bool wasPayout, int kept)
    {
        var payment = Payment.Unknown(new PaymentId("bank", Iban, id), "acme").With(new PaymentSucceeded(amount, on));
        if (wasPayout)
        {
            var payout = Payout.Unknown(new PaymentId("paypal", "default", id), "acme").With(new PayoutMade(amount, Money.Zero(Euro), on)).With(new PayoutArrived(payment.Id.ToString(), amount, on));
            payment = payment.With(new WasPayout(payout.Id.ToString(), on));
            OtherPayouts.Add(payout);
            kept = 0;
        }
        else
        {
            payment = Keep(payment, payment.Facts[^1], kept);
        }

        if (isReturned && !wasPayout)
        {
            payment = payment.With(new CaptureFailed("", "AC04", on.AddDays(2)));
            payment = Keep(payment, payment.Facts[^1], kept);
            Entries.Add(new EntryView($"{payment.Id}_back", -amount - Euros(kept), on.AddDays(3), true, []));
        }

        Payments[payment.Id.ToString()] = payment;
        Entries.Add(new EntryView(payment.Id.ToString(), amount - Euros(kept), on, false, []));
    }

    private static Payment Keep(Payment payment, PaymentFact fact, int kept) => kept > 0 ? payment.With(FeeCharged.Of(fact, Euros(kept))) : payment;
}
