namespace Billing.Functions.Tests.Api;

/// <summary>Requests that have no fault.</summary>
internal static class Bodies
{
    public static Dictionary<string, object> Seller(string id) => new()
    {
        ["name"] = "Acme GmbH",
        ["address"] = new { street = "Hauptstr. 1", postalCode = "10115", city = "Berlin", country = "DE" },
        ["timeZone"] = "Europe/Berlin",
        ["currency"] = "EUR",
        ["taxIds"] = new[] { new { label = "VAT ID", value = "DE123456789" } },
        ["numberPrefix"] = id.ToUpperInvariant().Replace("-", "", StringComparison.Ordinal)[..12],
        ["contact"] = new { email = "ar@acme.example", phone = "+49 30 1", website = "https://acme.example" },
        ["bank"] = new[] { new { currency = "EUR", bankName = "Bank", iban = "DE02120300000000202051", bic = "BYLADEM1001" } },
        ["language"] = "de",
        ["merchantAccounts"] = new[] { new { processor = "stripe", account = $"acct_{id}" } },
    };

    public static object TaxTable() => new { rules = new[] { new { country = "DE", taxCategory = "standard", effectiveFrom = "2020-01-01", treatment = "standard", rate = "19", jurisdiction = "DE" } } };

    public static object Net(int days) => new { kind = "net", days };

    public static object Policy() => new
    {
        terms = Net(14),
        dunning = new[] { new { minimumDunned = "5.00", steps = new[] { new { days = 3, action = "overdueNotice" }, new { days = 20, action = "finalNotice" }, new { days = 40, action = "collections" } } } },
    };

    public static object Price(string amount = "100.00") => new
    {
        product = "crm",
        name = "CRM",
        unit = "seat",
        currency = "EUR",
        interval = new { count = 1, unit = "month" },
        timing = "inAdvance",
        taxCategory = "standard",
        versions = new[] { new { effectiveFrom = "2020-01-01", pricing = new { model = "perUnit", unitAmount = amount } } },
    };

    public static object Profile(string name = "Kunde AG") => new { name, address = new { street = "Weg 2", postalCode = "20095", city = "Hamburg", country = "DE" }, email = "a@kunde.example", vatId = "DE136695976" };

    public static object Customer(string seller, string? customerId = null, string name = "Kunde AG") => customerId is null
        ? new { sellerId = seller, currency = "EUR", profile = Profile(name), allowDuplicate = true }
        : new { sellerId = seller, customerId, currency = "EUR", profile = Profile(name), allowDuplicate = true };
}
