using Azure.Data.Tables;
using Billing.Documents.CoverSheets;
using Billing.Domain;
using Billing.Functions.Api.Contract;
using Billing.Functions.Configuration;
using Billing.Functions.Documents;
using Billing.Functions.Letters;
using Billing.Functions.PrintBatches;
using Billing.Functions.Storage;
using Billing.Functions.Tasks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using PrintBatch = Billing.Functions.PrintBatches.PrintBatch;

namespace Billing.Functions.Tests.PrintBatches;

public sealed class PrintBatchTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>, IAsyncLifetime
{
    private readonly FakeTimeProvider clock = new(Post.Noon);
    private ServiceProvider services = null!;
    private string seller = "";

    [Fact]
    public async Task A_batch_takes_all_that_waits_in_order_of_country_and_postal_code_and_says_what_lies_where()
    {
        var (second, third, first) = (await LetterAsync("DE", "10115", 3), await LetterAsync("DE", "79098", 1, "=cmd|' /C calc'!A0"), await LetterAsync("AT", "1010", 2));

        var batch = (await MakeAsync("a"))!;

        Assert.Equal((PrintBatchStage.Ready, "20260310-a", $"{seller}.20260310-a"), (batch.Stage, batch.Number, batch.BatchId));
        Assert.Equal([(first.SubjectId, 2), (second.SubjectId, 4), (third.SubjectId, 7)], batch.Letters.Select(one => (one.Letter.SubjectId, one.FirstPage)));
        Assert.Equal(7, batch.Pages);
        Assert.Equal(7, PrintFile.PagesOf((await ReadAsync(batch.Pdf)).ToMemory()));
        var rows = (await ReadAsync(batch.Manifest)).ToString().Split("\r\n");
        Assert.StartsWith("batch,no,noticeId,account,customerName,addressLine1,", rows[0], StringComparison.Ordinal);
        Assert.Equal($"20260310-a,1,{first.SubjectId},{first.AccountId},Kunde AG,Weg 2,1010 Ort,,,,,,AT,1010,2,2,{batch.Letters[0].Sha256}", rows[1]);
        Assert.Contains(",'=cmd|' /C calc'!A0,", rows[3], StringComparison.Ordinal);
        await Post.AssertEachIsPrintedOnceAsync(services, seller, [first, second, third]);
    }

    [Fact]
    public async Task What_comes_later_is_claimed_by_the_next_batch()
    {
        var early = await LetterAsync();
        var first = (await MakeAsync("a"))!;
        var late = await LetterAsync();

        Assert.Equal(first.Pdf, (await MakeAsync("a"))!.Pdf);
        var second = (await MakeAsync("b"))!;

        Assert.Null(await MakeAsync("c"));
        Assert.Equal([(early.SubjectId, 2)], first.Letters.Select(one => (one.Letter.SubjectId, one.FirstPage)));
        Assert.Equal(late.SubjectId, Assert.Single(second.Letters).Letter.SubjectId);
        await Post.AssertEachIsPrintedOnceAsync(services, seller, [early, late]);
    }

    [Fact]
    public async Task A_night_prints_what_waits_behind_the_letters_of_customers_who_were_erased()
    {
        var letter = await LetterAsync();
        var stored = (await services.GetRequiredService<LetterBook>().FindAsync(letter, default))!;

        // So long that a file has room for it alone, and before the other in the order of countries.
        var erased = new LetterRef($"{seller}.{Given.NewId("customer")}.EUR", Given.NewId("ntc"), 1);
        await services.GetRequiredService<LetterBook>().AddAsync(stored with { Ref = erased, Pages = 490, Country = "AT" }, Post.Noon, default);
        var row = (await services.GetRequiredService<BillingStorage>().Accounts.GetEntityAsync<TableEntity>(erased.AccountId, LetterBook.RowKey(erased.SubjectId, 1))).Value;
        row.Remove("Address");
        await services.GetRequiredService<BillingStorage>().Accounts.UpdateEntityAsync(row, row.ETag, TableUpdateMode.Replace);

        await Post.NightAsync(services, seller);

        await Post.AssertEachIsPrintedOnceAsync(services, seller, [letter]);
        Assert.Equal("withheld", await Post.StateAsync(services, erased));
    }

    [Fact]
    public async Task No_file_has_more_than_500_pages()
    {
        var letters = new List<LetterRef>();
        for (var n = 0; n < 14; n++)
            letters.Add(await LetterAsync("DE", $"{10115 + n}", 80));

        await Post.TickAsync(services);

        var batches = await Post.BatchesAsync(services, seller);
        Assert.Equal([2, 6, 6], batches.Select(batch => batch.Letters.Count).Order());
        Assert.All(batches, batch => Assert.InRange(batch.Pages, 1, 500));
        Assert.Equal(481, batches.Max(batch => batch.Pages));
        await Post.AssertEachIsPrintedOnceAsync(services, seller, letters);
    }

    [Fact]
    public async Task A_rejected_batch_gives_its_letters_back_and_they_are_printed_with_the_next()
    {
        var letters = new[] { await LetterAsync(), await LetterAsync("AT", "1010") };
        var first = (await MakeAsync("a"))!;

        var rejected = await EndAsync(first, PrintBatchStage.Rejected, "k1");

        Assert.Equal((PrintBatchStage.Rejected, "ann", "The printer jammed"), (rejected.Stage, rejected.End!.Actor, rejected.End.Reason));
        Assert.All(letters, letter => Assert.Equal("waiting", Post.StateAsync(services, letter).Result));
        var late = await LetterAsync();
        Assert.Equal(3, (await MakeAsync("b"))!.Letters.Count);
        await Post.AssertEachIsPrintedOnceAsync(services, seller, [.. letters, late]);
        Assert.Equal("already-rejected", (await Assert.ThrowsAsync<ProblemException>(() => EndAsync(first, PrintBatchStage.Mailed, "k2"))).Problem.Code);
    }

    [Fact]
    public async Task Letters_count_as_sent_when_somebody_says_that_the_batch_was_mailed()
    {
        var letter = await LetterAsync();
        var batch = (await MakeAsync("a"))!;
        Assert.Equal($"printing {batch.BatchId}", await Post.StateAsync(services, letter));

        await EndAsync(batch, PrintBatchStage.Mailed, "k1");
        await EndAsync(batch, PrintBatchStage.Mailed, "k1");

        Assert.Equal($"sent {batch.BatchId}", await Post.StateAsync(services, letter));
        Assert.Equal("already-mailed", (await Assert.ThrowsAsync<ProblemException>(() => EndAsync(batch, PrintBatchStage.Mailed, "k2"))).Problem.Code);
        Assert.Equal("already-mailed", (await Assert.ThrowsAsync<ProblemException>(() => EndAsync(batch, PrintBatchStage.Rejected, "k3"))).Problem.Code);
        Assert.Null(await MakeAsync("b"));
    }

    [Fact]
    public async Task Batches_that_are_made_at_once_share_no_letter_and_leave_none()
    {
        var letters = new List<LetterRef>();
        for (var n = 0; n < 25; n++)
            letters.Add(await LetterAsync("DE", $"{10115 + n}"));

        await Task.WhenAll(Enumerable.Range(1, 4).Select(n => MakeAsync($"{n}")).Concat(Enumerable.Range(1, 2).Select(n => MakeAsync($"{n}"))));

        Assert.NotEmpty(await Post.BatchesAsync(services, seller));
        await Post.TickAsync(services);
        await Post.AssertEachIsPrintedOnceAsync(services, seller, letters);
    }

    [Fact]
    public async Task A_letter_whose_file_was_changed_is_a_task_and_the_others_are_printed()
    {
        var (damaged, gone, whole) = (await LetterAsync(), await LetterAsync(), await LetterAsync());
        var container = services.GetRequiredService<BillingStorage>().Container(StorageNames.Documents);
        await container.GetBlobClient($"letters/{seller}/{damaged.SubjectId}-1.pdf").UploadAsync(BinaryData.FromString("another"), overwrite: true);
        await container.GetBlobClient($"letters/{seller}/{gone.SubjectId}-1.pdf").DeleteAsync();

        var batch = (await MakeAsync("a"))!;

        Assert.Equal(whole.SubjectId, Assert.Single(batch.Letters).Letter.SubjectId);
        Assert.Equal(["failed", "failed"], [await Post.StateAsync(services, damaged), await Post.StateAsync(services, gone)]);
        var tasks = await services.GetRequiredService<TaskBook>().OpenTasksAsync(seller, default).ToListAsync();
        Assert.Equal(new[] { damaged.SubjectId, gone.SubjectId }.Order(StringComparer.Ordinal), tasks.Where(task => task.Kind == "delivery-failed").Select(task => task.Subject).Order(StringComparer.Ordinal));
        Assert.Null(await MakeAsync("b"));
    }

    [Fact]
    public async Task Where_sheets_are_printed_on_both_sides_every_letter_begins_on_a_front()
    {
        var book = services.GetRequiredService<ConfigurationBook>();
        var (known, tag) = (await book.FindAsync<Seller>(ConfigurationNoun.Seller, seller, seller, default))!.Value;
        await book.WriteAsync(ConfigurationNoun.Seller, seller, seller, known with { Template = known.Template with { BothSides = true } }, tag, default);
        await LetterAsync("AT", "1010", 3);
        await LetterAsync("DE", "10115", 1);

        var batch = (await MakeAsync("a"))!;

        Assert.Equal([3, 7], batch.Letters.Select(one => one.FirstPage));
        Assert.Equal(8, batch.Pages);
    }

    [Fact]
    public async Task The_night_prints_once_and_not_before_four_in_the_morning()
    {
        clock.SetUtcNow(new DateTimeOffset(2026, 3, 11, 2, 59, 0, TimeSpan.Zero));
        var first = await LetterAsync();
        await Post.TickAsync(services);
        Assert.Empty(await Post.BatchesAsync(services, seller));

        clock.SetUtcNow(new DateTimeOffset(2026, 3, 11, 3, 0, 0, TimeSpan.Zero));
        await Post.TickAsync(services);
        var second = await LetterAsync();
        await Post.TickAsync(services);
        Assert.Equal(first.SubjectId, Assert.Single(Assert.Single(await Post.BatchesAsync(services, seller)).Letters).Letter.SubjectId);

        clock.SetUtcNow(new DateTimeOffset(2026, 3, 12, 5, 0, 0, TimeSpan.Zero));
        await Post.TickAsync(services);
        Assert.Equal(2, (await Post.BatchesAsync(services, seller)).Count);
        await Post.AssertEachIsPrintedOnceAsync(services, seller, [first, second]);
    }

    async Task IAsyncLifetime.InitializeAsync()
    {
        services = azurite.Services(clock);
        seller = await Given.SellerAsync(services);
    }

    async Task IAsyncLifetime.DisposeAsync() => await services.DisposeAsync();

    private Task<LetterRef> LetterAsync(string country = "DE", string postalCode = "10115", int pages = 1, string name = "Kunde AG") => Post.LetterAsync(services, seller, country, postalCode, pages, name);

    private Task<PrintBatch?> MakeAsync(string key) => Post.MakeAsync(services, seller, key);

    private Task<PrintBatch> EndAsync(PrintBatch batch, PrintBatchStage stage, string key) => services.GetRequiredService<PrintBatchDesk>().EndAsync(
        batch.BatchId, stage, new PrintBatchEnd("ann", clock.GetUtcNow(), stage == PrintBatchStage.Rejected ? "The printer jammed" : null, key), default);

    private async Task<BinaryData> ReadAsync(StoredFile? file) => (await services.GetRequiredService<PrintBatchFiles>().FindAsync(file!, default))!;
}
