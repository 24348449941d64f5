using Billing.Documents.CoverSheets;
using Billing.Documents.Letterheads;
using Billing.Domain;
using Billing.Functions.Configuration;
using Billing.Functions.Deliveries;
using Billing.Functions.Documents;
using Billing.Functions.Letters;
using Billing.Functions.Messages;
using Billing.Functions.PrintBatches;
using Billing.Functions.Storage;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using PrintBatch = Billing.Functions.PrintBatches.PrintBatch;

namespace Billing.Functions.Tests.PrintBatches;

/// <summary>Letters of a seller that wait for print, and what becomes of them.</summary>
internal static class Post
{
    /// <summary>Noon in Berlin: a seller's night is over.</summary>
    public static DateTimeOffset Noon { get; } = new(2026, 3, 10, 11, 0, 0, TimeSpan.Zero);

    /// <summary>A letter as it waits, of an account of its own.</summary>
    public static async Task<LetterRef> LetterAsync(IServiceProvider services, string sellerId, string country = "DE", string postalCode = "10115", int pages = 1, string name = "Kunde AG")
    {
        var id = Given.NewId("ntc");
        var letter = new LetterRef($"{sellerId}.{Given.NewId("customer")}.EUR", id, 1);
        var file = await services.GetRequiredService<BillingStorage>().Container(StorageNames.Documents)
            .WriteOnceAsync($"letters/{sellerId}/{id}-1.pdf", Pdf(pages), DocumentStore.PdfType, default);
        await services.GetRequiredService<LetterBook>().AddAsync(new Letter(letter, file, pages, [name, "Weg 2", $"{postalCode} Ort"], country, postalCode), Noon, default);
        return letter;
    }

    /// <summary>A notice by e-mail and letter, as the account's customer gets it, and its letter.</summary>
    public static async Task<(NoticeIssued Notice, Letter Letter)> NoticeAsync(IServiceProvider services, AccountId account)
    {
        var notice = await SubjectAsync(services, account);
        var id = notice.SubjectId;
        await services.GetRequiredService<NoticeBook>().DecideAsync(notice, default);
        await services.GetRequiredService<NoticeLetters>().WriteAsync(notice, default);
        await services.GetRequiredService<CopyDelivery>().DeliverAsync(notice, new DeliveryRef(account.ToString(), id, null), 1, Recipient.MainOf(Given.Customer), default);
        return (notice.Issued, (await services.GetRequiredService<LetterBook>().FindAsync(NoticeLetters.RefOf(account, id), default))!);
    }

    /// <summary>A notice by e-mail and letter that is still to be delivered.</summary>
    public static async Task<DeliverySubject.Notice> SubjectAsync(IServiceProvider services, AccountId account)
    {
        var total = new Money(119m, account.Currency);
        var issued = new NoticeIssued(
            Given.NewId("ntc"), new DateOnly(2026, 3, 10), DunningAction.OverdueNotice,
            [new DunnedItem("inv_1", "INV-1", new DateOnly(2026, 2, 1), new DateOnly(2026, 2, 15), total, 0, DunningAction.OverdueNotice)], total, 1, 1)
        { Channel = NoticeChannel.Both, Tone = NoticeTone.Firm };
        return new DeliverySubject.Notice(account, issued, (await services.GetRequiredService<ConfigurationBook>().ReadAsync(account.Seller, default)).Seller, Given.Customer);
    }

    public static PrintBatchMaker Maker(IServiceProvider services) => services.GetRequiredService<PrintBatchMaker>();

    public static Task<PrintBatch?> MakeAsync(IServiceProvider services, string sellerId, string key = "a") => Maker(services).MakeAsync(sellerId, key, "ann", default);

    public static Task TickAsync(IServiceProvider services) => ActivatorUtilities.CreateInstance<MakePrintBatches>(services).RunAsync(new TimerInfo(), default);

    /// <summary>What a tick does for one seller.</summary>
    public static async Task NightAsync(IServiceProvider services, string sellerId) =>
        await services.GetRequiredService<PrintNight>().PrintAsync((await services.GetRequiredService<ConfigurationBook>().ReadAsync(sellerId, default)).Seller, default);

    public static Task<IReadOnlyList<PrintBatch>> BatchesAsync(IServiceProvider services, string sellerId) =>
        services.GetRequiredService<PrintBatchBook>().ListAsync(sellerId, new DateOnly(Noon.Year, Noon.Month, 1), default);

    public static async Task<string> StateAsync(IServiceProvider services, LetterRef letter) =>
        await services.GetRequiredService<LetterBook>().StateAsync(letter, default) is var (state, batch) ? $"{state} {batch}".TrimEnd() : "none";

    /// <summary>That each letter lies in one batch that counts and in no other, and that none waits any more.</summary>
    public static async Task AssertEachIsPrintedOnceAsync(IServiceProvider services, string sellerId, IReadOnlyList<LetterRef> letters)
    {
        var batches = (await BatchesAsync(services, sellerId)).Where(batch => batch.Stage != PrintBatchStage.Rejected).ToList();
        Assert.All(batches, batch => Assert.Equal(PrintBatchStage.Ready, batch.Stage));
        Assert.Equal(letters.Select(one => one.SubjectId).Order(StringComparer.Ordinal), batches.SelectMany(batch => batch.Letters).Select(one => one.Letter.SubjectId).Order(StringComparer.Ordinal));
        foreach (var (batch, letter) in batches.SelectMany(batch => batch.Letters.Select(letter => (batch, letter))))
            Assert.Equal($"printing {batch.BatchId}", await StateAsync(services, letter.Ref));
        Assert.Empty(await services.GetRequiredService<LettersForPrint>().ListAsync(sellerId, default));
        Assert.Empty(await services.GetRequiredService<WaitingLetters>().ListAsync(sellerId, default));
        Assert.Empty(await services.GetRequiredService<PrintBatchBook>().OpenIdsAsync(sellerId, new DateOnly(2026, 1, 1), default));
    }

    // A file of so many pages, put together from one-page cover sheets.
    private static byte[] Pdf(int pages)
    {
        var seller = new Seller(
            "acme", "Acme GmbH", new PostalAddress("Hauptstr. 1", "10115", "Berlin", "", "DE"), "Europe/Berlin", Currency.Of("EUR"), [], "ACME", new SellerContact("ar@acme.example", "", ""), [], "", "", "#224466", "de", [], 60, []);
        var batch = new Billing.Documents.CoverSheets.PrintBatch("1", new DateOnly(2026, 3, 10), seller, new LetterCount(0, 0, 0), [], []);
        var one = CoverSheetPdf.Render(batch, DocumentAssets.None);
        return pages == 1 ? one : PrintFile.Merge(batch, one, [.. Enumerable.Repeat((ReadOnlyMemory<byte>)one, pages - 1)], bothSides: false);
    }
}
