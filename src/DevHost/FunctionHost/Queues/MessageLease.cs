using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;

namespace Billing.DevHost.FunctionHost.Queues;

/// <summary>Keeps a message invisible while its function runs.</summary>
internal sealed class MessageLease : IAsyncDisposable
{
    private readonly CancellationTokenSource ended = new();
    private readonly Task renewing;
    private string popReceipt;

    public MessageLease(QueueClient queue, QueueMessage message, TimeSpan lease, HostLog log)
    {
        popReceipt = message.PopReceipt;
        renewing = RenewAsync(queue, message.MessageId, lease, log);
    }

    /// <summary>Stops the renewal and gives the receipt that now stands for the message.</summary>
    public async Task<string> EndAsync()
    {
        await ended.CancelAsync();
        await renewing;
        return popReceipt;
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        ended.Dispose();
    }

    private async Task RenewAsync(QueueClient queue, string messageId, TimeSpan lease, HostLog log)
    {
        try
        {
            while (true)
            {
                await Task.Delay(lease / 2, ended.Token);
                // Not cancelled half way: a lost answer would lose the new receipt.
                UpdateReceipt updated = await queue.UpdateMessageAsync(messageId, popReceipt, visibilityTimeout: lease, cancellationToken: CancellationToken.None);
                popReceipt = updated.PopReceipt;
            }
        }
        catch (OperationCanceledException)
        {
            // The function has ended.
        }
        catch (RequestFailedException e)
        {
            log.Write(LogLevel.Warning, "Host.Queues", $"The message {messageId} of {queue.Name} could not be kept invisible: {e.Message}");
        }
    }
}
