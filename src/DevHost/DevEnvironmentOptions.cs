using Billing.DevHost.Azurite;
using Billing.DevHost.FunctionHost;

namespace Billing.DevHost;

/// <summary>How the environment is set up. Ports are free ones unless given.</summary>
internal sealed record DevEnvironmentOptions
{
    /// <summary>The compiled function app; the repository's own when null.</summary>
    public string? WorkerFolder { get; init; }

    /// <summary>App settings beside, or in place of, those of local.settings.sample.json and of the environment itself.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>A folder that keeps storage between runs; in memory when null.</summary>
    public string? Location { get; init; }

    public AzuritePorts? AzuritePorts { get; init; }

    public int HttpPort { get; init; }

    public int MailPort { get; init; }

    public int ServiceBusPort { get; init; }

    public int ProcessorPort { get; init; }

    /// <summary>How long after a debit its bank answers. When null it answers when it is told to.</summary>
    public TimeSpan? DebitsSettleAfter { get; init; }

    /// <summary>Where every caught mail is kept as .eml, beside memory.</summary>
    public string? MailFolder { get; init; }

    public bool Timers { get; init; } = true;

    /// <summary>Lays tripwires between the worker and what it calls.</summary>
    public bool Tripwires { get; init; }

    /// <summary>Runs the function app in the Azure Functions Core Tools. There are no keys, kills or tripwires then.</summary>
    public bool UseFunc { get; init; }

    public HostKeys? Keys { get; init; }

    /// <summary>Where the log of host and worker goes, beside memory.</summary>
    public string? LogFile { get; init; }

    /// <summary>Last changes to how the host runs the worker.</summary>
    public Func<WorkerHostOptions, WorkerHostOptions> Host { get; init; } = options => options;

    /// <summary>Is told what is being started.</summary>
    public Action<string>? OnProgress { get; init; }
}
