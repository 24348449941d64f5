using System.Diagnostics;
using Azure.Data.Tables;
using Azure.Messaging.ServiceBus;
using Billing.Functions.Api.PoisonMessages;
using Billing.Functions.Configuration;
using Billing.Functions.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Billing.Functions.Health;

/// <summary>Asks everything that the app depends on how it is.</summary>
internal sealed class HealthChecks(BillingStorage storage, PoisonQueues poison, IServiceProvider services, IConfiguration settings)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan CachedFor = TimeSpan.FromSeconds(10);

    private static readonly string[] NeededSettings =
        ["Schedules:GenerateRecurringInvoices", "Schedules:FlagOverdueAccounts", "Schedules:ChargeSavedMethods", "Schedules:IssueStatements", "Schedules:SweepCompleteness", "Schedules:AuditCalendar", "Schedules:RequeueInbox", "Schedules:AskForMissedEvents", "Schedules:ReconcileSellers", "Schedules:TakeSnapshots", "Schedules:StartReports", "Schedules:MakePrintBatches", "Schedules:MakeCollectionsExports", "Schedules:VerifyLastMonth",
         "Webhooks:Stripe:Secrets:0"];

    private HealthReport? last;

    /// <summary>The state at most ten seconds ago, so that nobody who asks without a key can make the app ask others at his pace.</summary>
    public async Task<HealthReport> LastAsync(CancellationToken cancellation) =>
        last is { } known && TimeProvider.System.GetUtcNow() - known.CheckedAt < CachedFor ? known : await CheckAsync(cancellation);

    /// <summary>The state now.</summary>
    public async Task<HealthReport> CheckAsync(CancellationToken cancellation)
    {
        var counts = new Dictionary<string, int>();
        var checks = await Task.WhenAll(
            CheckAsync("tables", TablesAsync, cancellation),
            CheckAsync("blobs", BlobsAsync, cancellation),
            CheckAsync("queues", QueuesAsync, cancellation),
            CheckAsync("poison-queues", stop => PoisonAsync(counts, stop), cancellation),
            CheckAsync("service-bus", ServiceBusAsync, cancellation),
            CheckAsync("mail", _ => Task.FromResult(Mail()), cancellation),
            CheckAsync("settings", _ => Task.FromResult(Settings()), cancellation));
        return last = new HealthReport(checks.Max(check => check.Status), TimeProvider.System.GetUtcNow(), checks, counts);
    }

    private static async Task<HealthCheck> CheckAsync(string name, Func<CancellationToken, Task<(HealthStatus, string)>> check, CancellationToken cancellation)
    {
        var started = Stopwatch.GetTimestamp();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        var (status, detail) = (HealthStatus.Unhealthy, "");
        try
        {
            (status, detail) = await check(patience.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            detail = $"No answer within {Patience.TotalSeconds} seconds.";
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            detail = e.Message.Split('\n')[0].Trim();
        }

        return new HealthCheck(name, status, detail, (int)Stopwatch.GetElapsedTime(started).TotalMilliseconds);
    }

    private async Task<(HealthStatus, string)> TablesAsync(CancellationToken cancellation)
    {
        TableClient[] tables = [storage.Accounts, storage.Payments, storage.Inbox, storage.Numbers, storage.Calendar, storage.Lookup, storage.Journal, storage.Index, storage.Config, storage.Runs];
        await Task.WhenAll(tables.Select(table => table.GetEntityIfExistsAsync<TableEntity>("health", "", ["PartitionKey"], cancellation)));
        return (HealthStatus.Healthy, $"{tables.Length} tables answer.");
    }

    private async Task<(HealthStatus, string)> BlobsAsync(CancellationToken cancellation)
    {
        await Task.WhenAll(StorageNames.Containers.Select(container => storage.Container(container).GetPropertiesAsync(cancellationToken: cancellation)));
        return (HealthStatus.Healthy, $"{StorageNames.Containers.Count} containers answer.");
    }

    private async Task<(HealthStatus, string)> QueuesAsync(CancellationToken cancellation)
    {
        var waiting = await Task.WhenAll(StorageNames.Queues.Select(async queue => (await storage.Queue(queue).GetPropertiesAsync(cancellation)).Value.ApproximateMessagesCount));
        return (HealthStatus.Healthy, $"{waiting.Length} queues answer; about {waiting.Sum()} messages wait.");
    }

    private async Task<(HealthStatus, string)> PoisonAsync(Dictionary<string, int> counts, CancellationToken cancellation)
    {
        foreach (var (queue, count) in await poison.CountsAsync(cancellation))
            counts[queue] = count;
        return counts.Count == 0
            ? (HealthStatus.Healthy, "No message failed for good.")
            : (HealthStatus.Degraded, $"{counts.Values.Sum()} messages failed for good; see /api/poison-messages.");
    }

    // Opens a link to the topic, which needs the right to send and no more; nothing is sent.
    private async Task<(HealthStatus, string)> ServiceBusAsync(CancellationToken cancellation)
    {
        var topic = settings["ServiceBus:Topic"] ?? "billing-events";
        await using var sender = services.GetRequiredService<ServiceBusClient>().CreateSender(topic);
        using var batch = await sender.CreateMessageBatchAsync(cancellation);
        return (HealthStatus.Healthy, $"Topic {topic} takes messages of up to {batch.MaxSizeInBytes / 1024} KiB.");
    }

    private (HealthStatus, string) Mail()
    {
        if (!settings.IsOn("Email"))
            return (HealthStatus.Degraded, "E-mail is switched off by Switches__Email.");
        if (settings["SendGrid:ApiKey"] is not { Length: > 0 })
            return (HealthStatus.Unhealthy, "Set SendGrid__ApiKey.");
        return (HealthStatus.Healthy, settings.IsProduction() ? "Configured; customers are mailed." : "Configured; this is not production.");
    }

    private (HealthStatus, string) Settings()
    {
        var missing = NeededSettings.Where(name => settings[name] is not { Length: > 0 }).Select(name => name.Replace(":", "__", StringComparison.Ordinal)).ToList();
        return missing.Count == 0 ? (HealthStatus.Healthy, "Complete.") : (HealthStatus.Degraded, $"Missing: {string.Join(", ", missing)}.");
    }
}
