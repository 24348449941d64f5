using Microsoft.AspNetCore.Http;

namespace Billing.Functions.Inbox;

/// <summary>Reads the body of a webhook exactly as it came.</summary>
internal static class WebhookBody
{
    /// <summary>The most that is read; processors stay far below.</summary>
    public const int MaximumBytes = 256 * 1024;

    /// <summary>The body, or nothing where it is larger than <see cref="MaximumBytes"/>. What the headers say of its length is not relied on.</summary>
    public static async Task<BinaryData?> ReadAsync(HttpRequest request, CancellationToken cancellation)
    {
        if (request.ContentLength > MaximumBytes)
            return null;
        var buffer = new byte[MaximumBytes + 1];
        var length = await request.Body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellation);
        return length > MaximumBytes ? null : BinaryData.FromBytes(buffer.AsMemory(0, length));
    }
}
