using System.Text.Json;
using Azure.Messaging.ServiceBus;
using Billing.DevHost.ServiceBus;
using Billing.Domain;
using Billing.Functions.Accounts;
using Billing.Functions.Collections;
using Billing.Functions.Events;
using Billing.Functions.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Billing.Functions.Tests.Collections;

/// <summary>What the subscription <c>collections</c> gets.</summary>
public sealed class CaseMessageTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task The_collections_system_gets_hand_offs_and_what_changes_each_with_its_document_and_nothing_else()
    {
        await using var bus = await ServiceBusStandIn.StartAsync(ServiceBusStandIn.DefaultConfigPath);
        await using var services = azurite.Services(settings: new Dictionary<string, string?> { ["ServiceBus:ConnectionString"] = bus.ConnectionString });
        var (account, caseId) = await HandedOff.AccountAsync(services, await HandedOff.SellerAsync(services));
        var today = DateOnly.FromDateTime(DateTime.UtcNow);
        await Given.TransactAsync(services, account, new ApplyPayment("pay|p1|1", "manual|m|p1", new Money(100, account.Currency), today, null), "p1");
        await Given.TransactAsync(services, account, new ApplyPayment("pay|p2|1", "manual|m|p2", new Money(40, account.Currency), today, null), "p2");
        var history = await services.GetRequiredService<AccountRows>().HistoryAsync(account, default).ToListAsync();
        var publisher = services.GetRequiredService<EventPublisher>();

        await publisher.PublishAsync(history.Select(record => (account, record)), default);
        await publisher.PublishAsync(history.Select(record => (account, record)), default);

        await using var client = new ServiceBusClient(bus.ConnectionString);
        await using var receiver = client.CreateReceiver("billing-events", "collections");
        var got = await receiver.ReceiveMessagesAsync(20, TimeSpan.FromSeconds(2));
        Assert.Equal(["AccountSentToCollections", "CollectionsCaseChanged", "CollectionsCaseChanged", "CollectionsCaseRecalled"], got.Select(message => message.Subject));
        Assert.All(got, message => Assert.Equal(caseId, message.ApplicationProperties["caseId"]));
        var paths = got.Select(message => JsonDocument.Parse(message.Body).RootElement.GetProperty("document").GetString()!).ToList();
        Assert.Distinct(paths);
        var documents = await Task.WhenAll(paths.Select(async path => JsonDocument.Parse((await services.GetRequiredService<BillingStorage>().Container(StorageNames.Collections).GetBlobClient(path).DownloadContentAsync()).Value.Content).RootElement));
        Assert.Equal(["140.00", "40.00", "0.00", "0.00"], documents.Select(document => document.GetProperty("open").GetProperty("amount").GetString()));
        Assert.Equal(["sent", "sent", "recalled", "recalled"], documents.Select(document => document.GetProperty("status").GetString()));
        Assert.Equal("Kunde AG", documents[0].GetProperty("debtor").GetProperty("name").GetString());
        Assert.Equal(2, documents[0].GetProperty("invoices").GetArrayLength());
        Assert.Contains(documents[0].GetProperty("contacts").EnumerateArray(), contact => contact.GetProperty("text").GetString()!.StartsWith("final notice", StringComparison.Ordinal));
        Assert.DoesNotContain(got, message => message.Body.ToString().Contains("Kunde AG", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_collections_system_is_told_what_is_contested_and_when_that_is_settled()
    {
        await using var bus = await ServiceBusStandIn.StartAsync(ServiceBusStandIn.DefaultConfigPath);
        await using var services = azurite.Services(settings: new Dictionary<string, string?> { ["ServiceBus:ConnectionString"] = bus.ConnectionString });
        var (account, _) = await HandedOff.AccountAsync(services, await HandedOff.SellerAsync(services));
        var invoice = (await Given.StateAsync(services, account)).Invoices.Single(item => item.Number == HandedOff.Number(account, "A")).ItemId;
        await Given.TransactAsync(services, account, new OpenDispute(invoice, "never ordered"), "d1");
        await Given.TransactAsync(services, account, new CloseDispute(invoice), "d2");
        var history = await services.GetRequiredService<AccountRows>().HistoryAsync(account, default).ToListAsync();

        await services.GetRequiredService<EventPublisher>().PublishAsync(history.Select(record => (account, record)), default);

        await using var client = new ServiceBusClient(bus.ConnectionString);
        await using var receiver = client.CreateReceiver("billing-events", "collections");
        var got = await receiver.ReceiveMessagesAsync(20, TimeSpan.FromSeconds(2));
        Assert.Equal(["AccountSentToCollections", "CollectionsCaseDisputed", "CollectionsCaseDisputeSettled"], got.Select(message => message.Subject));
        Assert.Equal("never ordered", JsonDocument.Parse(got[1].Body).RootElement.GetProperty("data").GetProperty("reason").GetString());
        var container = services.GetRequiredService<BillingStorage>().Container(StorageNames.Collections);
        var documents = await Task.WhenAll(got.Select(async message => JsonDocument.Parse((await container.GetBlobClient(JsonDocument.Parse(message.Body).RootElement.GetProperty("document").GetString()!).DownloadContentAsync()).Value.Content).RootElement));
        Assert.Equal(["0.00", "100.00", "0.00"], documents.Select(document => document.GetProperty("disputed").GetProperty("amount").GetString()));
    }

    [Fact]
    public async Task A_document_is_written_once_and_goes_when_the_customer_is_erased()
    {
        await using var services = azurite.Services();
        var (account, caseId) = await HandedOff.AccountAsync(services, await HandedOff.SellerAsync(services));
        await HandedOff.DocumentAsync(services, account);
        var documents = services.GetRequiredService<CaseDocuments>();
        var first = (await documents.LatestAsync(account, caseId, default))!.Value.GetRawText();
        await HandedOff.DocumentAsync(services, account);
        Assert.Equal(first, (await documents.LatestAsync(account, caseId, default))!.Value.GetRawText());

        await services.GetRequiredService<CollectionsErasure>().EraseAsync(account, default);
        Assert.Null(await documents.LatestAsync(account, caseId, default));
    }
}
