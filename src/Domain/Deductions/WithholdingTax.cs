namespace Billing.Domain;

/// <summary>The tax that a customer withholds from what it pays, and pays to its tax office for us.</summary>
/// <param name="Percent">Of the net amount.</param>
/// <param name="Jurisdiction">Whose tax it is.</param>
public sealed record WithholdingTerms(decimal Percent, string Jurisdiction);

/// <summary>What the customer is expected to withhold of an invoice, by the terms of when it was issued.</summary>
/// <param name="Percent">Of the net amount.</param>
/// <param name="Jurisdiction">Whose tax it is.</param>
/// <param name="Net">The invoice's net amount.</param>
public sealed record ExpectedWithholding(decimal Percent, string Jurisdiction, Money Net)
{
    internal static ExpectedWithholding? Of(Invoice invoice, WithholdingTerms? terms) =>
        terms is not null && invoice.Totals.Net.IsPositive ? new ExpectedWithholding(terms.Percent, terms.Jurisdiction, invoice.Totals.Net) : null;

    /// <summary>What is to be withheld of an invoice as it stands: of what credit notes left of its net amount, rounded once, half away from zero. Nothing
    /// where it was withheld already, or where so much is not owed any more.</summary>
    internal static Money Left(InvoiceItem item)
    {
        var nothing = Money.Zero(item.Total.Currency);
        if (item is not { Withholding: { } expected, WrittenOff.IsZero: true } || item.Deductions.Any(known => known.Kind == DeductionKind.WithholdingTax))
            return nothing;
        var net = expected.Net - Money.Sum(item.Credited?.Lines.Select(line => line.Net) ?? [], nothing.Currency);
        var tax = Money.Round(net.Amount * expected.Percent / 100, nothing.Currency);
        return tax.IsPositive && tax < item.Balance ? tax : nothing;
    }
}
