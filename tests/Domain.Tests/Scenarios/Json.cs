using System.Text.Json;
using System.Text.Json.Serialization;

namespace Billing.Domain.Tests;

/// <summary>Events and states as they are stored: the domain's own attributes, and enums by name.</summary>
internal static class Json
{
    private static readonly JsonSerializerOptions Options = new() { Converters = { new JsonStringEnumConverter() }, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };

    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Options);

    public static T Read<T>(string json) => JsonSerializer.Deserialize<T>(json, Options) ?? throw new JsonException("null");
}
