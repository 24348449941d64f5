using Billing.DevHost.Demo;

namespace Billing.DevHost.Tests.Demo;

public sealed class SamplesTests
{
    private static readonly Samples Samples = Samples.Read(RepositoryRoot.Combine("samples"));

    [Fact]
    public void The_samples_are_as_varied_as_they_claim()
    {
        Assert.Equal(2, Samples.Sellers.Select(seller => seller.TimeZone).Distinct().Count());
        Assert.InRange(Samples.Customers.Count, 25, int.MaxValue);
        Assert.InRange(Samples.Customers.Select(customer => customer.Country).Distinct().Count(), 6, int.MaxValue);
        Assert.InRange(Samples.Subscriptions.Select(subscription => Samples.AccountOf(subscription).Currency).Distinct().Count(), 4, int.MaxValue);
        Assert.Contains(Samples.Subscriptions, subscription => subscription.AnchorDate.Day == 31);
    }

    [Fact]
    public void Every_customer_has_a_subscription_and_every_account_a_line_in_the_script()
    {
        Assert.Empty(Samples.Customers.Select(customer => customer.CustomerId).Except(Samples.Subscriptions.Select(subscription => subscription.CustomerId)));
        Assert.All(Samples.Subscriptions.Select(Samples.AccountOf).Distinct(), account =>
            Assert.Contains(Samples.Script, line => line.CustomerId == account.Customer && line.SellerId == account.Seller && line.Currency == account.Currency.Code));
    }

    [Fact]
    public void The_payments_come_by_every_processor_that_a_seller_has_and_by_bank()
    {
        var merchants = Samples.MerchantAccounts.Select(merchant => (merchant.SellerId, merchant.Processor)).ToHashSet();
        var paying = Samples.Script.Where(line => line.PaidBy.Length > 0).ToList();

        Assert.Equal(["adyen", "bank", "gocardless", "mollie", "paypal", "square", "standard-webhooks", "stripe"], paying.Select(line => line.PaidBy).Distinct().Order(StringComparer.Ordinal));
        Assert.All(paying.Where(line => line.PaidBy != DemoPayments.Bank), line => Assert.Contains((line.SellerId, line.PaidBy), merchants));
        Assert.All(Samples.Script.Where(line => line.PaidBy.Length == 0), line => Assert.True(line is { Behaviour: "never" or "cheque" or "cancelled" or "written-off" }, $"{line.CustomerId} {line.Behaviour}"));
        Assert.All(Samples.Script.Where(line => line.Behaviour is "pay-in-own-words" or "pay-without-reference"), line => Assert.Equal(DemoPayments.Bank, line.PaidBy));
        Assert.Equal(Samples.MerchantAccounts.Count, Samples.MerchantAccounts.Select(merchant => (merchant.Processor, merchant.Account)).Distinct().Count());
    }

    [Fact]
    public void What_can_become_of_a_payment_is_in_the_script()
    {
        string[] behaviours =
        [
            "pay-twice-delivered", "pay-out-of-order", "pay-reported-late", "pay-partial", "pay-too-much", "pay-in-own-words", "pay-without-reference", "pay-unknown-reference", "refund-before-payment",
            "captured-in-parts", "debit-returned-late", "refund-failed", "dispute-lost", "dispute-won-after-lost", "cheque",
        ];
        Assert.Empty(behaviours.Except(Samples.Script.Select(line => line.Behaviour)));
    }

    [Fact]
    public void Every_way_of_pricing_and_metering_is_in_the_samples()
    {
        Assert.Equal(["flat", "graduated", "package", "per-unit", "volume"], Samples.Prices.Select(price => price.Model).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(["", "last", "max", "sum", "unique-count"], Samples.Prices.Select(price => price.Meter).Distinct().Order(StringComparer.Ordinal));
        Assert.Contains(Samples.Prices, price => price is { IncludedQuantity: > 0, MinimumAmount: > 0 });
        Assert.Contains(Samples.Prices, price => price.SetUpFee > 0);
        Assert.Contains(Samples.Prices, price => price.TaxIncluded);
        Assert.Contains(Samples.Prices, price => price.IntervalCount is null);
    }

    [Fact]
    public void What_changes_and_what_is_used_names_what_is_there()
    {
        var subscriptions = Samples.Subscriptions.Select(subscription => (Account: Samples.AccountOf(subscription).ToString(), subscription.SubscriptionId)).ToHashSet();

        Assert.All(Samples.Changes.Where(change => change.SubscriptionId.Length > 0), change => Assert.Contains((change.Account.ToString(), change.SubscriptionId), subscriptions));
        Assert.All(Samples.Changes.Where(change => change.Action == "give-coupon"), change => Assert.Contains(Samples.Coupons, coupon => coupon.CouponId == change.Text && coupon.SellerId == change.SellerId));
        Assert.All(Samples.Usage, used => Assert.Contains((used.AccountId, used.SubscriptionId), subscriptions));
        Assert.Equal(Samples.Usage.Count, Samples.Usage.Select(used => (used.SubscriptionId, used.EventId)).Distinct().Count());
        Assert.Equal(Samples.Usage.Select(used => used.SentOn).Order(), Samples.Usage.Select(used => used.SentOn));
        Assert.Contains(Samples.Usage, used => used.Quantity.StartsWith('-'));
        Assert.InRange(Samples.Usage.Count, 2000, 5000);
    }

    [Fact]
    public void A_line_that_cannot_be_read_is_named_with_its_file()
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            foreach (var file in Directory.GetFiles(RepositoryRoot.Combine("samples"), "*.csv"))
                File.Copy(file, Path.Combine(folder.FullName, Path.GetFileName(file)));
            File.AppendAllText(Path.Combine(folder.FullName, "subscriptions.csv"), "x,lindenhof,board-month-eur,many,2025-10-01,2025-10-01,,,\n");

            var refused = Assert.Throws<InvalidDataException>(() => Samples.Read(folder.FullName));
            Assert.Contains("subscriptions.csv", refused.Message, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
