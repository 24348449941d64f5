namespace Billing.Domain.Tests;

/// <summary>A payout in whatever order its facts come.</summary>
public sealed class PayoutTests
{
    private static readonly Currency Euro = Currency.Of("EUR");
    private static readonly PayoutMade Made = new(new Money(980, Euro), new Money(20, Euro), new DateOnly(2026, 3, 10));
    private static readonly PayoutFailed Failed = new("account_closed", new DateOnly(2026, 3, 12));

    [Fact]
    public void A_payout_moves_what_it_pays_to_the_bank_and_what_it_costs_to_the_fees() =>
        Assert.Equal("cash:bank 980.00, cash:stripe -1000.00, processor-fees 20.00", Books([Made]));

    [Fact]
    public void A_payout_that_failed_leaves_the_money_at_the_processor_whichever_is_told_first()
    {
        Assert.Equal("cash:bank 0.00, cash:stripe -20.00, processor-fees 20.00", Books([Made, Failed, Made]));
        Assert.Equal("cash:stripe -20.00, processor-fees 20.00", Books([Failed, Made, Failed]));
    }

    [Fact]
    public void A_processor_may_take_from_the_bank_what_its_balance_lacks() =>
        Assert.Equal("cash:bank -5.00, cash:stripe 5.00", Books([new PayoutMade(new Money(-5, Euro), Money.Zero(Euro), Made.ValueDate)]));

    [Fact]
    public void What_was_paid_out_in_a_closed_period_is_posted_on_the_first_open_day_and_says_so()
    {
        var entry = Payout.Unknown(new PaymentId("stripe", "acct_1", "po_1"), "acme").Post(Made, new DateOnly(2026, 4, 1))!;

        Assert.Equal(new DateOnly(2026, 4, 1), entry.PostingDate);
        Assert.Contains("of 2026-03-10 in a closed period", entry.Text, StringComparison.Ordinal);
    }

    private static string Books(IEnumerable<PayoutFact> told)
    {
        var payout = Payout.Unknown(new PaymentId("stripe", "acct_1", "po_1"), "acme");
        var books = new SortedDictionary<string, decimal>(StringComparer.Ordinal);
        foreach (var fact in told)
        {
            if (payout.Facts.Any(known => known.Key == fact.Key))
                continue;
            foreach (var line in payout.Post(fact, DateOnly.MinValue)?.Lines ?? [])
                books[line.Account] = books.GetValueOrDefault(line.Account) + line.Amount.Amount;
            payout = payout.With(fact);
        }

        return string.Join(", ", books.Select(line => FormattableString.Invariant($"{line.Key} {line.Value:F2}")));
    }
}
