namespace Billing.Domain;

/// <summary>What an issued document is.</summary>
public enum DocumentKind
{
    /// <summary>An invoice.</summary>
    Invoice,

    /// <summary>A document that cancels an invoice as a whole; its amounts are below 0.</summary>
    Cancellation,

    /// <summary>A numbered sheet that says that its number was never used for a document.</summary>
    VoidNumber,
}

/// <summary>The decided content of an invoice or of its cancellation. Calculated once, in <see cref="InvoiceCalculation"/>, and shown unchanged everywhere.</summary>
/// <param name="DocumentId">Derived from what is billed.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Currency">The currency of every amount in it.</param>
/// <param name="Lines">At least one, unless the number was voided.</param>
/// <param name="Taxes">One for each treatment, rate and jurisdiction.</param>
/// <param name="Totals">The sums.</param>
/// <param name="Periods">The billed periods, each of which no other invoice may bill.</param>
/// <param name="TaxTableVersion">The tax table it was taxed by.</param>
public sealed record Invoice(
    string DocumentId,
    DocumentKind Kind,
    Currency Currency,
    IReadOnlyList<InvoiceLine> Lines,
    IReadOnlyList<TaxLine> Taxes,
    InvoiceTotals Totals,
    IReadOnlyList<BilledPeriod> Periods,
    int TaxTableVersion);

/// <summary>One line of an invoice.</summary>
/// <param name="LineNo">1 for the first.</param>
/// <param name="Description">As printed.</param>
/// <param name="Product">The product whose revenue it is.</param>
/// <param name="Period">The days served.</param>
/// <param name="Quantity">How many units.</param>
/// <param name="Unit">What is counted.</param>
/// <param name="UnitPrice">For one unit over the days served, in major units; it may have more decimals than the currency.</param>
/// <param name="Net">Rounded once, here, half away from zero.</param>
/// <param name="Tax">How it is taxed.</param>
/// <param name="SubscriptionId">Whose period it bills.</param>
/// <param name="PriceId">The price it was billed by.</param>
/// <param name="PriceEffectiveFrom">The version of the price.</param>
public sealed record InvoiceLine(
    int LineNo,
    string Description,
    string Product,
    ServicePeriod Period,
    decimal Quantity,
    string Unit,
    decimal UnitPrice,
    Money Net,
    LineTax Tax,
    string SubscriptionId,
    string PriceId,
    DateOnly PriceEffectiveFrom);

/// <summary>How a line is taxed.</summary>
/// <param name="Treatment">The EN 16931 category.</param>
/// <param name="Rate">In percent.</param>
/// <param name="Jurisdiction">Whom the tax is owed to.</param>
/// <param name="Note">What the document must say about it, or empty.</param>
public sealed record LineTax(TaxTreatment Treatment, decimal Rate, string Jurisdiction, string Note);

/// <summary>The tax of all lines that are taxed alike: base × rate, rounded once, half away from zero (EN 16931, BR-CO-17 without its slack).</summary>
public sealed record TaxLine(LineTax Tax, Money Base, Money Amount);

/// <summary>The sums of an invoice: Total = Net + Tax, exactly.</summary>
public sealed record InvoiceTotals(Money Net, Money Tax, Money Total);

/// <summary>A period that an invoice bills; unique within the account.</summary>
public sealed record BilledPeriod(string SubscriptionId, ServicePeriod Period);
