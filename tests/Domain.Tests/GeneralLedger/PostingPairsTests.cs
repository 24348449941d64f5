using CsCheck;

namespace Billing.Domain.Tests;

public sealed class PostingPairsTests
{
    private static readonly LedgerMapping Direct = LedgerLines.Mapping with { Datev = new DatevSettings(1001, 1, 4, 1, "03", "", false) };
    private static readonly LedgerMapping Cleared = LedgerLines.Mapping with { Datev = new DatevSettings(1001, 1, 4, 1, "03", "1360", false) };

    [Fact]
    public void One_debit_is_paired_with_each_credit() => Assert.Equal(
        ["1400/0990 100.00", "1400/1776 19.00"],
        Pairs(LedgerLines.Entry(("receivables", 119), ("deferred-revenue:crm", -100), ("tax-payable:DE", -19)), Cleared));

    [Fact]
    public void Several_debits_and_credits_use_each_other_up() => Assert.Equal(
        ["0990/1400 40.00", "0990/1590 10.00", "1776/1590 9.50"],
        Pairs(LedgerLines.Entry(("deferred-revenue:crm", 50), ("tax-payable:DE", 9.5m), ("receivables", -40), ("suspense", -19.5m)), Direct));

    [Fact]
    public void Or_go_line_by_line_over_the_clearing_account() => Assert.Equal(
        ["0990/1360 50.00", "1776/1360 9.50", "1360/1400 40.00", "1360/1590 19.50"],
        Pairs(LedgerLines.Entry(("deferred-revenue:crm", 50), ("tax-payable:DE", 9.5m), ("receivables", -40), ("suspense", -19.5m)), Cleared));

    [Fact]
    public void A_pair_has_the_tax_code_and_the_cost_centre_of_its_accounts()
    {
        var pair = Assert.Single(PostingPairs.Make(LedgerLines.Entry(("deferred-revenue:crm", 100), ("revenue:crm", -100)), Direct));

        Assert.Equal(("40", "CRM"), (pair.TaxCode, pair.CostCentre));
    }

    [Fact]
    public void Two_cost_centres_need_a_clearing_account()
    {
        var entry = LedgerLines.Entry(("processor-fees", 3), ("revenue:crm", -3));

        Assert.Null(PostingPairs.TryMake(entry, Direct));
        Assert.Equal(["4970/1360 3.00", "1360/8401 3.00"], Pairs(entry, Cleared));
    }

    [Fact]
    public void What_stays_on_an_account_is_left_out() =>
        Assert.Empty(PostingPairs.Make(LedgerLines.Entry(("cash:stripe", 5), ("cash:bank", -5)), Direct));

    [Fact]
    public void What_is_posted_to_the_clearing_account_itself_needs_no_posting() => Assert.Equal(
        ["1361/1360 5.00", "1360/1400 8.00"],
        Pairs(LedgerLines.Entry(("cash-in-transit:stripe", 3), ("cash:stripe", 5), ("receivables", -8), ("suspense", -1), ("cash-in-transit:bank", 1)),
            Cleared with { Accounts = [.. Cleared.Accounts.Where(account => account.LedgerAccount != "suspense"), new("cash-in-transit", "1360", "Geldtransit"), new("suspense", "1360", "Geldtransit")] }));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Pairs_post_what_the_entry_posts_to_each_account(bool cleared) => LedgerLines.Balanced.Sample(entry =>
    {
        var mapping = cleared ? Cleared : Direct;
        var posted = PostingPairs.Make(entry, mapping).SelectMany(pair => new[] { (pair.Debit.Code, pair.Amount.Amount), (pair.Credit.Code, -pair.Amount.Amount) }).ToList();

        Assert.All(PostingPairs.Make(entry, mapping), pair => Assert.True(pair.Amount.IsPositive));
        foreach (var code in posted.Select(part => part.Code).Concat(entry.Lines.Select(line => mapping.Require(line.LedgerAccount).Code)).Distinct())
            Assert.Equal(entry.Lines.Where(line => mapping.Require(line.LedgerAccount).Code == code).Sum(line => line.Amount.Amount), posted.Where(part => part.Code == code).Sum(part => part.Item2));
    });

    private static IEnumerable<string> Pairs(LedgerEntry entry, LedgerMapping mapping) =>
        PostingPairs.Make(entry, mapping).Select(pair => FormattableString.Invariant($"{pair.Debit.Code}/{pair.Credit.Code} {pair.Amount.Amount}"));
}
