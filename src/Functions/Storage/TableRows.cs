using Azure;
using Azure.Data.Tables;

namespace Billing.Functions.Storage;

/// <summary>What several books do with rows of a table.</summary>
internal static class TableRows
{
    /// <summary>Adds a row, and leaves one that is there as it is: a redelivery writes the same row again.</summary>
    /// <returns>Whether it was added.</returns>
    public static async Task<bool> AddIfMissingAsync(this TableClient table, TableEntity row, CancellationToken cancellation)
    {
        try
        {
            await table.AddEntityAsync(row, cancellation);
            return true;
        }
        catch (RequestFailedException e) when (e.Status == 409)
        {
            return false;
        }
    }
}
