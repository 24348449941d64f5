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

    [Fact]
    public void An_account_has_a_creditor_reference_of_its_own_however_long_its_ids_are() =>
        Gen.Select(Gen.Char.AlphaNumeric.Array[1, 40], Gen.Char.AlphaNumeric.Array[1, 40]).Sample((seller, customer) =>
        {
            var reference = CreditorReference.OfAccount($"{new string(seller)}.{new string(customer)}.EUR");
            Assert.Equal(21, reference.Length);
            Assert.NotNull(CreditorReference.Read(reference));
            Assert.NotEqual(reference, CreditorReference.OfAccount($"{new string(seller)}.{new string(customer)}.USD"));
        });

    [Theory]
    [InlineData("RF18 5390 0754 7034", "539007547034")]
    [InlineData("Zahlung RF18539007547034 danke schoen", "539007547034")]
    [InlineData("rf18 5390 0754 7034 MAI 2026", "539007547034")]
    [InlineData("RF19539007547034", "")]
    [InlineData("XRF18539007547034", "")]
    public void A_creditor_reference_is_found_with_other_words_around_it(string text, string references) => Assert.Equal(references, string.Join(' ', RemittanceText.CreditorReferences(text)));

    [Fact]
    public void A_word_behind_a_reference_hides_it_in_no_case()
    {
        // One account in 97 has a reference whose check digits are right with the word as well.
        var reference = Enumerable.Range(0, 1000).Select(n => CreditorReference.OfAccount($"acme.c{n}.EUR")).First(known => CreditorReference.Read($"{known} mai") is not null);

        Assert.Equal([$"{reference[4..]}MAI", reference[4..]], RemittanceText.CreditorReferences($"{reference} mai"));
    }

    [Theory]
    [InlineData("Kd-Nr. K-4711, Mai", "KDNR K4711 KDNRK4711 K4711MAI")]
    [InlineData("po 77 abc", "PO77 77ABC")]
    [InlineData("a b", "")]
    public void The_words_of_a_text_may_be_names(string text, string names) => Assert.Equal(names, string.Join(' ', RemittanceText.Names(text)));

    [Fact]
    public void An_account_is_called_by_its_ids_and_its_customers_reference_but_not_by_what_is_too_short()
    {
        var profile = new CustomerProfile(1, "Kunde AG", new PostalAddress("", "", "", "", "DE"), "", "", "", "PO 7");
        Assert.Equal(["ACMEKUNDE1EUR", "KUNDE1"], AccountNames.Of("acme.kunde-1.EUR", profile));
        Assert.Equal(["ACMEXEUR", "K4711"], AccountNames.Of("acme.x.EUR", profile with { Reference = "k-4711" }));
    }

    [Fact]
    public void Who_pays_to_a_virtual_IBAN_pays_its_account_whatever_else_is_written()
    {
        var (own, all) = (Second with { NamedBy = AccountNaming.VirtualIban }, Second with { DocumentId = null, Number = "", NamedBy = AccountNaming.VirtualIban });

        Assert.Equal(new PaymentTarget("acme.other.EUR", null), PaymentMatching.Unique(Pays(50), [First, own, all]));
        Assert.Equal(new PaymentTarget("acme.other.EUR", null), PaymentMatching.Unique(Pays(119, "Kunde AG", First.Number), [First, own, all]));
        Assert.Equal(new PaymentTarget("acme.other.EUR", "inv_2"), PaymentMatching.Unique(Pays(50, "", Second.Number), [First, own, all]));
        Assert.Null(PaymentMatching.Unique(new PaymentEvidence(new Money(50, Currency.Of("USD")), "", [], Dates.Day("2026-01-10")), [own, all]));
    }

    [Fact]
    public void A_creditor_reference_or_a_name_is_followed_where_it_is_one_accounts()
    {
        Assert.Equal(new PaymentTarget("acme.other.EUR", null), PaymentMatching.Unique(Pays(50), [First, Second with { NamedBy = AccountNaming.CreditorReference }]));
        Assert.Equal(new PaymentTarget("acme.other.EUR", null), PaymentMatching.Unique(Pays(50), [First, Second with { NamedBy = AccountNaming.Reference }]));
        Assert.Null(PaymentMatching.Unique(Pays(119, "Kunde AG"), [First with { NamedBy = AccountNaming.Reference }, Second with { NamedBy = AccountNaming.Reference }]));
        Assert.Null(PaymentMatching.Unique(Pays(119, "", First.Number), [First, Second with { NamedBy = AccountNaming.CreditorReference }]));
    }

    [Fact]
    public void A_word_that_is_somebodys_name_says_nothing_against_an_invoice_number() =>
        Assert.Equal(new PaymentTarget("acme.kunde.EUR", "inv_1"), PaymentMatching.Unique(Pays(50, "", First.Number), [First, Second with { NamedBy = AccountNaming.Reference }]));

    [Fact]
    public void Of_an_ambiguous_name_an_operator_sees_all_accounts_and_why()
    {
        var ranked = PaymentMatching.Rank(Pays(119), [First with { NamedBy = AccountNaming.Reference, Owed = Eur(20) }, Second with { NamedBy = AccountNaming.Reference }]);
        Assert.Equal([("acme.other.EUR", 65), ("acme.kunde.EUR", 40)], ranked.Select(match => (match.Candidate.AccountId, match.Score)));
        Assert.Equal(["is exactly the 119.00 EUR that are owed", "names the customer"], ranked[0].Reasons.Order(StringComparer.Ordinal));
    }

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
