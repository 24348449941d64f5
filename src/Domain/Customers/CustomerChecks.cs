using System.Net.Mail;
using System.Text.RegularExpressions;

namespace Billing.Domain;

/// <summary>What is wrong with a customer's data.</summary>
/// <param name="Pointer">Where, as a JSON pointer into the customer: <c>#/currency</c>, <c>#/profile/address/region</c>.</param>
/// <param name="Problem">What is wrong and what is expected.</param>
public sealed record CustomerFault(string Pointer, string Problem);

/// <summary>The checks that a customer must pass before it is billed. Each is a function from the customer to what is wrong; all are listed.</summary>
public static partial class CustomerChecks
{
    /// <summary>Checks a customer of a seller.</summary>
    /// <param name="profile">Who the customer is.</param>
    /// <param name="currency">The currency of the account.</param>
    /// <param name="seller">Who bills it.</param>
    public static IReadOnlyList<CustomerFault> Check(CustomerProfile profile, Currency currency, Seller seller) =>
        [.. CheckCurrency(currency, seller), .. Check(profile), .. CheckEInvoice(profile, profile.EInvoiceFormat ?? seller.EInvoiceFormat)];

    private static IEnumerable<CustomerFault> Check(CustomerProfile profile) =>
        CheckName(profile).Concat(CheckAddress(profile.Address)).Concat(CheckEmail(profile)).Concat(CheckVatId(profile)).Concat(CheckIban(profile)).Concat(CheckLanguage(profile)).Concat(CheckContacts(profile));

    private static IEnumerable<CustomerFault> CheckCurrency(Currency currency, Seller seller)
    {
        if (!seller.Bills(currency))
            yield return new("#/currency", $"{seller.Name} has no bank account in {currency.Code} and does not list it among its currencies");
    }

    private static IEnumerable<CustomerFault> CheckName(CustomerProfile profile)
    {
        if (!profile.Name.Any(char.IsLetterOrDigit))
            yield return new("#/profile/name", "must be a name");
    }

    private static IEnumerable<CustomerFault> CheckAddress(PostalAddress address)
    {
        const string At = "#/profile/address";
        if (address.Street.Length == 0)
            yield return new($"{At}/street", "is required: a street and number, or a post box");
        if (address.City.Length == 0)
            yield return new($"{At}/city", "is required");
        if (!Countries.Contains(address.Country))
        {
            yield return new($"{At}/country", $"'{address.Country}' is no country of ISO 3166-1");
            yield break;
        }

        if (PostalCodes.Check(address.Country, address.PostalCode) is { } postalCode)
            yield return new($"{At}/postalCode", postalCode);
        if (Regions.Check(address.Country, address.Region) is { } region)
            yield return new($"{At}/region", region);
    }

    private static IEnumerable<CustomerFault> CheckEmail(CustomerProfile profile)
    {
        if (!IsMail(profile.Email))
            yield return new("#/profile/email", "must be an e-mail address");
    }

    private static IEnumerable<CustomerFault> CheckContacts(CustomerProfile profile)
    {
        if (profile.Contacts.Count > CustomerProfile.MostContacts)
            yield return new("#/profile/contacts", $"must be {CustomerProfile.MostContacts} at most");
        var known = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { profile.Email };
        for (var index = 0; index < profile.Contacts.Count; index++)
        {
            var contact = profile.Contacts[index];
            if (contact.Name.Length == 0)
                yield return new($"#/profile/contacts/{index}/name", "is required");
            if (!IsMail(contact.Email))
                yield return new($"#/profile/contacts/{index}/email", "must be an e-mail address");
            else if (!known.Add(contact.Email))
                yield return new($"#/profile/contacts/{index}/email", "gets a copy already");
        }
    }

    private static bool IsMail(string text) => MailAddress.TryCreate(text, out var address) && address.Address == text && address.Host.Contains('.', StringComparison.Ordinal);

    // What an e-invoice of the format would lack, as far as the profile alone says it.
    private static IEnumerable<CustomerFault> CheckEInvoice(CustomerProfile profile, EInvoiceFormat format)
    {
        if (profile.ElectronicAddress is { } address && ElectronicAddressSchemes.Problem(address) is { } problem)
            yield return new("#/profile/electronicAddress", problem);
        else if (format == EInvoiceFormat.PeppolBis && !ElectronicAddressSchemes.IsOfPeppol(profile.ElectronicAddress?.Scheme ?? ""))
            yield return new("#/profile/electronicAddress", "is required, and must be one that Peppol delivers to");
        if (format.IsXRechnung() && profile.Reference.Length == 0)
            yield return new("#/profile/reference", "is required: XRechnung is routed by the customer's reference, an authority's Leitweg-ID");
        if (profile.EInvoiceOnly && format == EInvoiceFormat.None)
            yield return new("#/profile/eInvoiceOnly", "needs an e-invoice format");
        else if (profile.EInvoiceOnly && format.IsInsidePdf())
            yield return new("#/profile/eInvoiceOnly", "cannot be with a format that is inside the PDF");
    }

    // Where VAT ids can be checked the id must be one of the customer's own country; elsewhere it is whatever tax id that country gives.
    private static IEnumerable<CustomerFault> CheckVatId(CustomerProfile profile)
    {
        var country = VatTerritory.Of(profile.Address) ?? profile.Address.Country;
        if (!profile.IsBusiness || !VatId.IsKnownIn(country))
            yield break;
        if (VatId.Check(profile.VatId) is { } problem)
            yield return new("#/profile/vatId", problem);
        else if (VatId.CountryOf(profile.VatId) is var given && given != country && !(given == "GB" && country == VatTerritory.NorthernIreland))
            yield return new("#/profile/vatId", $"was given in {given}, but the address is in {profile.Address.Country}");
    }

    private static IEnumerable<CustomerFault> CheckIban(CustomerProfile profile)
    {
        if (profile.Iban.Length > 0 && Iban.Check(profile.Iban) is { } problem)
            yield return new("#/profile/iban", problem);
    }

    private static IEnumerable<CustomerFault> CheckLanguage(CustomerProfile profile)
    {
        if (profile.Language.Length > 0 && !LanguageTag().IsMatch(profile.Language))
            yield return new("#/profile/language", "must be a language tag such as de, de-AT or zh-Hant-TW");
    }

    // BCP 47 as far as documents need it: language, script, region, in the usual case of letters.
    [GeneratedRegex(@"^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?\z", RegexOptions.CultureInvariant)]
    private static partial Regex LanguageTag();
}
