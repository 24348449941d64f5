using Billing.Domain;

namespace Billing.Documents.GeneralLedger;

/// <summary>What the files of an export say of themselves.</summary>
/// <param name="Format">The format.</param>
/// <param name="Number">The export's number in its series; 0 for a preview.</param>
/// <param name="Month">The period, by its first day.</param>
/// <param name="Currency">The one currency of the format; of <see cref="LedgerFormat.Csv"/>, which has all, the seller's.</param>
/// <param name="Seller">Whose books.</param>
/// <param name="MadeAt">When it is made, in the seller's time zone.</param>
/// <param name="Mapping">The accounts of the general ledger.</param>
/// <param name="LedgerAccounts">All accounts of ours that the entries post to.</param>
public sealed record LedgerExportHead(
    LedgerFormat Format, int Number, DateOnly Month, Currency Currency, Seller Seller, DateTimeOffset MadeAt, LedgerMapping Mapping, IReadOnlyCollection<string> LedgerAccounts)
{
    /// <summary>The start of file names: seller and period.</summary>
    public string FileName => FormattableString.Invariant($"{Seller.SellerId}-{Month:yyyy-MM}");
}
