using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Billing.Domain;
using Microsoft.Extensions.Configuration;

namespace Billing.Functions.Documents;

/// <summary>A link by which whoever has it downloads one file.</summary>
/// <param name="FileName">What it downloads.</param>
/// <param name="Url">Where.</param>
/// <param name="Expires">How long.</param>
internal sealed record DocumentLink(string FileName, Uri Url, DateTimeOffset Expires);

/// <summary>What a link names.</summary>
/// <param name="Account">Whose document it is.</param>
/// <param name="DocumentId">The document.</param>
/// <param name="IsXml">Whether it is the e-invoice and not the PDF.</param>
internal sealed record LinkedFile(AccountId Account, string DocumentId, bool IsXml);

/// <summary>Links to files of documents: <c>/api/documents/{token}</c>. The token says which file and until when, and is signed (HMAC-SHA-256) by a key of the
/// settings <c>DocumentLinks__Keys__0</c>; <c>__1</c> is believed as well, so that the key can be changed. Nobody can make one, or make another of one.</summary>
internal sealed class DocumentLinks(IConfiguration settings, TimeProvider clock)
{
    private const int ShortestKey = 32;

    // No account is called so: their ids have dots.
    private const string Report = "report";
    private const string UnresolvedReference = "@Microsoft.KeyVault(";

    // Long enough to be passed on to whoever pays and to the bookkeeper; after that an operator sends the document again.
    private static readonly TimeSpan Life = TimeSpan.FromDays(60);

    /// <summary>Why no link can be given, or null.</summary>
    public string? UnavailableBecause() =>
        !Keys().Any() ? $"no key signs links: set DocumentLinks__Keys__0 to at least {ShortestKey} random characters"
        : BaseUrl() is null ? "it is not known where the app is reached: set DocumentLinks__BaseUrl"
        : null;

    /// <summary>A link to a file of a document.</summary>
    /// <exception cref="InvalidOperationException">None can be given.</exception>
    public DocumentLink To(AccountId account, string documentId, StoredFile file)
    {
        if (UnavailableBecause() is { } why)
            throw new InvalidOperationException($"No link can be given: {why}.");
        return To($"{account}|{documentId}|{(DocumentStore.TypeOf(file) == DocumentStore.XmlType ? "xml" : "pdf")}", file);
    }

    /// <summary>A link to a file of a report.</summary>
    /// <exception cref="InvalidOperationException">None can be given.</exception>
    public DocumentLink ToReport(StoredFile file) =>
        UnavailableBecause() is { } why ? throw new InvalidOperationException($"No link can be given: {why}.") : To($"{Report}|{file.Path}|", file);

    /// <summary>What a token names; nothing where it is not ours, or no longer holds, or names a report.</summary>
    public LinkedFile? Read(string token) => PartsOf(token) is { } parts && parts[0] != Report ? new LinkedFile(AccountId.Parse(parts[0]), parts[1], parts[2] == "xml") : null;

    /// <summary>The path of the report's file that a token names; nothing where it is not ours, or no longer holds, or names a document.</summary>
    public string? ReadReport(string token) => PartsOf(token) is { } parts && parts[0] == Report ? parts[1] : null;

    private DocumentLink To(string named, StoredFile file)
    {
        var expires = clock.GetUtcNow() + Life;
        var said = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{named}|{expires.ToUnixTimeSeconds()}"));
        var token = $"{Base64Url.EncodeToString(said)}.{Base64Url.EncodeToString(HMACSHA256.HashData(Keys().First(), said))}";
        return new DocumentLink(Path.GetFileName(file.Path), new Uri(BaseUrl()!, $"api/documents/{token}"), expires);
    }

    private string[]? PartsOf(string token)
    {
        if (token.Split('.') is not [var said, var signature] || !Base64Url.IsValid(said) || !Base64Url.IsValid(signature))
            return null;
        var (bytes, mac) = (Base64Url.DecodeFromChars(said), Base64Url.DecodeFromChars(signature));
        if (!Keys().Any(key => CryptographicOperations.FixedTimeEquals(HMACSHA256.HashData(key, bytes), mac)))
            return null;
        var parts = Encoding.UTF8.GetString(bytes).Split('|');
        return clock.GetUtcNow() < DateTimeOffset.FromUnixTimeSeconds(long.Parse(parts[3], CultureInfo.InvariantCulture)) ? parts : null;
    }

    // A reference to the vault that was not followed is its own text, which anybody could guess.
    private IEnumerable<byte[]> Keys() => settings.GetSection("DocumentLinks:Keys").GetChildren()
        .Select(child => child.Value?.Trim() ?? "")
        .Where(key => key.Length >= ShortestKey && !key.StartsWith(UnresolvedReference, StringComparison.Ordinal))
        .Select(Encoding.UTF8.GetBytes);

    private Uri? BaseUrl() =>
        settings["DocumentLinks:BaseUrl"] is { Length: > 0 } named ? new Uri(named.TrimEnd('/') + "/")
        : settings["WEBSITE_HOSTNAME"] is { Length: > 0 } host ? new Uri($"https://{host}/")
        : null;
}
