using Billing.Domain;
using Billing.Functions.Processors;
using CsCheck;

namespace Billing.Functions.Tests.Processors;

public sealed class StripeEventsTests
{
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

    [Theory]
    [InlineData(1999, "eur", "19.99 EUR")]
    [InlineData(1999, "jpy", "1999 JPY")]
    [InlineData(1999, "vnd", "1999 VND")]
    [InlineData(500, "isk", "5 ISK")]
    [InlineData(500, "ugx", "5 UGX")]
    [InlineData(1999, "mga", "1999.00 MGA")]
    [InlineData(5120, "kwd", "5.120 KWD")]
    [InlineData(5120, "tnd", "5.120 TND")]
    public void Amounts_are_read_by_Stripes_own_exponents(long units, string currency, string expected) =>
        Assert.Equal(expected, StripeMoney.Of(units, currency).ToString());

    [Fact]
    public void What_a_currency_cannot_express_is_not_rounded_away()
    {
        Assert.Throws<FormatException>(() => StripeMoney.Of(550, "isk"));
        Assert.Throws<FormatException>(() => StripeMoney.Of(1, "zzz"));
    }

    [Fact]
    public void Amounts_go_out_as_they_come_in_in_every_currency()
    {
        var currencies = Currencies();
        var amounts = Gen.Select(Gen.Int[0, currencies.Count - 1], Gen.Long[1, 100_000_000]).Select((index, units) => Money.OfMinorUnits(units, currencies[index]));
        amounts.Sample(amount =>
        {
            try
            {
                return StripeMoney.Of(StripeMoney.Units(amount), StripeMoney.Code(amount.Currency)) == amount;
            }
            catch (FormatException)
            {
                // Only what is finer than a hundredth, or the decimals of the Ariary, cannot be said to Stripe.
                return amount.Currency.Code == "MGA" ? amount.Amount != decimal.Truncate(amount.Amount) : amount.Amount != decimal.Round(amount.Amount, 2);
            }
        });
        Assert.All(currencies, currency => Assert.Equal(new Money(7, currency), StripeMoney.Of(StripeMoney.Units(new Money(7, currency)), StripeMoney.Code(currency))));
    }

    [Theory]
    [InlineData("5.124 KWD")]
    [InlineData("10.50 MGA")]
    [InlineData("0.0001 CLF")]
    public void What_Stripe_cannot_express_is_not_rounded_away(string amount) => Assert.Throws<FormatException>(() => StripeMoney.Units(Money.Parse(amount)));

    [Fact]
    public void A_payment_says_what_was_received_and_what_it_is_for_on_the_sellers_day()
    {
        // 2026-03-31T22:30:00Z is 1 April in Berlin.
        var report = Read("""
            {"id":"evt_1","type":"payment_intent.succeeded","created":1774996200,"livemode":true,"data":{"object":{"id":"pi_1","amount":20000,"amount_received":11900,"currency":"eur",
             "description":"March invoice","metadata":{"invoice_number":" ACME-INV-2026-000001 ","invoice_id":"inv_1"},"a_field_of_next_year":[{"x":1}]}}}
            """)!;

        Assert.Equal(new PaymentId("stripe", "acct_1", "pi_1"), report.Payment);
        Assert.Equal(new PaymentSucceeded(Money.Parse("119.00 EUR"), new DateOnly(2026, 4, 1)), Assert.Single(report.Facts));
        Assert.Equal(new PaymentReference("ACME-INV-2026-000001", "inv_1", "March invoice"), report.Reference);
    }

    [Fact]
    public void A_failure_names_its_attempt_and_the_reason()
    {
        var report = Read("""
            {"id":"evt_1","type":"payment_intent.payment_failed","created":1774996200,"livemode":true,"data":{"object":{"id":"pi_1","amount_received":0,"currency":"eur","metadata":{},
             "last_payment_error":{"charge":"ch_1","code":"card_declined","decline_code":"insufficient_funds"}}}}
            """)!;

        Assert.Equal(new PaymentFailed("ch_1", "insufficient_funds", new DateOnly(2026, 4, 1)), Assert.Single(report.Facts));
    }

    [Theory]
    [InlineData("\"pi_1\"")]
    [InlineData("""{"id":"pi_1","object":"payment_intent"}""")]
    public void A_refund_belongs_to_its_payment_intent_and_says_the_total_so_far(string intent)
    {
        var report = Read($$$$"""{"id":"evt_1","type":"charge.refunded","created":1774996200,"livemode":true,"data":{"object":{"id":"ch_1","payment_intent":{{{{intent}}}},"amount_refunded":4000,"currency":"eur"}}}""")!;

        Assert.Equal("stripe|acct_1|pi_1", report.Payment.ToString());
        Assert.Equal(new PaymentRefunded(Money.Parse("40.00 EUR"), new DateOnly(2026, 4, 1)), Assert.Single(report.Facts));
    }

    [Theory]
    [InlineData("charge.succeeded")]
    [InlineData("invoice.paid")]
    [InlineData("a.type.of.next.year")]
    public void What_tells_of_no_other_money_is_left_out(string type) =>
        Assert.Null(Read($$$$"""{"id":"evt_1","type":"{{{{type}}}}","created":1774996200,"livemode":true,"data":{"object":{"id":"ch_1","amount":100}}}"""));

    [Fact]
    public void A_refund_of_a_charge_that_never_came_in_here_does_not_go_out_here() =>
        Assert.Null(Read("""{"id":"evt_1","type":"charge.refunded","created":1774996200,"livemode":true,"data":{"object":{"id":"ch_1","payment_intent":null,"amount_refunded":4000,"currency":"eur"}}}"""));

    [Fact]
    public void A_payment_that_we_charged_names_its_attempt_whichever_event_tells_of_it_first()
    {
        string Event(string type, string more) => $$$$"""{"id":"evt_1","type":"{{{{type}}}}","created":1774996200,"livemode":true,"data":{"object":{"id":"pi_1","payment_intent":"pi_1","amount":100,"amount_received":100,"amount_refunded":100,"currency":"eur","reason":"fraudulent"{{{{more}}}}}}}""";
        const string Metadata = ",\"metadata\":{\"invoice_number\":\"INV-1\",\"invoice_id\":\"inv_1\",\"account_id\":\"acme.c1.EUR\",\"payment_attempt\":\"att_1\"}";
        PaymentReport[] told = [Read(Event("charge.dispute.created", ""))!, Read(Event("payment_intent.succeeded", Metadata))!, Read(Event("charge.refunded", Metadata))!, Read(Event("payment_intent.processing", Metadata))!];

        foreach (var order in new int[][] { [0, 1, 2, 3], [1, 0, 3, 2], [2, 0, 1, 3], [3, 2, 1, 0] })
        {
            var payment = order.Aggregate(Payment.Unknown(told[0].Payment, "acme"), (known, index) => known.Referring(told[index].Reference));
            Assert.Equal(("inv_1", "att_1"), (payment.Reference.DocumentId, payment.Reference.AttemptId));
        }
    }

    private static IReadOnlyList<Currency> Currencies() => [.. from a in Letters from b in Letters from c in Letters let code = $"{a}{b}{c}" where Currency.TryParse(code, out _) select Currency.Of(code)];

    private static PaymentReport? Read(string json) => (PaymentReport?)Reading.Of(new StripeProcessor(Reading.Settings(), new ProcessorApi(), TimeProvider.System), json, "acct_1").SingleOrDefault();
}
