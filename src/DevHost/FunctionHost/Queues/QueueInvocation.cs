using System.Text.Json;
using System.Text.Json.Nodes;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Billing.DevHost.FunctionHost.Protocol;
using Google.Protobuf;

namespace Billing.DevHost.FunctionHost.Queues;

/// <summary>A queue message as the Functions host hands it to a worker: the body, and what is known about the message.</summary>
internal static class QueueInvocation
{
    public static InvocationRequest For(QueueFunction function, QueueClient queue, QueueMessage message)
    {
        var request = FromText(function, message.Body.ToString());
        if (function.DeferredBinding)
        {
            request.InputData.Clear();
            request.InputData.Add(new ParameterBinding { Name = function.TriggerParameter, Data = Deferred(message) });
        }
        var metadata = request.TriggerMetadata;
        metadata["Id"] = new TypedData { String = message.MessageId };
        metadata["PopReceipt"] = new TypedData { String = message.PopReceipt };
        metadata["DequeueCount"] = new TypedData { Json = JsonSerializer.Serialize(message.DequeueCount) };
        metadata["InsertionTime"] = Time(message.InsertedOn);
        metadata["ExpirationTime"] = Time(message.ExpiresOn);
        metadata["NextVisibleTime"] = Time(message.NextVisibleOn);
        return request;
    }

    /// <summary>A message that never was in a queue, as the admin endpoint gives it.</summary>
    public static InvocationRequest FromText(QueueFunction function, string text) => new()
    {
        FunctionId = function.Id,
        InvocationId = Guid.NewGuid().ToString(),
        InputData = { new ParameterBinding { Name = function.TriggerParameter, Data = new TypedData { String = text } } },
        TriggerMetadata = { ["QueueTrigger"] = new TypedData { String = text } },
        TraceContext = new RpcTraceContext(),
    };

    private static TypedData Time(DateTimeOffset? time) => new() { Json = JsonSerializer.Serialize(time ?? DateTimeOffset.MaxValue) };

    private static TypedData Deferred(QueueMessage message) => new()
    {
        ModelBindingData = new ModelBindingData
        {
            Version = "1.0",
            Source = "AzureStorageQueues",
            ContentType = "application/json",
            Content = ByteString.CopyFromUtf8(new JsonObject
            {
                ["MessageId"] = message.MessageId,
                ["PopReceipt"] = message.PopReceipt,
                ["MessageText"] = message.Body.ToString(),
                ["NextVisibleOn"] = message.NextVisibleOn,
                ["InsertedOn"] = message.InsertedOn,
                ["ExpiresOn"] = message.ExpiresOn,
                ["DequeueCount"] = message.DequeueCount,
            }.ToJsonString()),
        },
    };
}
