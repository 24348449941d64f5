namespace Billing.Domain;

/// <summary>A postal address.</summary>
/// <param name="Street">Street and house number, or a post box.</param>
/// <param name="PostalCode">Empty where the country has none.</param>
/// <param name="City">Town or city.</param>
/// <param name="Region">State or province where the country's addresses have one, else empty.</param>
/// <param name="Country">ISO 3166-1 alpha-2, in capitals.</param>
public sealed record PostalAddress(string Street, string PostalCode, string City, string Region, string Country);
