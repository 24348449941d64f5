using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Billing.DevHost.FunctionHost.Protocol;

namespace Billing.DevHost.FunctionHost.Queues;

/// <summary>
/// Feeds one function from one Storage queue: fetches batches, keeps a message invisible while it is worked on, deletes it
/// when the function succeeds, and moves it to the poison queue after the last delivery that host.json allows.
/// </summary>
internal sealed class QueueListener(
    QueueFunction function, QueueClient queue, QueueClient poison, QueueListenerOptions options, Func<CancellationToken, Task> workerReady,
    Invoker invoker, HostLog log) : IAsyncDisposable
{
    private readonly CancellationTokenSource stopping = new();
    private readonly HashSet<Task> running = [];
    private readonly PollingDelay delay = new(options.Queues.MaxPollingInterval);
    private Task loop = Task.CompletedTask;

    /// <summary>The queue that it listens to.</summary>
    public QueueClient Queue => queue;

    /// <summary>Whether messages have been fetched that are not settled yet.</summary>
    public bool IsBusy => Snapshot().Length > 0;

    public async Task StartAsync(CancellationToken cancel)
    {
        await queue.CreateIfNotExistsAsync(cancellationToken: cancel);
        loop = Task.Run(ListenAsync, CancellationToken.None);
    }

    /// <summary>Fetches no more.</summary>
    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await loop;
        stopping.Dispose();
    }

    /// <summary>Waits until every message that was fetched is settled, or the time is over.</summary>
    public Task DrainAsync(TimeSpan limit) => Task.WhenAny(Task.WhenAll(Snapshot()), Task.Delay(limit));

    private async Task ListenAsync()
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                // Without a worker nothing is fetched, so no delivery is used up.
                await workerReady(stopping.Token);
                var messages = await FetchAsync();
                foreach (var message in messages)
                    Track(ProcessAsync(message));
                if (messages.Length == 0)
                    await Task.Delay(delay.AfterEmptyQueue(), stopping.Token);
                else
                    delay.Reset();
                while (Snapshot() is { } busy && busy.Length > options.Queues.NewBatchThreshold)
                    await Task.WhenAny(busy).WaitAsync(stopping.Token);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                log.Write(LogLevel.Error, Category, $"Looking at the queue {queue.Name} failed: {e.Message}");
                await Task.WhenAny(Task.Delay(delay.AfterEmptyQueue(), stopping.Token));
            }
        }
    }

    private async Task<QueueMessage[]> FetchAsync()
    {
        try
        {
            return await queue.ReceiveMessagesAsync(options.Queues.BatchSize, options.Lease, stopping.Token);
        }
        catch (RequestFailedException e) when (e.ErrorCode == QueueErrorCode.QueueNotFound)
        {
            await queue.CreateIfNotExistsAsync(cancellationToken: stopping.Token);
            return [];
        }
    }

    private async Task ProcessAsync(QueueMessage message)
    {
        try
        {
            if (message.DequeueCount > options.Queues.MaxDequeueCount)
            {
                await MoveToPoisonAsync(message, message.PopReceipt, "it was delivered too often");
                return;
            }
            await using var lease = new MessageLease(queue, message, options.Lease, log);
            string? failure = null;
            try
            {
                var request = QueueInvocation.For(function, queue, message);
                await invoker.InvokeAsync(function, request, $"New queue message detected on '{queue.Name}'.", CancellationToken.None);
            }
            catch (Exception e) when (e is FunctionFailedException or WorkerGoneException or OperationCanceledException)
            {
                failure = e is FunctionFailedException { ExceptionType: { } type } ? $"{type}: {e.Message}" : e.Message;
            }
            await SettleAsync(message, await lease.EndAsync(), failure);
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            // Someone else has deleted the message or taken it over: nothing is left to settle.
            log.Write(LogLevel.Warning, Category, $"The message {message.MessageId} was gone from {queue.Name} when it was to be settled.");
        }
        catch (Exception e)
        {
            log.Write(LogLevel.Error, Category, $"Settling the message {message.MessageId} of {queue.Name} failed.", e);
        }
    }

    private async Task SettleAsync(QueueMessage message, string popReceipt, string? failure)
    {
        if (failure is null)
            await queue.DeleteMessageAsync(message.MessageId, popReceipt);
        else if (message.DequeueCount >= options.Queues.MaxDequeueCount)
            await MoveToPoisonAsync(message, popReceipt, failure);
        else
            await queue.UpdateMessageAsync(message.MessageId, popReceipt, visibilityTimeout: options.Queues.VisibilityTimeout);
    }

    private async Task MoveToPoisonAsync(QueueMessage message, string popReceipt, string reason)
    {
        await poison.CreateIfNotExistsAsync();
        // As the real host sends it: a new message with a new id, which expires after the client's default of 7 days.
        await poison.SendMessageAsync(message.Body);
        await queue.DeleteMessageAsync(message.MessageId, popReceipt);
        log.Write(new LogEntry(
            DateTimeOffset.UtcNow, LogLevel.Warning, Category,
            $"Message has reached MaxDequeueCount of {options.Queues.MaxDequeueCount}. Moving message {message.MessageId} to queue "
            + $"'{poison.Name}'. The last failure: {reason}",
            Function: function.Name));
    }

    private void Track(Task task)
    {
        lock (running)
            running.Add(task);
        task.ContinueWith(
            _ =>
            {
                lock (running)
                    running.Remove(task);
            },
            TaskScheduler.Default);
    }

    private Task[] Snapshot()
    {
        lock (running)
            return [.. running];
    }

    private string Category => $"Host.Queues.{function.Name}";
}

/// <param name="Lease">How long a fetched message stays invisible unless renewed; it is renewed at half of it.</param>
internal sealed record QueueListenerOptions(QueueOptions Queues, TimeSpan Lease);
