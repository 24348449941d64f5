namespace Billing.Domain.Tests;

/// <summary>Events and commands in few words, in euros unless said otherwise.</summary>
internal static class Past
{
    public static Money Eur(decimal amount) => new(amount, Currency.Of("EUR"));

    public static StartSubscription Subscribe(string priceId, string start, string? anchor = null, decimal quantity = 1) =>
        new(priceId, priceId, quantity, Dates.Day(start), Dates.Day(anchor ?? start));

    public static SubscriptionStarted Subscribed(string priceId, string start, string? anchor = null, decimal quantity = 1)
    {
        var price = World.Standard.Prices[priceId];
        var terms = new SubscriptionTerms(Dates.Day(start), priceId, quantity, price.Interval!.Value, price.Timing, Dates.Day(anchor ?? start), price.IsMetered);
        return new(new Subscription(priceId, Dates.Day(start), null, Dates.Day(start), [terms], [], []));
    }

    /// <summary>An invoice over an amount without tax, for days that no subscription of the scenario has.</summary>
    public static InvoiceFinalized Invoiced(string number, decimal amount, string on, string due)
    {
        var day = Dates.Day(on);
        var period = new ServicePeriod(day, day.AddMonths(1));
        var line = InvoiceLine.Of(1, LineKind.Recurring, "Earlier", "crm", period, 1, "seat", amount, new LineTax(TaxTreatment.ZeroRated, 0, "DE", ""), Currency.Of("EUR")) with { SubscriptionId = "earlier" };
        var invoice = InvoiceCalculation.Total($"inv_{number}", Currency.Of("EUR"), [line], [new BilledPeriod("earlier", period, period, day, [new SubscriptionTerms(day, "crm", 1, new BillingInterval(1, IntervalUnit.Month), BillingTiming.InAdvance, day, false)])], 7, []);
        return new(invoice, number, day, Dates.Day(due), day, 1, 3);
    }

    /// <summary>A credit note over all that is left of an invoice.</summary>
    public static IssueCreditNote Credits(string documentId, CreditDisposition disposition = CreditDisposition.SettleInvoice, string key = "n1") =>
        new(key, documentId, null, ReasonCode.BillingError, disposition);

    /// <summary>A credit note over amounts of lines, without tax.</summary>
    public static IssueCreditNote Credits(string documentId, string key, params (int LineNo, decimal Net)[] lines) =>
        new(key, documentId, [.. lines.Select(line => new CreditedPart(line.LineNo, Eur(line.Net), null))], ReasonCode.PriceReduction, CreditDisposition.SettleInvoice);

    public static ApplyPayment Pays(string paymentId, decimal amount, string on, string? documentId = null) =>
        new($"pay|{paymentId}|1", paymentId, Eur(amount), Dates.Day(on), documentId);

    /// <summary>A method that is told by its label.</summary>
    public static SavedMethod Method(string label, SavedMethodKind kind = SavedMethodKind.Card) =>
        new(SavedMethod.IdOf("stripe", "acct_1", label), "stripe", "acct_1", "cus_1", label, kind, label, Dates.Day("2026-01-01"));

    public static ReversePayment TakesBack(string paymentId, decimal amount, string on) =>
        new($"pay|{paymentId}|2", paymentId, Eur(amount), Dates.Day(on));
}
