using System.Security.Cryptography;
using Org.BouncyCastle.Math.EC.Rfc8032;

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

    /// <summary>Whether a text in base 64 is the Ed25519 signature of bytes by the private half of a public key in base 64.</summary>
    /// <remarks>The platform has no Ed25519.</remarks>
    public static bool IsEd25519(string given, string publicKey, ReadOnlySpan<byte> signed)
    {
        Span<byte> signature = stackalloc byte[Ed25519.SignatureSize], key = stackalloc byte[Ed25519.PublicKeySize];
        return Convert.TryFromBase64String(given, signature, out var length) && length == signature.Length && Convert.TryFromBase64String(publicKey, key, out length) && length == key.Length
            && Ed25519.Verify(signature.ToArray(), 0, key.ToArray(), 0, signed.ToArray(), 0, signed.Length);
    }

    private static bool IsSame(ReadOnlySpan<byte> given, byte[] key, ReadOnlySpan<byte> signed) => CryptographicOperations.FixedTimeEquals(given, HMACSHA256.HashData(key, signed));
}
