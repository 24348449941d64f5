namespace Billing.Domain;

/// <summary>A postal address.</summary>
/// <param name="Street">Street and house number, or a post box.</param>
/// <param name="PostalCode">Empty where the country has none.</param>
/// <param name="City">Town or city.</param>
/// <param name="Region">State or province where the country's addresses have one, else empty.</param>
/// <param name="Country">ISO 3166-1 alpha-2, in capitals.</param>
public sealed record PostalAddress(string Street, string PostalCode, string City, string Region, string Country)
{
    /// <summary>Whether a letter can be posted to it.</summary>
    public bool CanBePosted() => Street.Trim().Length > 0 && City.Trim().Length > 0 && Country.Length == 2;
}
