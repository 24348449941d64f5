using Billing.Domain;
using Billing.Functions.Api.Contract;

namespace Billing.Functions.Api.GeneralLedger;

/// <summary>A ledger mapping as it is put. The version is given by the system.</summary>
internal sealed record LedgerMappingBody(DateOnly? StartsOn, IReadOnlyList<MappedAccount> Accounts, DatevSettings? Datev, SieSettings? Sie, XeroSettings? Xero) : IRequestBody<LedgerMappingBody>
{
    private static readonly TextForm LedgerAccount = new("^[a-z][a-z-]{0,39}(:.{1,80})?$", "a ledger account such as receivables, revenue or revenue:crm");
    private static readonly TextForm Code = new("^[A-Za-z0-9][A-Za-z0-9.-]{0,19}$", "1 to 20 letters, digits, dots and hyphens");
    private static readonly TextForm Digits = new("^[0-9]{1,8}$", "1 to 8 digits");

    public static LedgerMappingBody Read(BodyReader body)
    {
        var mapping = new LedgerMappingBody(
            body.OptionalDate("startsOn"),
            body.List("accounts", 1, 1_000, account => new MappedAccount(
                account.Text("ledgerAccount", 120, LedgerAccount), account.Text("code", 20, Code), account.Text("name", 100), account.OptionalText("taxCode", 60), account.OptionalText("costCentre", 36))),
            body.OptionalObject("datev", ReadDatev), body.OptionalObject("sie", ReadSie), body.OptionalObject("xero", ReadXero));
        foreach (var fault in LedgerMappingRules.Faults(mapping.ToMapping(0)).Where(fault => !body.HasFaultAt(fault.Place)))
            body.Check(false, fault.Place, fault.Text);
        return mapping;
    }

    public LedgerMapping ToMapping(int version) => new(version, StartsOn, Accounts) { Datev = Datev, Sie = Sie, Xero = Xero };

    private static DatevSettings ReadDatev(BodyReader datev) => new(
        datev.Integer("consultantNumber", 1_001, 9_999_999), datev.Integer("clientNumber", 1, 99_999), datev.Integer("accountLength", 4, 8, otherwise: 4),
        datev.Integer("fiscalYearStartMonth", 1, 12, otherwise: 1), datev.OptionalText("chartOfAccounts", 4, new TextForm("^[0-9]{2,4}$", "2 to 4 digits, such as 03 or 04")),
        datev.OptionalText("clearingAccount", 8, Digits), datev.Flag("isFinal", otherwise: false));

    private static SieSettings ReadSie(BodyReader sie) => new(
        sie.TextOrNothing("series", 10, new TextForm("^[A-Za-z0-9]{1,10}$", "1 to 10 letters and digits")) ?? "B",
        sie.OptionalText("organisationNumber", 20, new TextForm("^[0-9]{6}-?[0-9]{4,6}$", "a number such as 556677-8899")));

    private static XeroSettings ReadXero(BodyReader xero) => new(
        xero.Text("taxRate", 100), xero.OptionalText("trackingCategory", 100), xero.Integer("linesPerFile", 2, 10_000, otherwise: 300));
}

/// <summary>A seller's ledger mapping.</summary>
internal sealed record LedgerMappingResource(int Version, DateOnly? StartsOn, IReadOnlyList<MappedAccount> Accounts, DatevSettings? Datev, SieSettings? Sie, XeroSettings? Xero)
{
    public static LedgerMappingResource Of(LedgerMapping mapping) => new(mapping.Version, mapping.StartsOn, mapping.Accounts, mapping.Datev, mapping.Sie, mapping.Xero);
}
