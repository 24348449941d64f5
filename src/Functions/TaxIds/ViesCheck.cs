using System.Net.Http.Json;
using System.Text.Json;
using Billing.Domain;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace Billing.Functions.TaxIds;

/// <summary>What the tax offices say about a VAT id.</summary>
internal enum ViesAnswer
{
    /// <summary>It is in use.</summary>
    Valid,

    /// <summary>It is not.</summary>
    Invalid,

    /// <summary>They could not be asked.</summary>
    Unknown,
}

/// <summary>Asks the European Commission's VIES whether a VAT id is in use. Only where the setting <c>Vies__Url</c> is given, such as
/// <c>https://ec.europa.eu/taxation_customs/vies/rest-api/</c>; the Commission promises no availability, so nothing may depend on an answer.</summary>
internal sealed class ViesCheck(IConfiguration settings, ILogger<ViesCheck> log) : IDisposable
{
    public const string Setting = "Vies:Url";

    // A person waits for the answer; member states that are slower are asked by a person later.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);

    private readonly HttpClient client = new() { BaseAddress = new Uri(settings[Setting]!.TrimEnd('/') + "/"), Timeout = Patience };

    public static bool IsConfigured(IConfiguration settings) => settings[Setting] is { Length: > 0 };

    /// <summary>Whether VIES knows the ids of a country.</summary>
    public static bool Covers(string vatId) =>
        VatId.CountryOf(vatId) is { } country && (VatTerritory.IsMemberState(country) || country == VatTerritory.NorthernIreland);

    public async Task<ViesAnswer> AskAsync(string vatId, CancellationToken cancellation)
    {
        var id = VatId.Normalise(vatId);
        try
        {
            using var response = await client.PostAsJsonAsync("check-vat-number", new { countryCode = id[..2], vatNumber = id[2..] }, cancellation);
            response.EnsureSuccessStatusCode();
            var answer = await response.Content.ReadFromJsonAsync<JsonElement>(cancellation);
            if (answer.ValueKind == JsonValueKind.Object && answer.TryGetProperty("valid", out var valid) && valid.ValueKind is JsonValueKind.True or JsonValueKind.False)
                return valid.GetBoolean() ? ViesAnswer.Valid : ViesAnswer.Invalid;

            // As where a member state's register is closed for the night: MS_UNAVAILABLE.
            log.LogWarning("VIES gave no answer about an id of {Country}.", id[..2]);
        }
        catch (Exception e) when (e is HttpRequestException or JsonException || (e is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            log.LogWarning(e, "VIES could not be asked about an id of {Country}.", id[..2]);
        }

        return ViesAnswer.Unknown;
    }

    public void Dispose() => client.Dispose();
}
