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
    public void A_line_that_cannot_be_read_is_named_with_its_file()
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            foreach (var file in Directory.GetFiles(RepositoryRoot.Combine("samples"), "*.csv"))
                File.Copy(file, Path.Combine(folder.FullName, Path.GetFileName(file)));
            File.AppendAllText(Path.Combine(folder.FullName, "subscriptions.csv"), "x,lindenhof,board-month-eur,many,2025-10-01,2025-10-01\n");

            var refused = Assert.Throws<InvalidDataException>(() => Samples.Read(folder.FullName));
            Assert.Contains("subscriptions.csv", refused.Message, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
