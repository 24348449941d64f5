namespace Billing.Domain;

/// <summary>How a seller's ledger accounts are called in its general ledger.</summary>
/// <param name="Version">Rises with each change; exports name the version they were made by.</param>
/// <param name="StartsOn">What is posted before it is never exported, because it was kept elsewhere; nothing where all is.</param>
/// <param name="Accounts">Each ledger account once.</param>
public sealed record LedgerMapping(int Version, DateOnly? StartsOn, IReadOnlyList<MappedAccount> Accounts)
{
    /// <summary>What DATEV asks for beside the accounts.</summary>
    public DatevSettings? Datev { get; init; }

    /// <summary>What SIE asks for beside the accounts.</summary>
    public SieSettings? Sie { get; init; }

    /// <summary>What Xero asks for beside the accounts.</summary>
    public XeroSettings? Xero { get; init; }

    /// <summary>The account of the general ledger: the one of exactly this name, or else that of the name before the colon.</summary>
    /// <returns>Null where there is neither.</returns>
    public MappedAccount? Find(string ledgerAccount) =>
        Named(ledgerAccount) ?? (ledgerAccount.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon ? Named(ledgerAccount[..colon]) : null);

    /// <summary>The account of the general ledger, which was looked for before.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public MappedAccount Require(string ledgerAccount) => Find(ledgerAccount) ?? throw new InvalidOperationException($"{ledgerAccount} has no account in the general ledger.");

    private MappedAccount? Named(string name) => Accounts.FirstOrDefault(account => account.LedgerAccount == name);
}

/// <summary>An account of the general ledger.</summary>
/// <param name="LedgerAccount">The account of ours: <c>receivables</c>, <c>revenue:crm</c>, or <c>revenue</c> for all products that have none of their own.</param>
/// <param name="Code">Its number or code in the general ledger.</param>
/// <param name="Name">What it is called there.</param>
/// <param name="TaxCode">The tax key that postings to it carry, as the format has it (DATEV's BU-Schlüssel, the name of Xero's tax rate); or empty, as it must be
/// where there are settings for both.</param>
/// <param name="CostCentre">The cost centre of postings to it (DATEV's KOST1, SIE's dimension 1, an option of Xero's tracking category); or empty.</param>
public sealed record MappedAccount(string LedgerAccount, string Code, string Name, string TaxCode = "", string CostCentre = "");

/// <summary>What the head of a DATEV posting batch says.</summary>
/// <param name="ConsultantNumber">The tax consultant's number at DATEV (Beraternummer).</param>
/// <param name="ClientNumber">The client's number there (Mandantennummer).</param>
/// <param name="AccountLength">How many digits general ledger accounts have, 4 to 8.</param>
/// <param name="FiscalYearStartMonth">The month that the fiscal year begins with, 1 to 12.</param>
/// <param name="ChartOfAccounts">The standard chart, such as <c>03</c> or <c>04</c>; or empty.</param>
/// <param name="ClearingAccount">The account over which entries with several debits and several credits are posted line by line; or empty, and then debits are
/// posted against credits directly, in parts.</param>
/// <param name="IsFinal">Whether the postings are fixed (Festschreibung) by the import.</param>
public sealed record DatevSettings(int ConsultantNumber, int ClientNumber, int AccountLength, int FiscalYearStartMonth, string ChartOfAccounts, string ClearingAccount, bool IsFinal);

/// <summary>What a SIE file says beside its entries.</summary>
/// <param name="Series">The series of vouchers that the entries are numbered in.</param>
/// <param name="OrganisationNumber">The company's number (organisationsnummer), or empty.</param>
public sealed record SieSettings(string Series, string OrganisationNumber);

/// <summary>What a file for Xero says beside its entries.</summary>
/// <param name="TaxRate">The name of the tax rate for accounts that have no tax code, as Xero shows it.</param>
/// <param name="TrackingCategory">The tracking category whose options are the cost centres, or empty.</param>
/// <param name="LinesPerFile">The most lines that Xero takes in a file.</param>
public sealed record XeroSettings(string TaxRate, string TrackingCategory, int LinesPerFile);
