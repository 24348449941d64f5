using System.Globalization;
using Billing.Documents.CoverSheets;
using Billing.Documents.Notices;
using Billing.Domain;
using Billing.Functions.Deliveries;
using Billing.Functions.Documents;
using Billing.Functions.Storage;

namespace Billing.Functions.Letters;

/// <summary>Writes notices as letters: rendered once, stored once, waiting for a print batch.</summary>
internal sealed class NoticeLetters(BillingStorage storage, LetterBook letters, AssetBook assets, TimeProvider clock)
{
    private const int FirstCopy = 1;

    /// <summary>The letter of a notice.</summary>
    public static LetterRef RefOf(AccountId account, string noticeId) => new(account.ToString(), noticeId, FirstCopy);

    /// <summary>Writes a notice's letter; one that is written already stays as it is, wherever it has got to.</summary>
    public async Task WriteAsync(DeliverySubject.Notice notice, CancellationToken cancellation)
    {
        var name = RefOf(notice.Account, notice.SubjectId);
        if (await letters.StateAsync(name, cancellation) is not null)
            return;
        var seller = WithWindow(notice.Seller);
        var pdf = NoticePdf.Render(ReminderNotice.Of(notice.Issued, seller, notice.Customer, null), await assets.FindAsync(seller, cancellation));
        var container = storage.Container(StorageNames.Documents);
        var file = await container.WriteOnceAsync(PathOf(notice), pdf, DocumentStore.PdfType, cancellation);
        var pages = PrintFile.PagesOf((await container.ReadWholeAsync(file, cancellation)).ToMemory());
        await letters.AddAsync(
            new Letter(name, file, pages, PrintFile.AddressLines(notice.Customer, seller), notice.Customer.Address.Country, notice.Customer.Address.PostalCode), clock.GetUtcNow(), cancellation);
    }

    // Beside the folders of numbered documents, whose files are held against their numbers.
    private static string PathOf(DeliverySubject.Notice notice) =>
        string.Create(CultureInfo.InvariantCulture, $"letters/{notice.Account.Seller}/{notice.Issued.Date.Year:D4}/{notice.Issued.Date.Month:D2}/{notice.SubjectId}-{FirstCopy}.pdf");

    // What is posted must show its address, also where a seller's documents have no window.
    private static Seller WithWindow(Seller seller) => seller.Template.Window == WindowChoice.None ? seller with { Template = seller.Template with { Window = WindowChoice.ByPaper } } : seller;
}
