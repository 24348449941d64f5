using System.Security.Cryptography;
using System.Text;

namespace Billing.Functions.Storage;

/// <summary>Table keys. What comes from outside is hashed: / \ # ? and control characters are refused in keys, and long ones fail.</summary>
internal static class Keys
{
    /// <summary>How many shards a calendar day, a journal day and an index month have. Fixed: changing it loses entries.</summary>
    public const int Shards = 16;

    /// <summary>128 bits of the SHA-256 of a text, in hex.</summary>
    public static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16));

    /// <summary>An id of our own making as it is, and the hash of any other.</summary>
    public static string Safe(string id) => id.Length <= 64 && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-') ? id : Hash(id);

    /// <summary>The shard of an account, the same for ever and everywhere.</summary>
    public static string Shard(string accountId) => ShardName(ShardNo(accountId));

    /// <summary>A shard's number as it stands in keys.</summary>
    public static string ShardName(int shard) => shard.ToString("D2", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The shard as a number from 0 on.</summary>
    public static int ShardNo(string accountId) => SHA256.HashData(Encoding.UTF8.GetBytes(accountId))[0] % Shards;

    /// <summary>An OData filter for the rows of a partition whose keys start with a prefix.</summary>
    public static string Prefix(string partition, string rowPrefix) =>
        Azure.Data.Tables.TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey ge {rowPrefix} and RowKey lt {rowPrefix + "~"}");
}
