using CsCheck;
using static Billing.Domain.Tests.Past;

namespace Billing.Domain.Tests;

public class PaymentDeciderTests
{
    private static readonly PaymentTarget ToA = new("acme.a.EUR", null);

    private static readonly PaymentFact[] Facts =
    [
        new PaymentFailed("try1", "declined", Dates.Day("2026-01-03")),
        new PaymentSucceeded(Eur(100), Dates.Day("2026-01-05")),
        new PaymentRefunded(Eur(30), Dates.Day("2026-01-20")),
        new PaymentRefunded(Eur(75), Dates.Day("2026-01-25")),
    ];

    private static Payment Fresh(string id = "pi_1") => Payment.Unknown(new PaymentId("stripe", "acct_1", id), "acme");

    [Fact]
    public void Money_goes_to_its_target_once()
    {
        var payment = PaymentDecider.Assign(Fresh().With(Facts[1]), ToA);
        Assert.Equal(payment, PaymentDecider.Assign(payment, ToA));
        Assert.Equal(payment, PaymentDecider.Assign(payment.With(Facts[1]), ToA));
        var assignment = Assert.Single(payment.Assignments);
        Assert.Equal(new ApplyPayment("pay|stripe|acct_1|pi_1|1", "stripe|acct_1|pi_1", Eur(100), Dates.Day("2026-01-05"), null), assignment.ToCommand(payment));
        Assert.Equal(Eur(0), payment.Suspense());
    }

    [Fact]
    public void Without_a_target_money_stays_in_suspense_and_a_failure_moves_none()
    {
        var payment = Fresh().With(Facts[0]);
        Assert.Null(payment.Suspense());
        Assert.Empty(PaymentDecider.Assign(payment, ToA).Assignments);
        payment = PaymentDecider.Assign(payment.With(Facts[1]), null);
        Assert.Empty(payment.Assignments);
        Assert.Equal(Eur(100), payment.Suspense());
    }

    [Fact]
    public void What_an_account_refuses_is_in_suspense_and_is_not_offered_again_by_itself()
    {
        var payment = PaymentDecider.Assign(Fresh().With(Facts[1]), ToA);
        payment = PaymentDecider.Answered(payment, 1, new Refusal("wrong-currency", "It is in euros."));
        Assert.Equal(Eur(100), payment.Suspense());
        Assert.Equal(payment, PaymentDecider.Assign(payment, ToA));
        Assert.Equal(2, PaymentDecider.Assign(payment, new PaymentTarget("acme.b.EUR", null)).Assignments.Count);
    }

    [Fact]
    public void An_answer_counts_once()
    {
        var payment = PaymentDecider.Answered(PaymentDecider.Assign(Fresh().With(Facts[1]), ToA), 1, null);
        Assert.Equal(Json.Write(payment), Json.Write(PaymentDecider.Answered(payment, 1, new Refusal("x", "late"))));
    }

    [Fact]
    public void What_was_a_payout_is_no_payment_whichever_is_told_first()
    {
        var was = new WasPayout("stripe|acct_1|po_1", Dates.Day("2026-01-06"));
        foreach (var payment in new[] { Fresh().With(Facts[1]).With(was), Fresh().With(was).With(Facts[1]) })
        {
            Assert.Equal((PaymentStatus.NoPayment, Eur(0)), (payment.Status, payment.Suspense()));
            Assert.Empty(PaymentDecider.Assign(payment, ToA).Assignments);
        }

        Assert.Null(PaymentPosting.Post(Fresh(), was, DateOnly.MinValue));
        Assert.Null(PaymentPosting.Post(Fresh().With(was), Facts[1], DateOnly.MinValue));
        Assert.Equal([(ChartOfAccounts.Cash("stripe"), Eur(-100)), (ChartOfAccounts.Suspense, Eur(100))], PaymentPosting.Post(Fresh().With(Facts[1]), was, DateOnly.MinValue)!.Lines.Select(line => (line.Account, line.Amount)));
    }

    [Fact]
    public void An_operator_gives_no_more_than_is_in_suspense()
    {
        var payment = Fresh().With(Facts[1]);
        Assert.Equal("exceeds-suspense", PaymentDecider.AssignManually(payment, new AssignmentLine(ToA, Eur(100.01m))).Refusal?.Code);
        Assert.Equal("exceeds-suspense", PaymentDecider.AssignManually(payment, new AssignmentLine(ToA, Eur(0))).Refusal?.Code);
        Assert.Equal("exceeds-suspense", PaymentDecider.AssignManually(payment, new AssignmentLine(ToA, new Money(1, Currency.Of("USD")))).Refusal?.Code);
        Assert.Equal("exceeds-suspense", PaymentDecider.AssignManually(Fresh(), new AssignmentLine(ToA, Eur(1))).Refusal?.Code);
        var (given, refusal) = PaymentDecider.AssignManually(payment, new AssignmentLine(ToA, Eur(60)));
        Assert.Null(refusal);
        Assert.Equal((Eur(40), Eur(60)), (given.Suspense(), given.Assigned(Currency.Of("EUR"))));
    }

    [Fact]
    public void Several_accounts_are_given_their_parts_or_none_is()
    {
        var payment = Fresh().With(Facts[1]);
        AssignmentLine[] lines = [new(ToA, Eur(60)), new(new PaymentTarget("acme.b.EUR", "inv_R1"), Eur(40))];
        Assert.Equal("exceeds-suspense", PaymentDecider.AssignManually(payment, [.. lines, new AssignmentLine(ToA, Eur(0.01m))]).Refusal?.Code);
        Assert.Equal("exceeds-suspense", PaymentDecider.AssignManually(payment, [lines[0], new AssignmentLine(ToA, Eur(-1))]).Refusal?.Code);
        Assert.Equal("too-many-lines", PaymentDecider.AssignManually(payment, [.. Enumerable.Repeat(new AssignmentLine(ToA, Eur(1)), 21)]).Refusal?.Code);
        Assert.Equal("too-many-lines", PaymentDecider.AssignManually(payment).Refusal?.Code);

        var (given, refusal) = PaymentDecider.AssignManually(payment, lines);
        Assert.Null(refusal);
        Assert.Equal([("acme.a.EUR", Eur(60), (string?)null), ("acme.b.EUR", Eur(40), "inv_R1")], given.Assignments.Select(known => (known.AccountId, known.Amount, known.DocumentId)));
        Assert.Equal((Eur(0), 5), (given.Suspense(), given.Assignments[1].ValueDate.Day));
    }

    [Fact]
    public void A_payment_that_the_bank_did_not_honour_is_taken_back_from_all_who_have_it()
    {
        var cheque = Payment.Unknown(new PaymentId("manual", "acme", "pay_1"), "acme").With(Facts[1]);
        cheque = PaymentDecider.AssignManually(cheque, new AssignmentLine(ToA, Eur(60)), new AssignmentLine(new PaymentTarget("acme.b.EUR", null), Eur(30))).Payment;
        var (returned, refusal) = PaymentDecider.Reverse(cheque, Bounced("2026-01-20"), Dates.Day("2026-01-20"));

        Assert.Null(refusal);
        Assert.Equal([("acme.b.EUR", Eur(-30)), ("acme.a.EUR", Eur(-60))], returned.Assignments.Skip(2).Select(known => (known.AccountId, known.Amount)));
        Assert.Equal((PaymentStatus.Failed, Eur(0), Eur(7.50m)), (returned.Status, returned.Suspense(), returned.Fees(Currency.Of("EUR"))));
        Assert.Equal(ReversalCause.Returned, ((ReversePayment)returned.Assignments[2].ToCommand(returned)).Cause);
        Assert.Equal(returned, PaymentDecider.Assign(returned, ToA));

        // A statement that shows it and its fee as well tells nothing new.
        var shown = new CaptureFailed("", "AM04", Dates.Day("2026-01-21"));
        Assert.Same(returned, returned.With(shown).With(FeeCharged.Of(shown, Eur(7.50m))));
    }

    [Fact]
    public void A_reversal_that_cannot_be_is_refused_with_its_reason()
    {
        var cheque = Payment.Unknown(new PaymentId("manual", "acme", "pay_1"), "acme").With(Facts[1]);
        string? Code(Payment payment, PaymentReversal reversal) => PaymentDecider.Reverse(payment, reversal, Dates.Day("2026-01-20")).Refusal?.Code;

        Assert.Equal("told-by-processor", Code(Fresh().With(Facts[1]), Bounced("2026-01-20")));
        Assert.Equal("nothing-received", Code(Payment.Unknown(cheque.Id, "acme"), Bounced("2026-01-20")));
        Assert.Equal("before-payment", Code(cheque, Bounced("2026-01-04")));
        Assert.Equal("value-date-ahead", Code(cheque, Bounced("2026-01-21")));
        Assert.Equal("wrong-currency", Code(cheque, Bounced("2026-01-20") with { Fee = new Money(1, Currency.Of("USD")) }));
        Assert.Equal("already-returned", Code(PaymentDecider.Reverse(cheque, Bounced("2026-01-20"), Dates.Day("2026-01-20")).Payment, Bounced("2026-01-20")));
        Assert.Null(Code(cheque with { Id = new PaymentId("bank", "DE1", "e1") }, Bounced("2026-01-05")));
    }

    private static PaymentReversal Bounced(string on) => new(Dates.Day(on), "bounced", Eur(7.50m));

    [Fact]
    public void A_refund_takes_from_suspense_first_then_from_the_newest_assignment()
    {
        var payment = PaymentDecider.AssignManually(Fresh().With(Facts[1]), new AssignmentLine(ToA, Eur(50))).Payment;
        payment = PaymentDecider.AssignManually(payment, new AssignmentLine(new PaymentTarget("acme.b.EUR", null), Eur(30))).Payment;
        payment = PaymentDecider.Assign(payment.With(new PaymentRefunded(Eur(15), Dates.Day("2026-01-20"))), null);
        Assert.Equal((2, Eur(5)), (payment.Assignments.Count, payment.Suspense()));
        payment = PaymentDecider.Assign(payment.With(new PaymentRefunded(Eur(60), Dates.Day("2026-01-21"))), null);
        Assert.Equal([("acme.b.EUR", Eur(-30)), ("acme.a.EUR", Eur(-10))], payment.Assignments.Skip(2).Select(assignment => (assignment.AccountId, assignment.Amount)));
        Assert.Equal((Eur(0), payment), (payment.Suspense(), PaymentDecider.Assign(payment, null)));
    }

    [Fact]
    public void An_account_that_refuses_to_give_back_is_not_asked_forever()
    {
        var payment = PaymentDecider.Answered(PaymentDecider.Assign(Fresh().With(Facts[1]), ToA), 1, null);
        payment = PaymentDecider.Assign(payment.With(Facts[2]), ToA);
        payment = PaymentDecider.Answered(payment, 2, new Refusal("exceeds-payment", "It has less."));
        Assert.Equal(payment, PaymentDecider.Assign(payment, ToA));
        Assert.Equal(Eur(-30), payment.Suspense());
    }

    [Fact]
    public void Every_order_of_a_payments_facts_ends_the_same()
    {
        foreach (var order in Permutations(Facts))
        {
            var books = new Books();
            foreach (var fact in order)
                books.Deliver("pi_1", fact);
            Assert.Equal("pi_1 0.00 EUR | acme.a.EUR: R1 15.00 EUR, R2 40.00 EUR, credit 0.00 EUR | acme.b.EUR: R1 80.00 EUR, R2 40.00 EUR, credit 0.00 EUR | suspense 0.00 EUR, cash 25.00 EUR", books.Tell());
        }
    }

    [Fact]
    public void However_often_and_in_whatever_order_facts_come_two_payments_end_the_same() =>
        Gen.Shuffle((from payment in new[] { "pi_1", "pi_2" } from fact in Facts.Concat(Facts) select (payment, fact)).ToArray()).Sample(deliveries =>
        {
            var books = new Books();
            foreach (var (payment, fact) in deliveries)
                books.Deliver(payment, fact);
            Assert.Equal("pi_1 0.00 EUR, pi_2 0.00 EUR | acme.a.EUR: R1 15.00 EUR, R2 40.00 EUR, credit 0.00 EUR | acme.b.EUR: R1 55.00 EUR, R2 40.00 EUR, credit 0.00 EUR | suspense 0.00 EUR, cash 50.00 EUR", books.Tell());
        }, iter: 300);

    [Fact]
    public void Suspense_and_accounts_together_always_have_what_is_held() =>
        Gen.Select(Gen.Shuffle(Facts.Concat(Facts).ToArray()), Gen.Int[1, 70].Array[8]).Sample((deliveries, amounts) =>
        {
            var books = new Books { Automatic = false };
            for (var i = 0; i < deliveries.Length; i++)
            {
                books.Deliver("pi_1", deliveries[i]);
                books.AssignByHand("pi_1", i % 2 == 0 ? "acme.a.EUR" : "acme.b.EUR", Eur(amounts[i]));
                books.CheckHeld();
            }
        }, iter: 300);

    [Fact]
    public void A_lost_dispute_takes_the_money_back_from_the_account_and_contests_what_is_owed_again()
    {
        var books = new Books();
        books.Deliver("pi_1", new PaymentSucceeded(Eur(40), Dates.Day("2026-01-05")));
        books.Deliver("pi_1", new DisputeRaised("dp_1", Eur(40), "fraudulent", Dates.Day("2026-01-10")));
        books.Deliver("pi_1", new FeeCharged("dp_1", Eur(15), Dates.Day("2026-01-10")));
        Assert.Equal("pi_1 0.00 EUR | acme.a.EUR: R1 0.00 EUR, R2 40.00 EUR, credit 0.00 EUR | acme.b.EUR: R1 80.00 EUR, R2 40.00 EUR, credit 0.00 EUR | suspense 0.00 EUR, cash 25.00 EUR", books.Tell());
        books.Deliver("pi_1", new DisputeDecided("dp_1", true, Eur(40), DateTimeOffset.UnixEpoch.AddDays(1), Dates.Day("2026-02-10")));
        Assert.Equal("pi_1 0.00 EUR | acme.a.EUR: R1 40.00 EUR, R2 40.00 EUR, credit 0.00 EUR | acme.b.EUR: R1 80.00 EUR, R2 40.00 EUR, credit 0.00 EUR | suspense 0.00 EUR, cash -15.00 EUR", books.Tell());
        Assert.Equal("Dispute lost: fraudulent", books.Item("acme.a.EUR", "R1").DisputedBecause);
        books.Deliver("pi_1", new DisputeDecided("dp_1", false, Eur(40), DateTimeOffset.UnixEpoch.AddDays(2), Dates.Day("2026-03-10")));
        Assert.Equal("pi_1 0.00 EUR | acme.a.EUR: R1 40.00 EUR, R2 0.00 EUR, credit 0.00 EUR | acme.b.EUR: R1 80.00 EUR, R2 40.00 EUR, credit 0.00 EUR | suspense 0.00 EUR, cash 25.00 EUR", books.Tell());
    }

    [Fact]
    public void A_return_takes_a_capture_back_and_a_refund_that_failed_gives_it_to_the_account_again()
    {
        var books = new Books();
        books.Deliver("pi_1", new PaymentSucceeded(Eur(30), Dates.Day("2026-01-05"), "part1"));
        books.Deliver("pi_1", new CaptureFailed("part2", "bounced", Dates.Day("2026-01-09")));
        books.Deliver("pi_1", new PaymentSucceeded(Eur(99), Dates.Day("2026-01-06"), "part2"));
        books.Deliver("pi_1", new RefundMade("re_1", Eur(10), Dates.Day("2026-01-12")));
        Assert.Equal("pi_1 0.00 EUR | acme.a.EUR: R1 20.00 EUR, R2 40.00 EUR, credit 0.00 EUR | acme.b.EUR: R1 80.00 EUR, R2 40.00 EUR, credit 0.00 EUR | suspense 0.00 EUR, cash 20.00 EUR", books.Tell());
        books.Deliver("pi_1", new RefundFailed("re_1", Eur(10), Dates.Day("2026-01-15")));
        Assert.Equal("pi_1 0.00 EUR | acme.a.EUR: R1 10.00 EUR, R2 40.00 EUR, credit 0.00 EUR | acme.b.EUR: R1 80.00 EUR, R2 40.00 EUR, credit 0.00 EUR | suspense 0.00 EUR, cash 30.00 EUR", books.Tell());
    }

    [Fact]
    public void Disputes_fees_refunds_and_returns_end_the_same_in_every_order()
    {
        PaymentFact[] facts =
        [
            new PaymentPending(Dates.Day("2026-01-01")), new PaymentSucceeded(Eur(60), Dates.Day("2026-01-05"), "a"), new PaymentSucceeded(Eur(40), Dates.Day("2026-01-05"), "b"),
            new RefundMade("re_1", Eur(20), Dates.Day("2026-01-12")), new RefundFailed("re_1", Eur(20), Dates.Day("2026-01-15")), new RefundMade("re_2", Eur(5), Dates.Day("2026-01-16")),
            new DisputeRaised("dp_1", Eur(40), "fraudulent", Dates.Day("2026-01-20")), new DisputeDecided("dp_1", true, Eur(40), DateTimeOffset.UnixEpoch.AddDays(1), Dates.Day("2026-02-10")),
            new DisputeDecided("dp_1", false, Eur(40), DateTimeOffset.UnixEpoch.AddDays(2), Dates.Day("2026-03-10")), new FeeCharged("f", Eur(1.5m), Dates.Day("2026-01-05")),
        ];
        Gen.Shuffle((PaymentFact[])[.. facts, .. facts]).Sample(deliveries =>
        {
            var books = new Books();
            foreach (var fact in deliveries)
                books.Deliver("pi_1", fact);
            var told = books.Tell();
            Assert.StartsWith("pi_1 0.00 EUR | acme.a.EUR: ", told, StringComparison.Ordinal);
            Assert.EndsWith("suspense 0.00 EUR, cash 93.50 EUR", told, StringComparison.Ordinal);
            Assert.Equal(Eur(-15), books.Owed("acme.a.EUR") - books.Unused("acme.a.EUR"));
        }, iter: 300);
    }

    [Theory]
    [InlineData(PaymentStatus.Pending, "pending")]
    [InlineData(PaymentStatus.Failed, "pending failed")]
    [InlineData(PaymentStatus.Succeeded, "succeeded failed pending")]
    [InlineData(PaymentStatus.PartlyRefunded, "refund succeeded")]
    [InlineData(PaymentStatus.Disputed, "dispute succeeded")]
    [InlineData(PaymentStatus.ChargedBack, "dispute lost succeeded pending")]
    [InlineData(PaymentStatus.Failed, "succeeded returned")]
    public void A_payment_only_moves_forward_whatever_comes_late(PaymentStatus status, string told) => Assert.Equal(status, told.Split(' ').Aggregate(Fresh(), (payment, word) => payment.With(word switch
    {
        "pending" => new PaymentPending(Dates.Day("2026-01-01")),
        "failed" => Facts[0],
        "succeeded" => Facts[1],
        "refund" => Facts[2],
        "returned" => new CaptureFailed("", "bounced", Dates.Day("2026-01-09")),
        "dispute" => new DisputeRaised("dp", Eur(100), "fraudulent", Dates.Day("2026-01-09")),
        _ => new DisputeDecided("dp", true, Eur(100), DateTimeOffset.UnixEpoch, Dates.Day("2026-01-19")),
    })).Status);

    [Fact]
    public void An_operator_moves_money_to_the_account_it_belongs_to()
    {
        var books = new Books();
        books.Deliver("pi_1", new PaymentSucceeded(Eur(40), Dates.Day("2026-01-05")));
        Assert.Equal("exceeds-assignment", books.Move("pi_1", "acme.a.EUR", "acme.b.EUR", Eur(41))?.Code);
        Assert.Null(books.Move("pi_1", "acme.a.EUR", "acme.b.EUR", Eur(25)));
        Assert.Equal("pi_1 0.00 EUR | acme.a.EUR: R1 25.00 EUR, R2 40.00 EUR, credit 0.00 EUR | acme.b.EUR: R1 55.00 EUR, R2 40.00 EUR, credit 0.00 EUR | suspense 0.00 EUR, cash 40.00 EUR", books.Tell());
    }

    private static IEnumerable<PaymentFact[]> Permutations(PaymentFact[] facts) => facts.Length == 0
        ? [[]]
        : facts.SelectMany((first, index) => Permutations([.. facts[..index], .. facts[(index + 1)..]]).Select(rest => (PaymentFact[])[first, .. rest]));

    /// <summary>Two accounts with two invoices each, and payments driven to them as an adapter does: each assignment once, in order.</summary>
    private sealed class Books
    {
        private readonly SortedDictionary<string, Payment> payments = new(StringComparer.Ordinal);
        private readonly SortedDictionary<string, PaperAccount> accounts = new(StringComparer.Ordinal);
        private readonly List<JournalLine> journal = [];

        public Books()
        {
            foreach (var id in new[] { "acme.a.EUR", "acme.b.EUR" })
            {
                accounts[id] = new StoredAccount(World.Standard with { AccountId = id });
                accounts[id].Record([new AccountOpened(id, 1), Invoiced("R1", id.Contains(".a.", StringComparison.Ordinal) ? 40 : 80, on: "2026-01-01", due: "2026-01-15"), Invoiced("R2", 40, on: "2026-01-01", due: "2026-01-20")], Dates.Day("2026-01-01"));
            }
        }

        public bool Automatic { get; init; } = true;

        public void Deliver(string paymentId, PaymentFact fact)
        {
            var before = payments.GetValueOrDefault(paymentId) ?? Fresh(paymentId);
            journal.AddRange(PaymentPosting.Post(before, fact, DateOnly.MinValue)?.Lines ?? []);
            payments[paymentId] = before.With(fact);
            Drive(paymentId, Automatic ? new PaymentTarget(paymentId == "pi_1" ? "acme.a.EUR" : "acme.b.EUR", null) : null);
        }

        public void AssignByHand(string paymentId, string accountId, Money amount)
        {
            payments[paymentId] = PaymentDecider.AssignManually(payments[paymentId], new AssignmentLine(new PaymentTarget(accountId, null), amount)).Payment;
            Drive(paymentId, null);
        }

        public Refusal? Move(string paymentId, string from, string to, Money amount)
        {
            (payments[paymentId], var refusal) = PaymentDecider.Move(payments[paymentId], from, new PaymentTarget(to, null), amount, Dates.Day("2026-02-01"));
            Drive(paymentId, new PaymentTarget(from, null));
            return refusal;
        }

        public InvoiceItem Item(string accountId, string number) => ((StoredAccount)accounts[accountId]).Items.OfType<InvoiceItem>().Single(item => item.Number == number);

        public Money Owed(string accountId) => accounts[accountId].Account!.Receivable();

        public Money Unused(string accountId) => accounts[accountId].Account!.Credit();

        public void CheckHeld()
        {
            var held = Money.Sum(payments.Values.Select(payment => payment.Held() ?? Eur(0)), Currency.Of("EUR"));
            var onAccounts = Money.Sum(accounts.Values.OfType<StoredAccount>().SelectMany(account => account.Items.OfType<CreditItem>()).Select(item => item.Amount), Currency.Of("EUR"));
            Assert.Equal(held, onAccounts + Money.Sum(payments.Values.Select(payment => payment.Suspense() ?? Eur(0)), Currency.Of("EUR")));
            Assert.Equal(Balance(ChartOfAccounts.Suspense), -Money.Sum(payments.Values.Select(payment => payment.Suspense() ?? Eur(0)), Currency.Of("EUR")));
        }

        public string Tell()
        {
            CheckHeld();
            var perAccount = accounts.Select(account =>
            {
                var invoices = ((StoredAccount)account.Value).Items.OfType<InvoiceItem>().OrderBy(item => item.Number, StringComparer.Ordinal).Select(item => $"{item.Number} {item.Balance}");
                return $"{account.Key}: {string.Join(", ", invoices)}, credit {account.Value.Account!.Credit()}";
            });
            return $"{string.Join(", ", payments.Select(payment => $"{payment.Key} {payment.Value.Suspense()}"))} | {string.Join(" | ", perAccount)} | suspense {Balance(ChartOfAccounts.Suspense)}, cash {Balance(ChartOfAccounts.Cash("stripe"))}";
        }

        private void Drive(string paymentId, PaymentTarget? target)
        {
            var payment = Json.Read<Payment>(Json.Write(PaymentDecider.Assign(payments[paymentId], target)));
            while (payment.Assignments.FirstOrDefault(assignment => assignment.Status == AssignmentStatus.Pending) is { } pending)
            {
                var answer = accounts[pending.AccountId].Do(pending.ToCommand(payment), pending.ValueDate);
                payment = PaymentDecider.Answered(payment, pending.No, (answer as Decision.Refused)?.Refusal);
            }

            Assert.Equal(Json.Write(payment), Json.Write(PaymentDecider.Assign(payment, target)));
            payments[paymentId] = payment;
        }

        private Money Balance(string name) => Money.Sum(
            journal.Concat(accounts.Values.SelectMany(account => account.Journal).SelectMany(entry => entry.Lines)).Where(line => line.Account == name).Select(line => line.Amount), Currency.Of("EUR"));
    }
}
