namespace Billing.Functions.Health;

/// <summary>How well something is.</summary>
internal enum HealthStatus
{
    /// <summary>All is well.</summary>
    Healthy,

    /// <summary>It works, and somebody must look at it.</summary>
    Degraded,

    /// <summary>It does not work.</summary>
    Unhealthy,
}

/// <summary>The state of one thing that the app depends on.</summary>
/// <param name="Name">What.</param>
/// <param name="Status">How well it is.</param>
/// <param name="Detail">What was found.</param>
/// <param name="Milliseconds">How long the finding took.</param>
internal sealed record HealthCheck(string Name, HealthStatus Status, string Detail, int Milliseconds);

/// <summary>The state of the app: that of its worst dependency.</summary>
/// <param name="Status">How well it is.</param>
/// <param name="CheckedAt">When.</param>
/// <param name="Checks">By dependency.</param>
/// <param name="PoisonMessages">How many messages failed for good, by queue; queues without any are left out.</param>
internal sealed record HealthReport(HealthStatus Status, DateTimeOffset CheckedAt, IReadOnlyList<HealthCheck> Checks, IReadOnlyDictionary<string, int> PoisonMessages);

/// <summary>What anybody may know.</summary>
internal sealed record Liveness(HealthStatus Status);
