namespace Billing.DevHost.FunctionHost;

/// <summary>What a worker host is told at its start.</summary>
internal sealed record WorkerHostOptions
{
    /// <summary>The build output of the function app: worker.config.json, host.json and the assemblies.</summary>
    public required string WorkerFolder { get; init; }

    /// <summary>The app settings, which the host resolves names from and the worker gets as environment variables.</summary>
    public required IReadOnlyDictionary<string, string> Settings { get; init; }

    /// <summary>Settings that only the worker gets, in place of those above: the addresses of a proxy between it and its storage.</summary>
    public IReadOnlyDictionary<string, string> WorkerSettings { get; init; } = new Dictionary<string, string>();

    /// <summary>The port of the HTTP front; 0 is a free one.</summary>
    public int Port { get; init; }

    public HostKeys Keys { get; init; } = HostKeys.Generate();

    /// <summary>Where the log goes, beside memory.</summary>
    public string? LogFile { get; init; }

    /// <summary>Without timers the functions run only by the admin endpoint.</summary>
    public bool Timers { get; init; } = true;

    /// <summary>Without queue listeners messages stay where they are.</summary>
    public bool Queues { get; init; } = true;

    /// <summary>How long a fetched message is invisible unless renewed; the Functions host takes 10 minutes.</summary>
    public TimeSpan QueueLease { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How long a stop waits for running functions.</summary>
    public TimeSpan DrainLimit { get; init; } = TimeSpan.FromSeconds(5);

    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
