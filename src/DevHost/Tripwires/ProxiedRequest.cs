using System.Text;

namespace Billing.DevHost.Tripwires;

/// <summary>A request of the worker to a service.</summary>
/// <param name="Path">Decoded, with a leading slash; for storage it begins with the account's name.</param>
/// <param name="Query">With its question mark, or empty.</param>
internal sealed record ProxiedRequest(string Method, string Path, string Query, byte[] Body)
{
    private string? text;

    /// <summary>The body as text. A table transaction is a multipart text that holds its rows as JSON.</summary>
    public string BodyText => text ??= Encoding.UTF8.GetString(Body);

    public override string ToString() => $"{Method} {Path}{Query}";
}
