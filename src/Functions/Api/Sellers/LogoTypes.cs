namespace Billing.Functions.Api.Sellers;

/// <summary>The media types of logos, and the extensions under which they are stored.</summary>
internal static class LogoTypes
{
    private const string Png = "image/png";
    private const string Svg = "image/svg+xml";

    /// <summary>What a logo may be, for the OpenAPI document.</summary>
    public const string Both = $"{Png},{Svg}";

    /// <summary>The end of a stored logo's path.</summary>
    public static string ExtensionOf(string mediaType) => mediaType == Svg ? ".svg" : ".png";

    /// <summary>What a stored logo is.</summary>
    public static string Of(string path) => Path.GetExtension(path) == ".svg" ? Svg : Png;
}
