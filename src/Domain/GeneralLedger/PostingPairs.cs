namespace Billing.Domain;

/// <summary>An amount posted from one account of the general ledger to another.</summary>
/// <param name="Debit">The account that is debited.</param>
/// <param name="Credit">The account that is credited.</param>
/// <param name="Amount">Above 0.</param>
public sealed record PostingPair(MappedAccount Debit, MappedAccount Credit, Money Amount)
{
    /// <summary>The tax code of the one account that has one, or empty.</summary>
    public string TaxCode => Debit.TaxCode.Length > 0 ? Debit.TaxCode : Credit.TaxCode;

    /// <summary>The cost centre of the one account that has one, or empty.</summary>
    public string CostCentre => Debit.CostCentre.Length > 0 ? Debit.CostCentre : Credit.CostCentre;

    /// <summary>Whether the two accounts ask for no more than one tax code and one cost centre.</summary>
    public bool IsWritable => AtMostOne(Debit.TaxCode, Credit.TaxCode) && AtMostOne(Debit.CostCentre, Credit.CostCentre);

    private static bool AtMostOne(string a, string b) => a.Length == 0 || b.Length == 0 || a == b;
}

/// <summary>Splits entries of several lines into pairs of debit and credit, as formats with one contra account (Gegenkonto) have them. What the pairs post to each
/// account is what the entry posts; only what would be posted from an account to itself is left out.</summary>
public static class PostingPairs
{
    /// <summary>The pairs of an entry.</summary>
    /// <exception cref="InvalidOperationException">No pair can be written; <see cref="LedgerExportCheck"/> was not asked before.</exception>
    public static IReadOnlyList<PostingPair> Make(LedgerEntry entry, LedgerMapping mapping) =>
        TryMake(entry, mapping) ?? throw new InvalidOperationException($"The entry '{entry.Text}' of {entry.PostingDate:O} cannot be split into pairs.");

    /// <summary>The pairs of an entry; nothing where a pair would need two tax codes or cost centres and there is no clearing account.</summary>
    public static IReadOnlyList<PostingPair>? TryMake(LedgerEntry entry, LedgerMapping mapping)
    {
        var (debits, credits) = (Side(entry, mapping, debit: true), Side(entry, mapping, debit: false));
        var clearing = mapping.Datev is { ClearingAccount: { Length: > 0 } code } ? new MappedAccount("", code, "") : null;
        var direct = clearing is not null && debits.Count > 1 && credits.Count > 1 ? null : Match(debits, credits);
        return direct is not null && direct.All(pair => pair.IsWritable) ? direct
            : clearing is null ? null
            : [.. debits.Select(part => new PostingPair(part.Account, clearing, part.Amount)).Concat(credits.Select(part => new PostingPair(clearing, part.Account, part.Amount))).Where(pair => pair.Debit.Code != pair.Credit.Code)];
    }

    // Debits are used up by credits in their order. Where one side has one line this is a pair for each line of the other.
    private static List<PostingPair> Match(List<(MappedAccount Account, Money Amount)> debits, List<(MappedAccount Account, Money Amount)> credits)
    {
        var pairs = new List<PostingPair>();
        if (debits.Count == 0)
            return pairs;
        var (debit, credit) = (0, 0);
        var (debitLeft, creditLeft) = (debits[0].Amount, credits[0].Amount);
        while (debit < debits.Count && credit < credits.Count)
        {
            var amount = Money.Min(debitLeft, creditLeft);
            if (debits[debit].Account.Code != credits[credit].Account.Code)
                pairs.Add(new PostingPair(debits[debit].Account, credits[credit].Account, amount));
            (debitLeft, creditLeft) = (debitLeft - amount, creditLeft - amount);
            if (debitLeft.IsZero && ++debit < debits.Count)
                debitLeft = debits[debit].Amount;
            if (creditLeft.IsZero && ++credit < credits.Count)
                creditLeft = credits[credit].Amount;
        }

        return pairs;
    }

    private static List<(MappedAccount Account, Money Amount)> Side(LedgerEntry entry, LedgerMapping mapping, bool debit) =>
        [.. entry.Lines.Where(line => !line.Amount.IsZero && line.Amount.IsPositive == debit).Select(line => (mapping.Require(line.LedgerAccount), debit ? line.Amount : -line.Amount))];
}
