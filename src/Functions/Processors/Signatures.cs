using System.Security.Cryptography;

namespace Billing.Functions.Processors;

/// <summary>Compares signatures as bytes, in a time that does not tell where they differ.</summary>
internal static class Signatures
{
    /// <summary>Whether a text in hex is the HMAC-SHA256 of bytes by a key.</summary>
    public static bool IsHex(string given, byte[] key, ReadOnlySpan<byte> signed)
    {
        Span<byte> bytes = stackalloc byte[HMACSHA256.HashSizeInBytes];
        return given.Length == 2 * bytes.Length && Convert.FromHexString(given, bytes, out _, out _) == System.Buffers.OperationStatus.Done && IsSame(bytes, key, signed);
    }

    /// <summary>Whether a text in base 64 is the HMAC-SHA256 of bytes by a key.</summary>
    public static bool IsBase64(string given, byte[] key, ReadOnlySpan<byte> signed)
    {
        Span<byte> bytes = stackalloc byte[HMACSHA256.HashSizeInBytes];
        return Convert.TryFromBase64String(given, bytes, out var length) && length == bytes.Length && IsSame(bytes, key, signed);
    }

    private static bool IsSame(ReadOnlySpan<byte> given, byte[] key, ReadOnlySpan<byte> signed) => CryptographicOperations.FixedTimeEquals(given, HMACSHA256.HashData(key, signed));
}
