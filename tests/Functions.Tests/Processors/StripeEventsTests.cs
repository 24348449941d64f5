using Billing.Domain;
using Billing.Functions.Processors;

namespace Billing.Functions.Tests.Processors;

public sealed class StripeEventsTests
{
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

    private static PaymentReport? Read(string json) => (PaymentReport?)Reading.Of(new StripeProcessor(Reading.Settings(), new ProcessorApi(), TimeProvider.System), json, "acct_1").SingleOrDefault();
}
