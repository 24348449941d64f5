using Billing.Documents.Invoices;
using Billing.Documents.Letterheads;
using Billing.Domain;

namespace Billing.Documents.Samples;

/// <summary>One of each kind of document, with amounts that add up: for looking at a seller's template, for the gallery, and for tests.</summary>
/// <param name="seller">Who issues them.</param>
/// <param name="customer">Who gets them, in its language.</param>
public sealed class SampleDocuments(Seller seller, SampleCustomer customer)
{
    private const int ManyLines = 70;

    private static readonly DateOnly Issued = new(2026, 3, 1);
    private static readonly ServicePeriod February = new(new DateOnly(2026, 2, 1), new DateOnly(2026, 3, 1));
    private static readonly ServicePeriod March = new(new DateOnly(2026, 3, 1), new DateOnly(2026, 4, 1));
    private static readonly LineTax Full = new(TaxTreatment.Standard, 19, "DE", "");
    private static readonly LineTax Reduced = new(TaxTreatment.Standard, 7, "DE", "");

    /// <summary>All of them.</summary>
    public IReadOnlyList<SampleDocument> All() =>
    [
        .. Invoices(),
        Sample("late-charge", LateCharge()),
        Sample("credit-note", CreditNote()),
        Sample("cancellation", Cancellation()),
        Sample("void-sheet", VoidSheet()),
        new SampleDocument("draft", assets => new RenderedDocument(Draft(assets), null)),
        Sample("receipt", Receipt()),
        Sample("reversal", Reversal()),
        Sample("arrangement", Arrangement()),
    ];

    /// <summary>The invoices among them.</summary>
    public IReadOnlyList<SampleDocument> Invoices() =>
    [
        Sample("invoice", Invoice()),
        Sample("invoice-with-everything", Everything()),
        Sample("invoice-many-pages", ManyPages()),
    ];

    /// <summary>The invoice with everything as a draft, to look at a template: what is to pay stands on it, which a draft does not say.</summary>
    /// <param name="assets">The seller's.</param>
    public byte[] Preview(DocumentAssets assets) => InvoicePdf.Render(Everything().ToDocument(assets, null) with { IsDraft = true });

    /// <summary>Three lines, one rate.</summary>
    public IssuedInvoice Invoice() => Finalized(
        "inv_1", Number("INV", 417),
        [Line(1, LineKind.Recurring, customer.Plan, March, 6, "", 25m, Full), Line(2, LineKind.Usage, customer.Service, February, 1_840, "", 0.035m, Full), Line(3, LineKind.SetUpFee, customer.Plan, March, 1, "", 120m, Full)]);

    /// <summary>Each kind of line, two rates and a line without tax, coupons, credit, a discount for early payment, an order number, a memo.</summary>
    public IssuedInvoice Everything()
    {
        var offer = new LineDiscount("autumn", customer.Offer, 10, Amount(18.75m));
        var plan = Line(1, LineKind.Recurring, customer.Plan, March, 7.5m, "h", 25m, Full);
        IReadOnlyList<InvoiceLine> lines =
        [
            plan with { Discounts = [offer], Net = plan.Gross - offer.Amount },
            Line(2, LineKind.Included, customer.Service, February, 1_000, "", 0, Full) with { LateEvents = 3 },
            Line(3, LineKind.Usage, $"{customer.Service} (> 1,000)", February, 12_480, "", 0.0185m, Full),
            Line(4, LineKind.MinimumCommitment, customer.Service, February, 1, "", 19.12m, Full),
            Line(5, LineKind.SetUpFee, customer.Plan, March, 1, "", 120m, Full),
            Line(6, LineKind.UnusedTime, customer.Plan, March, -1, "", 8.06m, Full),
            Line(7, LineKind.Manual, string.Join(' ', Enumerable.Repeat($"{customer.Goods},", 9)).TrimEnd(','), new ServicePeriod(Issued, Issued.AddDays(1)), 2, "kg", 64.5m, Reduced),
            Line(8, LineKind.Manual, customer.Service, March, 1, "", 250m, new LineTax(TaxTreatment.ReverseCharge, 0, "DE", "Reverse charge: the recipient owes the VAT.", "VATEX-EU-AE")),
        ];
        var invoice = Finalized("inv_2", Number("INV", 418), lines);
        var credit = Amount(50m);
        return invoice with
        {
            Invoice = invoice.Invoice with { PurchaseOrder = "PO-2026-8841", Memo = customer.Memo, ReplacesNumber = Number("INV", 402) },
            CreditUsed = credit,
            AmountDue = invoice.AmountDue - credit,
            Discount = new DiscountOffer(2, Issued.AddDays(7), Money.Round(invoice.Total.Amount * 0.02m, seller.Currency), []),
        };
    }

    /// <summary>Several pages of lines.</summary>
    public IssuedInvoice ManyPages() => Finalized(
        "inv_3", Number("INV", 419),
        [.. Enumerable.Range(1, ManyLines).Select(n => Line(
            n, LineKind.Recurring, (n % 3) switch { 0 => customer.Goods, 1 => customer.Plan, _ => customer.Service }, n % 2 == 0 ? March : February, (n % 9) + 1, "", 4.75m + (n * 1.35m), n % 5 == 0 ? Reduced : Full))]);

    /// <summary>A fee, a compensation, and interest whose rate changed, for one invoice.</summary>
    public IssuedInvoice LateCharge()
    {
        var number = Number("INV", 388);
        var untaxed = new LineTax(TaxTreatment.OutOfScope, 0, "DE", TaxNotes.OfLateCharges(customer.Profile.Language), "VATEX-EU-O");
        var day = new ServicePeriod(Issued, Issued.AddDays(1));
        InvoiceLine Interest(int no, ServicePeriod days, decimal percent, decimal amount) =>
            Line(no, LineKind.Interest, "Interest", days, 1, "", amount, untaxed) with { Late = new LateDebt(number, Amount(1_190), percent) };

        var charge = Finalized(
            "lch_1", Number("LCH", 9),
            [
                Line(1, LineKind.LateFee, "Fee", day, 1, "", 5, untaxed) with { Late = new LateDebt("", null, null) },
                Line(2, LineKind.Compensation, "Compensation", day, 1, "", 40, untaxed) with { Late = new LateDebt(number, null, null) },
                Interest(3, new ServicePeriod(new DateOnly(2025, 12, 16), new DateOnly(2026, 1, 1)), 10.27m, 5.36m),
                Interest(4, new ServicePeriod(new DateOnly(2026, 1, 1), Issued), 10.52m, 20.24m),
            ]);
        return charge with { Invoice = charge.Invoice with { Kind = DocumentKind.LateCharge } };
    }

    /// <summary>It gives back one line.</summary>
    public IssuedInvoice CreditNote() => Corrected(
        DocumentKind.CreditNote, "crn_1", Number("CRN", 12), [Line(3, LineKind.SetUpFee, customer.Plan, March, -1, "", 120m, Full)],
        new PrecedingInvoice(Number("INV", 417), Issued, ReasonCode.Goodwill));

    /// <summary>It cancels the invoice.</summary>
    public IssuedInvoice Cancellation()
    {
        var invoice = Invoice();
        return invoice with
        {
            Invoice = InvoiceCalculation.Cancel(invoice.Invoice, "can_1"),
            Number = Number("INV", 420),
            IssueDate = Issued.AddDays(2),
            AmountDue = Amount(0),
            Preceding = new PrecedingInvoice(invoice.Number, null, null),
        };
    }

    /// <summary>The sheet of a number that was never used.</summary>
    public IssuedInvoice VoidSheet() => Corrected(DocumentKind.VoidNumber, "void_1", Number("INV", 421), [], null);

    /// <summary>The invoice before it has a number.</summary>
    /// <param name="assets">The seller's.</param>
    public byte[] Draft(DocumentAssets assets) =>
        InvoicePdf.Render(Everything().ToDocument(assets, null) with { IsDraft = true, Number = "", DueDate = null, Payment = null, EarlyPayment = null });

    /// <summary>It settles one invoice less a discount, and another in part.</summary>
    public IssuedReceipt Receipt() => Received(
        new Receipt(
            "rcp_1", "pay|stripe|acct_1|pi_3Q9xKf|1", "stripe|acct_1|pi_3Q9xKf", Issued.AddDays(6), Amount(300), null,
            [
                new ReceiptLine("inv_1", Number("INV", 417), Issued, Amount(200), Amount(196), Amount(0), [new Reduction(ReductionKind.EarlyPayment, Amount(4))], Amount(0)),
                new ReceiptLine("inv_0", Number("INV", 388), Issued.AddMonths(-1), Amount(119), Amount(104), Amount(0), [], Amount(15)),
            ],
            Amount(0), Amount(15), Amount(0)),
        Number("RCP", 5), null, "PO-2026-8841");

    /// <summary>The bank took it back.</summary>
    public IssuedReceipt Reversal() => Received(
        new Receipt(
            "rcp_2", "pay|gocardless|OR1|PM1|2", "gocardless|OR1|PM1", Issued.AddDays(9), Amount(-104), ReversalCause.Returned,
            [new ReceiptLine("inv_0", Number("INV", 388), Issued.AddMonths(-1), Amount(15), Amount(-104), Amount(0), [], Amount(119))], Amount(0), Amount(119), Amount(0)),
        Number("RCP", 6), null, "");

    /// <summary>Two invoices, by a deposit and four instalments.</summary>
    public IssuedArrangement Arrangement() => new(
        "arr_1",
        [
            new ArrangedInvoice("inv_0", Number("INV", 388), Issued.AddMonths(-1), Issued.AddDays(-14), Amount(119)),
            new ArrangedInvoice("inv_1", Number("INV", 417), Issued, Issued.AddDays(14), Amount(535.7m)),
        ],
        Amount(654.7m),
        [
            new Instalment(0, Issued.AddDays(20), Amount(54.7m)),
            .. Enumerable.Range(1, 4).Select(no => new Instalment(no, new DateOnly(2026, 3, 31).AddMonths(no), Amount(150))),
        ],
        7, Number("ARR", 3), Issued.AddDays(16), seller, customer.Profile);

    private static SampleDocument Sample(string name, IssuedDocument document) => new(name, document.Render);

    private IssuedInvoice Finalized(string id, string number, IReadOnlyList<InvoiceLine> lines)
    {
        var invoice = InvoiceCalculation.Total(id, seller.Currency, lines, [], 1, []);
        return new IssuedInvoice(invoice, number, Issued, Issued.AddDays(14), Issued, Amount(0), invoice.Totals.Total, null, null, seller, customer.Profile);
    }

    private IssuedInvoice Corrected(DocumentKind kind, string id, string number, IReadOnlyList<InvoiceLine> lines, PrecedingInvoice? preceding)
    {
        var content = InvoiceCalculation.Total(id, seller.Currency, lines, [], 1, []) with { Kind = kind };
        return new IssuedInvoice(content, number, Issued.AddDays(4), Issued.AddDays(4), Issued.AddDays(4), Amount(0), Amount(0), preceding, null, seller, customer.Profile);
    }

    private IssuedReceipt Received(Receipt receipt, string number, PaymentMethod? method, string reference) =>
        new(receipt, number, receipt.ValueDate.AddDays(1), method, reference, seller, customer.Profile);

    private InvoiceLine Line(int no, LineKind kind, string description, ServicePeriod period, decimal quantity, string unit, decimal price, LineTax tax) =>
        InvoiceLine.Of(no, kind, description, "sample", period, quantity, unit, price, tax, seller.Currency);

    private string Number(string series, int n) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{seller.NumberPrefix}-{series}-2026-{n:D6}");

    private Money Amount(decimal amount) => Money.Round(amount, seller.Currency);
}
