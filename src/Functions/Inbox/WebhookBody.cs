using System.Text.Unicode;
using Billing.Functions.Api.Contract;
using Billing.Functions.Processors;
using Microsoft.AspNetCore.Http;

namespace Billing.Functions.Inbox;

/// <summary>Reads the body of a webhook exactly as it came.</summary>
internal static class WebhookBody
{
    /// <summary>The body, unless it is larger than a limit or no text. What the headers say of its length is not relied on.</summary>
    /// <exception cref="ProblemException">It is too large, or not UTF-8.</exception>
    public static async Task<BinaryData> ReadAsync(HttpRequest request, int maximumBytes, CancellationToken cancellation)
    {
        if (request.ContentLength > maximumBytes)
            throw TooLarge(maximumBytes);
        var buffer = new byte[maximumBytes + 1];
        var length = await request.Body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellation);
        if (length > maximumBytes)
            throw TooLarge(maximumBytes);

        // Replacing what is not UTF-8 would let other bytes pass for the signed ones.
        return Utf8.IsValid(buffer.AsSpan(0, length)) ? BinaryData.FromBytes(buffer.AsMemory(0, length)) : throw WebhookRefusals.NoEvent("The body is not UTF-8.");
    }

    private static ProblemException TooLarge(int maximumBytes) => new(StatusCodes.Status413PayloadTooLarge, "body-too-large", $"A webhook of this sender may have {maximumBytes} bytes at most.");
}
