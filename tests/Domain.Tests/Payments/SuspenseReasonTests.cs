using static Billing.Domain.Tests.Past;

namespace Billing.Domain.Tests;

public class SuspenseReasonTests
{
    private static readonly Payment Waiting = Payment.Unknown(new PaymentId("bank", "DE1", "t1"), "acme").With(new PaymentSucceeded(Eur(119), Dates.Day("2026-01-10")));
    private static readonly PaymentEvidence Nothing = new(Eur(119), "", [], Dates.Day("2026-01-10"));
    private static readonly MatchCandidate Dollars = new("acme.kunde.USD", "inv_1", "ACME-INV-2026-000001", new Money(119, Currency.Of("USD")), "Kunde AG", false);

    private static string Of(PaymentEvidence evidence, params IReadOnlyList<MatchCandidate> candidates) => SuspenseReason.Of(Waiting, evidence, candidates);

    [Fact]
    public void Each_reason_says_what_is_wrong_and_what_to_do()
    {
        Assert.StartsWith("it is in EUR, and account acme.kunde.USD, which the payer named, is in USD. Assign", Of(Nothing with { NamedNumbers = [Dollars.Number] }, Dollars), StringComparison.Ordinal);
        Assert.StartsWith("the payer named X-1, which is paid already. Assign", Of(Nothing with { ClosedInvoices = [new("acme.kunde.EUR", "X-1", InvoiceStatus.Paid)] }), StringComparison.Ordinal);
        Assert.StartsWith("the payer named X-1, which is cancelled already. Assign", Of(Nothing with { ClosedInvoices = [new("acme.kunde.EUR", "X-1", InvoiceStatus.Void)] }), StringComparison.Ordinal);
        Assert.StartsWith("the payer named 'X-9', which this seller does not have. Look", Of(Nothing with { UnknownReferences = ["X-9"] }), StringComparison.Ordinal);
        Assert.StartsWith("what the payer named fits several accounts. Assign", Of(Nothing, Named("acme.a.EUR"), Named("acme.b.EUR")), StringComparison.Ordinal);
        Assert.StartsWith("the payer named no invoice and no customer. Assign", Of(Nothing), StringComparison.Ordinal);
    }

    [Fact]
    public void An_accounts_answer_comes_first()
    {
        var refused = PaymentDecider.Answered(PaymentDecider.Assign(Waiting, new PaymentTarget("acme.kunde.EUR", null)), 1, new Refusal("customer-erased", "It was erased."));
        Assert.StartsWith("account acme.kunde.EUR did not take 119.00 EUR: It was erased.", SuspenseReason.Of(refused, Nothing with { UnknownReferences = ["X-9"] }, []), StringComparison.Ordinal);

        var other = PaymentDecider.Answered(PaymentDecider.Assign(Waiting, new PaymentTarget("acme.kunde.USD", null)), 1, new Refusal("wrong-currency", "It is in USD."));
        Assert.StartsWith("it is in EUR, and account acme.kunde.USD", SuspenseReason.Of(other, Nothing, []), StringComparison.Ordinal);
    }

    [Fact]
    public void A_closed_invoice_is_not_followed_and_its_customers_others_are_shown()
    {
        var open = new MatchCandidate("acme.kunde.EUR", "inv_2", "ACME-INV-2026-000002", Eur(119), "Kunde AG", true);
        var evidence = Nothing with { ClosedInvoices = [new("acme.kunde.EUR", "ACME-INV-2026-000001", InvoiceStatus.Paid)] };

        Assert.Equal(new PaymentTarget("acme.kunde.EUR", "inv_2"), PaymentMatching.Unique(Nothing, [open]));
        Assert.Null(PaymentMatching.Unique(evidence, [open]));
        Assert.Equal(new PaymentTarget("acme.kunde.EUR", null), PaymentMatching.Unique(evidence, [open with { NamedBy = AccountNaming.VirtualIban }]));
        Assert.Contains("names another invoice of the customer, which is closed", Assert.Single(PaymentMatching.Rank(evidence, [open])).Reasons);
    }

    private static MatchCandidate Named(string account) => new(account, null, "", Eur(5), "", false) { NamedBy = AccountNaming.Reference };
}
