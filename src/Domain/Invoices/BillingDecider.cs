namespace Billing.Domain;

/// <summary>Decides what a billing run does: proposes what should be billed by today, less what is billed, and issues what is due.</summary>
internal static class BillingDecider
{
    /// <summary>How far ahead something can be arranged: a start, a change, a pause, an end, a charge.</summary>
    public const int MonthsAhead = 36;

    // One transaction holds 100 rows: the state, the events, the command and a profile; the arrangements that credit keeps; these for what is billed; and
    // two for each use of credit, the invoice's and the payment's. What does not fit stays due, and the next run takes it.
    internal const int RowsPerCommand = 96 - ArrangementDecider.MostRunning;
    private const int RowsForBilling = 60;
    private const int RowsPerInvoice = 3;

    public static Decision Run(Account account, DecisionContext context)
    {
        if (account.ParkedBecause is not null)
            return AccountDecider.Accept();

        var (toIssue, waiting, parked) = DueDrafts(account, context);
        var rows = (toIssue.Count + waiting.Count) * RowsPerInvoice;
        var proposed = Proposals.Of(waiting.Aggregate(account, AccountEvolution.Evolve), context, RowsForBilling - rows);
        if (ToNumber(toIssue.Select(Named).Concat(proposed.Made.Select(proposal => Named(account, proposal, context)).OfType<(string, DocumentKind)>()), context) is { Count: > 0 } unnumbered)
            return new Decision.NeedsNumbers(unnumbered);

        List<AccountEvent> events = [.. waiting, .. toIssue.Select(invoice => Finalize(invoice, account, context))];
        foreach (var proposal in proposed.Made)
        {
            if (proposal is Proposal.Credit credit)
                parked ??= Credit(account, credit.Note, events, context);
            else
                events.Add(Happened(account, proposal, context));
        }

        if ((parked ?? proposed.Parked) is { } why)
            events.Add(why);
        return Settled(account, events, (RowsPerCommand - rows - proposed.Rows) / 2, context);
    }

    // A draft that corrections of usage have made less than nothing is not issued; it waits for a later invoice.
    private static (List<Invoice> ToIssue, List<AccountEvent> Waiting, BillingParked? Parked) DueDrafts(Account account, DecisionContext context)
    {
        var toIssue = new List<Invoice>();
        var waiting = new List<AccountEvent>();
        BillingParked? parked = null;
        foreach (var draft in account.Drafts.Where(draft => draft.FinalizeOn <= context.Today).Take(RowsForBilling / RowsPerInvoice))
        {
            var (invoice, problem) = Drafting.Final(context.Drafts[draft.DocumentId], context);
            if (invoice is { Totals.Total.IsNegative: false })
            {
                if (EInvoiceCheck.Parked(EInvoiceCheck.Faults(invoice, account, context), context) is { } incomplete)
                    parked = incomplete;
                else
                    toIssue.Add(invoice);
            }
            else if (invoice is not null && CarryingOver.IsCorrection(invoice))
            {
                var later = Proposals.NextDayOf(account);
                waiting.Add(CarryingOver.To(later, invoice, account, context));
                parked = later is null ? new BillingParked(CarryingOver.WhyParked(invoice), context.Today) : parked;
            }
            else
            {
                parked = new BillingParked(problem ?? $"The draft would be {invoice!.Totals.Total}; correct the prices, then resume billing.", context.Today);
            }
        }

        return (toIssue, waiting, parked);
    }

    private static AccountEvent Happened(Account account, Proposal proposal, DecisionContext context) => proposal switch
    {
        Proposal.CarryOver waiting => waiting.Event,
        Proposal.Issue { Invoice: var invoice } when account.Terms.DraftWindowBy(context.Policy) is var days and > 0 => new InvoiceDrafted(invoice, context.Today, context.Today.AddDays(days)),
        Proposal.Issue { Invoice: var invoice } => Finalize(invoice, account, context),
        _ => throw new InvalidOperationException($"{proposal.GetType().Name} is more than an event."),
    };

    // The document that gets a number at once, if any.
    private static (string DocumentId, DocumentKind Kind)? Named(Account account, Proposal proposal, DecisionContext context) => proposal switch
    {
        Proposal.Issue { Invoice: var invoice } when account.Terms.DraftWindowBy(context.Policy) == 0 => Named(invoice),
        Proposal.Credit credit => (NoteId(account, credit.Note), DocumentKind.CreditNote),
        _ => null,
    };

    private static (string DocumentId, DocumentKind Kind) Named(Invoice invoice) => (invoice.DocumentId, invoice.Kind);

    /// <summary>Events, and the use of credit for what they issue.</summary>
    public static Decision Settled(Account account, List<AccountEvent> events, int uses, DecisionContext context)
    {
        var after = events.Aggregate(account, AccountEvolution.Evolve);
        if (PaymentApplication.UseCredit(after, context, uses) is { } used)
            events.Add(used);
        return new Decision.Accepted(events);
    }

    private static string NoteId(Account account, CreditForUnusedTime credit) => account.NotVoided(DocumentIds.OfCreditNote(account.AccountId, credit.Command.Key));

    private static BillingParked? Credit(Account account, CreditForUnusedTime credit, List<AccountEvent> events, DecisionContext context)
    {
        List<AccountEvent> removed = [.. events, .. credit.Removed];
        switch (CreditNoteDecider.Issue(removed.Aggregate(account, AccountEvolution.Evolve), credit.Command, context))
        {
            case Decision.Accepted accepted:
                events.AddRange([.. credit.Removed, .. accepted.Events]);
                return null;
            case Decision.Refused refused:
                return new BillingParked($"Unused time cannot be credited: {refused.Refusal.Message}", context.Today);
            default:
                throw new InvalidOperationException("The credit note has its number already.");
        }
    }

    /// <summary>The documents among some that have no number yet.</summary>
    public static IReadOnlyList<DocumentToNumber> ToNumber(IEnumerable<(string DocumentId, DocumentKind Kind)> documents, DecisionContext context) =>
        [.. documents.Where(document => !context.Numbers.ContainsKey(document.DocumentId))
            .Select(document => new DocumentToNumber(document.DocumentId, new NumberSeries(context.Seller.NumberPrefix, document.Kind, context.Today.Year), context.Today))];

    /// <summary>The issue of an invoice today, by the terms in force.</summary>
    public static InvoiceFinalized Finalize(Invoice invoice, Account account, DecisionContext context)
    {
        var terms = account.Terms.PaymentBy(context.Policy);
        return new InvoiceFinalized(
            invoice, context.Numbers[invoice.DocumentId], context.Today, terms.DueDate(context.Today), context.PostingDate(context.Today), account.ProfileVersion, context.Policy.Version,
            EarlyPayment.Offer(invoice, terms.Discount, context.Today))
        { Withholding = ExpectedWithholding.Of(invoice, account.Terms.Withholding) };
    }
}
