using System.Globalization;

namespace Billing.Functions.Index;

/// <summary>Names the partitions of the table <c>Index</c>: <c>{seller}|{noun}|{yyyy-MM}|{shard}</c>.</summary>
internal static class IndexPartitions
{
    public const string Invoices = "invoices";
    public const string Drafts = "drafts";
    public const string Customers = "customers";
    public const string Receipts = "receipts";
    public const string Statements = "statements";
    public const string Payments = "payments";
    public const string Cases = "collections-cases";

    /// <summary>Stands in for the month where a list is in order of ids, not of dates.</summary>
    public const string AnyMonth = "all";

    public static string Of(string sellerId, string noun, string month, string shard) => $"{sellerId}|{noun}|{month}|{shard}";

    /// <summary>The partition whose rows name the months that a list has, so that empty ones cost nothing.</summary>
    public static string Months(string sellerId, string noun) => $"{sellerId}|{noun}|months";

    public static string Month(DateOnly day) => day.ToString("yyyy-MM", CultureInfo.InvariantCulture);
}
