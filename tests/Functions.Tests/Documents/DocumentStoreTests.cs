using Azure.Data.Tables;
using Billing.Documents;
using Billing.Domain;
using Billing.Functions.Accounts;
using Billing.Functions.Documents;
using Billing.Functions.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Billing.Functions.Tests.Documents;

public sealed class DocumentStoreTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task A_blob_that_is_there_stays_and_its_record_holds_its_hash()
    {
        await using var services = azurite.Services();
        var (account, document) = await IssuedAsync(services);
        var store = services.GetRequiredService<DocumentStore>();

        var first = await store.SaveAsync(account, document, new RenderedDocument([1, 2, 3], [7]), default);
        var second = await store.SaveAsync(account, document, new RenderedDocument([4, 5, 6, 7], [8, 9]), default);

        Assert.Equal(first, second);
        Assert.Equal(new byte[] { 1, 2, 3 }, (await store.ReadAsync(first.Pdf, default)).ToArray());
        Assert.Equal(new byte[] { 7 }, (await store.ReadAsync(first.EInvoice!, default)).ToArray());
        var place = $"{account.Seller}/{document.IssueDate:yyyy}/{document.IssueDate:MM}/{document.Number}";
        Assert.Equal(($"{place}.pdf", 3L, $"{place}.xml", 1L), (first.Path, first.Bytes, first.EInvoice!.Path, first.EInvoice.Bytes));
    }

    [Fact]
    public async Task A_blob_that_was_changed_is_not_handed_out()
    {
        await using var services = azurite.Services();
        var (account, document) = await IssuedAsync(services);
        var store = services.GetRequiredService<DocumentStore>();
        var stored = await store.SaveAsync(account, document, new RenderedDocument([1, 2, 3], null), default);
        await services.GetRequiredService<BillingStorage>().Container(StorageNames.Documents).GetBlobClient(stored.Path).UploadAsync(BinaryData.FromBytes(new byte[] { 9 }), overwrite: true);

        var refused = await Assert.ThrowsAsync<InvalidDataException>(() => store.ReadAsync(stored.Pdf, default));
        Assert.Contains(stored.Path, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task What_died_after_some_of_its_files_is_completed_and_what_is_there_stays(int written)
    {
        await using var services = azurite.Services();
        var (account, document) = await IssuedAsync(services);
        var container = services.GetRequiredService<BillingStorage>().Container(StorageNames.Documents);
        await container.GetBlobClient(DocumentStore.XmlPathOf(document)).UploadAsync(BinaryData.FromBytes(new byte[] { 1 }));
        if (written == 2)
            await container.GetBlobClient(DocumentStore.PdfPathOf(document)).UploadAsync(BinaryData.FromBytes(new byte[] { 2, 2 }));
        var store = services.GetRequiredService<DocumentStore>();
        Assert.Null(await store.FindAsync(account, document.DocumentId, default));

        await store.SaveAsync(account, document, new RenderedDocument([3, 3, 3], [3, 3, 3]), default);

        var stored = (await store.FindAsync(account, document.DocumentId, default))!;
        Assert.Equal(new byte[] { 1 }, (await store.ReadAsync(stored.EInvoice!, default)).ToArray());
        Assert.Equal(written == 2 ? [2, 2] : new byte[] { 3, 3, 3 }, (await store.ReadAsync(stored.Pdf, default)).ToArray());
    }

    [Fact]
    public async Task A_record_from_before_there_were_e_invoices_is_read()
    {
        await using var services = azurite.Services();
        var (account, document) = await IssuedAsync(services);
        await services.GetRequiredService<BillingStorage>().Accounts.AddEntityAsync(new TableEntity(account.ToString(), DocumentStore.RowKey(document.DocumentId)) { ["Json"] = """{"path":"a/2026/01/n.pdf","sha256":"ab","bytes":3}""" });

        Assert.Equal(new StoredDocument("a/2026/01/n.pdf", "ab", 3), await services.GetRequiredService<DocumentStore>().FindAsync(account, document.DocumentId, default));
    }

    private static async Task<(AccountId Account, IssuedDocument Document)> IssuedAsync(IServiceProvider services)
    {
        var account = await Given.AccountAsync(services, await Given.SellerAsync(services));
        var invoice = await Given.InvoiceAsync(services, account);
        return (account, (await services.GetRequiredService<AccountRows>().FindAsync<IssuedDocument>(account, AccountRows.DocumentKey(invoice.Invoice.DocumentId), default))!);
    }
}
