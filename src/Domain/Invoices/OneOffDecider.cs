namespace Billing.Domain;

/// <summary>Decides about invoices that no run makes: those that an operator writes, drafts issued early, and what is billed again after a cancellation.</summary>
internal static class OneOffDecider
{
    // An invoice's document, its item, and one row to spare; a cancellation's as well.
    private const int RowsPerInvoice = 3;

    public static Decision Issue(Account account, IssueInvoice command, DecisionContext context)
    {
        var documentId = account.NotVoided(DocumentIds.OfOneOff(account.AccountId, command.InvoiceKey));
        if (account.Invoices.Any(known => known.ItemId == documentId))
            return AccountDecider.Accept();
        var lines = new List<InvoiceLine>(command.Lines.Count);
        foreach (var manual in command.Lines)
        {
            if (Charges.Line(account, manual, lines.Count + 1, context.Today, context, out var line) is { } refused)
                return refused is Decision.Refused { Refusal: var why } ? AccountDecider.Refuse(why.Code, $"Line {lines.Count + 1}: {why.Message}") : refused;
            lines.Add(line);
        }

        var invoice = Drafting.Calculate(documentId, account.Currency(), lines, [], context.Taxes.Version, []) with
        {
            PurchaseOrder = command.PurchaseOrder.Length > 0 ? command.PurchaseOrder : account.Terms.PurchaseOrder,
            Memo = command.Memo.Length > 0 ? command.Memo : account.Terms.Memo,
        };
        return Finalized(account, invoice, context);
    }

    public static Decision FinalizeDraft(Account account, FinalizeDraft command, DecisionContext context)
    {
        if (!account.Drafts.Any(known => known.DocumentId == command.DocumentId) || !context.Drafts.TryGetValue(command.DocumentId, out var draft))
            return AccountDecider.Refuse("unknown-draft", $"The account has no draft {command.DocumentId}.");
        var (invoice, problem) = Drafting.Final(draft, context);
        if (invoice is { Totals.Total.IsNegative: true })
            return AccountDecider.Refuse("below-zero", $"The draft would be {invoice.Totals.Total}; the billing run lets it wait for a later invoice.");
        return invoice is null ? AccountDecider.Refuse("draft-not-priced", problem!) : Finalized(account, invoice, context);
    }

    public static Decision Rebill(Account account, RebillInvoice command, DecisionContext context)
    {
        var voided = VoidDecider.Void(account, new VoidInvoice(command.DocumentId), context);
        if (voided is Decision.Refused)
            return voided;
        if (account.Invoices.Any(item => item.ItemId == command.DocumentId && item.IsLateCharge))
            return AccountDecider.Refuse("late-charge", "A late charge is reckoned and not billed again; cancel or credit it.");
        var issued = context.InvoiceOf(command.DocumentId)!;
        var rows = 2 * RowsPerInvoice + issued.Invoice.Periods.Count + account.Invoices.First(known => known.ItemId == command.DocumentId).Allocations.Count;
        if (rows > BillingDecider.RowsPerCommand)
            return AccountDecider.Refuse("too-large-to-rebill", "The invoice has too many periods and payments to be cancelled and billed again at once; credit it, and issue another.");
        var (again, problem) = Again(account, issued, context);
        if (again is null)
            return AccountDecider.Refuse("not-priced", problem!);
        if (EInvoiceCheck.Refusal(EInvoiceCheck.Faults(again, account, context)) is { } incomplete)
            return new Decision.Refused(incomplete);
        IReadOnlyList<DocumentToNumber> unnumbered = [.. voided is Decision.NeedsNumbers needed ? needed.Documents : [], .. BillingDecider.ToNumber([(again.DocumentId, again.Kind)], context)];
        return unnumbered.Count > 0
            ? new Decision.NeedsNumbers(unnumbered)
            : BillingDecider.Settled(account, [.. ((Decision.Accepted)voided).Events, BillingDecider.Finalize(again, account, context)], (BillingDecider.RowsPerCommand - rows) / 2, context);
    }

    private static Decision Finalized(Account account, Invoice invoice, DecisionContext context)
    {
        if (EInvoiceCheck.Refusal(EInvoiceCheck.Faults(invoice, account, context)) is { } incomplete)
            return new Decision.Refused(incomplete);
        return BillingDecider.ToNumber([(invoice.DocumentId, invoice.Kind)], context) is { Count: > 0 } unnumbered
            ? new Decision.NeedsNumbers(unnumbered)
            : BillingDecider.Settled(account, [BillingDecider.Finalize(invoice, account, context)], (BillingDecider.RowsPerCommand - RowsPerInvoice) / 2, context);
    }

    // The same periods and charges with the prices of their days as they stand now, and the customer's tax of now.
    private static (Invoice? Invoice, string? Problem) Again(Account account, IssuedInvoice issued, DecisionContext context)
    {
        var was = issued.Invoice;
        var lines = new List<InvoiceLine>();
        var periods = was.Periods.Select(period => period with { Revision = Math.Max(period.Revision, SubscriptionDecider.Find(account, period.SubscriptionId)?.Revision ?? 0) + 1 }).ToList();
        foreach (var period in periods)
        {
            var (priced, problem) = PeriodPricing.Lines(period, context);
            if (problem is not null)
                return (null, problem);
            lines.AddRange(priced);
        }

        foreach (var line in was.Lines.Where(line => line.ChargeId.Length > 0 || line.Kind == LineKind.Manual))
        {
            if ((line.Kind == LineKind.UnusedTime ? line.Tax : context.TaxOf(line.TaxCategory, issued.IssueDate)) is not { } tax)
                return (null, context.WhyNoTax(line.TaxCategory, issued.IssueDate));
            lines.Add(line with { Tax = tax });
        }

        return (Drafting.Calculate(account.NotVoided(DocumentIds.OfRebill(account.AccountId, was.DocumentId)), was.Currency, lines, periods, context.Taxes.Version, was.Coupons) with
        {
            PurchaseOrder = was.PurchaseOrder,
            Memo = was.Memo,
            ReplacesNumber = issued.Number,
        }, null);
    }
}
