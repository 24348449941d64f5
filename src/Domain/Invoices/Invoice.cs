using System.Text.Json.Serialization;

namespace Billing.Domain;

/// <summary>What an issued document is.</summary>
public enum DocumentKind
{
    /// <summary>An invoice.</summary>
    Invoice,

    /// <summary>A document that cancels an invoice as a whole; its amounts are below 0.</summary>
    Cancellation,

    /// <summary>A document that gives back part of an invoice, or all of it; its amounts are below 0.</summary>
    CreditNote,

    /// <summary>What was agreed upon with a customer about paying by instalments.</summary>
    Arrangement,

    /// <summary>A confirmation that money came, or went again.</summary>
    Receipt,

    /// <summary>What happened on an account, and what is open.</summary>
    Statement,

    /// <summary>A numbered sheet that says that its number was never used for a document.</summary>
    VoidNumber,

    /// <summary>A document that charges fees, compensation or interest for late payment.</summary>
    LateCharge,
}

/// <summary>The decided content of an invoice, of its cancellation or of a credit note. Calculated once, in <see cref="InvoiceCalculation"/>, and shown unchanged everywhere.</summary>
/// <param name="DocumentId">Derived from what is billed.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Currency">The currency of every amount in it.</param>
/// <param name="Lines">At least one, unless the number was voided.</param>
/// <param name="Taxes">One for each treatment, rate and jurisdiction.</param>
/// <param name="Totals">The sums.</param>
/// <param name="Periods">The billed periods, each of which no other invoice may bill.</param>
/// <param name="TaxTableVersion">The tax table it was taxed by.</param>
/// <param name="Coupons">The coupons as they were when it was billed; they are applied again where a draft is calculated again.</param>
/// <param name="PurchaseOrder">The customer's order number that it names, or empty for the profile's reference.</param>
/// <param name="Memo">A note to the customer, or empty.</param>
/// <param name="ReplacesNumber">The cancelled invoice whose periods it bills again, or empty.</param>
public sealed record Invoice(
    string DocumentId,
    DocumentKind Kind,
    Currency Currency,
    IReadOnlyList<InvoiceLine> Lines,
    IReadOnlyList<TaxLine> Taxes,
    InvoiceTotals Totals,
    IReadOnlyList<BilledPeriod> Periods,
    int TaxTableVersion,
    IReadOnlyList<AppliedCoupon> Coupons,
    string PurchaseOrder = "",
    string Memo = "",
    string ReplacesNumber = "");

/// <summary>How a line is taxed.</summary>
/// <param name="Treatment">The EN 16931 category.</param>
/// <param name="Rate">In percent.</param>
/// <param name="Jurisdiction">Whom the tax is owed to.</param>
/// <param name="Note">What the document must say about it, or empty.</param>
/// <param name="ExemptionCode">Why no tax is charged, as a code of the VATEX list (BT-121), or empty.</param>
public sealed record LineTax(TaxTreatment Treatment, decimal Rate, string Jurisdiction, string Note, string ExemptionCode = "");

/// <summary>The tax of all lines that are taxed alike: base × rate, rounded once, half away from zero (EN 16931, BR-CO-17 without its slack).</summary>
public sealed record TaxLine(LineTax Tax, Money Base, Money Amount);

/// <summary>The sums of an invoice: Total = Net + Tax + Rounding, exactly.</summary>
/// <param name="Net">Of all lines, without tax.</param>
/// <param name="Tax">Of all taxes.</param>
/// <param name="Total">What is owed.</param>
/// <param name="Rounding">Where prices include tax: what the sum of the prices differs by from net and tax, each rounded as EN 16931 has it
/// (BT-114). Some sums cannot be written as a net and its tax; the difference is one minor unit for each rate at most.</param>
public sealed record InvoiceTotals(Money Net, Money Tax, Money Total, Money Rounding);

/// <summary>A period of a subscription that is to be billed or was; unique within the account.</summary>
/// <param name="SubscriptionId">Whose.</param>
/// <param name="Period">The days billed.</param>
/// <param name="Full">The full interval they lie in; prices are for all of it.</param>
/// <param name="DueOn">The day it is billed on; its tax point.</param>
/// <param name="Terms">What is bought on its days, in order.</param>
/// <param name="Revision">Rises where days that were billed are credited and billed anew, so that the key of the period stays unique.</param>
/// <param name="ForAccount">The child account that it is for, or empty for the account itself.</param>
/// <param name="Usage">What was measured, where it is metered and once it was read.</param>
public sealed record BilledPeriod(
    string SubscriptionId, ServicePeriod Period, ServicePeriod Full, DateOnly DueOn, IReadOnlyList<SubscriptionTerms> Terms, int Revision = 0, string ForAccount = "", UsageReading? Usage = null)
{
    /// <summary>Names the usage that it bills.</summary>
    [JsonIgnore]
    public UsagePeriodKey UsageKey => new(SubscriptionId, Period.Start);

    /// <summary>Whether its quantity is measured.</summary>
    [JsonIgnore]
    public bool IsMetered => Terms[0].Metered;

    /// <summary>Whether some days lie in it.</summary>
    public bool Contains(ServicePeriod days) => days.Start >= Period.Start && days.End <= Period.End;
}
