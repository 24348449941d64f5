using static Billing.Domain.Tests.Past;
using static Billing.Domain.Tests.Scenario;

namespace Billing.Domain.Tests;

public class ChargingTests
{
    private static readonly SavedMethod Visa = Method("Visa 4242");
    private static readonly SavedMethod Mandate = Method("SEPA 3000", SavedMethodKind.DirectDebit);
    private static readonly InvoiceFinalized R1 = Invoiced("R1", 100, on: "2026-01-05", due: "2026-01-19");
    private static readonly InvoiceFinalized R2 = Invoiced("R2", 60, on: "2026-01-06", due: "2026-02-05");

    private static World Collecting { get; } = World.Standard.WithPolicy(policy => policy with { Charging = ChargingPolicy.Standard with { AutoCollect = true } });

    private static string Attempt(int n, string number = "R1") => DocumentIds.OfAttempt(World.Standard.AccountId, $"inv_{number}", n);

    private static SendPaymentAttempt Sends(int n = 1) => new("inv_R1", Attempt(n));

    private static AnswerPaymentAttempt Fails(string code, int n = 1, bool hard = false, bool late = false) => new("inv_R1", Attempt(n), new AttemptAnswer.Failed(late ? "p1" : "", code, hard, late));

    private static AnswerPaymentAttempt Succeeds(int n = 1) => new("inv_R1", Attempt(n), new AttemptAnswer.Succeeded("p1"));

    private static Scenario Charged() => In(Collecting, new PaymentMethodSaved(Visa), R1)
        .When(new RunCharging(), on: "2026-01-05").Then("R1 is charged 100.00 EUR by Visa 4242");

    [Fact]
    public void An_invoice_is_charged_once_on_the_day_it_is_issued()
    {
        var scenario = Charged().When(new RunCharging(), on: "2026-01-06").ThenNothing()
            .When(Sends(), on: "2026-01-05").Then("sent")
            .When(Pays("p1", 100, on: "2026-01-05", "inv_R1"), on: "2026-01-05").Then("p1 of 100.00 EUR pays R1 100.00")
            .When(Succeeds(), on: "2026-01-05").Then("attempt succeeded")
            .When(new RunCharging(), on: "2026-03-01").ThenNothing();
        Assert.Equal(Attempt(1), Assert.Single(scenario.Invoice("R1").Attempts).AttemptId);
        Assert.Null(AccountAgenda.ChargeOn(scenario.State, Collecting.Policy));
    }

    [Fact]
    public void What_the_customer_agreed_upon_goes_before_the_policy()
    {
        var terms = AccountTerms.AsPolicy with { AutoCollect = true, ChargeOn = ChargeDay.DueDate };
        In(World.Standard, new PaymentMethodSaved(Visa), R1).When(new RunCharging(), on: "2026-02-01").ThenNothing()
            .When(new ChangeBillingTerms(terms), on: "2026-01-05").Then("terms changed")
            .When(new RunCharging(), on: "2026-01-18").ThenNothing()
            .When(new RunCharging(), on: "2026-01-19").Then("R1 is charged 100.00 EUR by Visa 4242");
        In(Collecting, new PaymentMethodSaved(Visa), new BillingTermsChanged(AccountTerms.AsPolicy with { AutoCollect = false }), R1)
            .When(new RunCharging(), on: "2026-02-01").ThenNothing();
    }

    [Fact]
    public void A_mandate_is_charged_on_the_due_date_or_after_its_announcement()
    {
        In(Collecting, new PaymentMethodSaved(Mandate), Invoiced("R1", 100, on: "2026-01-05", due: "2026-01-05"), R2)
            .When(new RunCharging(), on: "2026-01-18").ThenNothing()
            .When(new RunCharging(), on: "2026-01-19").Then("R1 is charged 100.00 EUR by SEPA 3000")
            .When(new RunCharging(), on: "2026-02-04").ThenNothing()
            .When(new RunCharging(), on: "2026-02-05").Then("R2 is charged 60.00 EUR by SEPA 3000");
    }

    [Fact]
    public void A_soft_decline_is_tried_again_by_the_ladder_until_it_is_used_up()
    {
        var scenario = Charged();
        var day = Dates.Day("2026-01-05");
        foreach (var (wait, n) in new[] { 3, 5, 7 }.Select((wait, index) => (wait, index + 1)))
        {
            scenario.When(Fails("insufficient_funds", n), on: $"{day:O}").Then($"R1 failed: insufficient_funds, again on {day.AddDays(wait):O}")
                .When(Fails("insufficient_funds", n), on: $"{day:O}").ThenNothing()
                .When(new RunCharging(), on: $"{day.AddDays(wait - 1):O}").ThenNothing();
            day = day.AddDays(wait);
            Assert.Equal(day, AccountAgenda.ChargeOn(scenario.State, Collecting.Policy));
            scenario.When(new RunCharging(), on: $"{day:O}").Then("R1 is charged 100.00 EUR by Visa 4242");
        }

        scenario.When(Fails("insufficient_funds", 4), on: "2026-01-20").Then("R1 failed: insufficient_funds, not again")
            .When(new RunCharging(), on: "2026-06-01").ThenNothing()
            .When(new SaveMethod(Mandate), on: "2026-06-01").Then("SEPA 3000 saved")
            .When(new RunCharging(), on: "2026-06-01").Then("R1 is charged 100.00 EUR by SEPA 3000");
    }

    [Fact]
    public void Where_the_policy_says_so_it_is_tried_again_on_the_day_before_each_dunning_step()
    {
        var eager = Collecting.WithPolicy(policy => policy with { Charging = policy.Charging with { RetryDays = [3], RetryBeforeDunning = true } });
        var scenario = In(eager, new PaymentMethodSaved(Visa), R1).When(new RunCharging(), on: "2026-01-05").ThenEach(_ => { })
            .When(Fails("insufficient_funds"), on: "2026-01-05").Then("R1 failed: insufficient_funds, again on 2026-01-08")
            .When(new RunCharging(), on: "2026-01-08").ThenEach(_ => { });

        // Due on the 19th: steps on the 16th, 19th, 22nd, 26th, on 2 February and on the 18th.
        foreach (var (n, eve) in new[] { "2026-01-15", "2026-01-18", "2026-01-21", "2026-01-25", "2026-02-01", "2026-02-17" }.Select((eve, index) => (index + 2, eve)))
        {
            scenario.When(Fails("insufficient_funds", n), on: n == 2 ? "2026-01-08" : $"{scenario.Invoice("R1").Attempts[^1].StartedOn:O}").Then($"R1 failed: insufficient_funds, again on {eve}")
                .When(new RunCharging(), on: eve).Then("R1 is charged 100.00 EUR by Visa 4242");
        }

        scenario.When(Fails("insufficient_funds", 8), on: "2026-02-17").Then("R1 failed: insufficient_funds, not again");
    }

    [Fact]
    public void A_hard_decline_ends_the_method_and_another_is_charged_at_once()
    {
        var scenario = In(Collecting, new PaymentMethodSaved(Method("Card 0005")), new PaymentMethodSaved(Visa), R1)
            .When(new RunCharging(), on: "2026-01-05").Then("R1 is charged 100.00 EUR by Visa 4242")
            .When(Fails("lost_card", hard: true), on: "2026-01-05").Then("R1 failed: lost_card, hard", "method Declined: lost_card")
            .When(new RunCharging(), on: "2026-01-05").Then("R1 is charged 100.00 EUR by Card 0005")
            .When(Fails("stolen_card", 2, hard: true), on: "2026-01-05").Then("R1 failed: stolen_card, hard", "method Declined: stolen_card")
            .When(new RunCharging(), on: "2026-02-01").ThenNothing()
            .When(new StartPaymentAttempt("inv_R1", Visa.MethodId), on: "2026-02-01").Refused("unknown-method")
            .When(new StartPaymentAttempt("inv_R1", null), on: "2026-02-01").Refused("unknown-method");
        Assert.Empty(scenario.State.Methods);
    }

    [Fact]
    public void A_method_that_was_declined_for_good_and_saved_again_does_not_pay_the_same_invoice_by_itself() => Charged()
        .When(Fails("lost_card", hard: true), on: "2026-01-05").Then("R1 failed: lost_card, hard", "method Declined: lost_card")
        .When(new SaveMethod(Visa), on: "2026-01-06").Then("Visa 4242 saved")
        .When(new RunCharging(), on: "2026-02-01").ThenNothing()
        .When(new StartPaymentAttempt("inv_R1", null), on: "2026-02-01").Then("R1 is charged 100.00 EUR by Visa 4242, by hand");

    [Fact]
    public void A_debit_that_fails_after_its_money_came_goes_on_with_the_ladder() => Charged()
        .When(Sends(), on: "2026-01-05").Then("sent")
        .When(Pays("p1", 100, on: "2026-01-08", "inv_R1"), on: "2026-01-08").Then("p1 of 100.00 EUR pays R1 100.00")
        .When(Succeeds(), on: "2026-01-08").Then("attempt succeeded")
        .When(TakesBack("p1", 100, on: "2026-01-12"), on: "2026-01-12").Then("p1 less 100.00 EUR reopens R1 100.00")
        .When(new RunCharging(), on: "2026-02-01").ThenNothing()
        .When(Fails("refer_to_payer", late: true), on: "2026-01-12").Then("R1 failed late: refer_to_payer, again on 2026-01-15")
        .When(Succeeds(), on: "2026-01-13").ThenNothing()
        .When(new RunCharging(), on: "2026-01-15").Then("R1 is charged 100.00 EUR by Visa 4242");

    [Fact]
    public void Money_that_went_back_is_not_charged_again_by_itself()
    {
        Charged().When(Pays("p1", 100, on: "2026-01-08", "inv_R1"), on: "2026-01-08").Then("p1 of 100.00 EUR pays R1 100.00")
            .When(Succeeds(), on: "2026-01-08").Then("attempt succeeded")
            .When(TakesBack("p1", 40, on: "2026-01-12"), on: "2026-01-12").Then("p1 less 40.00 EUR reopens R1 40.00")
            .When(new RunCharging(), on: "2026-02-01").ThenNothing()
            .When(new StartPaymentAttempt("inv_R1", null), on: "2026-02-01").Then("R1 is charged 40.00 EUR by Visa 4242, by hand");
        In(Collecting, R1).When(Pays("cheque", 100, on: "2026-01-08"), on: "2026-01-08").Then("cheque of 100.00 EUR pays R1 100.00")
            .When(TakesBack("cheque", 100, on: "2026-01-12"), on: "2026-01-12").Then("cheque less 100.00 EUR reopens R1 100.00")
            .When(new SaveMethod(Visa), on: "2026-01-12").Then("Visa 4242 saved")
            .When(new RunCharging(), on: "2026-02-01").ThenNothing();
    }

    [Fact]
    public void What_is_contested_on_hold_or_with_collections_is_not_charged()
    {
        In(Collecting, new PaymentMethodSaved(Visa), R1, new DisputeOpened("inv_R1", "wrong")).When(new RunCharging(), on: "2026-02-01").ThenNothing()
            .When(new StartPaymentAttempt("inv_R1", null), on: "2026-02-01").Refused("disputed")
            .When(new CloseDispute("inv_R1"), on: "2026-02-01").Then("R1 no longer disputed")
            .When(new RunCharging(), on: "2026-02-01").Then("R1 is charged 100.00 EUR by Visa 4242");
        In(Collecting, new PaymentMethodSaved(Visa), R1, new DunningHeld("asked", Dates.Day("2026-02-10"))).When(new RunCharging(), on: "2026-02-09").ThenNothing()
            .When(new RunCharging(), on: "2026-02-10").Then("R1 is charged 100.00 EUR by Visa 4242");
        In(Collecting, new PaymentMethodSaved(Visa), R1, new DunningHeld("asked", null)).When(new RunCharging(), on: "2026-02-09").ThenNothing()
            .When(new StartPaymentAttempt("inv_R1", null), on: "2026-02-09").Then("R1 is charged 100.00 EUR by Visa 4242, by hand");
        In(Collecting, new PaymentMethodSaved(Visa), R1, new AccountSentToCollections("cas_1", Dates.Day("2026-02-01"), [new("inv_R1", "R1", Dates.Day("2026-01-05"), Dates.Day("2026-01-19"), Eur(100), 6, DunningAction.Collections)], Eur(100), 3))
            .When(new RunCharging(), on: "2026-02-09").ThenNothing()
            .When(new StartPaymentAttempt("inv_R1", null), on: "2026-02-09").Refused("in-collections");
    }

    [Fact]
    public void What_an_arrangement_covers_is_left_to_it()
    {
        var scenario = In(Collecting, new PaymentMethodSaved(Visa), R1).When(new PromisePayment("promise", null, Dates.Day("2026-01-20"), null, null), on: "2026-01-05").ThenEach(_ => { })
            .When(new RunCharging(), on: "2026-01-06").ThenNothing();
        Assert.Null(AccountAgenda.ChargeOn(scenario.State, Collecting.Policy));
        scenario.When(new StartPaymentAttempt("inv_R1", null), on: "2026-01-06").Then("R1 is charged 100.00 EUR by Visa 4242, by hand");
        Charged().When(new PromisePayment("promise", null, Dates.Day("2026-01-20"), null, null), on: "2026-01-05").ThenEach(_ => { })
            .When(Sends(), on: "2026-01-05").Then("withdrawn: The invoice is not collected by itself any more.");
    }

    [Fact]
    public void Credit_is_used_before_anything_is_charged() => In(Collecting, new PaymentMethodSaved(Visa), R1, new BalanceAdjusted("adj_1", Eur(30), Dates.Day("2026-01-05"), Dates.Day("2026-01-05"), ReasonCode.Goodwill, "sorry"))
        .When(new StartPaymentAttempt("inv_R1", null), on: "2026-01-05").Refused("credit-unused")
        .When(new RunCharging(), on: "2026-01-05").ThenEach(happened => Assert.IsType<CreditUsed>(happened), again: true)
        .When(new RunCharging(), on: "2026-01-05").Then("R1 is charged 70.00 EUR by Visa 4242");

    [Fact]
    public void An_attempt_that_waits_is_withdrawn_where_the_money_came_otherwise_and_what_is_left_is_charged() => Charged()
        .When(Pays("transfer", 60, on: "2026-01-06", "inv_R1"), on: "2026-01-06").Then("transfer of 60.00 EUR pays R1 60.00")
        .When(Sends(), on: "2026-01-06").Then("withdrawn: 40.00 EUR is owed, less than was due when it was started.")
        .When(new RunCharging(), on: "2026-01-06").Then("R1 is charged 40.00 EUR by Visa 4242")
        .When(new HoldDunning("asked", null), on: "2026-01-06").Then("held: asked")
        .When(Sends(2), on: "2026-01-06").Then("withdrawn: The account is on hold: asked");

    [Fact]
    public void An_attempt_that_was_sent_is_not_withdrawn_by_being_sent_again_and_money_still_counts_after_it_was_given_up() => Charged()
        .When(Sends(), on: "2026-01-05").Then("sent")
        .When(Pays("transfer", 100, on: "2026-01-06", "inv_R1"), on: "2026-01-06").Then("transfer of 100.00 EUR pays R1 100.00")
        .When(Sends(), on: "2026-01-06").ThenNothing()
        .When(Sends() with { IsNotThere = true }, on: "2026-01-06").Then("withdrawn: 0.00 EUR is owed, less than was due when it was started.")
        .When(Succeeds(), on: "2026-01-07").Then("attempt succeeded")
        .When(new WithdrawPaymentAttempt("inv_R1", Attempt(1), "not there"), on: "2026-01-08").ThenNothing();

    [Fact]
    public void An_attempt_that_the_processor_does_not_have_is_sent_again_while_it_is_wanted() => Charged()
        .When(Sends(), on: "2026-01-05").Then("sent")
        .When(Sends() with { IsNotThere = true }, on: "2026-01-05").ThenNothing()
        .When(new WithdrawPaymentAttempt("inv_R1", Attempt(1), "asked there"), on: "2026-01-06").Then("withdrawn: asked there")
        .When(Sends() with { IsNotThere = true }, on: "2026-01-06").ThenNothing()
        .When(new RunCharging(), on: "2026-01-06").Then("R1 is charged 100.00 EUR by Visa 4242");

    [Fact]
    public void Invoices_of_another_system_are_charged_by_hand_only()
    {
        var scenario = In(Collecting, new PaymentMethodSaved(Visa)).When(new TakeOverBalance(Dates.Day("2026-01-01"), [new("old", Dates.Day("2025-12-01"), Dates.Day("2025-12-15"), Eur(50), Eur(50))], []), on: "2026-01-02").ThenEach(_ => { })
            .When(new RunCharging(), on: "2026-02-01").ThenNothing();
        scenario.When(new StartPaymentAttempt(scenario.State.Invoices[0].ItemId, null), on: "2026-02-01").Then("old is charged 50.00 EUR by Visa 4242, by hand");
    }

    [Fact]
    public void A_method_that_is_saved_again_is_the_same_and_the_newest_is_charged_first()
    {
        var scenario = Given(new PaymentMethodSaved(Visa)).When(new SaveMethod(Visa with { SavedOn = Dates.Day("2026-03-01") }), on: "2026-03-01").ThenNothing()
            .When(new SaveMethod(Mandate), on: "2026-03-01").Then("SEPA 3000 saved")
            .When(new SaveMethod(Visa with { Label = "Visa 4242, 12/29" }), on: "2026-03-02").Then("Visa 4242, 12/29 saved");
        Assert.Equal(["SEPA 3000", "Visa 4242, 12/29"], scenario.State.Methods.Select(method => method.Label));
        scenario.When(new PreferMethod(Visa.MethodId), on: "2026-03-02").Then("another method preferred")
            .When(new PreferMethod(Visa.MethodId), on: "2026-03-02").ThenNothing()
            .When(new PreferMethod("mth_x"), on: "2026-03-02").Refused("unknown-method")
            .When(new EndMethod(Mandate.MethodId, MethodEnd.Revoked, "mandate_cancelled"), on: "2026-03-02").Then("method Revoked: mandate_cancelled")
            .When(new EndMethod(Mandate.MethodId, MethodEnd.Revoked, "mandate_cancelled"), on: "2026-03-02").ThenNothing();
        Assert.Equal(Visa.MethodId, Assert.Single(scenario.State.Methods).MethodId);
    }

    [Theory]
    [InlineData("Visa 4242 4242 4242 4242", "number-in-label")]
    [InlineData("DE02120300000000202051", "number-in-label")]
    public void A_label_holds_no_more_of_a_number_than_its_last_digits(string label, string code) =>
        Given().When(new SaveMethod(Visa with { Label = label }), on: "2026-03-01").Refused(code);

    [Fact]
    public void A_method_at_an_account_that_is_not_the_sellers_is_refused() =>
        Given().When(new SaveMethod(Visa with { MerchantAccount = "acct_2" }), on: "2026-03-01").Refused("unknown-merchant-account");

    [Fact]
    public void An_unknown_attempt_is_refused()
    {
        Given(R1).When(Sends(), on: "2026-01-05").Refused("unknown-attempt")
            .When(Succeeds(), on: "2026-01-05").Refused("unknown-attempt")
            .When(new WithdrawPaymentAttempt("inv_R1", Attempt(1), "asked"), on: "2026-01-05").Refused("unknown-attempt")
            .When(new StartPaymentAttempt("inv_x", null), on: "2026-01-05").Refused("unknown-invoice");
    }

    [Fact]
    public void A_payment_answers_its_attempt_by_all_that_is_known_of_it()
    {
        var unknown = Payment.Unknown(new PaymentId("stripe", "acct_1", "pi_1"), "acme");
        var day = Dates.Day("2026-01-05");
        AttemptAnswer? Of(params PaymentFact[] facts) => AttemptAnswer.Of(facts.Aggregate(unknown, (payment, fact) => payment.With(fact)));
        var (failed, came, late) = (new PaymentFailed("ch_1", "lost_card", day, Hard: true), new PaymentSucceeded(Eur(10), day), new CaptureFailed("", "refer_to_payer", day));

        Assert.Null(Of());
        Assert.Null(Of(new PaymentPending(day)));
        Assert.Equal(new AttemptAnswer.Failed("stripe|acct_1|pi_1", "lost_card", true, false), Of(new PaymentPending(day), failed));
        Assert.Equal(new AttemptAnswer.Succeeded("stripe|acct_1|pi_1"), Of(came, failed));
        Assert.Equal(new AttemptAnswer.Succeeded("stripe|acct_1|pi_1"), Of(new PaymentRefunded(Eur(10), day), came, new DisputeDecided("d", true, Eur(10), DateTimeOffset.UnixEpoch, day)));
        Assert.Equal(new AttemptAnswer.Failed("stripe|acct_1|pi_1", "refer_to_payer", false, true), Of(late, came));
        Assert.Equal(Of(late, came), Of(late));
    }

    [Fact]
    public void A_payment_keeps_the_attempt_that_any_of_its_reports_names()
    {
        var unknown = Payment.Unknown(new PaymentId("stripe", "acct_1", "pi_1"), "acme");
        var (invoice, attempt) = (new PaymentReference("R1", "", "text"), PaymentReference.None with { AttemptId = "att_1" });
        foreach (var known in new[] { unknown.Referring(invoice).Referring(attempt), unknown.Referring(attempt).Referring(invoice), unknown.Referring(invoice with { AttemptId = "att_1" }).Referring(PaymentReference.None) })
        {
            Assert.Equal(invoice with { AttemptId = "att_1" }, known.Reference);
            Assert.Same(known, known.Referring(attempt).Referring(invoice).Referring(PaymentReference.None));
        }
    }
}
