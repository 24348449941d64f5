namespace Billing.Domain;

/// <summary>An invoice or a credit note in the semantic model of EN 16931, whatever its syntax will be: everything is decided, and nothing is computed from it. Amounts of a
/// credit note are above 0 where they are given back. Dates are dates in the seller's time zone. Each member names its business term.</summary>
public sealed record EInvoice
{
    /// <summary>What an issued document is as an e-invoice, by the customer's choice of format, else the seller's. Nothing where that is none, where the document
    /// is no invoice, where it corrects one that was no e-invoice, and where the standard cannot say it and only the seller chose the format.</summary>
    /// <param name="issued">The document; before it has its number, one without.</param>
    public static EInvoice? Of(IssuedInvoice issued) => EInvoiceComposition.Of(issued);

    /// <summary>What it is written as; decides BT-24, the specification, and BT-23, the process.</summary>
    public required EInvoiceFormat Format { get; init; }

    /// <summary>BT-1; empty as long as no number is given.</summary>
    public required string Number { get; init; }

    /// <summary>BT-2.</summary>
    public required DateOnly IssueDate { get; init; }

    /// <summary>BT-3.</summary>
    public required EInvoiceType Type { get; init; }

    /// <summary>BT-5, of every amount.</summary>
    public required Currency Currency { get; init; }

    /// <summary>BT-9, or nothing where nothing is to pay.</summary>
    public DateOnly? DueDate { get; init; }

    /// <summary>BT-10: what the buyer routes by, such as a Leitweg-ID; or empty.</summary>
    public string BuyerReference { get; init; } = "";

    /// <summary>BT-13: the buyer's order number, or empty.</summary>
    public string OrderReference { get; init; } = "";

    /// <summary>BT-20, in the document's language, or empty.</summary>
    public string PaymentTerms { get; init; } = "";

    /// <summary>BT-22, each a note of its own.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>BG-3: the invoice that a credit note corrects, or the cancelled one that an invoice bills again.</summary>
    public PrecedingInvoice? Preceding { get; init; }

    /// <summary>BG-4.</summary>
    public required EInvoiceParty Seller { get; init; }

    /// <summary>BG-7.</summary>
    public required EInvoiceParty Buyer { get; init; }

    /// <summary>BG-14 (BT-73, BT-74): the days that all lines together bill, where they are more than one; or nothing.</summary>
    public ServicePeriod? Period { get; init; }

    /// <summary>BT-72, where all lines bill one day; or nothing.</summary>
    public DateOnly? DeliveryDate { get; init; }

    /// <summary>BT-80: the country that goods went to within the Union, ISO 3166-1 alpha-2, or empty. They went to the buyer's address.</summary>
    public string DeliveryCountry { get; init; } = "";

    /// <summary>BG-16; where nothing is to pay, that the amount is cleared.</summary>
    public EInvoicePayment? Payment { get; init; }

    /// <summary>BG-25.</summary>
    public required IReadOnlyList<EInvoiceLine> Lines { get; init; }

    /// <summary>BG-23: one for each category and rate.</summary>
    public required IReadOnlyList<EInvoiceTax> Taxes { get; init; }

    /// <summary>BG-22.</summary>
    public required EInvoiceTotals Totals { get; init; }
}

/// <summary>What a document is (BT-3), by its code of UNTDID 1001.</summary>
public enum EInvoiceType
{
    /// <summary>A commercial invoice.</summary>
    Invoice = 380,

    /// <summary>A credit note, which a cancellation is too.</summary>
    CreditNote = 381,
}

/// <summary>An address in an electronic network.</summary>
/// <param name="Scheme">Of the list EAS, such as <c>0204</c> for a Leitweg-ID, <c>9930</c> for a German VAT id, <c>EM</c> for e-mail.</param>
/// <param name="Id">The address there.</param>
public sealed record ElectronicAddress(string Scheme, string Id);

/// <summary>The seller (BG-4) or the buyer (BG-7).</summary>
/// <param name="Name">BT-27, BT-44.</param>
/// <param name="Address">BG-5, BG-8.</param>
/// <param name="VatId">BT-31, BT-48, with its country's prefix; or empty.</param>
/// <param name="TaxNumber">BT-32, the seller's number at its tax office; or empty.</param>
/// <param name="RegistrationId">BT-30, BT-47, such as the number in the commercial register; or empty.</param>
/// <param name="ElectronicAddress">BT-34, BT-49.</param>
/// <param name="ContactName">BT-41, BT-56, or empty.</param>
/// <param name="Phone">BT-42, BT-57, or empty.</param>
/// <param name="Email">BT-43, BT-58, or empty.</param>
public sealed record EInvoiceParty(
    string Name, PostalAddress Address, string VatId, string TaxNumber, string RegistrationId, ElectronicAddress? ElectronicAddress, string ContactName, string Phone, string Email)
{
    /// <summary>BT-33, of the seller: register, managing directors; or empty.</summary>
    public string LegalInformation { get; init; } = "";
}

/// <summary>How to pay (BG-16, BG-17).</summary>
/// <param name="MeansCode">BT-81, of UNTDID 4461: 58 for a SEPA credit transfer, 30 for another, 57 where the buyer pays as agreed, 97 where credit clears the amount.</param>
/// <param name="Reference">BT-83.</param>
/// <param name="Account">BT-84: an IBAN in electronic form, or a national account number; empty where there is none.</param>
/// <param name="AccountName">BT-85.</param>
/// <param name="Bic">BT-86, or empty.</param>
public sealed record EInvoicePayment(string MeansCode, string Reference, string Account, string AccountName, string Bic);

/// <summary>A line (BG-25): Net = Quantity × NetPrice - allowances, rounded once, half away from zero.</summary>
/// <param name="Id">BT-126.</param>
/// <param name="Name">BT-153.</param>
/// <param name="Description">BT-154, or empty.</param>
/// <param name="Quantity">BT-129; below 0 where a line takes something back.</param>
/// <param name="UnitCode">BT-130, of UN/ECE recommendation 20.</param>
/// <param name="NetPrice">BT-146, without tax, in major units, with as many decimals as it has; never below 0.</param>
/// <param name="Allowances">BG-27.</param>
/// <param name="Net">BT-131.</param>
/// <param name="Category">BT-151.</param>
/// <param name="Rate">BT-152, in percent.</param>
/// <param name="Period">BG-26, or nothing.</param>
public sealed record EInvoiceLine(
    string Id, string Name, string Description, decimal Quantity, string UnitCode, decimal NetPrice, IReadOnlyList<EInvoiceAllowance> Allowances, Money Net, TaxTreatment Category,
    decimal Rate, ServicePeriod? Period);

/// <summary>What is taken off a line (BG-27).</summary>
/// <param name="Amount">BT-136.</param>
/// <param name="Reason">BT-139.</param>
public sealed record EInvoiceAllowance(Money Amount, string Reason);

/// <summary>The tax of all lines of a category and a rate (BG-23): Amount = Base × Rate / 100, rounded once, half away from zero.</summary>
/// <param name="Category">BT-118.</param>
/// <param name="Rate">BT-119, in percent.</param>
/// <param name="Base">BT-116.</param>
/// <param name="Amount">BT-117.</param>
/// <param name="ExemptionReason">BT-120, or empty.</param>
/// <param name="ExemptionCode">BT-121, of the list VATEX, or empty.</param>
public sealed record EInvoiceTax(TaxTreatment Category, decimal Rate, Money Base, Money Amount, string ExemptionReason, string ExemptionCode);

/// <summary>The sums (BG-22): Due = WithTax - Prepaid + Rounding.</summary>
/// <param name="Lines">BT-106.</param>
/// <param name="WithoutTax">BT-109.</param>
/// <param name="Tax">BT-110.</param>
/// <param name="WithTax">BT-112.</param>
/// <param name="Prepaid">BT-113.</param>
/// <param name="Rounding">BT-114.</param>
/// <param name="Due">BT-115.</param>
public sealed record EInvoiceTotals(Money Lines, Money WithoutTax, Money Tax, Money WithTax, Money Prepaid, Money Rounding, Money Due);
