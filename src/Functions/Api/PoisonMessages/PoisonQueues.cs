using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Billing.Functions.Messages;
using Billing.Functions.Storage;

namespace Billing.Functions.Api.PoisonMessages;

/// <summary>A message that failed for good.</summary>
/// <param name="Queue">The queue whose function failed.</param>
/// <param name="MessageId">The id of the copy in the poison queue.</param>
/// <param name="InsertedAt">When it was given up.</param>
/// <param name="Text">What it says.</param>
internal sealed record PoisonMessage(string Queue, string MessageId, DateTimeOffset? InsertedAt, string Text);

/// <summary>The poison queues that the host moves messages to when they have failed too often.</summary>
internal sealed class PoisonQueues(BillingStorage storage)
{
    private const int AtOnce = 32;
    private const int MostReplayed = 1_000;
    private static readonly TimeSpan HeldFor = TimeSpan.FromMinutes(2);

    public static string NameOf(string queue) => $"{queue}-poison";

    /// <summary>About how many there are, by queue; empty ones are left out.</summary>
    public async Task<IReadOnlyDictionary<string, int>> CountsAsync(CancellationToken cancellation)
    {
        var counts = await Task.WhenAll(StorageNames.Queues.Select(async queue => (Queue: queue, Count: await CountAsync(queue, cancellation))));
        return counts.Where(counted => counted.Count > 0).ToDictionary(counted => counted.Queue, counted => counted.Count, StringComparer.Ordinal);
    }

    /// <summary>The first messages of each poison queue; they stay where they are.</summary>
    public async Task<IReadOnlyList<PoisonMessage>> PeekAsync(CancellationToken cancellation)
    {
        var found = new List<PoisonMessage>();
        foreach (var queue in (await CountsAsync(cancellation)).Keys)
        {
            foreach (var message in (await storage.RawQueue(NameOf(queue)).PeekMessagesAsync(AtOnce, cancellation)).Value)
                found.Add(new PoisonMessage(queue, message.MessageId, message.InsertedOn, Decode(message.Body.ToString())));
        }

        return found;
    }

    /// <summary>Puts one message, or all, back onto the queue as they are, so that the command ids in them stay. Each is sent before its poison copy is
    /// deleted: a death in between sends it twice, which its handler makes once.</summary>
    /// <returns>The ids of the copies that were sent.</returns>
    public async Task<IReadOnlyList<string>> ReplayAsync(string queue, string? messageId, CancellationToken cancellation)
    {
        var poison = storage.RawQueue(NameOf(queue));
        var (replayed, passed) = (new List<string>(), new List<QueueMessage>());
        while (replayed.Count + passed.Count < MostReplayed && await ReceiveAsync(poison, cancellation) is { Length: > 0 } messages)
        {
            foreach (var message in messages)
            {
                if (messageId is not null && message.MessageId != messageId)
                {
                    passed.Add(message);
                    continue;
                }

                await storage.RawQueue(queue).SendMessageAsync(message.Body, null, WorkQueues.Never, cancellation);
                await poison.DeleteMessageAsync(message.MessageId, message.PopReceipt, cancellation);
                replayed.Add(message.MessageId);
            }

            if (messageId is not null && replayed.Count > 0)
                break;
        }

        foreach (var message in passed)
            await poison.UpdateMessageAsync(message.MessageId, message.PopReceipt, message.Body, TimeSpan.Zero, cancellation);
        return replayed;
    }

    private async Task<int> CountAsync(string queue, CancellationToken cancellation)
    {
        try
        {
            return (await storage.RawQueue(NameOf(queue)).GetPropertiesAsync(cancellation)).Value.ApproximateMessagesCount;
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            return 0;
        }
    }

    private static async Task<QueueMessage[]> ReceiveAsync(QueueClient poison, CancellationToken cancellation)
    {
        try
        {
            return (await poison.ReceiveMessagesAsync(AtOnce, HeldFor, cancellation)).Value;
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            return [];
        }
    }

    // What the host could not decode stands here as it is.
    private static string Decode(string body)
    {
        var bytes = new byte[body.Length];
        return Convert.TryFromBase64String(body, bytes, out var written) ? System.Text.Encoding.UTF8.GetString(bytes, 0, written) : body;
    }
}
