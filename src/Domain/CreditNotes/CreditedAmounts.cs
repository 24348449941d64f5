namespace Billing.Domain;

/// <summary>What credit notes gave back of an invoice so far; never more than it has. All amounts have the sign of the invoice's.</summary>
/// <param name="Lines">By line of the invoice.</param>
/// <param name="Taxes">By group of lines that are taxed alike.</param>
/// <param name="Total">With tax.</param>
public sealed record CreditedAmounts(IReadOnlyList<CreditedLine> Lines, IReadOnlyList<TaxLine> Taxes, Money Total)
{
    /// <summary>What was given back before and with a credit note.</summary>
    internal static CreditedAmounts Add(CreditedAmounts? before, Invoice note, IReadOnlyList<CreditedLine> lines) => new(
        [.. (before?.Lines ?? []).Concat(lines)
            .GroupBy(line => line.LineNo)
            .Select(alike => new CreditedLine(alike.Key, alike.Sum(line => line.Quantity), Money.Sum(alike.Select(line => line.Net), note.Currency)))
            .OrderBy(line => line.LineNo)],
        [.. (before?.Taxes ?? []).Concat(note.Taxes.Select(tax => tax with { Base = -tax.Base, Amount = -tax.Amount }))
            .GroupBy(tax => tax.Tax)
            .Select(alike => new TaxLine(alike.Key, Money.Sum(alike.Select(tax => tax.Base), note.Currency), Money.Sum(alike.Select(tax => tax.Amount), note.Currency)))],
        (before?.Total ?? Money.Zero(note.Currency)) - note.Totals.Total);
}

/// <summary>What credit notes gave back of a line.</summary>
/// <param name="LineNo">The line.</param>
/// <param name="Quantity">How many units; an amount that was credited as such counts as 0.</param>
/// <param name="Net">Without tax.</param>
public sealed record CreditedLine(int LineNo, decimal Quantity, Money Net);
