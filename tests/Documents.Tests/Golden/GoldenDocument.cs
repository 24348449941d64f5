using System.Collections;
using System.Reflection;
using Billing.Domain;

namespace Billing.Documents.Tests.Golden;

/// <summary>A document whose text and pages are approved.</summary>
/// <param name="Name">What its files are called.</param>
/// <param name="Language">A BCP 47 tag.</param>
/// <param name="Model">What it is printed from: each of its amounts is on the page.</param>
/// <param name="Print">Makes the file.</param>
internal sealed record GoldenDocument(string Name, string Language, object Model, Func<byte[]> Print)
{
    /// <summary>All amounts of the model but zeros, without their signs, as what is taken back or deducted may be said in words.</summary>
    internal IReadOnlyList<Money> Amounts { get; } = [.. In(Model, 0).Where(amount => !amount.IsZero).Select(amount => amount.IsNegative ? -amount : amount).Distinct()];

    private static IEnumerable<Money> In(object? value, int depth)
    {
        // Parties and templates lie deeper than any amount, and hold none.
        const int deepest = 6;
        return value switch
        {
            null or string or Currency or Seller or CustomerProfile => [],
            Money money => [money],
            IEnumerable list => list.Cast<object?>().SelectMany(item => In(item, depth + 1)),
            _ when depth > deepest || value.GetType().Namespace?.StartsWith("Billing.", StringComparison.Ordinal) != true || value.GetType().IsEnum => [],
            _ => value.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.GetIndexParameters().Length == 0).SelectMany(property => In(property.GetValue(value), depth + 1)),
        };
    }
}
