using System.Net;
using Azure.Data.Tables;
using Billing.Domain;
using Billing.Functions.Api;
using Billing.Functions.Messages;
using Billing.Functions.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Billing.Functions.Tests.Api;

public sealed class AccountCommandTests(AzuriteFixture azurite) : ApiTest(azurite)
{
    private BillingStorage Storage => Host.Services.GetRequiredService<BillingStorage>();

    [Fact]
    public async Task A_command_leaves_its_effects_and_no_message_to_send_them_again()
    {
        var account = await Given.AccountAsync(Host.Services, await Given.SellerAsync(Host.Services));
        await Given.TakeMessagesAsync<AppendJournalMessage>(Host.Services, StorageNames.AppendJournal);
        await Storage.Queue(StorageNames.ResendEffects).ClearMessagesAsync();

        (await Client.PostAsync($"/api/customers/{account}/dunning-hold", new { reason = "Promised" })).Expect(HttpStatusCode.OK);
        (await Client.PostAsync($"/api/customers/{account}/subscriptions", new { priceId = "none", start = "2026-01-01" })).Expect(HttpStatusCode.UnprocessableEntity);

        Assert.Equal(0, (await Storage.Queue(StorageNames.ResendEffects).GetPropertiesAsync()).Value.ApproximateMessagesCount);
        var effects = await Given.TakeMessagesAsync<AppendJournalMessage>(Host.Services, StorageNames.AppendJournal);
        Assert.Equal([new CommittedRef(account.ToString(), 2)], effects.SelectMany(message => message.Accounts));
    }

    [Fact]
    public async Task Effects_that_were_not_sent_are_sent_by_the_message_that_was_enqueued_before()
    {
        var account = await Given.AccountAsync(Host.Services, await Given.SellerAsync(Host.Services));
        var issued = await Given.InvoiceAsync(Host.Services, account);
        await Given.TakeMessagesAsync<RenderDocumentsMessage>(Host.Services, StorageNames.RenderDocuments);
        var command = await Storage.Accounts.QueryAsync<TableEntity>(row => row.PartitionKey == account.ToString() && row.RowKey.CompareTo("cmd|") > 0 && row.RowKey.CompareTo("cmd|~") < 0)
            .SingleAsync(row => row.GetInt64("Version") == 3);

        await Function().RunAsync(BillingJson.Write(new ResendEffectsMessage(account.ToString(), command.RowKey, DateTimeOffset.UtcNow)), default);

        var render = await Given.TakeMessagesAsync<RenderDocumentsMessage>(Host.Services, StorageNames.RenderDocuments);
        Assert.Equal([new DocumentRef(account.ToString(), issued.Invoice.DocumentId)], render.SelectMany(message => message.Documents));
    }

    [Fact]
    public async Task A_command_that_was_never_committed_has_no_effects_once_it_cannot_be_any_more()
    {
        var account = await Given.AccountAsync(Host.Services, await Given.SellerAsync(Host.Services));
        await Given.TakeMessagesAsync<AppendJournalMessage>(Host.Services, StorageNames.AppendJournal);
        ResendEffectsMessage Message(DateTimeOffset notAfter) => new(account.ToString(), "cmd|http|none", notAfter);

        await Assert.ThrowsAsync<InvalidOperationException>(() => Function().RunAsync(BillingJson.Write(Message(DateTimeOffset.UtcNow.AddMinutes(1))), default));
        await Function().RunAsync(BillingJson.Write(Message(DateTimeOffset.UtcNow.AddMinutes(-1))), default);

        Assert.Empty(await Given.TakeMessagesAsync<AppendJournalMessage>(Host.Services, StorageNames.AppendJournal));
    }

    private ResendEffects Function() => ActivatorUtilities.CreateInstance<ResendEffects>(Host.Services);
}
