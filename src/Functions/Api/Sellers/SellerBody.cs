using System.Globalization;
using System.Net.Mail;
using Billing.Domain;
using Billing.Functions.Api.Contract;
using Billing.Functions.Api.Customers;

namespace Billing.Functions.Api.Sellers;

/// <summary>What an operator says about a seller. Its logo and its closed periods are resources of their own.</summary>
internal sealed record SellerBody(
    string Name, PostalAddress Address, string TimeZone, Currency Currency, IReadOnlyList<TaxId> TaxIds, string NumberPrefix, SellerContact Contact,
    IReadOnlyList<BankAccount> Bank, string LegalFooter, string Colour, string Language, IReadOnlyList<MerchantAccount> MerchantAccounts, int BackdatingLimitDays,
    IReadOnlyList<Currency> Currencies, int RetentionYears, IReadOnlyList<PayoutPayer> PayoutPayers, EInvoiceFormat EInvoiceFormat,
    ElectronicAddress? ElectronicAddress, string RegistrationId)
    : IRequestBody<SellerBody>
{
    public static SellerBody Read(BodyReader body)
    {
        var seller = new SellerBody(
            body.Text("name"),
            body.Object("address", ReadAddress),
            body.Text("timeZone", 60),
            body.Currency("currency"),
            body.List("taxIds", 0, 10, taxId => new TaxId(taxId.Text("label", 40), taxId.Text("value", 40))),
            body.Text("numberPrefix", 12, new TextForm("^[A-Z0-9]{1,12}$", "1 to 12 capitals and digits")),
            body.Object("contact", contact => new SellerContact(ReadEmail(contact, "email"), contact.OptionalText("phone", 40), contact.OptionalText("website"), contact.OptionalText("name"))),
            body.List("bank", 0, 20, ReadBank),
            body.OptionalText("legalFooter", 1000),
            body.OptionalText("colour", 7, new TextForm("^#[0-9a-f]{6}$", "#rrggbb in lower-case hex")) is { Length: > 0 } colour ? colour : "#1f2937",
            ReadLanguage(body, required: true),
            body.List("merchantAccounts", 0, 20, account => new MerchantAccount(account.Text("processor", 40, TextForm.Slug), account.OptionalText("account", 64, new TextForm("^[A-Za-z0-9_-]{1,64}$", "1 to 64 letters, digits, hyphens and underscores")) is { Length: > 0 } name ? name : "default")),
            body.Integer("backdatingLimitDays", 0, 3660, otherwise: 400),
            body.Currencies("currencies", 50),
            body.Integer("retentionYears", 1, 50, otherwise: 10),
            body.List("payoutPayers", 0, 20, ReadPayoutPayer),
            body.Choice<EInvoiceFormat>("eInvoiceFormat", otherwise: EInvoiceFormat.None),
            body.OptionalObject("electronicAddress", ProfileBody.ReadElectronicAddress),
            body.OptionalText("registrationId", 60));
        body.Check(TimeZoneInfo.TryFindSystemTimeZoneById(seller.TimeZone, out var zone) && zone.HasIanaId, "timeZone", "must be an IANA time zone such as Europe/Berlin");
        if (seller.ElectronicAddress is { } address && !body.HasFaultAt("electronicAddress/scheme") && !body.HasFaultAt("electronicAddress/id") && ElectronicAddressSchemes.Problem(address) is { } problem)
            body.Check(false, "electronicAddress", problem);
        return seller;
    }

    public static PostalAddress ReadAddress(BodyReader address)
    {
        var read = new PostalAddress(
            address.Text("street"), address.OptionalText("postalCode", 20), address.Text("city"), address.OptionalText("region", 40), address.Text("country", 2, new TextForm("^[A-Z]{2}$", "an ISO 3166-1 code such as DE")));
        address.Check(address.HasFaultAt("country") || IsCountry(read.Country), "country", $"'{read.Country}' is no country of ISO 3166-1");
        return read;
    }

    private static BankAccount ReadBank(BodyReader bank)
    {
        var read = new BankAccount(bank.Currency("currency"), bank.Text("bankName"), bank.Text("iban", 50), bank.OptionalText("bic", 50));
        if (!bank.HasFaultAt("iban") && IsIban(read.Iban) && Iban.Check(read.Iban) is { } problem)
            bank.Check(false, "iban", problem);
        return read;
    }

    private static PayoutPayer ReadPayoutPayer(BodyReader payer)
    {
        var read = new PayoutPayer(payer.Text("processor", 40, TextForm.Slug), payer.OptionalText("name", 140), payer.OptionalText("account", 50));
        payer.Check(read.Name.Length > 0 || read.Account.Length > 0, "name", "name or account must be given");
        return read;
    }

    // Where a country has no IBAN this is the account number, which does not start with two letters and two digits.
    private static bool IsIban(string iban) => iban.Length >= 4 && char.IsAsciiLetterUpper(iban[0]) && char.IsAsciiLetterUpper(iban[1]) && char.IsAsciiDigit(iban[2]) && char.IsAsciiDigit(iban[3]);

    public static string ReadEmail(BodyReader body, string name)
    {
        var email = body.Text(name, 254);
        body.Check(body.HasFaultAt(name) || (MailAddress.TryCreate(email, out var address) && address.Address == email), name, "must be an e-mail address");
        return email;
    }

    public static string ReadLanguage(BodyReader body, bool required)
    {
        var form = new TextForm("^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$", "a language tag such as de or en-GB");
        return required ? body.Text("language", 20, form) : body.OptionalText("language", 20, form);
    }

    private static bool IsCountry(string code)
    {
        try
        {
            return new RegionInfo(code).TwoLetterISORegionName == code;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
