using CsCheck;
using static Billing.Domain.Tests.Past;
using static Billing.Domain.Tests.Scenario;

namespace Billing.Domain.Tests;

/// <summary>On an invoice over 1,000.00 of 1 March that is due on 15 March, with notices 10, 30 and 60 days after, the last two of which charge.</summary>
public class LateChargeTests
{
    private static readonly InvoiceFinalized R1 = Invoiced("R1", 1000, on: "2026-03-01", due: "2026-03-15");

    private static readonly InterestRateTable Rates = new(9, [new(Dates.Day("2026-01-01"), 1), new(Dates.Day("2026-07-01"), 2)]) { ConsumerPoints = 5 };

    private static World Business => Consumer with { Profile = Consumer.Profile with { VatId = "DE129273398" } };

    private static World Consumer => Charging(policy => policy);

    [Fact]
    public void Nothing_is_charged_where_the_policy_says_nothing() =>
        In(World.Standard with { Profile = Business.Profile }, R1)
            .When(new RunCollections(), on: "2026-04-14").ThenEach(happened => Assert.IsNotType<LateChargeIssued>(happened));

    [Fact]
    public void A_step_charges_the_interest_up_to_its_day_and_the_next_goes_on_from_there() =>
        In(Business, R1)
            .When(new RunCollections(), on: "2026-04-14").Then(
                "R1 overdue", "late charge ACME-LCH-2026-000001 of 7.95 EUR on 2026-04-14 due 2026-04-28: Interest on R1: 1000.00 EUR at 10 % 2026-03-16..2026-04-13 7.95",
                "OverdueNotice of 1007.95 EUR: R1 1000.00 OverdueNotice 1; ACME-LCH-2026-000001 7.95 Reminder -1")
            .When(new RunCollections(), on: "2026-05-14").Then(
                "ACME-LCH-2026-000001 overdue", "late charge ACME-LCH-2026-000002 of 8.22 EUR on 2026-05-14 due 2026-05-28: Interest on R1: 1000.00 EUR at 10 % 2026-04-14..2026-05-13 8.22",
                "OverdueNotice of 1016.17 EUR: R1 1000.00 OverdueNotice 2; ACME-LCH-2026-000001 7.95 OverdueNotice 0; ACME-LCH-2026-000002 8.22 Reminder -1");

    [Fact]
    public void A_late_charge_bears_no_interest_and_is_charged_no_fee() =>
        In(Charging(policy => policy with { Steps = [new(3, DunningAction.OverdueNotice) { LateFee = 5, ChargesInterest = true }] }) with { Profile = Business.Profile }, R1)
            .When(new RunCollections(), on: "2026-03-18").Done()
            .When(new RunCollections(), on: "2026-12-31").ThenEach(happened => Assert.IsNotType<LateChargeIssued>(happened));

    [Fact]
    public void A_change_of_the_rate_splits_the_days_and_the_lines_sum_to_the_interest()
    {
        var scenario = In(Charging(policy => policy with { Steps = [new(120, DunningAction.OverdueNotice) { ChargesInterest = true }] }) with { Profile = Business.Profile }, R1)
            .When(new RunCollections(), on: "2026-07-13").Done();
        var late = Assert.Single(scenario.IssuedInvoices, document => document.Invoice.Kind == DocumentKind.LateCharge);
        Assert.Equal(["Interest on R1: 1000.00 EUR at 10 %", "Interest on R1: 1000.00 EUR at 11 %"], late.Invoice.Lines.Select(line => line.Description));
        Assert.Equal([107, 12], late.Invoice.Lines.Select(line => line.Period.Days));
        Assert.Equal(Eur(32.93m), late.Total);
    }

    [Fact]
    public void A_payment_counts_from_its_value_date() =>
        In(Business, R1)
            .When(Pays("p1", 400, "2026-03-26"), on: "2026-03-30").Done()
            .When(new RunCollections(), on: "2026-04-14").ThenEach(happened => Assert.True(happened is not LateChargeIssued late
                || Told.Of(late, id => id).EndsWith("1000.00 EUR at 10 % 2026-03-16..2026-03-25 2.74; Interest on R1: 600.00 EUR at 10 % 2026-03-26..2026-04-13 3.12", StringComparison.Ordinal)));

    [Fact]
    public void Days_in_which_the_invoice_was_contested_do_not_count() =>
        In(Business, R1)
            .When(new OpenDispute(R1.Invoice.DocumentId, "broken"), on: "2026-03-20").Done()
            .When(new CloseDispute(R1.Invoice.DocumentId), on: "2026-04-01").Done()
            .When(new RunCollections(), on: "2026-04-14").ThenEach(happened => Assert.True(happened is not LateChargeIssued late || (late.Charge.Totals.Total == Eur(4.66m) && late.Charge.Lines.Sum(line => line.Period.Days) == 17)));

    [Fact]
    public void Days_under_an_arrangement_do_not_count() =>
        In(Business, R1)
            .When(new PromisePayment("a1", null, Dates.Day("2026-03-30"), null, 0), on: "2026-03-20").Done()
            .When(new RunCollections(), on: "2026-03-31").Done()
            .When(new RunCollections(), on: "2026-04-25").ThenEach(happened => Assert.True(happened is not LateChargeIssued late
                || late.Charge.Lines.Select(line => (line.Period.Start, line.Period.End)).SequenceEqual([(Dates.Day("2026-03-16"), Dates.Day("2026-03-20")), (Dates.Day("2026-03-31"), Dates.Day("2026-04-25"))])));

    [Fact]
    public void Credit_that_waits_to_be_used_counts_from_the_day_it_came() =>
        In(Business, R1)
            .When(new AdjustBalance("a1", Eur(600), ReasonCode.Goodwill, "for now"), on: "2026-03-26").Done()
            .When(new RunCollections(), on: "2026-04-14").ThenEach(happened => Assert.True(happened is not LateChargeIssued late || late.Charge.Totals.Total == Eur(4.82m)));

    [Fact]
    public void Interest_below_the_minimum_waits_for_the_next_step_that_charges() =>
        In(Charging(policy => policy with { LateCharges = policy.LateCharges with { MinimumInterest = 8 } }) with { Profile = Business.Profile }, R1)
            .When(new RunCollections(), on: "2026-04-14").ThenEach(happened => Assert.IsNotType<LateChargeIssued>(happened))
            .When(new RunCollections(), on: "2026-05-14").ThenEach(happened => Assert.True(happened is not LateChargeIssued late || late.Charge.Totals.Total == Eur(16.16m)));

    [Fact]
    public void After_the_last_step_it_runs_on_until_it_comes_to_the_minimum()
    {
        var scenario = In(Least(10), R1)
            .When(new RunCollections(), on: "2026-04-14").Then("R1 overdue", "OverdueNotice of 1000.00 EUR: R1 1000.00 OverdueNotice 0", "interest of 7.95 on R1 waits");
        Assert.Equal(Dates.Day("2026-04-22"), AccountAgenda.CollectOn(scenario.State, Least(10).Policy, Dates.Day("2026-04-15")));
        scenario.When(new RunCollections(), on: "2026-04-21").ThenNothing()
            .When(new RunCollections(), on: "2026-04-22").Then(
                "late charge ACME-LCH-2026-000001 of 10.14 EUR on 2026-04-22 due 2026-05-06: Interest on R1: 1000.00 EUR at 10 % 2026-03-16..2026-04-21 10.14")
            .When(new RunCollections(), on: "2026-04-24").Then("OverdueNotice of 1000.00 EUR: R1 1000.00 OverdueNotice 1");
        Assert.Null(WaitingInterest.NextOn(scenario.State, Least(10).Dunning, Dates.Day("2026-04-25")));
    }

    [Fact]
    public void What_waits_on_several_invoices_is_charged_together() =>
        In(Least(10), R1, Invoiced("R2", 500, on: "2026-03-01", due: "2026-03-19"))
            .When(new RunCollections(), on: "2026-04-14").Then(
                "R1 overdue", "R2 overdue", "OverdueNotice of 1000.00 EUR: R1 1000.00 OverdueNotice 0", "interest of 7.95 on R1 waits")
            .When(new RunCollections(), on: "2026-04-18").Then(
                "late charge ACME-LCH-2026-000001 of 13.01 EUR on 2026-04-18 due 2026-05-02: Interest on R2: 500.00 EUR at 10 % 2026-03-20..2026-04-17 3.97; Interest on R1: 1000.00 EUR at 10 % 2026-03-16..2026-04-17 9.04",
                "OverdueNotice of 1513.01 EUR: R1 1000.00 OverdueNotice 0; R2 500.00 OverdueNotice 0; ACME-LCH-2026-000001 13.01 Reminder -1");

    [Fact]
    public void What_stops_dunning_stops_it_and_what_is_settled_before_is_not_charged() =>
        In(Least(10), R1)
            .When(new RunCollections(), on: "2026-04-14").ThenEach(_ => { })
            .When(new HoldDunning("talks", Dates.Day("2026-04-23")), on: "2026-04-15").Then("held: talks")
            .When(new RunCollections(), on: "2026-04-22").ThenNothing()
            .When(Pays("p1", 1000, "2026-04-20", R1.Invoice.DocumentId), on: "2026-04-22").ThenEach(_ => { })
            .When(new RunCollections(), on: "2026-05-30").ThenNothing();

    [Fact]
    public void What_comes_to_the_minimum_on_a_quiet_day_is_charged_on_the_next()
    {
        var quiet = Least(10).WithDunning(policy => policy with { QuietDays = new QuietDays(false, [], [Dates.Day("2026-04-22")]) });
        In(quiet, R1)
            .When(new RunCollections(), on: "2026-04-14").ThenEach(_ => { })
            .When(new RunCollections(), on: "2026-04-22").ThenNothing()
            .When(new RunCollections(), on: "2026-04-23").ThenEach(happened => Assert.Equal(Eur(10.41m), Assert.IsType<LateChargeIssued>(happened).Charge.Totals.Total));
    }

    [Fact]
    public void Where_the_last_day_to_pay_is_a_weekend_or_a_holiday_it_runs_from_the_day_after_the_next_that_is_none() =>
        In(Charging(policy => policy with { QuietDays = new QuietDays(true, ["DE"], [Dates.Day("2026-03-17")]) { Holidays = new HashSet<DateOnly> { Dates.Day("2026-03-16") } } }) with { Profile = Business.Profile }, R1)
            .When(new RunCollections(), on: "2026-04-14").Then(
                "R1 overdue", "late charge ACME-LCH-2026-000001 of 7.40 EUR on 2026-04-14 due 2026-04-28: Interest on R1: 1000.00 EUR at 10 % 2026-03-18..2026-04-13 7.40",
                "OverdueNotice of 1007.40 EUR: R1 1000.00 OverdueNotice 1; ACME-LCH-2026-000001 7.40 Reminder -1");

    [Fact]
    public void A_rate_that_is_fixed_at_the_start_does_not_follow_the_base_rate() =>
        In(Charging(policy => policy with { Steps = [new(120, DunningAction.OverdueNotice) { ChargesInterest = true }], LateCharges = new(Rates with { FixedAtStart = true }, 0) }) with { Profile = Business.Profile }, R1)
            .When(new RunCollections(), on: "2026-07-13").Then(
                "R1 overdue", "late charge ACME-LCH-2026-000001 of 32.60 EUR on 2026-07-13 due 2026-07-27: Interest on R1: 1000.00 EUR at 10 % 2026-03-16..2026-07-12 32.60",
                "OverdueNotice of 1032.60 EUR: R1 1000.00 OverdueNotice 0; ACME-LCH-2026-000001 32.60 Reminder -1");

    [Fact]
    public void A_consumer_is_charged_by_the_points_for_consumers_and_no_compensation() =>
        In(Charging(policy => policy with { LateCharges = policy.LateCharges with { Compensation = [new("EUR", 0, 40)] } }), R1)
            .When(new RunCollections(), on: "2026-04-14").ThenEach(happened => Assert.True(happened is not LateChargeIssued late || late.Charge.Totals.Total == Eur(4.77m)));

    [Fact]
    public void A_consumer_is_charged_nothing_where_there_are_no_points_for_consumers() =>
        In(Charging(policy => policy with { LateCharges = policy.LateCharges with { Interest = Rates with { ConsumerPoints = null } } }), R1)
            .When(new RunCollections(), on: "2026-04-14").ThenEach(happened => Assert.IsNotType<LateChargeIssued>(happened));

    [Fact]
    public void A_business_owes_the_compensation_once_for_each_invoice()
    {
        var scenario = In(
            Charging(policy => policy with { LateCharges = policy.LateCharges with { Interest = null, Compensation = [new("EUR", 0, 40), new("GBP", 0, 70)] } }) with { Profile = Business.Profile },
            R1, Invoiced("R2", 50, on: "2026-03-01", due: "2026-03-15"))
            .When(new RunCollections(), on: "2026-04-14").Done()
            .When(new RunCollections(), on: "2026-05-14").Done();
        Assert.Equal(["Compensation for late payment of R1", "Compensation for late payment of R2"], scenario.IssuedInvoices.Where(document => document.Invoice.Kind == DocumentKind.LateCharge).SelectMany(document => document.Invoice.Lines).Select(line => line.Description));
    }

    [Theory]
    [InlineData(LateFeeBasis.Notice, 7.5)]
    [InlineData(LateFeeBasis.Invoice, 12.5)]
    public void A_fee_is_for_the_notice_or_for_each_invoice(LateFeeBasis basis, decimal total) =>
        In(Charging(policy => policy with
        {
            Steps = [new(20, DunningAction.OverdueNotice) { LateFee = 5 }, new(30, DunningAction.OverdueNotice) { LateFee = 7.5m }],
            LateCharges = new LateChargePolicy(null, 0) { FeePer = basis },
        }), R1, Invoiced("R2", 50, on: "2026-03-11", due: "2026-03-25"))
            .When(new RunCollections(), on: "2026-04-14").ThenEach(happened => Assert.True(happened is not LateChargeIssued late || late.Charge.Totals.Total == Eur(total)));

    [Fact]
    public void It_is_income_and_a_receivable_of_its_own_and_a_credit_note_waives_it()
    {
        var scenario = In(Charging(policy => policy with { Steps = [new(30, DunningAction.OverdueNotice) { LateFee = 5, ChargesInterest = true }] }) with { Profile = Business.Profile }, R1)
            .When(new RunCollections(), on: "2026-04-14").Done();
        Assert.Equal((-5m, -7.95m), (scenario.Ledger(ChartOfAccounts.Fees), scenario.Ledger(ChartOfAccounts.Interest)));
        Assert.Equal(Eur(1012.95m), scenario.State.Receivable());
        Assert.Equal((Eur(12.95m), true), (scenario.Invoice("ACME-LCH-2026-000001").Balance, scenario.Invoice("ACME-LCH-2026-000001").IsLateCharge));

        scenario.When(id => Credits(id("ACME-LCH-2026-000001")), on: "2026-04-20").Done();
        Assert.Equal((0m, 0m), (scenario.Ledger(ChartOfAccounts.Fees), scenario.Ledger(ChartOfAccounts.Interest)));
        Assert.Equal(Eur(1000), scenario.State.Receivable());
        Assert.Equal(0m, scenario.Ledger(ChartOfAccounts.DeferredRevenue("late-charges")) + scenario.Ledger(ChartOfAccounts.Revenue("late-charges")));
    }

    [Fact]
    public void What_was_waived_is_not_charged_again() =>
        In(Business, R1)
            .When(new RunCollections(), on: "2026-04-14").Done()
            .When(id => Credits(id("ACME-LCH-2026-000001")), on: "2026-04-20").Done()
            .When(new RunCollections(), on: "2026-05-14").ThenEach(happened => Assert.True(happened is not LateChargeIssued late || late.Charge.Totals.Total == Eur(8.22m)));

    [Fact]
    public void It_is_outside_the_scope_of_tax_unless_the_policy_taxes_it()
    {
        var untaxed = In(Business, R1).When(new RunCollections(), on: "2026-04-14").Done().IssuedInvoices.Single(document => document.Invoice.Kind == DocumentKind.LateCharge);
        Assert.Equal(new LineTax(TaxTreatment.OutOfScope, 0, "DE", "Ersatz für Zahlungsverzug: nicht umsatzsteuerbar", "VATEX-EU-O"), Assert.Single(untaxed.Invoice.Taxes).Tax);
        Assert.False(untaxed.IsEInvoice);

        var taxed = In(Charging(policy => policy with { LateCharges = policy.LateCharges with { Tax = new(TaxTreatment.Standard, 20, "XX", "") } }) with { Profile = Business.Profile }, R1)
            .When(new RunCollections(), on: "2026-04-14").Done();
        Assert.Equal(-1.59m, taxed.Ledger(ChartOfAccounts.TaxPayable("XX")));
    }

    [Fact]
    public void It_goes_to_collections_with_the_invoice_that_it_is_about_and_comes_back_with_it()
    {
        var scenario = In(Ending(), R1)
            .When(new RunCollections(), on: "2026-03-25").ThenEach(_ => { })
            .When(new RunCollections(), on: "2026-04-14").Then("ACME-LCH-2026-000001 overdue", "FinalNotice of 1000.00 EUR: R1 1000.00 FinalNotice 1")
            .When(new RunCollections(), on: "2026-04-24").Then(
                "ACME-LCH-2026-000001 OverdueNotice 0 stopped by below-minimum: 2.47 EUR is below 5, the least that is dunned.",
                "collections get 1002.47 EUR: R1 1000.00 Collections 2; ACME-LCH-2026-000001 2.47 Collections 2");
        scenario.When(new RecallCase(scenario.State.Cases[0].ItemId, "pays"), on: "2026-04-26").Then("the case is recalled, Recalled: pays; R1 is back; ACME-LCH-2026-000001 is back");
    }

    [Fact]
    public void It_goes_with_its_invoice_by_hand_as_well_also_before_it_is_due() =>
        In(Ending(), R1)
            .When(new RunCollections(), on: "2026-03-25").ThenEach(_ => { })
            .When(new SendToCollections(["inv_R1"], "", "fled"), on: "2026-03-26").ThenEach(happened => Assert.Equal(["R1", "ACME-LCH-2026-000001"], Assert.IsType<AccountSentToCollections>(happened).Items.Select(item => item.Number)));

    [Fact]
    public void It_stays_while_an_invoice_that_it_is_about_stays()
    {
        var scenario = In(Ending(), R1, Invoiced("R2", 500, on: "2026-03-01", due: "2026-03-15"))
            .When(new RunCollections(), on: "2026-03-25").ThenEach(_ => { })
            .When(new RunCollections(), on: "2026-04-14").ThenEach(_ => { })
            .When(new OpenDispute("inv_R2", "wrong"), on: "2026-04-20").ThenEach(_ => { })
            .When(new RunCollections(), on: "2026-04-24").ThenEach(happened => Assert.True(happened is DunningStopped or AccountSentToCollections { Items: [{ Number: "R1" }] }))
            .When(new CloseDispute("inv_R2"), on: "2026-04-25").ThenEach(_ => { });
        scenario.When(new RunCollections(), on: "2026-04-25").Then("collections get 503.70 EUR more: R2 500.00 Collections 2; ACME-LCH-2026-000001 3.70 Collections 2");
    }

    [Fact]
    public void A_late_charge_is_cancelled_or_credited_but_not_billed_again() =>
        In(Business, R1)
            .When(new RunCollections(), on: "2026-04-14").Done()
            .When(id => new RebillInvoice(id("ACME-LCH-2026-000001")), on: "2026-04-15").Refused("late-charge")
            .When(id => new VoidInvoice(id("ACME-LCH-2026-000001")), on: "2026-04-15").Then("ACME-CAN-2026-000001 cancels ACME-LCH-2026-000001 on 2026-04-15: 7.95 EUR no longer owed");

    [Fact]
    public void A_payment_that_turns_out_earlier_raises_a_doubt_that_a_credit_note_settles()
    {
        var scenario = In(Business, R1)
            .When(new RunCollections(), on: "2026-04-14").Done()
            .When(Pays("p1", 1000, "2026-03-26", R1.Invoice.DocumentId), on: "2026-04-16").Then(
                "p1 of 1000.00 EUR pays R1 1000.00", "ACME-LCH-2026-000001 charges 5.21 too much for R1: PaidEarlier");
        Assert.Equal(Eur(5.21m), Assert.Single(scenario.State.LateChargeDoubts).Excess);
        scenario.When(id => Credits(id("ACME-LCH-2026-000001")), on: "2026-04-20").Done();
        Assert.Empty(scenario.State.LateChargeDoubts);
    }

    [Fact]
    public void A_payment_of_later_days_raises_none() =>
        In(Business, R1)
            .When(new RunCollections(), on: "2026-04-14").Done()
            .When(Pays("p1", 1000, "2026-04-14", R1.Invoice.DocumentId), on: "2026-04-16").Then("p1 of 1000.00 EUR pays R1 1000.00");

    [Fact]
    public void What_a_credit_note_took_back_bears_no_interest_from_the_start() =>
        In(Business, R1)
            .When(Credits(R1.Invoice.DocumentId, "n1", (1, 400)), on: "2026-04-10").Done()
            .When(new RunCollections(), on: "2026-04-14").ThenEach(happened => Assert.True(happened is not LateChargeIssued late || late.Charge.Totals.Total == Eur(4.77m)));

    [Fact]
    public void An_invoice_that_is_credited_or_cancelled_raises_a_doubt()
    {
        In(Business, R1)
            .When(new RunCollections(), on: "2026-04-14").Done()
            .When(Credits(R1.Invoice.DocumentId, "n1", (1, 400)), on: "2026-04-20").ThenEach(happened => Assert.True(happened is not LateChargeDoubted { Doubt: var doubt } || (doubt.Excess, doubt.Because) == (Eur(3.18m), LateChargeDoubtCause.Credited)));
        var cancelled = In(Business, R1)
            .When(new RunCollections(), on: "2026-04-14").Done()
            .When(new VoidInvoice(R1.Invoice.DocumentId), on: "2026-04-20").Done();
        Assert.Equal((Eur(7.95m), LateChargeDoubtCause.Cancelled), (Assert.Single(cancelled.State.LateChargeDoubts).Excess, cancelled.State.LateChargeDoubts[0].Because));
    }

    [Fact]
    public void Parts_of_a_time_bear_what_all_of_it_bears() =>
        Gen.Select(Gen.Int[1, 400], Gen.Int[1, 400], Gen.Int[1, 999_999], Gen.Select(Gen.Int[-40, 500], Gen.Int[1, 9_999]).Array[0, 6]).Sample((first, second, cents, payments) =>
        {
            var item = Invoiced("R1", cents / 100m, on: "2026-03-01", due: "2026-03-15");
            var account = AccountEvolution.Apply(AccountEvolution.Evolve(null, new AccountOpened(World.Standard.AccountId, 1)), [item])!;
            foreach (var (after, paid) in payments)
            {
                var part = Money.Min(Eur(paid / 100m), account.Invoices[0].Balance);
                if (part.IsPositive)
                    account = AccountEvolution.Apply(account, [new PaymentApplied("a", $"p{after}", part, Dates.Day("2026-03-15").AddDays(after), Dates.Day("2026-03-15"), [new($"p{after}", item.Invoice.DocumentId, part)], Eur(0))])!;
            }

            decimal Exact(DateOnly from, DateOnly until) => LateInterest.Spans(account, account.Invoices[0], new ServicePeriod(from, until), new InterestTerms(Rates, 9, QuietDays.None)).Sum(span => span.Weight);
            var (start, middle, end) = (Dates.Day("2026-03-16"), Dates.Day("2026-03-16").AddDays(first), Dates.Day("2026-03-16").AddDays(first + second));
            Assert.Equal(Exact(start, end), Exact(start, middle) + Exact(middle, end));

            // The slow way: each day by itself.
            var days = 0m;
            for (var day = start; day < end; day = day.AddDays(1))
                days += (item.Invoice.Totals.Total.Amount - PaidBy(account, day)) * (day < Dates.Day("2026-07-01") ? 10 : 11);
            Assert.Equal(days, Exact(start, end));
        });

    private static decimal PaidBy(Account account, DateOnly day) => account.Credits.Where(credit => credit.ValueDate <= day).SelectMany(credit => credit.Allocations).Sum(part => part.Amount.Amount);

    // Charged 10 days after the due date, a final notice after 30 and collections after 40; nothing below 5.00 is dunned by itself.
    private static World Ending() => Charging(policy => policy with
    {
        Steps = [new(10, DunningAction.OverdueNotice) { ChargesInterest = true }, new(30, DunningAction.FinalNotice), new(40, DunningAction.Collections)],
        Collections = policy.Collections with { DaysAfterFinalNotice = 7 },
    }) with
    { Profile = Business.Profile };

    // The first of two steps is the only one that charges, and no less than a sum.
    private static World Least(decimal minimum) => Charging(policy => policy with
    {
        Steps = [new(30, DunningAction.OverdueNotice) { ChargesInterest = true }, new(40, DunningAction.OverdueNotice)],
        LateCharges = new LateChargePolicy(Rates, minimum),
    }) with
    { Profile = Business.Profile };

    private static World Charging(Func<DunningPolicy, DunningPolicy> change) => World.Standard.WithDunning(policy => change(policy with
    {
        Steps = [new(10, DunningAction.OverdueNotice), new(30, DunningAction.OverdueNotice) { ChargesInterest = true }, new(60, DunningAction.OverdueNotice) { ChargesInterest = true }],
        LateCharges = new LateChargePolicy(Rates, 0),
    }));
}
