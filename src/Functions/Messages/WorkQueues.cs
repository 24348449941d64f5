using Azure;
using Azure.Storage.Queues.Models;
using Billing.Functions.Storage;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Messages;

/// <summary>Sends work. Messages never expire: the client's default would lose them after 7 days.</summary>
internal sealed class WorkQueues(BillingStorage storage)
{
    /// <summary>How many accounts, documents or deliveries a message holds at most.</summary>
    public const int BatchSize = 32;

    /// <summary>The time to live of a message that must not get lost.</summary>
    public static readonly TimeSpan Never = TimeSpan.FromSeconds(-1);

    public async Task<SendReceipt> SendAsync<T>(string queue, T message, CancellationToken cancellation, TimeSpan? after = null) =>
        await storage.Queue(queue).SendMessageAsync(BillingJson.Write(message), after, Never, cancellation);

    /// <summary>Hands a batch that comes a second time out one by one, so that the item it failed on poisons nobody else.</summary>
    /// <returns>Whether it did; then there is nothing left to do.</returns>
    public async Task<bool> SplitAsync<TItem, TMessage>(string queue, IReadOnlyList<TItem> items, Func<TItem, TMessage> alone, FunctionContext context, CancellationToken cancellation)
    {
        if (context.DequeueCount() < 2 || items.Count < 2)
            return false;
        foreach (var item in items)
            await SendAsync(queue, alone(item), cancellation);
        return true;
    }

    /// <summary>Takes back a message. One that was received meanwhile is with its handler, and stays.</summary>
    public async Task DeleteAsync(string queue, SendReceipt receipt, CancellationToken cancellation)
    {
        try
        {
            await storage.Queue(queue).DeleteMessageAsync(receipt.MessageId, receipt.PopReceipt, cancellation);
        }
        catch (RequestFailedException e) when (e.ErrorCode is "MessageNotFound" or "PopReceiptMismatch")
        {
            // The handler finds everything done.
        }
    }

    /// <summary>About how many messages wait; a producer waits while it is long.</summary>
    public async Task<int> LengthAsync(string queue, CancellationToken cancellation) =>
        (await storage.Queue(queue).GetPropertiesAsync(cancellation)).Value.ApproximateMessagesCount;
}
