using System.Text.Json;
using Billing.DevHost.FunctionHost.Protocol;

namespace Billing.DevHost.FunctionHost;

/// <summary>A function as its worker describes it: one trigger, and what this host needs to know of it.</summary>
internal abstract record FunctionDefinition(string Id, string Name, string TriggerParameter)
{
    public static FunctionDefinition Parse(RpcFunctionMetadata metadata)
    {
        foreach (var raw in metadata.RawBindings)
        {
            var binding = new RawBinding(JsonDocument.Parse(raw).RootElement);
            var type = binding.Text("type") ?? "";
            var parameter = binding.Text("name") ?? "";
            if (type.Equals("httpTrigger", StringComparison.OrdinalIgnoreCase))
                return new HttpFunction(
                    metadata.FunctionId, metadata.Name, parameter,
                    binding.Text("route") ?? metadata.Name,
                    binding.Texts("methods"),
                    Enum.Parse<AuthLevel>(binding.Text("authLevel") ?? nameof(AuthLevel.Function), ignoreCase: true));
            if (type.Equals("queueTrigger", StringComparison.OrdinalIgnoreCase))
                return new QueueFunction(
                    metadata.FunctionId, metadata.Name, parameter,
                    binding.Text("queueName") ?? "",
                    binding.Text("connection"),
                    binding.Flag("supportsDeferredBinding"));
            if (type.Equals("timerTrigger", StringComparison.OrdinalIgnoreCase))
                return new TimerFunction(
                    metadata.FunctionId, metadata.Name, parameter,
                    binding.Text("schedule") ?? "",
                    binding.Flag("runOnStartup"),
                    binding.Text("useMonitor") is null || binding.Flag("useMonitor"));
            if (type.EndsWith("Trigger", StringComparison.OrdinalIgnoreCase))
                return new UnservedFunction(metadata.FunctionId, metadata.Name, parameter, type);
        }
        return new UnservedFunction(metadata.FunctionId, metadata.Name, "", "none");
    }
}

internal enum AuthLevel
{
    Anonymous,
    Function,
    Admin,
}

internal sealed record HttpFunction(
    string Id, string Name, string TriggerParameter, string Route, IReadOnlyList<string> Methods, AuthLevel Level)
    : FunctionDefinition(Id, Name, TriggerParameter);

/// <param name="DeferredBinding">The parameter wants the whole message (QueueMessage or BinaryData) and not its text.</param>
internal sealed record QueueFunction(
    string Id, string Name, string TriggerParameter, string QueueName, string? Connection, bool DeferredBinding)
    : FunctionDefinition(Id, Name, TriggerParameter);

internal sealed record TimerFunction(
    string Id, string Name, string TriggerParameter, string Schedule, bool RunOnStartup, bool UseMonitor)
    : FunctionDefinition(Id, Name, TriggerParameter);

/// <summary>A function whose trigger this host has no listener for.</summary>
internal sealed record UnservedFunction(string Id, string Name, string TriggerParameter, string TriggerType)
    : FunctionDefinition(Id, Name, TriggerParameter);
