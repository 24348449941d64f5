using Azure.Storage.Queues.Models;
using Billing.Functions.Storage;

namespace Billing.Functions.Messages;

/// <summary>Sends work. Messages never expire: the client's default would lose them after 7 days.</summary>
internal sealed class WorkQueues(BillingStorage storage)
{
    /// <summary>How many accounts, documents or deliveries a message holds at most.</summary>
    public const int BatchSize = 32;

    private static readonly TimeSpan Never = TimeSpan.FromSeconds(-1);

    public async Task<SendReceipt> SendAsync<T>(string queue, T message, CancellationToken cancellation, TimeSpan? after = null) =>
        await storage.Queue(queue).SendMessageAsync(BillingJson.Write(message), after, Never, cancellation);

    /// <summary>Takes back a message that nobody has received yet.</summary>
    public Task DeleteAsync(string queue, SendReceipt receipt, CancellationToken cancellation) =>
        storage.Queue(queue).DeleteMessageAsync(receipt.MessageId, receipt.PopReceipt, cancellation);

    /// <summary>About how many messages wait; a producer waits while it is long.</summary>
    public async Task<int> LengthAsync(string queue, CancellationToken cancellation) =>
        (await storage.Queue(queue).GetPropertiesAsync(cancellation)).Value.ApproximateMessagesCount;
}
