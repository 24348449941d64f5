using Billing.Domain;
using Billing.Functions.Deliveries;
using Billing.Functions.Documents;
using Billing.Functions.Letters;
using UglyToad.PdfPig;

namespace Billing.DevHost.Demo;

/// <summary>Holds issued documents and notices against their files and e-mails, and counts them.</summary>
/// <param name="app">The app's own readers.</param>
/// <param name="bouncing">The customers whose addresses stop working; nobody else's e-mail may be withheld.</param>
/// <param name="holds">Takes what must hold, and what that is.</param>
internal sealed class DocumentCheck(IServiceProvider app, IReadOnlySet<string> bouncing, Action<bool, string> holds)
{
    private readonly LedgerReader ledger = new(app);
    private readonly DocumentStore store = app.GetRequiredService<DocumentStore>();
    private readonly DeliveryBook deliveries = app.GetRequiredService<DeliveryBook>();

    /// <summary>Documents that have their files.</summary>
    public int Documents { get; private set; }

    /// <summary>Those of them that are e-invoices as well: a file beside the PDF, or within it.</summary>
    public int EInvoices { get; private set; }

    /// <summary>Those of the e-invoices that came out of their PDF as they were stored.</summary>
    public int EInvoicesInPdfs { get; private set; }

    /// <summary>Copies that were e-mailed.</summary>
    public int Sent { get; private set; }

    /// <summary>Copies that were not, because the address had stopped working.</summary>
    public int Withheld { get; private set; }

    /// <summary>Notices that were written as letters.</summary>
    public int Letters { get; private set; }

    /// <summary>Those of them that count as sent, as their batch was mailed.</summary>
    public int LettersMailed { get; private set; }

    /// <summary>Every number has its document with its files, as they were written, and each copy of it was delivered.</summary>
    public async Task CheckNumbersAsync(CancellationToken cancel)
    {
        await foreach (var series in ledger.NumbersAsync(cancel).GroupBy(number => number.Series))
        {
            var expected = 0L;
            foreach (var number in series)
            {
                holds(number.N == ++expected, $"series {series.Key} has number {expected}");
                var document = await ledger.DocumentAsync(number.Account, number.DocumentId, cancel);
                holds(document?.Number.EndsWith($"-{number.N:D6}", StringComparison.Ordinal) == true, $"series {series.Key} has a document for {number.N}");
                if (document is not null)
                    await CheckAsync(number.Account, document, cancel);
            }
        }
    }

    /// <summary>What an account was sent: each notice, and all that was sent or withheld.</summary>
    public async Task CheckDeliveriesAsync(AccountId account, IEnumerable<NoticeIssued> notices, CancellationToken cancel)
    {
        var all = await deliveries.ListAsync(account, cancel);
        var settled = all.Where(one => one.State is DeliveryBook.Sent or DeliveryBook.Withheld || one is { Channel: LetterBook.Channel, State: LetterBook.Waiting or LetterBook.Printing }).ToList();
        holds(settled.Count == all.Count, $"all e-mails of {account} were sent, and all letters written");
        holds(notices.Select(notice => notice.NoticeId).ToHashSet(StringComparer.Ordinal).IsSubsetOf(settled.Select(one => one.SubjectId)), $"each notice of {account} was delivered");
        holds(bouncing.Contains(account.Customer) || settled.All(one => one.State != DeliveryBook.Withheld), $"no e-mail of {account} was withheld");
        Sent += settled.Count(one => one is { Channel: DeliveryBook.Email, State: DeliveryBook.Sent });
        Letters += settled.Count(one => one.Channel == LetterBook.Channel);
        LettersMailed += settled.Count(one => one is { Channel: LetterBook.Channel, State: DeliveryBook.Sent });
        Withheld += settled.Count(one => one.State == DeliveryBook.Withheld);
    }

    private async Task CheckAsync(AccountId account, IssuedDocument document, CancellationToken cancel)
    {
        var stored = await store.FindAsync(account, document.DocumentId, cancel);
        holds(stored is not null, $"{document.Number} has its files");
        var contents = new Dictionary<StoredFile, BinaryData>();
        foreach (var file in stored?.Files ?? [])
            contents[file] = await store.ReadAsync(file, cancel);
        holds((stored?.EInvoice is not null) == document.HasEInvoice(), $"{document.Number} is an e-invoice where the customer gets one, and nowhere else");
        holds(await deliveries.AreSettledAsync(account, document.DocumentId, document.IsVoidSheet ? 0 : Recipient.Of(document.Buyer).Count, cancel), $"each copy of {document.Number} was delivered");
        Documents++;
        if (stored?.EInvoice is not { } eInvoice)
            return;
        EInvoices++;
        var isInPdf = IsInPdf(contents[stored.Pdf], contents[eInvoice]);
        holds(isInPdf == (document is IssuedInvoice invoice && EInvoice.Of(invoice)?.Format.IsInsidePdf() == true), $"the PDF of {document.Number} has its e-invoice within where the customer gets Factur-X, and nowhere else");
        EInvoicesInPdfs += isInPdf ? 1 : 0;
    }

    // Factur-X prescribes the name.
    private static bool IsInPdf(BinaryData pdf, BinaryData eInvoice)
    {
        using var opened = PdfDocument.Open(pdf.ToArray());
        return opened.Advanced.TryGetEmbeddedFiles(out var files) && files.Count(file => file.Name == "factur-x.xml" && file.Memory.Span.SequenceEqual(eInvoice)) == 1;
    }
}
