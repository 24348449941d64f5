namespace Billing.Domain.Tests;

public sealed class MerchantAccountTests
{
    private static readonly Seller Seller = World.Standard.Seller with { MerchantAccounts = [new("stripe", "acct_1"), new("adyen", "eu"), new("adyen", "us")] };

    [Theory]
    [InlineData("stripe", null, "acct_1")]
    [InlineData("stripe", "acct_1", "acct_1")]
    [InlineData("stripe", "eu", null)]
    [InlineData("adyen", "us", "us")]
    [InlineData("adyen", null, null)]
    [InlineData("mollie", null, null)]
    [InlineData("mollie", "acct_1", null)]
    public void An_account_at_a_processor_is_the_named_one_or_the_only_one(string processor, string? named, string? expected) =>
        Assert.Equal(expected, Seller.AccountAt(processor, named));
}
