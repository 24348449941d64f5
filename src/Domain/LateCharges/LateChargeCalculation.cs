namespace Billing.Domain;

/// <summary>What a late charge comes to: a fee for the notice or for each invoice, the flat compensation, and the interest that has run up.</summary>
internal static class LateChargeCalculation
{
    private const string Product = "late-charges";

    /// <summary>What a day charges: the steps that some invoices take, and interest that waited.</summary>
    /// <param name="account">With what the day's decision did to it so far.</param>
    /// <param name="documentId">The late charge.</param>
    /// <param name="taken">The invoices that take a step, and the step.</param>
    /// <param name="waiting">Others whose interest waits.</param>
    /// <param name="minimum">The least interest that is charged, in major units of the account's currency.</param>
    /// <param name="context">What is known beside it.</param>
    public static LateChargeContent Of(
        Account account, string documentId, IReadOnlyList<(InvoiceItem Item, DunningStep Step)> taken, IReadOnlyList<InvoiceItem> waiting, decimal minimum, DecisionContext context)
    {
        var policy = context.Policy.DunningOf(account);
        var late = taken.Where(one => IsLate(one.Item, context.Today)).ToList();
        List<Debt> stepped = [.. late.Select(one => Debt.Of(account, one.Item, one.Step, policy, context))];
        List<Debt> debts = [.. stepped, .. waiting.Select(item => Debt.Waiting(account, item, policy, context))];
        var currency = account.Currency();
        List<InterestDeferred> deferred = [];
        if (Money.Sum(debts.Select(debt => debt.Interest), currency).Amount < minimum)
        {
            deferred = [.. stepped.Where(debt => debt.Spans.Count > 0 && debt.Item.Late?.DeferredAt is null).Select(debt => debt.Deferred(context.Today))];
            debts = [.. stepped.Select(debt => debt.WithoutInterest())];
        }

        var fee = policy.LateCharges.FeePer == LateFeeBasis.Notice ? Money.Round(late.Max(one => one.Step.LateFee) ?? 0, currency) : Money.Zero(currency);
        var charged = fee.IsPositive ? debts : [.. debts.Where(debt => debt.Total.IsPositive)];
        if (charged.Count == 0)
            return new LateChargeContent(null, [], deferred);
        var tax = TaxOf(policy.LateCharges, context);
        var invoice = InvoiceCalculation.Total(documentId, currency, [.. Lines(fee, charged, tax, context.Today).Select((line, index) => line with { LineNo = index + 1 })], [], context.Taxes.Version, []);
        return new LateChargeContent(invoice with { Kind = DocumentKind.LateCharge }, [.. charged.Select(debt => debt.Told())], deferred);
    }

    /// <summary>Whether late charges can be charged for an invoice at all: it is owed after its due date, and is no late charge itself.</summary>
    public static bool IsLate(InvoiceItem item, DateOnly today) => item is { IsLateCharge: false, IsOpen: true } && item.DueDate < today;

    private static IEnumerable<InvoiceLine> Lines(Money fee, IReadOnlyList<Debt> debts, LineTax tax, DateOnly today)
    {
        var day = new ServicePeriod(today, today.AddDays(1));
        if (fee.IsPositive)
            yield return Line(LineKind.LateFee, "Fee for the notice", day, fee, new LateDebt("", null, null), tax);
        foreach (var debt in debts)
        {
            var number = debt.Item.Number;
            if (debt.Fee.IsPositive)
                yield return Line(LineKind.LateFee, $"Late fee for {number}", day, debt.Fee, new LateDebt(number, null, null), tax);
            if (debt.Compensation.IsPositive)
                yield return Line(LineKind.Compensation, $"Compensation for late payment of {number}", day, debt.Compensation, new LateDebt(number, null, null), tax);
            foreach (var (span, amount) in debt.InterestBySpan())
                yield return Line(LineKind.Interest, $"Interest on {number}: {span.Principal} at {Percent(span.Percent)} %", span.Days, amount, new LateDebt(number, span.Principal, span.Percent), tax);
        }
    }

    private static InvoiceLine Line(LineKind kind, string description, ServicePeriod period, Money amount, LateDebt debt, LineTax tax) =>
        InvoiceLine.Of(0, kind, description, Product, period, 1, "", amount.Amount, tax, amount.Currency) with { Late = debt };

    private static string Percent(decimal percent) => percent.ToString("0.####", System.Globalization.CultureInfo.InvariantCulture);

    // Compensation for late payment is no consideration for a supply (Court of Justice, C-222/81, BAZ Bausystem).
    private static LineTax TaxOf(LateChargePolicy policy, DecisionContext context) => policy.Tax is { } tax
        ? new LineTax(tax.Treatment, tax.Rate, tax.Jurisdiction, tax.Note)
        : new LineTax(
            TaxTreatment.OutOfScope, 0, context.Seller.Address.Country, TaxNotes.OfLateCharges(TaxDetermination.Language(context.Seller, context.Profile)),
            VatTerritory.IsMemberState(context.Seller.Address.Country) ? TaxNotes.CodeOf(TaxTreatment.OutOfScope) : "");

    /// <summary>What one invoice is charged.</summary>
    private sealed record Debt(InvoiceItem Item, ServicePeriod Days, decimal Points, IReadOnlyList<InterestSpan> Spans, Money Interest, Money Compensation, Money Fee)
    {
        public Money Total => Interest + Compensation + Fee;

        public static Debt Of(Account account, InvoiceItem item, DunningStep step, DunningPolicy policy, DecisionContext context)
        {
            var (currency, isBusiness, charges) = (item.Balance.Currency, context.Profile.IsBusiness, policy.LateCharges);
            var isCompensated = item.Late?.Charged.Any(known => !known.Compensation.IsZero) == true;
            return Of(
                account, item, step.ChargesInterest ? InterestTerms.Of(policy, isBusiness) : null,
                isBusiness && !isCompensated && (step.ChargesInterest || step.LateFee is not null) ? charges.CompensationOf(item.Balance) : Money.Zero(currency),
                charges.FeePer == LateFeeBasis.Invoice ? Money.Round(step.LateFee ?? 0, currency) : Money.Zero(currency), policy, context);
        }

        public static Debt Waiting(Account account, InvoiceItem item, DunningPolicy policy, DecisionContext context) =>
            Of(account, item, WaitingInterest.TermsOf(item, policy), Money.Zero(item.Balance.Currency), Money.Zero(item.Balance.Currency), policy, context);

        public InterestDeferred Deferred(DateOnly today) => new(Item.ItemId, Item.Number, Days, Interest, Points, today);

        private static Debt Of(Account account, InvoiceItem item, InterestTerms? terms, Money compensation, Money fee, DunningPolicy policy, DecisionContext context)
        {
            var days = LateInterest.Uncharged(item, policy.QuietDays, context.Today);
            var spans = terms is null ? [] : LateInterest.Spans(account, item, days, terms);
            return new Debt(item, days, terms?.Points ?? 0, spans, LateInterest.Of(spans, item.Balance.Currency), compensation, fee);
        }

        public Debt WithoutInterest() => this with { Spans = [], Interest = Money.Zero(Interest.Currency) };

        // The lines sum to the interest, which is rounded as a whole.
        public IEnumerable<(InterestSpan Span, Money Amount)> InterestBySpan() =>
            Interest.IsPositive ? Spans.Zip(Interest.Split([.. Spans.Select(span => span.Weight)])) : [];

        public LateInvoice Told() => new(Item.ItemId, Item.Number, Interest.IsPositive ? Days : null, Interest, Compensation, Fee);
    }
}

/// <summary>What a day charges for late payment.</summary>
/// <param name="Charge">The content of its document; null where nothing is charged.</param>
/// <param name="Invoices">The invoices that it is about.</param>
/// <param name="Deferred">The interest that was too little and waits from now on.</param>
internal sealed record LateChargeContent(Invoice? Charge, IReadOnlyList<LateInvoice> Invoices, IReadOnlyList<InterestDeferred> Deferred);
