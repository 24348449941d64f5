namespace Billing.Domain.Tests;

/// <summary>Which statement entry is which payout.</summary>
public sealed class PayoutMatchingTests
{
    private static readonly DateOnly Day = new(2026, 3, 10);
    private static readonly ExpectedEntry Stripe = new(new PaymentId("stripe", "acct_1", "po_1AbCdEf"), Euros(980), Day, "");
    private static readonly ExpectedEntry Debit = new(new PaymentId("gocardless", "OR1", "PO0001"), Euros(980), Day, "ACME-9XK2");
    private static readonly ExpectedEntry Other = new(new PaymentId("standard-webhooks", "default", "4711"), Euros(980), Day, "");

    [Theory]
    [InlineData("po_1AbCdEf", "", "stripe")]
    [InlineData("payout po_1Ab CdEf", "", "stripe")]
    [InlineData("", "Stripe Payments Europe Ltd", "stripe")]
    [InlineData("STRIPE", "", "stripe")]
    [InlineData("Reference acme9xk2", "", "gocardless")]
    [InlineData("", "Zahlungshaus AG", "standard-webhooks")]
    [InlineData("thanks", "Kunde AG", null)]
    [InlineData("4711", "", null)]
    [InlineData("Pinstripes", "", null)]
    [InlineData("STRIPE ACME-INV-2026-000001", "", null)]
    public void The_amount_alone_makes_no_payout_and_who_names_an_invoice_pays_it(string text, string payer, string? processor) =>
        Assert.Equal(processor, Find(Entry(text, payer), Stripe, Debit, Other)?.Payout.Processor);

    [Theory]
    [InlineData(-4, false)]
    [InlineData(-3, true)]
    [InlineData(7, true)]
    [InlineData(8, false)]
    public void A_payout_comes_within_days_of_the_day_that_its_processor_says(int days, bool isFound) =>
        Assert.Equal(isFound, Find(Entry("po_1AbCdEf") with { ValueOn = Day.AddDays(days) }, Stripe) is not null);

    [Fact]
    public void Another_amount_another_direction_and_another_currency_are_other_money()
    {
        Assert.Null(Find(Entry("po_1AbCdEf") with { Amount = Euros(979.99m) }, Stripe));
        Assert.Null(Find(Entry("po_1AbCdEf") with { Amount = Euros(-980) }, Stripe));
        Assert.Null(Find(Entry("po_1AbCdEf") with { Amount = new Money(980, Currency.Of("USD")) }, Stripe));
    }

    [Fact]
    public void Of_two_alike_the_one_that_is_named_is_meant_and_else_the_nearer()
    {
        var later = Stripe with { Payout = Stripe.Payout with { Id = "po_2XyZxyZ" }, ExpectedOn = Day.AddDays(2) };
        Assert.Equal("po_2XyZxyZ", Find(Entry("STRIPE po_2XyZxyZ"), Stripe, later)!.Payout.Id);
        Assert.Equal("po_1AbCdEf", Find(Entry("STRIPE"), Stripe, later)!.Payout.Id);
        Assert.Equal("po_2XyZxyZ", Find(Entry("STRIPE") with { ValueOn = Day.AddDays(3) }, Stripe, later)!.Payout.Id);
    }

    [Fact]
    public void A_payer_is_known_by_the_account_that_the_seller_configured() =>
        Assert.Equal(["standard-webhooks"], PayoutMatching.ProcessorsIn(Entry("") with { PayerAccount = "DE02 1203 0000 0000 2020 51" }, [new PayoutPayer("standard-webhooks", "", "DE02120300000000202051")]));

    private static ExpectedEntry? Find(EntryEvidence entry, params IReadOnlyList<ExpectedEntry> expected) =>
        PayoutMatching.Find(entry, PayoutMatching.ProcessorsIn(entry, [new PayoutPayer("standard-webhooks", "zahlungshaus", "")]), "ACME", expected);

    private static EntryEvidence Entry(string text, string payer = "") => new(Euros(980), Day, payer, "", text);

    private static Money Euros(decimal amount) => new(amount, Currency.Of("EUR"));
}
