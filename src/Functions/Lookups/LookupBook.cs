using Azure.Data.Tables;
using Billing.Domain;
using Billing.Functions.Storage;

namespace Billing.Functions.Lookups;

/// <summary>The table <c>Lookup</c>: from what others call a thing to our account and document. A hint, written before the transaction that makes it
/// true: the account has the last word.</summary>
internal sealed class LookupBook(BillingStorage storage)
{
    /// <summary>Enters the number and the id of a document that is about to be issued.</summary>
    public Task EnterDocumentAsync(AccountId account, string documentId, string number, CancellationToken cancellation) =>
        Task.WhenAll(EnterAsync("number", number, account, documentId, cancellation), EnterAsync("document", documentId, account, documentId, cancellation));

    /// <summary>Enters an invoice of another system. Its number is the seller's alone: two sellers' former systems may have used the same.</summary>
    public Task EnterTakenOverAsync(AccountId account, string documentId, string number, CancellationToken cancellation) =>
        Task.WhenAll(EnterAsync("taken-over", $"{account.Seller} {number}", account, documentId, cancellation), EnterAsync("document", documentId, account, documentId, cancellation));

    /// <summary>Enters what is owed on an invoice that is about to be issued, for payments that name nothing.</summary>
    public async Task EnterAmountAsync(AccountId account, string documentId, Money amount, CancellationToken cancellation) =>
        await storage.Lookup.UpsertEntityAsync(new TableEntity(AmountPartition(account.Seller, amount), documentId) { ["AccountId"] = account.ToString() }, TableUpdateMode.Replace, cancellation);

    /// <summary>The invoices of a seller over an amount; some may be paid by now.</summary>
    public Task<IReadOnlyList<PaymentTarget>> OverAmountAsync(string sellerId, Money amount, int most, CancellationToken cancellation) =>
        ListAsync(AmountPartition(sellerId, amount), row => new PaymentTarget(row.GetString("AccountId"), row.RowKey), most, cancellation);

    /// <summary>Remembers that a payer's money is an account's.</summary>
    public async Task EnterPayerAsync(AccountId account, string payerAccount, CancellationToken cancellation) =>
        await storage.Lookup.UpsertEntityAsync(new TableEntity(PayerPartition(account.Seller, payerAccount), account.ToString()), TableUpdateMode.Replace, cancellation);

    /// <summary>The accounts that a payer paid before.</summary>
    public Task<IReadOnlyList<PaymentTarget>> PaidByAsync(string sellerId, string payerAccount, int most, CancellationToken cancellation) =>
        ListAsync(PayerPartition(sellerId, payerAccount), row => new PaymentTarget(row.RowKey, null), most, cancellation);

    /// <summary>Forgets whose money a payer's is, as when a customer is erased.</summary>
    public async Task ForgetPayerAsync(AccountId account, string payerAccount, CancellationToken cancellation) =>
        await storage.Lookup.DeleteEntityAsync(PayerPartition(account.Seller, payerAccount), account.ToString(), cancellationToken: cancellation);

    /// <summary>Enters what payers may call an account: its <see cref="AccountNames"/> and its creditor reference.</summary>
    public Task EnterNamesAsync(AccountId account, CustomerProfile profile, CancellationToken cancellation) =>
        Task.WhenAll(NamesOf(account, profile).Select(name => storage.Lookup.UpsertEntityAsync(new TableEntity(NamePartition(account.Seller, name), account.ToString()), TableUpdateMode.Replace, cancellation)));

    /// <summary>The accounts of a seller that are called so, or once were.</summary>
    public Task<IReadOnlyList<PaymentTarget>> CalledAsync(string sellerId, string name, int most, CancellationToken cancellation) =>
        ListAsync(NamePartition(sellerId, name), row => new PaymentTarget(row.RowKey, null), most, cancellation);

    /// <summary>Forgets what an account was called.</summary>
    public Task ForgetNamesAsync(AccountId account, CustomerProfile profile, CancellationToken cancellation) =>
        Task.WhenAll(NamesOf(account, profile).Select(name => storage.Lookup.DeleteEntityAsync(NamePartition(account.Seller, name), account.ToString(), cancellationToken: cancellation)));

    /// <summary>The account and document behind a document's number.</summary>
    public Task<PaymentTarget?> FindNumberAsync(string number, CancellationToken cancellation) => FindAsync("number", number, cancellation);

    /// <summary>Enters the id of what has no number: a draft, a promise to pay.</summary>
    public Task EnterUnnumberedAsync(AccountId account, string documentId, CancellationToken cancellation) => EnterAsync("document", documentId, account, documentId, cancellation);

    /// <summary>The account and document of a seller that a payer's reference names, if it names one.</summary>
    public async Task<PaymentTarget?> FindAsync(PaymentReference reference, string sellerId, CancellationToken cancellation)
    {
        if (reference.DocumentId.Length > 0 && await FindAsync("document", reference.DocumentId, cancellation) is { } byId)
            return byId;
        return reference.InvoiceNumber.Length == 0
            ? null
            : await FindAsync("number", reference.InvoiceNumber, cancellation) ?? await FindAsync("taken-over", $"{sellerId} {reference.InvoiceNumber}", cancellation);
    }

    /// <summary>The account and document behind a document's id.</summary>
    public Task<PaymentTarget?> FindDocumentAsync(string documentId, CancellationToken cancellation) => FindAsync("document", documentId, cancellation);

    /// <summary>Enters a payment attempt that is about to be started; the payment that comes of it bears its id.</summary>
    public Task EnterAttemptAsync(AccountId account, string documentId, string attemptId, CancellationToken cancellation) => EnterAsync("attempt", attemptId, account, documentId, cancellation);

    /// <summary>The account and invoice of a payment attempt.</summary>
    public Task<PaymentTarget?> FindAttemptAsync(string attemptId, CancellationToken cancellation) => FindAsync("attempt", attemptId, cancellation);

    /// <summary>Enters a saved method that an account is about to keep. A customer may save the same for several.</summary>
    public async Task EnterMethodAsync(AccountId account, string methodId, CancellationToken cancellation) =>
        await storage.Lookup.UpsertEntityAsync(new TableEntity(MethodPartition(methodId), account.ToString()), TableUpdateMode.Replace, cancellation);

    /// <summary>The accounts that kept a saved method.</summary>
    public Task<IReadOnlyList<PaymentTarget>> SavedByAsync(string methodId, int most, CancellationToken cancellation) =>
        ListAsync(MethodPartition(methodId), row => new PaymentTarget(row.RowKey, null), most, cancellation);

    /// <summary>Remembers that a saved method has ended, for where that is told before it was saved.</summary>
    public async Task EnterEndedMethodAsync(string methodId, string because, CancellationToken cancellation) =>
        await storage.Lookup.UpsertEntityAsync(new TableEntity(EndedPartition(methodId), "") { ["Because"] = because }, TableUpdateMode.Replace, cancellation);

    /// <summary>Why a saved method has ended, where that was told.</summary>
    public async Task<string?> MethodEndedBecauseAsync(string methodId, CancellationToken cancellation) =>
        await storage.Lookup.GetEntityIfExistsAsync<TableEntity>(EndedPartition(methodId), "", cancellationToken: cancellation) is { HasValue: true, Value: { } row } ? row.GetString("Because") : null;

    private static string MethodPartition(string methodId) => $"method|{methodId}";

    private static string EndedPartition(string methodId) => $"method-ended|{methodId}";

    private static string AmountPartition(string sellerId, Money amount) => $"amount|{sellerId}|{amount.Currency}|{amount.MinorUnits}";

    private static IEnumerable<string> NamesOf(AccountId account, CustomerProfile profile) =>
        [.. AccountNames.Of(account.ToString(), profile), CreditorReference.Read(CreditorReference.OfAccount(account.ToString()))!];

    // Hashed: a name may be personal data, and the texts that are looked up are.
    private static string NamePartition(string sellerId, string name) => $"reference|{sellerId}|{Keys.Hash(name)}";

    // Hashed: an IBAN is personal data, and no key.
    private static string PayerPartition(string sellerId, string payerAccount) => $"payer|{sellerId}|{Keys.Hash(CreditorReference.Bare(payerAccount))}";

    private async Task<IReadOnlyList<PaymentTarget>> ListAsync(string partition, Func<TableEntity, PaymentTarget> read, int most, CancellationToken cancellation) =>
        await storage.Lookup.QueryAsync<TableEntity>(row => row.PartitionKey == partition, maxPerPage: most, cancellationToken: cancellation).Take(most).Select(read).ToListAsync(cancellation);

    private async Task EnterAsync(string kind, string name, AccountId account, string documentId, CancellationToken cancellation) =>
        await storage.Lookup.UpsertEntityAsync(new TableEntity($"{kind}|{Keys.Hash(name)}", "") { ["Name"] = name, ["AccountId"] = account.ToString(), ["DocumentId"] = documentId }, TableUpdateMode.Replace, cancellation);

    private async Task<PaymentTarget?> FindAsync(string kind, string name, CancellationToken cancellation)
    {
        var row = await storage.Lookup.GetEntityIfExistsAsync<TableEntity>($"{kind}|{Keys.Hash(name)}", "", cancellationToken: cancellation);
        return row.HasValue ? new PaymentTarget(row.Value!.GetString("AccountId"), row.Value.GetString("DocumentId")) : null;
    }
}
