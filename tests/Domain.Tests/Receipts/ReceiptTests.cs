using static Billing.Domain.Tests.Past;

namespace Billing.Domain.Tests;

public class ReceiptTests
{
    private static readonly World WithReceipts = World.Standard.WithPolicy(policy => policy with { Receipts = ReceiptPolicy.EveryPayment });
    private static readonly InvoiceFinalized R1 = Invoiced("R1", 100, on: "2026-01-01", due: "2026-01-15");
    private static readonly InvoiceFinalized R2 = Invoiced("R2", 60, on: "2026-01-05", due: "2026-01-10");

    [Fact]
    public void A_receipt_says_what_a_payment_settled_and_what_stays_open() =>
        Given(R1, R2).When(Pays("p1", 80, on: "2026-01-08"), on: "2026-01-09").Then(
            "p1 of 80.00 EUR pays R2 60.00, R1 20.00",
            "receipt ACME-RCP-2026-000001 of 80.00 EUR; R2 60.00 - 60.00 = 0.00; R1 100.00 - 20.00 = 80.00; owes 80.00, has 0.00");

    [Fact]
    public void What_is_left_over_is_on_the_receipt_as_credit()
    {
        var scenario = Given(R1)
            .When(Pays("p1", 150, on: "2026-01-08"), on: "2026-01-09").Then(
                "p1 of 150.00 EUR pays R1 100.00, 50.00 to credit",
                "receipt ACME-RCP-2026-000001 of 150.00 EUR; R1 100.00 - 100.00 = 0.00; credit 50.00; owes 0.00, has 50.00")
            .When(Pays("p2", 5, on: "2026-01-10"), on: "2026-01-10").Then(
                "p2 of 5.00 EUR, 5.00 to credit",
                "receipt ACME-RCP-2026-000002 of 5.00 EUR; credit 5.00; owes 0.00, has 55.00");
        var first = scenario.Receipt("ACME-RCP-2026-000001");
        Assert.Equal((Dates.Day("2026-01-08"), Dates.Day("2026-01-09")), (first.Receipt.ValueDate, first.IssueDate));
        Assert.Equal((Eur(150), "Kunde AG", "Acme GmbH"), (first.Total, first.Buyer.Name, first.Seller.Name));
    }

    [Fact]
    public void A_discount_for_early_payment_is_on_the_receipt_and_on_the_one_that_takes_it_back()
    {
        var offer = new DiscountOffer(2, Dates.Day("2026-01-11"), Eur(2), []);
        Given(R1 with { Discount = offer })
            .When(Pays("p1", 98, on: "2026-01-08"), on: "2026-01-08").Then(
                "p1 of 98.00 EUR pays R1 98.00", "R1 less discount 2.00",
                "receipt ACME-RCP-2026-000001 of 98.00 EUR; R1 100.00 - 98.00 - 2.00 EarlyPayment = 0.00; owes 0.00, has 0.00")
            .When(TakesBack("p1", 98, on: "2026-01-20") with { Cause = ReversalCause.Returned }, on: "2026-01-20").Then(
                "p1 less 98.00 EUR reopens R1 98.00", "R1 discount 2.00 owed again",
                "receipt ACME-RCP-2026-000002 of -98.00 EUR; R1 0.00 - -98.00 - -2.00 EarlyPayment = 100.00; Returned; owes 100.00, has 0.00");
    }

    [Fact]
    public void What_is_not_asked_for_is_on_the_receipt_and_on_the_one_that_takes_it_back() =>
        Scenario.In(WithReceipts.WithPolicy(policy => policy with { ShortPayment = new ShortPaymentTolerance(1, null) }), R1)
            .When(Pays("p1", 99.4m, on: "2026-01-08", "inv_R1"), on: "2026-01-08").Then(
                "p1 of 99.40 EUR pays R1 99.40", "R1 less short payment 0.60",
                "receipt ACME-RCP-2026-000001 of 99.40 EUR; R1 100.00 - 99.40 - 0.60 ShortPayment = 0.00; owes 0.00, has 0.00")
            .When(TakesBack("p1", 99.4m, on: "2026-01-20") with { Cause = ReversalCause.Returned }, on: "2026-01-20").Then(
                "p1 less 99.40 EUR reopens R1 99.40", "R1 short payment 0.60 owed again",
                "receipt ACME-RCP-2026-000002 of -99.40 EUR; R1 0.00 - -99.40 - -0.60 ShortPayment = 100.00; Returned; owes 100.00, has 0.00");

    [Fact]
    public void What_had_been_written_off_is_named_as_recovered() =>
        Given(R1, new InvoiceWrittenOff("inv_R1", "R1", Eur(70), Eur(0), Dates.Day("2026-06-01"), Dates.Day("2026-06-01"), ReasonCode.Insolvency))
            .When(Pays("p1", 50, on: "2026-07-01"), on: "2026-07-01").Then(
                "p1 of 50.00 EUR pays R1 30.00, R1 20.00 written off",
                "receipt ACME-RCP-2026-000001 of 50.00 EUR; R1 30.00 - 50.00 (20.00 recovered) = 0.00; owes 0.00, has 0.00");

    [Fact]
    public void Money_that_is_taken_back_is_on_a_receipt_of_its_own_with_the_reason()
    {
        var scenario = Given(R1, R2)
            .When(Pays("p1", 170, on: "2026-01-08"), on: "2026-01-08").ThenEach(_ => { })
            .When(TakesBack("p1", 130, on: "2026-01-20"), on: "2026-01-21").Then(
                "p1 less 130.00 EUR reopens R1 100.00, R2 20.00, 10.00 from credit",
                "receipt ACME-RCP-2026-000002 of -130.00 EUR; R1 0.00 - -100.00 = 100.00; R2 0.00 - -20.00 = 20.00; credit -10.00; Refund; owes 120.00, has 0.00");
        Assert.NotEqual(scenario.Receipt("ACME-RCP-2026-000001").DocumentId, scenario.Receipt("ACME-RCP-2026-000002").DocumentId);
    }

    [Fact]
    public void Money_is_applied_alike_with_a_receipt_and_without()
    {
        AccountEvent[] Applied(World world) => [.. Assert.IsType<Decision.Accepted>(Paper(world).Do(Pays("p1", 80, on: "2026-01-08"), Dates.Day("2026-01-08"))).Events.Where(happened => happened is not ReceiptIssued)];
        Assert.Equal(Applied(World.Standard).Select(Json.Write), Applied(WithReceipts).Select(Json.Write));
        Assert.Equal("wrong-currency", Assert.IsType<Decision.Refused>(Paper(WithReceipts).Do(Pays("p1", 1, on: "2026-01-08") with { Amount = new Money(1, Currency.Of("USD")) }, Dates.Day("2026-01-08"))).Refusal.Code);
    }

    [Fact]
    public void A_seller_without_receipts_issues_none() =>
        Scenario.Given(R1).When(Pays("p1", 100, on: "2026-01-08"), on: "2026-01-08").Then("p1 of 100.00 EUR pays R1 100.00");

    [Fact]
    public void Deciding_again_names_the_same_receipt_and_a_voided_number_is_not_used_again()
    {
        var account = Paper(WithReceipts);
        var payment = Pays("p1", 100, on: "2026-01-08");
        var day = Dates.Day("2026-01-08");
        var asked = Assert.IsType<Decision.NeedsNumbers>(account.Decide(payment, day)).Documents.Single();
        Assert.Equal(asked, Assert.IsType<Decision.NeedsNumbers>(account.Decide(payment, day)).Documents.Single());
        Assert.Equal("ACME-RCP-2026", asked.Series.Name);

        account.Numbers.Reserve([asked]);
        account.Do(new VoidNumber(asked.DocumentId, "ACME-RCP-2026-000001"), day);
        account.Do(payment, day);

        Assert.True(account.Documents[asked.DocumentId].IsVoidSheet);
        Assert.Equal("ACME-RCP-2026-000002", account.Documents.Values.OfType<IssuedReceipt>().Single().Number);
    }

    [Fact]
    public void The_year_of_the_series_is_that_of_the_issue_date() =>
        Given(R1).When(Pays("p1", 100, on: "2026-12-31"), on: "2027-01-02").Then(
            "p1 of 100.00 EUR pays R1 100.00", "receipt ACME-RCP-2027-000001 of 100.00 EUR; R1 100.00 - 100.00 = 0.00; owes 0.00, has 0.00");

    [Fact]
    public void Nobody_writes_to_a_customer_whose_data_was_erased() =>
        Given(R1, new InvoiceWrittenOff("inv_R1", "R1", Eur(100), Eur(0), Dates.Day("2026-06-01"), Dates.Day("2026-06-01"), ReasonCode.Insolvency), new CustomerErased(2, Dates.Day("2026-07-01")))
            .When(Pays("p1", 100, on: "2026-07-02"), on: "2026-07-02").Then("p1 of 100.00 EUR pays R1 100.00 written off");

    [Theory]
    [InlineData("cheque 12", "INV-1", "cheque 12")]
    [InlineData("", "INV-1", "INV-1")]
    [InlineData("", "", "")]
    public void The_document_says_how_the_money_came_and_what_the_payer_wrote_and_the_event_does_not(string text, string invoiceNumber, string printed)
    {
        var issued = new ReceiptIssued(new Receipt("rcp_1", "pay|p1|1", "p1", Dates.Day("2026-01-08"), Eur(1), null, [], Eur(1), Eur(0), Eur(1)), "ACME-RCP-2026-000001", Dates.Day("2026-01-08"), 1);
        var world = World.Standard;
        var context = new DecisionContext(
            Dates.Day("2026-01-08"), DateOnly.MinValue, world.Seller, world.Policy, world.Prices, world.Taxes, world.Profile, new Dictionary<string, string>(), new Dictionary<string, Invoice>(),
            new Dictionary<string, IssuedDocument>(), world.Coupons, world.Usage)
        { Payer = new PaymentReference(invoiceNumber, "", text, "Kurt Kunde", "DE02") { Method = PaymentMethod.Cheque } };

        var document = Assert.IsType<IssuedReceipt>(IssuedDocument.Of([issued], context).Single());

        Assert.Equal((PaymentMethod.Cheque, printed), (document.Method, document.PayerReference));
        Assert.DoesNotContain("Kurt", Json.Write<IssuedDocument>(document), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ReversalCause.Refund, "refund 01-10")]
    [InlineData(ReversalCause.Returned, "refund 01-10", "failed 01-12")]
    [InlineData(ReversalCause.Disputed, "refund 01-10", "lost 01-12")]
    [InlineData(ReversalCause.Refund, "lost 01-10", "refund 01-12")]
    public void Why_money_is_taken_back_is_what_last_took_it_in_whatever_order_it_was_told(ReversalCause expected, params string[] facts)
    {
        var told = facts.Select(fact => (PaymentFact)(Dates.Day($"2026-{fact[^5..]}") switch
        {
            var day when fact.StartsWith("refund", StringComparison.Ordinal) => new RefundMade("re_1", Eur(10), day),
            var day when fact.StartsWith("failed", StringComparison.Ordinal) => new CaptureFailed("", "returned", day),
            var day => new DisputeDecided("dp_1", true, Eur(10), DateTimeOffset.UnixEpoch, day),
        })).ToList();
        var id = new PaymentId("stripe", "acct_1", "pi_1");
        foreach (var order in new[] { told, [.. told.AsEnumerable().Reverse()] })
        {
            var payment = order.Aggregate(Payment.Unknown(id, "acme"), (known, fact) => known.With(fact));
            var assignment = new Assignment(2, World.Standard.AccountId, Eur(-10), Dates.Day("2026-01-12"), null, AssignmentStatus.Pending, null);
            Assert.Equal(expected, Assert.IsType<ReversePayment>(assignment.ToCommand(payment)).Cause);
            Assert.Equal(ReversalCause.Moved, Assert.IsType<ReversePayment>((assignment with { MoveTo = new PaymentTarget("acme.other.EUR", null) }).ToCommand(payment)).Cause);
        }
    }

    private static Scenario Given(params AccountEvent[] events) => Scenario.In(WithReceipts, events);

    private static PaperAccount Paper(World world)
    {
        var account = new PaperAccount(world);
        account.Record([new AccountOpened(world.AccountId, 1)], Dates.Day("2026-01-01"));
        account.Record([R1], Dates.Day("2026-01-01"));
        return account;
    }
}
