using System.Collections.Immutable;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Tests;

/// <summary>What the host tells a function of a queue message: how often it was handed out.</summary>
internal sealed class DequeuedContext(int dequeueCount) : FunctionContext
{
    public override string InvocationId => "1";

    public override string FunctionId => "1";

    public override TraceContext TraceContext => throw new NotSupportedException();

    public override BindingContext BindingContext { get; } = new Bindings(dequeueCount);

    public override RetryContext RetryContext => throw new NotSupportedException();

    public override IServiceProvider InstanceServices { get; set; } = null!;

    public override FunctionDefinition FunctionDefinition => throw new NotSupportedException();

    public override IDictionary<object, object> Items { get; set; } = new Dictionary<object, object>();

    public override IInvocationFeatures Features => throw new NotSupportedException();

    private sealed class Bindings(int dequeueCount) : BindingContext
    {
        public override IReadOnlyDictionary<string, object?> BindingData { get; } = ImmutableDictionary<string, object?>.Empty.Add("DequeueCount", $"{dequeueCount}");
    }
}
