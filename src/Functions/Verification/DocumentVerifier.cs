using System.Globalization;
using System.Security.Cryptography;
using Azure;
using Billing.Domain;
using Billing.Functions.Documents;
using Billing.Functions.Numbers;
using Billing.Functions.Storage;

namespace Billing.Functions.Verification;

/// <summary>Holds a document against its files, and a file against the document that it should be of. Files are streamed, however large they are.</summary>
internal sealed class DocumentVerifier(BillingStorage storage, DocumentStore documents, NumberBook numbers, NumberedDocuments numbered)
{
    /// <summary>What is wrong with a document's files.</summary>
    public async Task<IReadOnlyList<DocumentFinding>> CheckAsync(AccountId account, IssuedDocument document, CancellationToken cancellation)
    {
        DocumentFinding Finding(DocumentFault fault, string? path) => new(document.Number, account.ToString(), document.DocumentId, path, fault);

        if (await documents.FindAsync(account, document.DocumentId, cancellation) is not { } stored)
            return [Finding(DocumentFault.NotRendered, null)];
        var findings = new List<DocumentFinding>();
        foreach (var file in stored.Files)
        {
            if (await FaultOfAsync(file, cancellation) is { } fault)
                findings.Add(Finding(fault, file.Path));
        }

        if (stored.EInvoice is null && document.HasEInvoice())
            findings.Add(Finding(DocumentFault.EInvoiceMissing, DocumentStore.XmlPathOf(document)));
        return findings;
    }

    /// <summary>What is wrong with a file that is there: nothing, or that no record names it.</summary>
    public async Task<DocumentFinding?> CheckAsync(string path, CancellationToken cancellation)
    {
        if (await DocumentOfAsync(path, cancellation) is not var (account, documentId, number))
            return new DocumentFinding(path, null, null, path, DocumentFault.Unrecorded);
        var stored = await documents.FindAsync(account, documentId, cancellation);
        return stored?.Files.Any(file => file.Path == path) == true ? null : new DocumentFinding(number, account.ToString(), documentId, path, DocumentFault.Unrecorded);
    }

    private async Task<DocumentFault?> FaultOfAsync(StoredFile file, CancellationToken cancellation)
    {
        try
        {
            using var blob = (await storage.Container(StorageNames.Documents).GetBlobClient(file.Path).DownloadStreamingAsync(cancellationToken: cancellation)).Value;
            if (blob.Details.ContentLength != file.Bytes)
                return DocumentFault.SizeChanged;
            return Convert.ToHexStringLower(await SHA256.HashDataAsync(blob.Content, cancellation)) == file.Sha256 ? null : DocumentFault.ContentChanged;
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            return DocumentFault.FileMissing;
        }
    }

    // A file is named by its document's number, and that by its series and its place there.
    private async Task<(AccountId Account, string DocumentId, string Number)?> DocumentOfAsync(string path, CancellationToken cancellation)
    {
        var number = Path.GetFileNameWithoutExtension(path);
        var place = number.LastIndexOf('-');
        if (place < 1 || !long.TryParse(number.AsSpan(place + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var n) || await numbers.FindAsync(number[..place], n, cancellation) is not { } given)
            return null;
        var (documentId, document) = await numbered.FindAsync(given, cancellation);
        return document is not null && document.Number == number ? (given.Account, documentId, number) : null;
    }
}
