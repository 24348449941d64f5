namespace Billing.Domain;

/// <summary>A company that bills: its identity on documents, its day, and its books.</summary>
/// <param name="SellerId">Lower-case letters, digits and hyphens.</param>
/// <param name="Name">The registered name.</param>
/// <param name="Address">The registered address; its country decides what is domestic.</param>
/// <param name="TimeZone">IANA name; a billing date is a date there.</param>
/// <param name="Currency">The currency of its books.</param>
/// <param name="TaxIds">As printed: VAT id, tax number, EIN.</param>
/// <param name="NumberPrefix">The start of its document numbers, capitals and digits.</param>
/// <param name="Contact">What customers see to write to or call.</param>
/// <param name="Bank">Where customers pay to.</param>
/// <param name="LegalFooter">The line under every document: register, managing directors.</param>
/// <param name="LogoBlob">The blob path of its logo, or empty.</param>
/// <param name="Colour">The accent colour of its documents, <c>#rrggbb</c>.</param>
/// <param name="Language">BCP 47 tag of its documents where the customer has none.</param>
/// <param name="MerchantAccounts">The processors' accounts whose payments are its own: processor → account id.</param>
/// <param name="BackdatingLimitDays">How many days a command's date may lie back before it becomes the current day.</param>
/// <param name="ClosedPeriods">The closings of its accounting periods, in order.</param>
public sealed record Seller(
    string SellerId,
    string Name,
    PostalAddress Address,
    string TimeZone,
    Currency Currency,
    IReadOnlyList<TaxId> TaxIds,
    string NumberPrefix,
    SellerContact Contact,
    IReadOnlyList<BankAccount> Bank,
    string LegalFooter,
    string LogoBlob,
    string Colour,
    string Language,
    IReadOnlyList<MerchantAccount> MerchantAccounts,
    int BackdatingLimitDays,
    IReadOnlyList<PeriodClosing> ClosedPeriods)
{
    /// <summary>The first day that may still be posted to at a moment.</summary>
    /// <param name="at">The moment; a closing counts from the moment it takes effect, not from its announcement.</param>
    public DateOnly FirstOpenDay(DateTimeOffset at) =>
        ClosedPeriods.Where(closing => closing.EffectiveAt <= at).Select(closing => closing.Through.AddDays(1)).DefaultIfEmpty(DateOnly.MinValue).Max();

    /// <summary>Currencies it bills in beside its own and those of its bank accounts, such as those that only cards are charged in.</summary>
    public IReadOnlyList<Currency> Currencies { get; init; } = [];

    /// <summary>How many years issued documents are kept, reckoned from the end of the year of issue; in Germany 8 for vouchers and 10 for the books they
    /// belong to (section 147 of the Abgabenordnung).</summary>
    public int RetentionYears { get; init; } = 10;

    /// <summary>How its bank names the processors that pay out to it.</summary>
    public IReadOnlyList<PayoutPayer> PayoutPayers { get; init; } = [];

    /// <summary>As what customers get invoices as data where they have no choice of their own.</summary>
    public EInvoiceFormat EInvoiceFormat { get; init; }

    /// <summary>Its address in an electronic network (BT-34), or nothing.</summary>
    public ElectronicAddress? ElectronicAddress { get; init; }

    /// <summary>Its number in the commercial register (BT-30), or empty.</summary>
    public string RegistrationId { get; init; } = "";

    /// <summary>How its documents look, and what they say in its own words.</summary>
    public DocumentTemplate Template { get; init; } = DocumentTemplate.Standard;

    /// <summary>Whether customers can be billed in a currency.</summary>
    public bool Bills(Currency currency) => currency == Currency || Currencies.Contains(currency) || Bank.Any(account => account.Currency == currency);

    /// <summary>Its accounts at a processor.</summary>
    public IReadOnlyList<string> AccountsAt(string processor) => [.. MerchantAccounts.Where(known => known.Processor == processor).Select(known => known.Account)];

    /// <summary>Its account at a processor: the one that is named, or the only one where none is.</summary>
    /// <returns>Null where it has no such account, or several of which none is named.</returns>
    public string? AccountAt(string processor, string? named) => (named, AccountsAt(processor)) switch
    {
        (null, [var only]) => only,
        (null, _) => null,
        var (_, own) => own.FirstOrDefault(account => account == named),
    };

    /// <summary>The bank account to pay an amount of a currency to, if there is one.</summary>
    public BankAccount? BankFor(Currency currency) =>
        Bank.FirstOrDefault(account => account.Currency == currency) ?? (Bank.Count > 0 ? Bank[0] : null);
}

/// <summary>A registration with a tax authority.</summary>
/// <param name="Label">As printed before it: <c>VAT ID</c>, <c>EIN</c>.</param>
/// <param name="Value">The id.</param>
public sealed record TaxId(string Label, string Value);

/// <summary>How customers reach a seller.</summary>
/// <param name="Email">Where they write to.</param>
/// <param name="Phone">Where they call, or empty.</param>
/// <param name="Website">Or empty.</param>
/// <param name="Name">Whom they ask for, a person or a department (BT-41); or empty.</param>
public sealed record SellerContact(string Email, string Phone, string Website, string Name = "");

/// <summary>An account that customers pay to.</summary>
/// <param name="Currency">What it is kept in.</param>
/// <param name="BankName">The bank.</param>
/// <param name="Iban">Or the national account number, as printed.</param>
/// <param name="Bic">BIC, or the routing number, as printed.</param>
public sealed record BankAccount(Currency Currency, string BankName, string Iban, string Bic);

/// <summary>A seller's account with a payment processor.</summary>
public sealed record MerchantAccount(string Processor, string Account);

/// <summary>How a bank statement names a processor that pays out.</summary>
/// <param name="Processor">Lower-case name, as of a merchant account.</param>
/// <param name="Name">The payer's name, or a part of it; may be empty where the account is given.</param>
/// <param name="Account">The payer's IBAN or account number; may be empty where the name is given.</param>
public sealed record PayoutPayer(string Processor, string Name, string Account);

/// <summary>The closing of an accounting period: from a moment on nothing is posted up to a day.</summary>
/// <param name="Through">The last closed day.</param>
/// <param name="EffectiveAt">At least 15 minutes after it was announced, so that no cached configuration posts behind it.</param>
public sealed record PeriodClosing(DateOnly Through, DateTimeOffset EffectiveAt);
