using Billing.Domain;
using Billing.Functions.Configuration;
using Billing.Functions.Dunning;
using Billing.Functions.Runs;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace Billing.Functions.Tests.Runs;

public sealed class FlagOverdueAccountsTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task A_seller_that_is_not_configured_yet_does_not_stop_the_nights_of_others()
    {
        await using var services = azurite.Services(new FixedClock(new DateTimeOffset(2026, 6, 1, 12, 0, 0, TimeSpan.Zero)));
        var complete = await Given.SellerAsync(services);
        var book = services.GetRequiredService<ConfigurationBook>();
        var (seller, _) = (await book.FindAsync<Seller>(ConfigurationNoun.Seller, complete, complete, default))!.Value;
        var bare = Given.NewId("a-bare-seller");
        await book.WriteAsync(ConfigurationNoun.Seller, bare, bare, seller with { SellerId = bare, NumberPrefix = bare.ToUpperInvariant(), MerchantAccounts = [] }, null, default);

        await ActivatorUtilities.CreateInstance<FlagOverdueAccounts>(services).RunAsync(new TimerInfo(), default);

        Assert.True(await services.GetRequiredService<RunBook>().NightStartedAsync(complete, new DateOnly(2026, 6, 1), default));
    }

    private sealed class FixedClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
