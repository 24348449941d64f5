using System.Text.Json.Serialization;

namespace Billing.Domain;

/// <summary>Who collects for a seller.</summary>
/// <param name="AgencyId">Lower-case letters, digits and hyphens; unique for the seller.</param>
/// <param name="SellerId">For whom.</param>
/// <param name="Name">Its name.</param>
/// <param name="Format">How its exports are written.</param>
/// <param name="Layout">The layout of its exports, where they are of fixed width.</param>
public sealed record Agency(string AgencyId, string SellerId, string Name, ExportFormat Format, ExportLayout? Layout)
{
    private const string Prefix = "agency-";

    /// <summary>What its payments are named by in place of a processor, <c>agency-</c> and its id; the books' cash account bears it.</summary>
    [JsonIgnore]
    public string Processor => ProcessorOf(AgencyId);

    /// <summary>The same of an agency's id.</summary>
    public static string ProcessorOf(string agencyId) => Prefix + agencyId;

    /// <summary>Whether a payment was remitted by an agency.</summary>
    /// <param name="paymentId">As <see cref="PaymentId"/> writes it.</param>
    public static bool IsRemittance(string paymentId) => paymentId.StartsWith(Prefix, StringComparison.Ordinal);
}

/// <summary>How an export is written.</summary>
public enum ExportFormat
{
    /// <summary>As CSV with a header.</summary>
    Csv,

    /// <summary>As lines of fixed width, by a layout.</summary>
    FixedWidth,
}
