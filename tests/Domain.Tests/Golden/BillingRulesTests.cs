using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Billing.Domain.Tests;

/// <summary>docs/billing-rules.md names what holds each rule; what it names exists, and each worked example has its rule.</summary>
public partial class BillingRulesTests
{
    private static readonly string Golden = Path.GetDirectoryName(ThisFile())!;

    private static readonly string[] Rules = [.. File.ReadAllLines(Path.Combine(Golden, "../../../docs/billing-rules.md")).Where(line => line.StartsWith("- ", StringComparison.Ordinal))];

    [Fact]
    public void Every_rule_names_what_holds_it()
    {
        Assert.NotEmpty(Rules);
        Assert.All(Rules, rule => Assert.True(Named(rule).Any(), rule));
        foreach (var name in Rules.SelectMany(Named))
        {
            var parts = name.Split('.', '/');
            Assert.True(parts[0] == "golden" ? File.Exists(Path.Combine(Golden, $"{parts[1]}.txt")) : typeof(GoldenTests).Assembly.GetType($"Billing.Domain.Tests.{parts[0]}")?.GetMethod(parts[1]) is not null, $"There is no {name}.");
        }
    }

    [Fact]
    public void Every_worked_example_has_its_rule() =>
        Assert.Empty(Directory.GetFiles(Golden, "*.txt").Select(path => $"golden/{Path.GetFileNameWithoutExtension(path)}").Except(Rules.SelectMany(Named)));

    private static IEnumerable<string> Named(string rule) => Names().Matches(rule).Select(match => match.Groups[1].Value);

    private static string ThisFile([CallerFilePath] string path = "") => path;

    [GeneratedRegex("`(golden/[a-z0-9-]+|[A-Z]\\w+Tests\\.\\w+)`")]
    private static partial Regex Names();
}
