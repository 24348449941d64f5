using System.Globalization;
using System.Text.Json.Nodes;

namespace Billing.DevHost.Processors.Stripe;

/// <summary>The parameters of a request, under the names that Stripe gives them: <c>metadata[invoice_id]</c>.</summary>
internal sealed class StripeForm(IReadOnlyDictionary<string, string> values)
{
    public string? this[string name] => values.GetValueOrDefault(name) is { Length: > 0 } value ? value : null;

    public bool IsOn(string name) => this[name] == "true";

    /// <summary>Refuses parameters of other names, as Stripe does.</summary>
    public void Allow(params string[] names)
    {
        foreach (var name in values.Keys.Select(key => key.Split('[')[0]).Where(name => !names.Contains(name, StringComparer.Ordinal)))
            throw StripeRefusal.Invalid(name, $"Received unknown parameter: {name}", "parameter_unknown");
    }

    public string Require(string name) => this[name] ?? throw StripeRefusal.Invalid(name, $"Missing required param: {name}.", "parameter_missing");

    public long Whole(string name) => long.TryParse(Require(name), NumberStyles.None, CultureInfo.InvariantCulture, out var whole) ? whole : throw StripeRefusal.Invalid(name, $"Invalid integer: {this[name]}", "parameter_invalid_integer");

    /// <summary>The names and values below a name.</summary>
    public JsonObject Under(string name) => new(values
        .Where(value => value.Key.StartsWith($"{name}[", StringComparison.Ordinal))
        .Select(value => KeyValuePair.Create<string, JsonNode?>(value.Key[(name.Length + 1)..].TrimEnd(']'), value.Value)));

    /// <summary>All of it in one text, whatever the order it was written in.</summary>
    public override string ToString() => string.Join('&', values.OrderBy(value => value.Key, StringComparer.Ordinal).Select(value => $"{value.Key}={value.Value}"));

    public static async Task<StripeForm> ReadAsync(HttpRequest request) => new(
        request.HasFormContentType ? (await request.ReadFormAsync()).ToDictionary(field => field.Key, field => field.Value.ToString(), StringComparer.Ordinal) : []);
}
