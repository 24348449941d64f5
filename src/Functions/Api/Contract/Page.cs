using System.Buffers.Text;
using System.Text;

namespace Billing.Functions.Api.Contract;

/// <summary>A part of a list.</summary>
/// <param name="Items">In the list's order.</param>
/// <param name="Continuation">Where the next part begins; nothing at the end.</param>
internal sealed record Page<T>(IReadOnlyList<T> Items, string? Continuation);

/// <summary>The texts that say where a list goes on. Opaque to callers.</summary>
internal static class Page
{
    public static string? Encode(string? place) => place is null ? null : Base64Url.EncodeToString(Encoding.UTF8.GetBytes(place));

    public static string? TryDecode(string token) =>
        Base64Url.IsValid(token) ? Encoding.UTF8.GetString(Base64Url.DecodeFromChars(token)) : null;
}
