using Billing.Domain;
using Billing.Functions.Accounts;
using Billing.Functions.Configuration;
using Billing.Functions.Documents;
using Billing.Functions.Messages;

namespace Billing.Functions.Deliveries;

/// <summary>What is delivered, and to whose customer.</summary>
/// <param name="Account">Whose it is.</param>
/// <param name="SubjectId">The document's id, or the notice's.</param>
/// <param name="Seller">Who sends it.</param>
/// <param name="Customer">Who gets it.</param>
internal abstract record DeliverySubject(AccountId Account, string SubjectId, Seller Seller, CustomerProfile Customer)
{
    /// <summary>An issued document with its files; to the customer as it was then.</summary>
    public sealed record Document(AccountId Account, IssuedDocument Issued, StoredDocument Stored) : DeliverySubject(Account, Issued.DocumentId, Issued.Seller, Issued.Buyer);

    /// <summary>A notice, which has no files.</summary>
    public sealed record Notice(AccountId Account, NoticeIssued Issued, Seller Seller, CustomerProfile Customer) : DeliverySubject(Account, Issued.NoticeId, Seller, Customer);
}

/// <summary>Reads what is to be delivered.</summary>
internal sealed class DeliverySubjects(AccountRows rows, DocumentStore documents, ConfigurationBook configuration)
{
    /// <exception cref="InvalidOperationException">There is no such document or notice, or it is not rendered yet.</exception>
    public Task<DeliverySubject> ReadAsync(DeliveryRef delivery, CancellationToken cancellation) =>
        delivery.Notice is { } notice ? NoticeAsync(AccountId.Parse(delivery.AccountId), notice, cancellation) : DocumentAsync(AccountId.Parse(delivery.AccountId), delivery.SubjectId, cancellation);

    private async Task<DeliverySubject> DocumentAsync(AccountId account, string documentId, CancellationToken cancellation)
    {
        var document = await rows.FindAsync<IssuedDocument>(account, AccountRows.DocumentKey(documentId), cancellation)
            ?? throw new InvalidOperationException($"Account {account} has no document {documentId}.");
        var stored = await documents.FindAsync(account, documentId, cancellation)
            ?? throw new InvalidOperationException($"Document {document.Number} has not been rendered.");
        return new DeliverySubject.Document(account, document, stored);
    }

    private async Task<DeliverySubject> NoticeAsync(AccountId account, EventRef notice, CancellationToken cancellation)
    {
        var issued = (NoticeIssued)(await rows.RecordAsync(account, notice.Version, cancellation)).Events[notice.Index];
        var seller = (await configuration.ReadAsync(account.Seller, cancellation)).Seller;
        return new DeliverySubject.Notice(account, issued, seller, await AddresseeAsync(account, issued, cancellation));
    }

    // A parent who is billed gets the notice too, under the profile that it has now.
    private async Task<CustomerProfile> AddresseeAsync(AccountId account, NoticeIssued issued, CancellationToken cancellation)
    {
        var customer = (await rows.StateAsync(account, cancellation)).Account is { Parent.Billed: true } child
            ? await rows.BuyerAsync(child, cancellation)
            : await rows.FindAsync<CustomerProfile>(account, AccountRows.ProfileKey(issued.ProfileVersion), cancellation);
        return customer ?? throw new InvalidOperationException($"Account {account} has no profile {issued.ProfileVersion}.");
    }
}
