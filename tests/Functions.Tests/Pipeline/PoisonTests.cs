using System.Net;
using Azure.Data.Tables;
using Billing.DevHost.FunctionHost;
using Billing.Functions.Api.PoisonMessages;
using Billing.Functions.Invoices;
using Billing.Functions.Messages;
using Billing.Functions.Runs;
using Billing.Functions.Storage;
using Billing.Functions.Tests.Api;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Billing.Functions.Tests.Pipeline;

/// <summary>What fails for good is kept, shown, and can be finished once its cause is mended.</summary>
[Collection(OnPipeline.Name)]
public sealed class PoisonTests(PipelineFixture pipeline) : IAsyncLifetime
{
    private const string Queue = StorageNames.BillAccounts;

    [Fact]
    public async Task What_cannot_be_done_ends_in_the_poison_queue_is_seen_and_is_finished_once_when_its_cause_is_mended()
    {
        using var client = pipeline.CreateClient();
        var storage = pipeline.Services.GetRequiredService<BillingStorage>();
        var seller = await Given.SellerAsync(pipeline.Services);
        var sound = await Given.SellerAsync(pipeline.Services);
        var (lost, billed) = (await pipeline.SubscribedAsync(seller, 1), await pipeline.SubscribedAsync(sound, 1));
        await storage.Config.DeleteEntityAsync("policies", seller);
        var today = DateOnly.FromDateTime(DateTime.UtcNow);
        var garbage = $"?? {Guid.NewGuid()}";

        // One batch names the account of a seller that lacks its policy beside one that is sound; the other message is none.
        await pipeline.Services.GetRequiredService<RunBook>().BeginAsync(
            new Run("poisoned", WorkKind.Bill, new WorkDay(DateTimeOffset.UtcNow, null), null, false, "test"), default);
        var batch = new AccountBatchMessage("poisoned", "batch", new WorkDay(DateTimeOffset.UtcNow, null),
            [.. new[] { lost[0], billed[0] }.Select(account => new DueAccount(account.ToString(), today.AddDays(-1), [2]))], false, "test");
        await storage.Queue(Queue).SendMessageAsync(garbage);
        await pipeline.Services.GetRequiredService<WorkQueues>().SendAsync(Queue, batch, default);
        await pipeline.UntilAsync("both failures are in the poison queue", async () =>
            (await pipeline.Services.GetRequiredService<PoisonQueues>().CountsAsync(default)).GetValueOrDefault(Queue) == 2);
        await pipeline.SettledAsync();

        await pipeline.AssertBilledOnceAsync(sound, billed);
        Assert.Equal(1 + 5, Failures(seller)); // The batch of two once, then its account alone.
        Assert.Equal(5, Failures("is an invalid start of a value"));
        Assert.Contains(pipeline.Environment.Log.Entries, entry => entry.Message.Contains($"Seller {seller} has no BillingPolicy", StringComparison.Ordinal) && entry.Message.Contains("-poison", StringComparison.Ordinal));

        var health = (await client.GetAsync("/api/health")).Expect(HttpStatusCode.OK);
        Assert.Equal(("degraded", 2), (health["status"].GetString(), health["poisonMessages"].GetProperty(Queue).GetInt32()));
        var listed = (await client.GetAsync("/api/poison-messages")).Expect(HttpStatusCode.OK)["items"].EnumerateArray().ToDictionary(item => item.GetProperty("text").GetString()!, item => item.GetProperty("messageId").GetString()!);
        Assert.Equal(2, listed.Count);
        Assert.Contains(garbage, listed.Keys);
        var kept = Assert.Single(listed, item => item.Key.Contains(lost[0].ToString(), StringComparison.Ordinal));

        (await client.PutAsync($"/api/sellers/{seller}/policy", Bodies.Policy())).Expect(HttpStatusCode.Created);
        (await client.PostAsync($"/api/poison-messages/{Queue}/replay", new { messageId = kept.Value, reason = "The seller has its policy now" })).Expect(HttpStatusCode.OK);
        await pipeline.SettledAsync();
        await pipeline.AssertBilledOnceAsync(seller, lost);

        // The same message once more, as when an operator's replay meets a copy of it, finds everything done.
        await storage.Queue(Queue).SendMessageAsync(kept.Key);
        await pipeline.SettledAsync();
        await pipeline.AssertBilledOnceAsync(seller, lost);
        Assert.Equal(1, (await client.GetAsync("/api/health")).Expect(HttpStatusCode.OK)["poisonMessages"].GetProperty(Queue).GetInt32());
    }

    [Fact]
    public async Task A_run_over_a_seller_without_its_policy_bills_the_others_and_names_the_failure()
    {
        using var client = pipeline.CreateClient();
        var (broken, sound) = (await Given.SellerAsync(pipeline.Services), await Given.SellerAsync(pipeline.Services));
        var (_, billed) = (await pipeline.SubscribedAsync(broken, 1), await pipeline.SubscribedAsync(sound, 3));
        await pipeline.Services.GetRequiredService<BillingStorage>().Config.DeleteEntityAsync("policies", broken);

        var run = (await client.PostAsync("/api/runs/billing", new { })).Expect(HttpStatusCode.Accepted).Headers.Location!.ToString();
        await pipeline.UntilAsync("the run is over", async () => (await client.GetAsync(run))["state"].GetString() != "running");
        await pipeline.SettledAsync();

        var over = (await client.GetAsync(run)).Expect(HttpStatusCode.OK);
        Assert.Equal("completedWithFailures", over["state"].GetString());
        Assert.Contains($"Seller {broken} has no BillingPolicy", Assert.Single(over["failures"].EnumerateArray()).GetString(), StringComparison.Ordinal);
        await pipeline.AssertBilledOnceAsync(sound, billed);
        (await client.PutAsync($"/api/sellers/{broken}/policy", Bodies.Policy())).Expect(HttpStatusCode.Created);
        (await client.PostAsync($"/api/poison-messages/{Queue}/replay", new { reason = "The seller has its policy now" })).Expect(HttpStatusCode.OK);
        await pipeline.SettledAsync();
        Assert.Equal("completed", (await client.GetAsync(run)).Expect(HttpStatusCode.OK)["state"].GetString());
    }

    async Task IAsyncLifetime.InitializeAsync() => await ClearAsync();

    async Task IAsyncLifetime.DisposeAsync() => await ClearAsync();

    private int Failures(string reason) => pipeline.Environment.Log.Entries.Count(entry =>
        entry is LogEntry { Level: LogLevel.Error, Function: nameof(BillAccounts) } && entry.Message.StartsWith("Executed", StringComparison.Ordinal) && entry.Exception?.Contains(reason, StringComparison.Ordinal) == true);

    private async Task ClearAsync()
    {
        var poison = pipeline.Services.GetRequiredService<BillingStorage>().RawQueue(PoisonQueues.NameOf(Queue));
        await poison.CreateIfNotExistsAsync();
        await poison.ClearMessagesAsync();
    }
}
