using System.Reflection;

namespace Billing.Domain.Tests;

public sealed class LedgerMappingTests
{
    [Fact]
    public void The_exact_name_comes_first_then_the_name_before_the_colon()
    {
        Assert.Equal("8401", LedgerLines.Mapping.Find("revenue:crm")!.Code);
        Assert.Equal("8400", LedgerLines.Mapping.Find("revenue:desk")!.Code);
        Assert.Null(LedgerLines.Mapping.Find("discounts"));
        Assert.Null(new LedgerMapping(1, null, [new("revenue:crm", "1", "One")]).Find("revenue:crm-pro"));
    }

    [Fact]
    public void Every_account_of_the_books_can_be_mapped()
    {
        var whole = typeof(ChartOfAccounts).GetFields(BindingFlags.Public | BindingFlags.Static).Where(field => field.IsLiteral).Select(field => (string)field.GetRawConstantValue()!);
        var parted = typeof(ChartOfAccounts).GetMethods(BindingFlags.Public | BindingFlags.Static).Where(method => method.ReturnType == typeof(string) && method.GetParameters().Length == 1).Select(method => (string)method.Invoke(null, [""])!);

        Assert.Equal(whole.Concat(parted.Select(name => name.TrimEnd(':'))).Order(StringComparer.Ordinal), ChartOfAccounts.Names.Order(StringComparer.Ordinal));
        Assert.All(parted, name => Assert.True(ChartOfAccounts.IsName($"{name}x") && ChartOfAccounts.IsName(name.TrimEnd(':')) && !ChartOfAccounts.IsName(name)));
        Assert.False(ChartOfAccounts.IsName("receivables:crm"));
    }

    [Fact]
    public void All_faults_are_found_at_once()
    {
        var mapping = new LedgerMapping(1, null,
        [
            new("receivables", "1400", "R"), new("receivables", "1401", "R"), new("receivable", "1402", "R"), new("revenue:crm", "84001", "E", "123456", "X"), new("suspense", "S-1", "S"), new("fees", "0000", "F"),
        ])
        {
            Datev = new DatevSettings(1001, 1, 4, 1, "", "12345", false),
            Sie = new SieSettings("B", ""),
            Xero = new XeroSettings("Tax Exempt", "", 300),
        };

        Assert.Equal(
            [
                "accounts/1/ledgerAccount", "accounts/2/ledgerAccount", "accounts/3/code", "accounts/3/costCentre", "accounts/3/taxCode", "accounts/3/taxCode",
                "accounts/4/code", "accounts/4/code", "accounts/5/code", "accounts/5/code", "datev/clearingAccount",
            ],
            LedgerMappingRules.Faults(mapping).Select(fault => fault.Place).Order(StringComparer.Ordinal));
        Assert.Empty(LedgerMappingRules.Faults(LedgerLines.Mapping with { Datev = new DatevSettings(1001, 1, 4, 1, "03", "1360", false), Sie = new SieSettings("B", "") }));
    }

    [Theory]
    [InlineData("14000", true)]
    [InlineData("69999", true)]
    [InlineData("70000", false)]
    [InlineData("04000", false)]
    [InlineData("140000", false)]
    [InlineData("1400A", false)]
    public void DATEV_takes_the_account_of_a_debtor_which_has_one_digit_more(string code, bool isTaken) =>
        Assert.Equal(isTaken, !LedgerMappingRules.Faults(new LedgerMapping(1, null, [new("receivables", code, "Debitoren")]) { Datev = new DatevSettings(1001, 1, 4, 1, "03", "", false) }).Any());

    [Fact]
    public void A_tax_code_is_of_one_format()
    {
        var mapping = new LedgerMapping(1, null, [new("revenue", "8400", "Erlöse", "40")]) { Datev = new DatevSettings(1001, 1, 4, 1, "03", "", false), Xero = new XeroSettings("No VAT", "", 300) };

        Assert.Equal("accounts/0/taxCode", Assert.Single(LedgerMappingRules.Faults(mapping)).Place);
        Assert.Empty(LedgerMappingRules.Faults(mapping with { Xero = null }));
    }

    [Fact]
    public void What_is_not_mapped_is_listed_whole_before_anything_is_written()
    {
        var check = new LedgerExportCheck(LedgerFormat.Csv, LedgerLines.Mapping);
        check.Look(LedgerLines.Entry(("discounts", 1), ("receivables", -1)));
        check.Look(LedgerLines.Entry(("bad-debt", 1), ("discounts", -1)));

        var (refusal, items) = check.Refusal!.Value;

        Assert.Equal(("unmapped-accounts", "bad-debt, discounts"), (refusal.Code, string.Join(", ", items)));
    }

    [Fact]
    public void What_DATEV_has_no_room_for_is_refused()
    {
        var check = new LedgerExportCheck(LedgerFormat.Datev, LedgerLines.Mapping with { Datev = new DatevSettings(1001, 1, 4, 1, "", "", false) });
        check.Look(LedgerLines.Entry(("receivables", 10), ("revenue:crm", -10)));
        Assert.Null(check.Refusal);
        check.Look(LedgerLines.Entry(("processor-fees", 3), ("revenue:crm", -3)));
        check.Look(LedgerLines.Entry(("receivables", 10_000_000_000), ("suspense", -10_000_000_000)));

        var (refusal, items) = check.Refusal!.Value;

        Assert.Equal(("entries-do-not-fit", 2), (refusal.Code, items.Count));
    }
}
