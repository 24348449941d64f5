namespace Billing.Domain;

/// <summary>The arithmetic of a credit note: lines that mirror those of the invoice, and the tax that they were billed with.</summary>
internal static class CreditNoteCalculation
{
    /// <summary>Writes a credit note.</summary>
    /// <param name="invoice">The invoice as issued.</param>
    /// <param name="item">What was credited of it before, by notes and as unused time.</param>
    /// <param name="parts">What to credit; nothing for all that is left.</param>
    /// <param name="documentId">The note.</param>
    /// <returns>The note and what it gives back by line, or why it cannot be.</returns>
    public static (Invoice? Note, IReadOnlyList<CreditedLine> Credited, Refusal? Refusal) Credit(Invoice invoice, InvoiceItem item, IReadOnlyList<CreditedPart>? parts, string documentId)
    {
        var lefts = invoice.Lines.ToDictionary(line => line.LineNo, line => Left(line, item));
        var credited = new List<CreditedLine>();
        foreach (var part in parts ?? [.. invoice.Lines.Where(line => !lefts[line.LineNo].Net.IsZero).Select(line => new CreditedPart(line.LineNo, null, null))])
        {
            if (credited.Any(known => known.LineNo == part.LineNo))
                return Refused("line-named-twice", $"Line {part.LineNo} is named twice.");
            if (!lefts.TryGetValue(part.LineNo, out var left))
                return Refused("unknown-line", $"The invoice has no line {part.LineNo}.");
            if (parts is not null && Fault(part, left) is { } fault)
                return Refused("exceeds-line", fault);
            credited.Add(Credited(part, left, invoice.Lines.First(line => line.LineNo == part.LineNo)));
        }

        return Note(invoice, item.Credited, credited, parts ?? [], documentId) is { } note
            ? note.Totals.Total.IsNegative ? (note, credited, null) : Refused("nothing-to-credit", "Nothing of the invoice is left to be credited.")
            : Refused("exceeds-tax-group", "More would be credited than the invoice has of a tax rate, as other lines lower it; credit less, or all that is left.");
    }

    private static (Invoice? Note, IReadOnlyList<CreditedLine> Credited, Refusal? Refusal) Refused(string code, string message) => (null, [], new Refusal(code, message));

    private static CreditedLine Left(InvoiceLine line, InvoiceItem item)
    {
        var gone = item.Credited?.Lines.FirstOrDefault(known => known.LineNo == line.LineNo);
        var unused = Money.Sum((item.UnusedTime ?? []).Where(known => known.LineNo == line.LineNo).Select(known => known.Net), line.Net.Currency);
        return new CreditedLine(line.LineNo, line.Quantity - (gone?.Quantity ?? 0), line.Net - (gone?.Net ?? Money.Zero(line.Net.Currency)) - unused);
    }

    private static string? Fault(CreditedPart part, CreditedLine left) => part switch
    {
        _ when !left.Net.IsPositive => $"Line {part.LineNo} has nothing left to be credited.",
        { Net: { } net } when net.Currency != left.Net.Currency => $"Line {part.LineNo} is in {left.Net.Currency}.",
        { Net: { } net } when !net.IsPositive || net > left.Net => $"Of line {part.LineNo} {left.Net} is left to be credited; ask for more than 0 and no more than that.",
        { Quantity: { } quantity } when quantity <= 0 || quantity > left.Quantity => $"Of line {part.LineNo} {left.Quantity} units are left to be credited; ask for more than 0 and no more than that.",
        { Net: null, Quantity: null } or { Net: not null, Quantity: not null } => $"Say either an amount or a quantity of line {part.LineNo}.",
        _ => null,
    };

    // The last units take what is left, so that parts sum to the line.
    private static CreditedLine Credited(CreditedPart part, CreditedLine left, InvoiceLine line) => part switch
    {
        { Net: { } net } => new CreditedLine(part.LineNo, 0, net),
        { Quantity: { } quantity } when quantity < left.Quantity => new CreditedLine(part.LineNo, quantity, Money.Min(left.Net, Money.Round(line.Net.Amount * quantity / line.Quantity, line.Net.Currency))),
        _ => left,
    };

    private static Invoice? Note(Invoice invoice, CreditedAmounts? before, List<CreditedLine> credited, IReadOnlyList<CreditedPart> parts, string documentId)
    {
        // Days that are given back are bounded by their lines alone; other lines may have lowered the invoice by credits for other invoices' days.
        var isBounded = parts.All(part => part.Period is null);
        var taxes = new List<TaxLine>();
        var complete = true;
        foreach (var group in invoice.Taxes)
        {
            var now = Money.Sum(credited.Where(line => LineOf(invoice, line).Tax == group.Tax).Select(line => line.Net), invoice.Currency);
            var gone = before?.Taxes.FirstOrDefault(known => known.Tax == group.Tax) ?? new TaxLine(group.Tax, Money.Zero(invoice.Currency), Money.Zero(invoice.Currency));
            var soFar = gone.Base + now;
            if (isBounded && soFar != group.Base && (group.Base.IsNegative ? soFar < group.Base || soFar.IsPositive : soFar > group.Base || soFar.IsNegative))
                return null;
            complete &= soFar == group.Base;

            // Cumulative, so that many notes give back no more and no less than the invoice's tax.
            var tax = (soFar == group.Base ? group.Amount : Money.Round(soFar.Amount * group.Tax.Rate / 100, invoice.Currency)) - gone.Amount;
            if (credited.Any(line => LineOf(invoice, line).Tax == group.Tax))
                taxes.Add(new TaxLine(group.Tax, -now, -tax));
        }

        var rounding = complete ? -invoice.Totals.Rounding : Money.Zero(invoice.Currency);
        var (net, taxed) = (-Money.Sum(credited.Select(line => line.Net), invoice.Currency), Money.Sum(taxes.Select(tax => tax.Amount), invoice.Currency));
        return invoice with
        {
            DocumentId = documentId,
            Kind = DocumentKind.CreditNote,
            Lines = [.. credited.Select(line => Mirrored(LineOf(invoice, line), line, parts.FirstOrDefault(part => part.LineNo == line.LineNo)?.Period))],
            Taxes = taxes,
            Totals = new InvoiceTotals(net, taxed, net + taxed + rounding, rounding),
            Periods = [],
            Coupons = [],
            Memo = "",
            ReplacesNumber = "",
        };
    }

    private static InvoiceLine LineOf(Invoice invoice, CreditedLine credited) => invoice.Lines.First(line => line.LineNo == credited.LineNo);

    // A whole line is its mirror image. Of a part, the price is what the units were billed at in the end, without tax.
    private static InvoiceLine Mirrored(InvoiceLine line, CreditedLine credited, ServicePeriod? period)
    {
        if (credited.Net == line.Net && credited.Quantity == line.Quantity && period is null)
            return InvoiceCalculation.Opposite(line);
        var quantity = credited.Quantity == 0 ? 1 : credited.Quantity;
        return line with
        {
            Period = period ?? line.Period,
            Quantity = -quantity,
            Unit = credited.Quantity == 0 ? "" : line.Unit,
            UnitPrice = decimal.Round(credited.Net.Amount / quantity, 6, MidpointRounding.AwayFromZero),
            Gross = -credited.Net,
            Discounts = [],
            TaxIncluded = false,
            Net = -credited.Net,
            LateEvents = 0,
        };
    }
}
