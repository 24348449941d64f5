using System.Xml;

namespace Billing.Domain;

/// <summary>What a document and its lines must say beside amounts.</summary>
internal static class ContentRules
{
    public static IReadOnlyList<EInvoiceRule> All { get; } = [HasLines, LineIds, LineNames, Periods, Due, Preceding, Account, AllowanceReasons, Characters];

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

    // What XML cannot hold at all (XML 1.0, 2.2) would stop the document when it is written, after it has its number.
    private static IEnumerable<EInvoiceFault> Characters(EInvoice invoice) =>
        Texts(invoice).Where(text => !IsWritable(text.Text)).Select(text => new EInvoiceFault("XML-2.2", text.Term, text.Field, $"{text.Field} has a control character or half a character, which no XML holds; write it anew."));

    private static bool IsWritable(string text)
    {
        for (var index = 0; index < text.Length; index++)
        {
            if (XmlConvert.IsXmlChar(text[index]))
                continue;
            if (index + 1 == text.Length || !XmlConvert.IsXmlSurrogatePair(text[index + 1], text[index]))
                return false;
            index++;
        }

        return true;
    }

    private static IEnumerable<(string Term, string Field, string Text)> Texts(EInvoice invoice) =>
    [
        ("BT-10", "customer.reference", invoice.BuyerReference), ("BT-13", "purchaseOrder", invoice.OrderReference), ("BT-20", "paymentTerms", invoice.PaymentTerms),
        .. invoice.Notes.Select(note => ("BT-22", "memo", note)),
        .. Texts(invoice.Seller, "seller", "BG-4"), .. Texts(invoice.Buyer, "customer", "BG-7"),
        .. invoice.Lines.SelectMany(line => new[] { ("BT-153", $"lines[{line.Id}].description", line.Name), ("BT-154", $"lines[{line.Id}].unit", line.Description) }),
        .. invoice.Lines.SelectMany(line => line.Allowances.Select(allowance => ("BT-139", $"lines[{line.Id}].discounts", allowance.Reason))),
        .. invoice.Taxes.Select(tax => ("BT-120", "taxes.note", tax.ExemptionReason)),
    ];

    private static IEnumerable<(string Term, string Field, string Text)> Texts(EInvoiceParty party, string who, string term) =>
    [
        (term, $"{who}.name", party.Name), (term, $"{who}.address.street", party.Address.Street), (term, $"{who}.address.city", party.Address.City),
        (term, $"{who}.address.postalCode", party.Address.PostalCode), (term, $"{who}.address.region", party.Address.Region), (term, $"{who}.taxIds", party.TaxNumber),
        (term, $"{who}.registrationId", party.RegistrationId), (term, $"{who}.contact.name", party.ContactName), (term, $"{who}.contact.phone", party.Phone),
        (term, $"{who}.email", party.Email), (term, $"{who}.legalFooter", party.LegalInformation), (term, $"{who}.electronicAddress.id", party.ElectronicAddress?.Id ?? ""),
    ];
}
