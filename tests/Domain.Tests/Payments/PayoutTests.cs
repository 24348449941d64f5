using CsCheck;

namespace Billing.Domain.Tests;

/// <summary>A payout in whatever order its facts come.</summary>
public sealed class PayoutTests
{
    private static readonly Currency Euro = Currency.Of("EUR");
    private static readonly PayoutMade Made = new(new Money(980, Euro), new Money(20, Euro), new DateOnly(2026, 3, 10));
    private static readonly PayoutArrived Arrived = new("bank|DE1|entry_1", new Money(980, Euro), new DateOnly(2026, 3, 11));
    private static readonly PayoutReturned Returned = new("bank|DE1|entry_2", new Money(-980, Euro), new DateOnly(2026, 3, 13));
    private static readonly PayoutFailed Failed = new("account_closed", new DateOnly(2026, 3, 12));

    [Fact]
    public void A_payout_is_on_its_way_until_a_statement_shows_it_and_what_it_costs_is_an_expense_at_once()
    {
        Assert.Equal("cash-in-transit:stripe 980.00, cash:stripe -1000.00, processor-fees 20.00", Books([Made]));
        Assert.Equal("cash-in-transit:stripe 0.00, cash:bank 980.00, cash:stripe -1000.00, processor-fees 20.00", Books([Made, Arrived]));
    }

    [Fact]
    public void A_payout_that_failed_leaves_the_money_at_the_processor_whichever_is_told_first()
    {
        Assert.Equal("cash-in-transit:stripe 0.00, cash:stripe -20.00, processor-fees 20.00", Books([Made, Failed, Made]));
        Assert.Equal("cash:stripe -20.00, processor-fees 20.00", Books([Failed, Made, Failed]));
    }

    [Fact]
    public void A_processor_may_take_from_the_bank_what_its_balance_lacks() =>
        Assert.Equal("cash-in-transit:stripe 0.00, cash:bank -5.00, cash:stripe 5.00", Books([new PayoutMade(new Money(-5, Euro), Money.Zero(Euro), Made.ValueDate), new PayoutArrived("e", new Money(-5, Euro), Made.ValueDate)]));

    [Fact]
    public void A_payout_that_arrived_and_failed_is_missing_at_the_bank_until_it_went_back()
    {
        Assert.Equal("cash-in-transit:stripe -980.00, cash:bank 980.00, cash:stripe -20.00, processor-fees 20.00", Books([Made, Arrived, Failed]));
        Assert.Equal("cash-in-transit:stripe 0.00, cash:bank 0.00, cash:stripe -20.00, processor-fees 20.00", Books([Made, Arrived, Failed, Returned]));
    }

    [Fact]
    public void A_fee_that_is_told_in_one_sum_and_line_by_line_counts_once()
    {
        var charged = new PayoutCharged("line_1", new Money(7, Euro), Made.ValueDate);
        Assert.Equal("cash-in-transit:stripe 980.00, cash:stripe -1000.00, processor-fees 20.00", Books([charged, Made]));
        Assert.Equal("cash-in-transit:stripe 980.00, cash:stripe -987.00, processor-fees 7.00", Books([charged, Made with { Fees = Money.Zero(Euro) }, charged]));
    }

    [Fact]
    public void Whatever_order_the_facts_come_in_and_however_often_the_books_say_the_same()
    {
        PayoutFact[] facts = [Made, Arrived, Failed, Returned, new PayoutCharged("line_1", new Money(7, Euro), Made.ValueDate), new PayoutCharged("line_2", new Money(-2, Euro), Made.ValueDate)];
        Gen.Shuffle(facts).Select(Gen.Shuffle(facts)).Sample((first, again) =>
        {
            // What comes to 0 may have moved on the way or not.
            static string NotZero(string books) => string.Join(", ", books.Split(", ").Where(line => !line.EndsWith(" 0.00", StringComparison.Ordinal)));
            Assert.Equal(NotZero(Books(facts)), NotZero(Books(first.Concat(again))));
        });
    }

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
