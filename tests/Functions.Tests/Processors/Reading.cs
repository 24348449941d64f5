using System.Text.Json.Nodes;
using Billing.Functions.Processors;
using Microsoft.Extensions.Configuration;

namespace Billing.Functions.Tests.Processors;

/// <summary>Reads events past the inbox, at a seller in Berlin.</summary>
internal static class Reading
{
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    public static WebhookSettings Settings(params (string Name, string Value)[] settings) =>
        new(new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create<string, string?>(setting.Name, setting.Value))).Build());

    public static IReadOnlyList<EventNews> Of(IPaymentProcessor processor, string json, string merchantAccount)
    {
        var parsed = JsonNode.Parse(json)!;
        return processor.ReadAsync(Stored(processor, json, parsed["id"]?.ToString() ?? "", parsed["type"]?.ToString() ?? "", merchantAccount), default).GetAwaiter().GetResult();
    }

    public static StoredEvent Stored(IPaymentProcessor processor, string body, string id, string type, string merchantAccount) =>
        new(processor.Name, merchantAccount, id, type, BinaryData.FromString(body), moment => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(moment, Berlin).DateTime), new DateTimeOffset(2026, 3, 10, 12, 0, 0, TimeSpan.Zero));
}
