using Billing.DevHost.Tripwires;
using Billing.Functions.Letters;
using Billing.Functions.PrintBatches;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Billing.Functions.Tests.PrintBatches;

/// <summary>Cuts the making and the ending of batches off at each of their requests to the storage in turn, before the storage has it and after, and then lets the timer tick.</summary>
public sealed class PrintBatchCrashTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>, IAsyncLifetime
{
    // More than any of these takes; a test that never comes to its end would be an endless one.
    private const int MostRequests = 200;

    private readonly FakeTimeProvider clock = new(Post.Noon);
    private Tripwire tables = null!;
    private Tripwire blobs = null!;
    private ServiceProvider services = null!;
    private ServiceProvider wired = null!;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Wherever_the_making_dies_each_letter_is_printed_once(bool reached)
    {
        for (var n = 0; ; n++)
        {
            var (seller, letters) = await LettersAsync();
            var died = await DiesAtAsync(n, reached, stop => Post.Maker(wired).MakeAsync(seller, "a", "ann", stop));
            var late = await Post.LetterAsync(services, seller);

            await Post.NightAsync(services, seller);

            await Post.AssertEachIsPrintedOnceAsync(services, seller, [.. letters, late]);
            if (!died)
                break;
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Wherever_a_rejection_dies_each_letter_is_printed_once_more(bool reached)
    {
        for (var n = 0; ; n++)
        {
            var (seller, letters) = await LettersAsync();
            var batch = (await Post.MakeAsync(services, seller))!;
            var died = await DiesAtAsync(n, reached, stop => EndAsync(wired, batch, PrintBatchStage.Rejected, stop));

            // The operator's request comes again where the batch does not know of it.
            if (died)
                await EndAsync(services, batch, PrintBatchStage.Rejected, default);
            await Post.NightAsync(services, seller);

            await Post.AssertEachIsPrintedOnceAsync(services, seller, letters);
            if (!died)
                break;
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Wherever_the_word_that_it_was_mailed_dies_all_letters_are_sent_or_none(bool reached)
    {
        for (var n = 0; ; n++)
        {
            var (seller, letters) = await LettersAsync();
            var batch = (await Post.MakeAsync(services, seller))!;
            var died = await DiesAtAsync(n, reached, stop => EndAsync(wired, batch, PrintBatchStage.Mailed, stop));

            await Post.NightAsync(services, seller);

            var stage = Assert.Single(await Post.BatchesAsync(services, seller)).Stage;
            foreach (var letter in letters)
                Assert.Equal($"{(stage == PrintBatchStage.Mailed ? "sent" : "printing")} {batch.BatchId}", await Post.StateAsync(services, letter));
            Assert.Empty(await services.GetRequiredService<PrintBatchBook>().OpenIdsAsync(seller, new DateOnly(2026, 1, 1), default));
            if (!died)
                break;
        }
    }

    async Task IAsyncLifetime.InitializeAsync()
    {
        tables = await Tripwire.StartAsync("tables", azurite.Process.TableUrl);
        blobs = await Tripwire.StartAsync("blobs", azurite.Process.BlobUrl);
        services = azurite.Services(clock);
        wired = azurite.Services(clock, new Dictionary<string, string?> { ["Storage:ConnectionString"] = azurite.ConnectionStringFor(blobs.Url, azurite.Process.QueueUrl, tables.Url) });
    }

    async Task IAsyncLifetime.DisposeAsync()
    {
        await wired.DisposeAsync();
        await services.DisposeAsync();
        await tables.DisposeAsync();
        await blobs.DisposeAsync();
    }

    private async Task<(string Seller, IReadOnlyList<LetterRef> Letters)> LettersAsync()
    {
        var seller = await Given.SellerAsync(services);
        return (seller, [await Post.LetterAsync(services, seller), await Post.LetterAsync(services, seller, "AT", "1010")]);
    }

    private static Task<PrintBatch> EndAsync(IServiceProvider services, PrintBatch batch, PrintBatchStage stage, CancellationToken cancellation) =>
        services.GetRequiredService<PrintBatchDesk>().EndAsync(batch.BatchId, stage, new PrintBatchEnd("ann", Post.Noon, "Jammed", "k1"), cancellation);

    // Whether it died: at its n-th request it is stopped, and its connection cut.
    private async Task<bool> DiesAtAsync(int n, bool reached, Func<CancellationToken, Task> work)
    {
        Assert.True(n < MostRequests, "It never came to its end.");
        using var stop = new CancellationTokenSource();
        var count = -1;
        bool IsIt(ProxiedRequest request) => Interlocked.Increment(ref count) == n;
        var cut = TripActions.Cut(() => stop.CancelAsync());
        foreach (var wire in new[] { tables, blobs })
            wire.Arm(IsIt, before: reached ? null : cut, after: reached ? cut : null);
        try
        {
            await work(stop.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return true;
        }
        finally
        {
            tables.Disarm();
            blobs.Disarm();
        }

        return false;
    }
}
