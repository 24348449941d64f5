using CsCheck;
using static Billing.Domain.Tests.Past;

namespace Billing.Domain.Tests;

public class MatchingTests
{
    private static readonly MatchCandidate First = new("acme.kunde.EUR", "inv_1", "ACME-INV-2026-000001", Eur(119), "Kunde AG", false);
    private static readonly MatchCandidate Second = new("acme.other.EUR", "inv_2", "ACME-INV-2026-000002", Eur(119), "Other GmbH", false);

    private static PaymentEvidence Pays(decimal amount, string payer = "", params string[] numbers) => new(Eur(amount), payer, numbers, Dates.Day("2026-01-10"));

    [Theory]
    [InlineData("539007547034", "RF18539007547034")]
    [InlineData("ACME-INV-2026-000042", "RF50ACMEINV2026000042")]
    public void A_creditor_reference_has_the_check_digits_of_ISO_11649(string number, string reference)
    {
        Assert.Equal(reference, CreditorReference.Of(number));
        Assert.Equal(CreditorReference.Bare(number), CreditorReference.Read(reference));
    }

    [Fact]
    public void A_slip_in_a_creditor_reference_shows() =>
        Gen.Select(Gen.Int[0, 999_999], Gen.Int[4, 20], Gen.Int[1, 9]).Sample((n, place, by) =>
        {
            var reference = CreditorReference.Of($"ACME-INV-2026-{n:D6}").ToCharArray();
            if (!char.IsAsciiDigit(reference[place]))
                return;
            reference[place] = (char)('0' + (reference[place] - '0' + by) % 10);
            Assert.Null(CreditorReference.Read(new string(reference)));
        });

    [Theory]
    [InlineData("ACME-INV-2026-000042", "ACME-INV-2026-000042")]
    [InlineData("Rechnung acme inv 2026 42 vielen Dank", "ACME-INV-2026-000042")]
    [InlineData("SVWZ+ACMEINV2026000042", "ACME-INV-2026-000042")]
    [InlineData("ACME/INV/2026/000042, ACME-INV-2026-000043.", "ACME-INV-2026-000042 ACME-INV-2026-000043")]
    [InlineData("RF50 ACME INV2 0260 0004 2", "ACME-INV-2026-000042")]
    [InlineData("Rate 2 acme arr 2026 7, zu ACME-INV-2026-000042", "ACME-ARR-2026-000007 ACME-INV-2026-000042")]
    [InlineData("RF51ACMEINV2026000042", "")]
    [InlineData("order 4711 of 2026", "")]
    [InlineData("NOTACME-INV-2026-000042", "")]
    public void Numbers_are_found_in_what_payers_write(string text, string numbers) => Assert.Equal(numbers, string.Join(' ', RemittanceText.InvoiceNumbers(text, "ACME")));

    [Fact]
    public void Any_text_is_read_in_time() => Gen.String.Sample(text => Assert.NotNull(RemittanceText.InvoiceNumbers(text, "ACME")));

    [Fact]
    public void What_is_named_is_followed_whatever_the_amount()
    {
        Assert.Equal(new PaymentTarget("acme.kunde.EUR", "inv_1"), PaymentMatching.Unique(Pays(50, "", First.Number), [First, Second]));
        Assert.Null(PaymentMatching.Unique(Pays(50, "", First.Number, Second.Number), [First, Second]));
        Assert.Equal(new PaymentTarget("acme.kunde.EUR", null), PaymentMatching.Unique(Pays(238, "", First.Number, "ACME-INV-2026-000009"), [First, First with { DocumentId = "inv_9", Number = "ACME-INV-2026-000009" }]));
    }

    [Fact]
    public void An_amount_is_followed_only_where_the_payer_is_the_customer_and_one_invoice_fits()
    {
        Assert.Null(PaymentMatching.Unique(Pays(119), [First, Second]));
        Assert.Equal(new PaymentTarget("acme.other.EUR", "inv_2"), PaymentMatching.Unique(Pays(119, "OTHER"), [First, Second]));
        Assert.Equal(new PaymentTarget("acme.other.EUR", "inv_2"), PaymentMatching.Unique(Pays(119, "X"), [First, Second with { KnownPayer = true }]));
        Assert.Null(PaymentMatching.Unique(Pays(119, "Other Ltd."), [Second, Second with { DocumentId = "inv_3" }]));
        Assert.Null(PaymentMatching.Unique(Pays(118, "Other GmbH"), [Second]));
        Assert.Null(PaymentMatching.Unique(new PaymentEvidence(new Money(119, Currency.Of("USD")), "Other", [Second.Number], Dates.Day("2026-01-10")), [Second]));
    }

    [Fact]
    public void An_operator_sees_the_likeliest_first_and_why()
    {
        var ranked = PaymentMatching.Rank(Pays(119, "Other", First.Number), [Second, First with { Owed = Eur(20) }, First with { AccountId = "acme.z.EUR", Number = "R", Owed = Eur(3) }]);
        Assert.Equal([("acme.kunde.EUR", 50), ("acme.other.EUR", 35)], ranked.Select(match => (match.Candidate.AccountId, match.Score)));
        Assert.Equal(["is exactly the 119.00 EUR that are owed", "comes from Other"], ranked[1].Reasons);
    }
}
