namespace Billing.Domain;

/// <summary>Something that is wrong with a mapping.</summary>
/// <param name="Place">Where: <c>accounts/3/code</c>.</param>
/// <param name="Text">What is wrong and what is expected.</param>
public sealed record LedgerMappingFault(string Place, string Text);

/// <summary>What a mapping must hold to.</summary>
public static class LedgerMappingRules
{
    // Field 9 of the posting batch has four digits (developer.datev.de, DATEV-Format, Buchungsstapel).
    private const int LongestDatevTaxCode = 4;
    private const int LongestXeroCode = 10;

    /// <summary>All that is wrong with a mapping.</summary>
    public static IEnumerable<LedgerMappingFault> Faults(LedgerMapping mapping)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var index = 0; index < mapping.Accounts.Count; index++)
        {
            var account = mapping.Accounts[index];
            if (account.LedgerAccount.Length > 0 && !seen.Add(account.LedgerAccount))
                yield return new LedgerMappingFault($"accounts/{index}/ledgerAccount", "is listed twice");
            if (account.LedgerAccount.Length > 0 && !ChartOfAccounts.IsName(account.LedgerAccount))
                yield return new LedgerMappingFault($"accounts/{index}/ledgerAccount", $"is no account of the books; these are {string.Join(", ", ChartOfAccounts.Names)}, the latter with what they are of after a colon, or without for all");
            foreach (var fault in Datev(mapping, account).Concat(Sie(mapping, account)).Concat(Xero(mapping, account)))
                yield return fault with { Place = $"accounts/{index}/{fault.Place}" };
        }

        if (mapping.Datev is { ClearingAccount: { Length: > 0 } clearing } datev && !IsNumber(clearing, datev.AccountLength))
            yield return new LedgerMappingFault("datev/clearingAccount", $"must have at most {datev.AccountLength} digits, and not only zeros");
    }

    private static IEnumerable<LedgerMappingFault> Datev(LedgerMapping mapping, MappedAccount account)
    {
        if (mapping.Datev is not { } settings)
            yield break;
        if (!IsNumber(account.Code, settings.AccountLength) && !IsDebtor(account.Code, settings.AccountLength))
            yield return new LedgerMappingFault("code", $"must have at most {settings.AccountLength} digits for DATEV, and not only zeros; or {settings.AccountLength + 1}, the first from 1 to 6, where it is the account of a debtor");
        if (account.TaxCode.Length > 0 && !IsNumber(account.TaxCode, LongestDatevTaxCode))
            yield return new LedgerMappingFault("taxCode", $"must have at most {LongestDatevTaxCode} digits for DATEV");
    }

    // An account number of SIE is numeric (SIE-gruppen, SIE filformat, utgåva 4B, #KONTO).
    private static IEnumerable<LedgerMappingFault> Sie(LedgerMapping mapping, MappedAccount account)
    {
        if (mapping.Sie is not null && !IsNumber(account.Code, int.MaxValue))
            yield return new LedgerMappingFault("code", "must have digits alone for SIE");
    }

    private static IEnumerable<LedgerMappingFault> Xero(LedgerMapping mapping, MappedAccount account)
    {
        if (mapping.Xero is not { } settings)
            yield break;
        if (mapping.Datev is not null && account.TaxCode.Length > 0)
            yield return new LedgerMappingFault("taxCode", "would be DATEV's key and the name of a rate in Xero at once; leave out one of the two formats, or the tax code");
        if (account.Code.Length > LongestXeroCode)
            yield return new LedgerMappingFault("code", $"must have at most {LongestXeroCode} characters for Xero");
        if (account.CostCentre.Length > 0 && settings.TrackingCategory.Length == 0)
            yield return new LedgerMappingFault("costCentre", "needs xero/trackingCategory, whose option it is");
    }

    // Accounts of persons have one digit more than those of the general ledger; debtors have 1 to 6 in front, creditors 7 to 9 (fields 7 and 8 of the posting batch).
    private static bool IsDebtor(string code, int accountLength) => code.Length == accountLength + 1 && code.All(char.IsAsciiDigit) && code[0] is >= '1' and <= '6';

    private static bool IsNumber(string code, int digits) => code.Length <= digits && code.All(char.IsAsciiDigit) && code.Any(digit => digit != '0');
}
