namespace Billing.Domain;

/// <summary>What a document and its lines must say beside amounts.</summary>
internal static class ContentRules
{
    public static IReadOnlyList<EInvoiceRule> All { get; } = [HasLines, LineIds, LineNames, Periods, Due, Preceding, Account, AllowanceReasons];

    private static IEnumerable<EInvoiceFault> HasLines(EInvoice invoice)
    {
        if (invoice.Lines.Count == 0)
            yield return new("BR-16", "BG-25", "lines", "The document has no line; add one.");
        if (invoice.Taxes.Count == 0)
            yield return new("BR-CO-18", "BG-23", "taxes", "The document has no tax category; tax its lines, if at 0.");
    }

    private static IEnumerable<EInvoiceFault> LineIds(EInvoice invoice) =>
        from line in invoice.Lines
        where line.Id.Length == 0
        select new EInvoiceFault("BR-21", "BT-126", "lines.lineNo", "A line has no number; number it.");

    private static IEnumerable<EInvoiceFault> LineNames(EInvoice invoice) =>
        from line in invoice.Lines
        where !line.Name.Any(character => !char.IsWhiteSpace(character))
        select new EInvoiceFault("BR-25", "BT-153", $"lines[{line.Id}].description", $"Line {line.Id} says not what it bills; describe it, or give its price a name.");

    // A period's end is the day after its last, so an empty one is as wrong as one that ends before it starts.
    private static IEnumerable<EInvoiceFault> Periods(EInvoice invoice)
    {
        if (invoice.Period is { Days: <= 0 } all)
            yield return new("BR-29", "BT-74", "period", $"The document bills the days from {all.Start:O} to {all.LastDay:O}; let them end after they start.");
        foreach (var line in invoice.Lines.Where(line => line.Period is { Days: <= 0 }))
            yield return new("BR-30", "BT-135", $"lines[{line.Id}].period", $"Line {line.Id} bills the days from {line.Period!.Value.Start:O} to {line.Period.Value.LastDay:O}; let them end after they start.");
    }

    private static IEnumerable<EInvoiceFault> Due(EInvoice invoice)
    {
        if (invoice is { Totals.Due.IsPositive: true, DueDate: null, PaymentTerms.Length: 0 })
            yield return new("BR-CO-25", "BT-9", "dueDate", "An amount is due, and neither a date nor terms of payment say when; give one of them.");
    }

    private static IEnumerable<EInvoiceFault> Preceding(EInvoice invoice)
    {
        if (invoice.Preceding is { Number.Length: 0 })
            yield return new("BR-55", "BT-25", "corrects", "The document corrects an invoice that it does not name; give its number.");
    }

    private static IEnumerable<EInvoiceFault> Account(EInvoice invoice)
    {
        if (invoice.Payment is { MeansCode: EInvoicePayments.SepaTransfer or EInvoicePayments.Transfer, Account.Length: 0 })
            yield return new("BR-61", "BT-84", "seller.bankAccounts.iban", "A credit transfer needs the account to pay to; give the seller's bank account its number.");
    }

    private static IEnumerable<EInvoiceFault> AllowanceReasons(EInvoice invoice) =>
        from line in invoice.Lines
        from allowance in line.Allowances
        where allowance.Reason.Length == 0
        select new EInvoiceFault("BR-42", "BT-139", $"lines[{line.Id}].discounts", $"A discount of line {line.Id} says not what for; give its coupon a name.");
}
