namespace Billing.Domain;

/// <summary>What should be billed by today and is not: an invoice for all that falls due on one day, oldest day first.</summary>
internal sealed class Proposals
{
    /// <summary>How many periods and charges one invoice bills; where more are due on one day, there is another invoice.</summary>
    public const int PeriodsPerInvoice = 50;

    private const int RowsPerInvoice = 3;
    private const int RowsPerCreditNote = 4;

    private readonly DecisionContext context;
    private readonly int mostRows;
    private readonly Dictionary<string, int> periodsOf = new(StringComparer.Ordinal);
    private readonly List<Proposal> made = [];
    private readonly HashSet<string> waiting = new(StringComparer.Ordinal);
    private Account account;

    private Proposals(Account account, DecisionContext context, int mostRows) => (this.account, this.context, this.mostRows) = (account, context, mostRows);

    /// <summary>What is proposed, in the order in which it happens: what one carries over another may bill.</summary>
    public IReadOnlyList<Proposal> Made => made;

    /// <summary>Why no more is billed, where that is for an operator to look at.</summary>
    public BillingParked? Parked { get; private set; }

    /// <summary>How many rows they take.</summary>
    public int Rows { get; private set; }

    /// <summary>The proposals that fit into some rows; what does not stays due.</summary>
    public static Proposals Of(Account account, DecisionContext context, int rows)
    {
        var proposals = new Proposals(account, context, rows);
        while (proposals.Parked is null && proposals.NextDay() is { } day && day <= context.Today && proposals.Bill(day))
        {
            // Each turn bills a part of the oldest day.
        }

        return proposals;
    }

    private DateOnly? NextDay()
    {
        DateOnly? day = null;
        foreach (var subscription in account.Subscriptions)
            day = Earlier(day, subscription.NextPeriod()?.DueOn);
        foreach (var charge in account.Charges)
            day = waiting.Contains(charge.ChargeId) ? day : Earlier(day, charge.BillOn);
        return day;
    }

    private bool Bill(DateOnly day)
    {
        var charges = account.Charges.Where(charge => charge.BillOn <= day && !waiting.Contains(charge.ChargeId)).Take(PeriodsPerInvoice).ToList();
        charges.AddRange(account.Charges.Except(charges).Where(charge => IsCarriedOver(charge, charges)).ToList());
        var (periods, tooMany) = PeriodsDue(day, PeriodsPerInvoice - charges.Count);
        if (periods.Count + charges.Count > 0)
        {
            if (Rows + RowsPerInvoice + periods.Count + charges.Count > mostRows)
                return false;
            if (!Bill(periods, charges, day))
                return false;
        }

        if (tooMany)
            Parked = new BillingParked($"More than {context.Policy.CatchUpPeriods} periods were due at once; the oldest were billed, the rest waits for a review.", context.Today);
        return true;
    }

    private (List<BilledPeriod> Periods, bool TooMany) PeriodsDue(DateOnly day, int most)
    {
        var periods = new List<BilledPeriod>();
        foreach (var subscription in account.Subscriptions)
        {
            for (var next = subscription; next.NextPeriod() is { } period && period.DueOn <= day && periods.Count < most; next = next.Billed(period, null))
            {
                if (periodsOf.GetValueOrDefault(period.SubscriptionId) == context.Policy.CatchUpPeriods)
                    return (periods, true);
                periodsOf[period.SubscriptionId] = periodsOf.GetValueOrDefault(period.SubscriptionId) + 1;
                periods.Add(period);
            }
        }

        return (periods, false);
    }

    private Invoice? Compose(List<BilledPeriod> due, List<PendingCharge> charges, DateOnly day)
    {
        var lines = new List<InvoiceLine>();
        var periods = due.Select(period => period.IsMetered ? period with { Usage = context.UsageOf(period.UsageKey) } : period).ToList();
        foreach (var period in periods)
        {
            var (priced, problem) = PeriodPricing.Lines(period, context);
            if (problem is not null)
            {
                Park(problem);
                return null;
            }

            lines.AddRange(priced);
        }

        foreach (var charge in charges)
        {
            if ((charge.Corrects is not null ? charge.Line.Tax : context.TaxOf(charge.Line.TaxCategory, day)) is not { } tax)
            {
                Park(context.WhyNoTax(charge.Line.TaxCategory, day));
                return null;
            }

            lines.Add(charge.Line with { Tax = tax });
        }

        var documentId = account.NotVoided(DocumentIds.OfInvoice(account.AccountId, periods, charges.Select(charge => charge.ChargeId)));
        return Drafting.Calculate(documentId, account.Currency(), lines, periods, context.Taxes.Version, account.Coupons) with { PurchaseOrder = account.Terms.PurchaseOrder, Memo = account.Terms.Memo };
    }

    private bool Bill(List<BilledPeriod> periods, List<PendingCharge> charges, DateOnly day)
    {
        if (Compose(periods, charges, day) is not { } invoice)
            return false;
        var corrects = charges.Where(charge => charge.Corrects is not null && !IsCarriedOver(charge, charges)).ToList();
        if (invoice.Totals.Total.IsNegative && corrects.Count > 0)
        {
            if (!CreditUnused(corrects))
                return false;
            return periods.Count + charges.Count == corrects.Count || Bill(periods, [.. charges.Except(corrects)], day);
        }

        // What is still measured is a draft, and is looked at again when it is issued.
        if (CarryingOver.IsCorrection(invoice) && IsMeasured(invoice))
        {
            Rows += RowsPerInvoice + periods.Count + charges.Count;
            Wait(invoice, NextDayOf(AccountEvolution.Billed(account, invoice)));
            return true;
        }

        if (invoice.Totals.Total.IsNegative && IsMeasured(invoice))
        {
            Park($"The invoice due on {day:O} would be {invoice.Totals.Total}; correct the prices, then resume billing.");
            return false;
        }

        if (!Take(invoice))
            return false;
        Rows += RowsPerInvoice + periods.Count + charges.Count;
        return true;
    }

    // What was carried over, and what is credited of it, come on the same invoice.
    private static bool IsCarriedOver(PendingCharge credit, List<PendingCharge> charges) =>
        credit.Corrects is { } line && charges.Any(charge => charge.ChargeId == PendingCharge.CarriedOverId(credit.CorrectsDocumentId, line.LineNo));

    // An invoice is never below zero: the credits go to the invoices that they correct instead. One that this run issues is credited by the next.
    private bool CreditUnused(List<PendingCharge> charges)
    {
        foreach (var corrected in charges.GroupBy(charge => charge.CorrectsDocumentId))
        {
            if (!account.Invoices.Any(item => item.ItemId == corrected.Key))
            {
                waiting.UnionWith(corrected.Select(charge => charge.ChargeId));
                continue;
            }

            if (Rows + RowsPerCreditNote > mostRows)
                return false;
            var credit = CreditForUnusedTime.Of(corrected.Key, [.. corrected]);
            var without = credit.Removed.Aggregate<ChargeRemoved, Account>(account, AccountEvolution.Evolve);
            Parked = EInvoiceCheck.Parked(CreditNoteDecider.EInvoiceFaults(without, credit.Command, context), context);
            if (Parked is not null)
                return false;
            made.Add(new Proposal.Credit(credit));
            Rows += RowsPerCreditNote;
            account = without;
        }

        return true;
    }

    private void Park(string why) => Parked = new BillingParked(why, context.Today);

    // A draft has no number, so what an e-invoice asks for is asked when it is issued.
    private bool Take(Invoice invoice)
    {
        var after = AccountEvolution.Billed(account, invoice);

        // What is still measured is not carried over: it would be billed as it stands, and the usage of the draft's days would be lost.
        if (IsMeasured(invoice) && invoice.Totals.Total.Amount < context.Policy.MinimumInvoice && NextDayOf(after) is { } later)
        {
            Wait(invoice, later);
            return true;
        }

        if (account.Terms.DraftWindowBy(context.Policy) == 0)
            Parked = EInvoiceCheck.Parked(EInvoiceCheck.Faults(invoice, account, context), context);
        if (Parked is not null)
            return false;
        made.Add(new Proposal.Issue(invoice));
        account = after;
        return true;
    }

    private void Wait(Invoice invoice, DateOnly? later)
    {
        var happened = CarryingOver.To(later, invoice, account, context);
        made.Add(new Proposal.CarryOver(happened));
        account = AccountEvolution.Evolve(account, happened);
        if (later is null)
            Park(CarryingOver.WhyParked(invoice));
    }

    // Whether all usage that it bills is final.
    private static bool IsMeasured(Invoice invoice) => invoice.Periods.All(period => period.Usage is not { Closed: false });

    // Without a period to come there is no later invoice that the balance could wait for.
    internal static DateOnly? NextDayOf(Account account)
    {
        DateOnly? day = null;
        foreach (var subscription in account.Subscriptions)
            day = Earlier(day, subscription.NextPeriod()?.DueOn);
        return day;
    }

    private static DateOnly? Earlier(DateOnly? a, DateOnly? b) => a is null || b < a ? b : a;
}

/// <summary>A part of what should be billed.</summary>
internal abstract record Proposal
{
    private Proposal()
    {
    }

    /// <summary>An invoice to issue or to draft.</summary>
    public sealed record Issue(Invoice Invoice) : Proposal;

    /// <summary>What is too small for an invoice and waits for a later one.</summary>
    public sealed record CarryOver(BillingCarriedOver Event) : Proposal;

    /// <summary>Credits for unused time that exceed what there is to bill, by the invoice that billed it.</summary>
    public sealed record Credit(CreditForUnusedTime Note) : Proposal;
}
