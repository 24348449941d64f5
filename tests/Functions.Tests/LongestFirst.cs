using Billing.Functions.Tests.Pipeline;
using Billing.Functions.Tests.Processors;
using Xunit.Abstractions;

[assembly: TestCollectionOrderer($"Billing.Functions.Tests.{nameof(Billing.Functions.Tests.LongestFirst)}", "Billing.Functions.Tests")]

namespace Billing.Functions.Tests;

/// <summary>Begins with what takes longest, and whose tests run one after the other: begun last it would run alone at the end.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly string[] Long = [OnPipeline.Name, nameof(ShuffledWebhooksTests)];

    public IEnumerable<ITestCollection> OrderTestCollections(IEnumerable<ITestCollection> testCollections) =>
        testCollections.OrderByDescending(collection => Long.Any(name => collection.DisplayName.Contains(name, StringComparison.Ordinal)));
}
