using Billing.Documents.Letterheads;
using Billing.Documents.Pdf;
using Billing.Domain;

namespace Billing.Documents.Invoices;

/// <summary>
/// An invoice or a document of its family as it is to be printed: everything is decided, nothing is computed from it. Dates
/// are dates in the seller's time zone.
/// </summary>
public sealed record InvoiceDocument
{
    /// <summary>What the document is, and which other it refers to.</summary>
    public required IssuedKind Kind { get; init; }

    /// <summary>Its number; empty for a draft, which has none.</summary>
    public required string Number { get; init; }

    /// <summary>Whether it is only a draft: printed with a watermark, and not to be paid.</summary>
    public bool IsDraft { get; init; }

    /// <summary>The date of the document.</summary>
    public required DateOnly IssueDate { get; init; }

    /// <summary>The last day to pay without being late, or null where nothing is to pay.</summary>
    public DateOnly? DueDate { get; init; }

    /// <summary>BCP 47 tag: decides the texts and how numbers and dates are written.</summary>
    public required string Language { get; init; }

    /// <summary>The currency of all amounts.</summary>
    public required Currency Currency { get; init; }

    /// <summary>Who issues the document.</summary>
    public required DocumentParty Seller { get; init; }

    /// <summary>Whom it is addressed to.</summary>
    public required DocumentParty Buyer { get; init; }

    /// <summary>The buyer's own reference, such as an order number, or empty.</summary>
    public string OrderReference { get; init; } = "";

    /// <summary>The buyer's order number, or empty.</summary>
    public string PurchaseOrder { get; init; } = "";

    /// <summary>The number of the cancelled invoice that it bills again, or empty.</summary>
    public string Replaces { get; init; } = "";

    /// <summary>A note to the buyer, or empty.</summary>
    public string Memo { get; init; } = "";

    /// <summary>What is billed.</summary>
    public required IReadOnlyList<DocumentLine> Lines { get; init; }

    /// <summary>One row for each tax category and rate.</summary>
    public required IReadOnlyList<TaxSummaryRow> TaxSummary { get; init; }

    /// <summary>The sums.</summary>
    public required DocumentTotals Totals { get; init; }

    /// <summary>What the law wants said about the tax, such as the reverse charge.</summary>
    public IReadOnlyList<string> TaxNotes { get; init; } = [];

    /// <summary>How to pay, or null where nothing is to pay.</summary>
    public PaymentInstructions? Payment { get; init; }

    /// <summary>What may be deducted by whoever pays early, or null.</summary>
    public EarlyPaymentOffer? EarlyPayment { get; init; }

    /// <summary>The same invoice as data, to be carried within the PDF, or null.</summary>
    internal PdfAttachment? Data { get; init; }

    /// <summary>The line under every page: register, managing directors.</summary>
    public string LegalFooter { get; init; } = "";

    /// <summary>The seller's accent colour, <c>#rrggbb</c>.</summary>
    public string AccentColour { get; init; } = "#1f3a5f";

    /// <summary>How the seller's documents look, and its own words.</summary>
    public DocumentTemplate Template { get; init; } = DocumentTemplate.Standard;

    /// <summary>The language that labels are repeated in, a BCP 47 tag, or empty.</summary>
    public string SecondLanguage { get; init; } = "";

    /// <summary>The seller's logo and fonts.</summary>
    public DocumentAssets Assets { get; init; } = DocumentAssets.None;

    internal Stationery Stationery => new(Seller, LegalFooter, AccentColour, Template, SecondLanguage, Assets);
}

/// <summary>What an issued document is.</summary>
public abstract record IssuedKind
{
    private IssuedKind()
    {
    }

    /// <summary>An invoice.</summary>
    public sealed record Invoice : IssuedKind;

    /// <summary>A document that charges for late payment.</summary>
    public sealed record LateCharge : IssuedKind;

    /// <summary>A document that gives back part of an invoice, or all of it.</summary>
    public sealed record CreditNote(PrecedingDocument Corrects) : IssuedKind;

    /// <summary>A document that cancels an invoice as a whole; its amounts are below 0.</summary>
    public sealed record Cancellation(PrecedingDocument Voids) : IssuedKind;

    /// <summary>A sheet that says that its number was never used.</summary>
    public sealed record VoidNumber : IssuedKind;
}

/// <summary>The document that another refers to.</summary>
/// <param name="Number">Its number.</param>
/// <param name="IssueDate">Its date, or null where it is not known.</param>
/// <param name="Reason">Why it is corrected, or null where the document does not say.</param>
public sealed record PrecedingDocument(string Number, DateOnly? IssueDate, ReasonCode? Reason = null);

/// <summary>A line of a document.</summary>
/// <param name="Description">As printed; line ends are kept.</param>
/// <param name="Period">The days served, or null where the line has none.</param>
/// <param name="Quantity">How many units; below 0 on a cancellation.</param>
/// <param name="Unit">What is counted, or empty.</param>
/// <param name="UnitPrice">In major units of the document's currency; it may have more decimals than the currency.</param>
/// <param name="Treatment">How the line is taxed.</param>
/// <param name="TaxRate">In percent.</param>
/// <param name="Amount">Before discounts; with tax where the unit price includes it.</param>
public sealed record DocumentLine(
    string Description, ServicePeriod? Period, decimal Quantity, string Unit, decimal UnitPrice, TaxTreatment Treatment, decimal TaxRate, Money Amount)
{
    /// <summary>What it bills; a word is printed before the description where that does not say it.</summary>
    public LineKind Kind { get; init; } = LineKind.Recurring;

    /// <summary>What a line of a late charge is reckoned from; null on other lines.</summary>
    public LateDebt? Late { get; init; }

    /// <summary>What coupons take off.</summary>
    public IReadOnlyList<DocumentDiscount> Discounts { get; init; } = [];

    /// <summary>The amount less the discounts; null where nothing is taken off.</summary>
    public Money? AfterDiscounts { get; init; }

    /// <summary>What this line and all before it come to, less their discounts: carried over where a page ends. Null where nothing is.</summary>
    public Money? RunningTotal { get; init; }

    /// <summary>Whether unit price, amount and discounts include the tax.</summary>
    public bool TaxIncluded { get; init; }

    /// <summary>How many events of earlier periods, reported late, are in the quantity.</summary>
    public long LateEvents { get; init; }
}

/// <summary>A discount on a line.</summary>
/// <param name="Name">As printed.</param>
/// <param name="Percent">Of the line, or null where it is an amount.</param>
/// <param name="Amount">What it takes off; below 0 on a document that cancels.</param>
public sealed record DocumentDiscount(string Name, decimal? Percent, Money Amount);

/// <summary>The tax of all lines that are taxed alike.</summary>
/// <param name="Treatment">The category.</param>
/// <param name="Rate">In percent.</param>
/// <param name="Base">The net amount that is taxed.</param>
/// <param name="Tax">The tax.</param>
public sealed record TaxSummaryRow(TaxTreatment Treatment, decimal Rate, Money Base, Money Tax);

/// <summary>The sums of a document.</summary>
/// <param name="Net">Of all lines, without tax.</param>
/// <param name="Tax">All tax.</param>
/// <param name="Gross">Net and tax.</param>
/// <param name="Prepaid">What was paid or credited before the document was issued; 0 where nothing was.</param>
/// <param name="Due">What is to pay.</param>
/// <param name="Rounding">What the total has beside net and tax where prices include tax; 0 where nothing.</param>
public sealed record DocumentTotals(Money Net, Money Tax, Money Gross, Money Prepaid, Money Due, Money Rounding = default);

/// <summary>What may be deducted by whoever pays early.</summary>
/// <param name="Percent">Of the total.</param>
/// <param name="Until">The last day of a payment that may deduct it.</param>
/// <param name="Amount">What may be deducted.</param>
public sealed record EarlyPaymentOffer(decimal Percent, DateOnly Until, Money Amount);

/// <summary>How to pay a document.</summary>
/// <param name="Bank">The seller's account, or null where it takes no transfers.</param>
/// <param name="Reference">What the payer is to give as the reference.</param>
/// <param name="Link">A page to pay on, or null; http or https.</param>
public sealed record PaymentInstructions(BankAccount? Bank, string Reference, Uri? Link)
{
    /// <summary>The link if it opens a web page, else null: a document never carries an address that runs something.</summary>
    internal Uri? WebLink => Link is { } link && WebAddress.IsOne(link) ? link : null;
}
