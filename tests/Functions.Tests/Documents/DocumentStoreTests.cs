using Billing.Domain;
using Billing.Functions.Accounts;
using Billing.Functions.Documents;
using Billing.Functions.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Billing.Functions.Tests.Documents;

[Collection(OnAzurite.Name)]
public sealed class DocumentStoreTests(AzuriteFixture azurite)
{
    [Fact]
    public async Task A_blob_that_is_there_stays_and_its_record_holds_its_hash()
    {
        await using var services = azurite.Services();
        var (account, document) = await IssuedAsync(services);
        var store = services.GetRequiredService<DocumentStore>();

        var first = await store.SaveAsync(account, document, [1, 2, 3], default);
        var second = await store.SaveAsync(account, document, [4, 5, 6, 7], default);

        Assert.Equal(first, second);
        Assert.Equal(new byte[] { 1, 2, 3 }, (await store.ReadAsync(first, default)).ToArray());
        Assert.Equal($"{account.Seller}/{document.IssueDate:yyyy}/{document.IssueDate:MM}/{document.Number}.pdf", first.Path);
    }

    [Fact]
    public async Task A_blob_that_was_changed_is_not_handed_out()
    {
        await using var services = azurite.Services();
        var (account, document) = await IssuedAsync(services);
        var store = services.GetRequiredService<DocumentStore>();
        var stored = await store.SaveAsync(account, document, [1, 2, 3], default);
        await services.GetRequiredService<BillingStorage>().Container(StorageNames.Documents).GetBlobClient(stored.Path).UploadAsync(BinaryData.FromBytes(new byte[] { 9 }), overwrite: true);

        var refused = await Assert.ThrowsAsync<InvalidDataException>(() => store.ReadAsync(stored, default));
        Assert.Contains(stored.Path, refused.Message, StringComparison.Ordinal);
    }

    private static async Task<(AccountId Account, IssuedDocument Document)> IssuedAsync(IServiceProvider services)
    {
        var account = await Given.AccountAsync(services, await Given.SellerAsync(services));
        var invoice = await Given.InvoiceAsync(services, account);
        return (account, (await services.GetRequiredService<AccountRows>().FindAsync<IssuedDocument>(account, AccountRows.DocumentKey(invoice.Invoice.DocumentId), default))!);
    }
}
