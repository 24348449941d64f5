using Billing.Domain;
using Billing.Functions.Processors;

namespace Billing.Functions.Tests.Processors;

/// <summary>How a saved method is told of, and that it ended.</summary>
public sealed class SavedMethodTests
{
    private const string Setup = """{"id":"evt_1","type":"setup_intent.succeeded","created":1774996200,"data":{"object":{"id":"seti_1","customer":"cus_1","payment_method":"pm_1","metadata":{"account_id":"acme.c1.EUR"}}}}""";

    [Theory]
    [InlineData("""{"id":"pm_1","type":"card","card":{"brand":"visa","last4":"4242","exp_month":12,"exp_year":2027}}""", SavedMethodKind.Card, "Visa ···· 4242, 12/27")]
    [InlineData("""{"id":"pm_1","type":"card","card":{"brand":"amex","last4":"0005","exp_month":1,"exp_year":2030}}""", SavedMethodKind.Card, "American Express ···· 0005, 01/30")]
    [InlineData("""{"id":"pm_1","type":"card","card":{"brand":"a_brand_of_next_year","last4":"0005","exp_month":1,"exp_year":2030}}""", SavedMethodKind.Card, "Card ···· 0005, 01/30")]
    [InlineData("""{"id":"pm_1","type":"sepa_debit","sepa_debit":{"last4":"3000","country":"DE"}}""", SavedMethodKind.DirectDebit, "SEPA ···· 3000")]
    [InlineData("""{"id":"pm_1","type":"us_bank_account","us_bank_account":{"last4":"6789","bank_name":"STRIPE TEST BANK"}}""", SavedMethodKind.DirectDebit, "ACH ···· 6789")]
    [InlineData("""{"id":"pm_1","type":"amazon_pay","amazon_pay":{}}""", SavedMethodKind.Card, "Amazon pay")]
    public async Task What_a_customer_saved_at_Stripe_is_his_accounts_under_the_name_that_he_knows(string method, SavedMethodKind kind, string label)
    {
        await using var server = await StandIn.StartAsync();
        server.Give("/v1/payment_methods/pm_1", method);

        var saved = Assert.IsType<MethodSaved>(Assert.Single(Reading.Of(Stripe(server), Setup, "acct_1")));

        Assert.Equal("acme.c1.EUR", saved.AccountId.ToString());
        Assert.Equal(new SavedMethod(SavedMethod.IdOf("stripe", "acct_1", "pm_1"), "stripe", "acct_1", "cus_1", "pm_1", kind, label, new DateOnly(2026, 4, 1)), saved.Method);
        Assert.Equal(("/v1/payment_methods/pm_1", "Bearer sk_test_1"), Assert.Single(server.Asked));
    }

    [Fact]
    public async Task What_was_set_up_without_an_account_of_ours_is_ignored_and_Stripe_is_not_asked()
    {
        await using var server = await StandIn.StartAsync();

        Assert.Empty(Reading.Of(Stripe(server), Setup.Replace("account_id", "order", StringComparison.Ordinal), "acct_1"));
        Assert.Empty(Reading.Of(Stripe(server), Setup.Replace("setup_intent.succeeded", "checkout.session.completed", StringComparison.Ordinal), "acct_1"));
        Assert.Empty(server.Asked);
    }

    [Theory]
    [InlineData("payment_method.detached", """{"id":"pm_1","object":"payment_method","customer":null}""", "pm_1", "detached")]
    [InlineData("mandate.updated", """{"id":"mandate_1","object":"mandate","payment_method":"pm_1","status":"inactive"}""", "pm_1", "inactive")]
    [InlineData("mandate.updated", """{"id":"mandate_1","object":"mandate","payment_method":{"id":"pm_1"},"status":"inactive"}""", "pm_1", "inactive")]
    public void A_method_of_Stripes_ends_under_the_reference_that_it_is_charged_by(string type, string about, string method, string because)
    {
        var ended = Assert.IsType<MandateEnded>(Assert.Single(Reading.Of(Stripe(null), $$$$"""{"id":"evt_1","type":"{{{{type}}}}","created":1774996200,"data":{"object":{{{{about}}}}}}""", "acct_1")));

        Assert.Equal((method, because), (ended.Mandate, ended.Because));
    }

    [Theory]
    [InlineData("""{"id":"EV1","resource_type":"billing_requests","action":"fulfilled","created_at":"2026-03-31T22:30:00Z","links":{"billing_request":"BRQ1"},"details":{}}""")]
    [InlineData("""{"id":"EV2","resource_type":"mandates","action":"created","created_at":"2026-03-31T22:30:00Z","links":{"mandate":"MD1"},"details":{}}""")]
    public async Task A_mandate_of_GoCardlesss_is_saved_as_one_whichever_event_tells_of_it(string happened)
    {
        await using var server = await StandIn.StartAsync();
        server.Give("/billing_requests/BRQ1", """{"billing_requests":{"id":"BRQ1","status":"fulfilled","metadata":{"account_id":"acme.c1.EUR"},"links":{"mandate_request_mandate":"MD1"}}}""");
        server.Give("/mandates/MD1", """{"mandates":{"id":"MD1","scheme":"sepa_core","status":"pending_submission","metadata":{"account_id":"acme.c1.EUR"},"links":{"customer":"CU1","customer_bank_account":"BA1"}}}""");
        server.Give("/customer_bank_accounts/BA1", """{"customer_bank_accounts":{"id":"BA1","account_number_ending":"00"}}""");

        var saved = Assert.IsType<MethodSaved>(Assert.Single(Reading.Of(GoCardless(server), happened, "default")));

        Assert.Equal("acme.c1.EUR", saved.AccountId.ToString());
        Assert.Equal(new SavedMethod(SavedMethod.IdOf("gocardless", "default", "MD1"), "gocardless", "default", "CU1", "MD1", SavedMethodKind.DirectDebit, "SEPA ···· 00", new DateOnly(2026, 4, 1)), saved.Method);
    }

    [Fact]
    public async Task A_payment_by_a_link_of_ours_is_told_what_it_is_for()
    {
        await using var server = await StandIn.StartAsync();
        server.Give("/billing_requests/BRQ1", """{"billing_requests":{"id":"BRQ1","status":"fulfilled","metadata":{"invoice_number":"INV-1","invoice_id":"inv_1"},"links":{"payment_request_payment":"PM1"}}}""");

        var report = Assert.IsType<PaymentReport>(Assert.Single(Reading.Of(
            GoCardless(server), """{"id":"EV1","resource_type":"billing_requests","action":"fulfilled","created_at":"2026-03-31T22:30:00Z","links":{"billing_request":"BRQ1"}}""", "default")));

        Assert.Equal(("gocardless|default|PM1", "INV-1", "inv_1"), ($"{report.Payment}", report.Reference.InvoiceNumber, report.Reference.DocumentId));
        Assert.Empty(report.Facts);
    }

    [Fact]
    public void The_id_of_a_method_tells_processors_accounts_and_references_apart()
    {
        string[] ids = [SavedMethod.IdOf("stripe", "a", "b"), SavedMethod.IdOf("stripe", "a", "c"), SavedMethod.IdOf("stripe", "ab", ""), SavedMethod.IdOf("stripe", "", "ab"), SavedMethod.IdOf("gocardless", "a", "b")];

        Assert.Equal(ids.Length, ids.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(ids[0], SavedMethod.IdOf("stripe", "a", "b"));
    }

    private static StripeProcessor Stripe(StandIn? server) => new(
        Reading.Settings(("Webhooks:Stripe:Accounts:acct_1:ApiKey", "sk_test_1"), ("Webhooks:Stripe:Accounts:acct_1:ApiUrl", $"{server?.Url}"), ("Webhooks:Stripe:ApiKey", "sk_test_of_all"), ("Webhooks:Stripe:ApiUrl", $"{server?.Url}")), new ProcessorApi(), TimeProvider.System);

    private static GoCardlessProcessor GoCardless(StandIn server) => new(Reading.Settings(("Webhooks:GoCardless:AccessToken", "t"), ("Webhooks:GoCardless:ApiUrl", $"{server.Url}")), new ProcessorApi());
}
