using Billing.Documents;
using Billing.Documents.Emails;
using Billing.Domain;
using Billing.Functions.Accounts;
using Billing.Functions.Configuration;
using Billing.Functions.Documents;
using Billing.Functions.Messages;
using SendGrid.Helpers.Mail;

namespace Billing.Functions.Deliveries;

/// <summary>Makes the e-mail of a document or a notice from what was issued.</summary>
internal sealed class EmailComposer(AccountRows rows, DocumentStore documents, ConfigurationBook configuration)
{
    public Task<OutgoingEmail> ComposeAsync(DeliveryRef delivery, CancellationToken cancellation) =>
        delivery.Notice is { } notice ? NoticeAsync(delivery, notice, cancellation) : DocumentAsync(delivery, cancellation);

    private async Task<OutgoingEmail> DocumentAsync(DeliveryRef delivery, CancellationToken cancellation)
    {
        var account = AccountId.Parse(delivery.AccountId);
        var document = await rows.FindAsync<IssuedDocument>(account, AccountRows.DocumentKey(delivery.SubjectId), cancellation)
            ?? throw new InvalidOperationException($"Account {account} has no document {delivery.SubjectId}.");
        var stored = await documents.FindAsync(account, delivery.SubjectId, cancellation)
            ?? throw new InvalidOperationException($"Document {document.Number} has not been rendered.");
        return new OutgoingEmail(
            From(document.Seller), To(document.Buyer), document.ToEmail(),
            ($"{document.Number}.pdf", await documents.ReadAsync(stored, cancellation)), delivery.SubjectId, delivery.AccountId);
    }

    private async Task<OutgoingEmail> NoticeAsync(DeliveryRef delivery, EventRef notice, CancellationToken cancellation)
    {
        var account = AccountId.Parse(delivery.AccountId);
        var issued = (NoticeIssued)(await rows.RecordAsync(account, notice.Version, cancellation)).Events[notice.Index];
        var seller = (await configuration.ReadAsync(account.Seller, cancellation)).Seller;
        var customer = await AddresseeAsync(account, issued, cancellation);
        return new OutgoingEmail(From(seller), To(customer), ReminderEmail.Compose(ReminderNotice.Of(issued, seller, customer, null)), null, delivery.SubjectId, delivery.AccountId);
    }

    // A parent who is billed gets the notice too, under the profile that it has now.
    private async Task<CustomerProfile> AddresseeAsync(AccountId account, NoticeIssued issued, CancellationToken cancellation)
    {
        var customer = (await rows.StateAsync(account, cancellation)).Account is { Parent.Billed: true } child
            ? await rows.BuyerAsync(child, cancellation)
            : await rows.FindAsync<CustomerProfile>(account, AccountRows.ProfileKey(issued.ProfileVersion), cancellation);
        return customer ?? throw new InvalidOperationException($"Account {account} has no profile {issued.ProfileVersion}.");
    }

    private static EmailAddress From(Seller seller) => new(seller.Contact.Email, seller.Name);

    private static EmailAddress To(CustomerProfile customer) => new(customer.Email, customer.Name);
}
