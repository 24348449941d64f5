using System.Text.Json;
using Billing.DevHost.ServiceBus;
using Billing.Domain;
using Billing.Functions.Accounts;
using Billing.Functions.Events;
using Microsoft.Extensions.DependencyInjection;

namespace Billing.Functions.Tests.Events;

public sealed class EventPublisherTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task Every_event_is_announced_once_with_its_name_and_the_accounts_version_and_no_personal_data()
    {
        await using var bus = await ServiceBusStandIn.StartAsync(ServiceBusStandIn.DefaultConfigPath);
        await using var services = azurite.Services(settings: new Dictionary<string, string?> { ["ServiceBus:ConnectionString"] = bus.ConnectionString });
        var account = await Given.AccountAsync(services, await Given.SellerAsync(services));
        await Given.InvoiceAsync(services, account);
        var history = await services.GetRequiredService<AccountRows>().HistoryAsync(account, default).ToListAsync();
        var publisher = services.GetRequiredService<EventPublisher>();

        await publisher.PublishAsync(history.Select(record => (account, record)), default);
        await publisher.PublishAsync(history.Select(record => (account, record)), default);

        var published = bus.Published("billing-events");
        Assert.Equal(["AccountOpened", "SubscriptionStarted", "InvoiceFinalized"], published.Select(message => message.Subject));
        Assert.Equal([1L, 2L, 3L], published.Select(message => message.ApplicationProperties["accountVersion"]));
        Assert.Equal([$"{account}/1/0", $"{account}/2/0", $"{account}/3/0"], published.Select(message => message.MessageId));
        var body = JsonDocument.Parse(published[2].Body).RootElement;
        Assert.Equal("119.00 EUR", body.GetProperty("data").GetProperty("invoice").GetProperty("totals").GetProperty("total").GetString());
        Assert.DoesNotContain(published, message => System.Text.Encoding.UTF8.GetString(message.Body.Span).Contains("kunde.example", StringComparison.Ordinal));
    }
}
