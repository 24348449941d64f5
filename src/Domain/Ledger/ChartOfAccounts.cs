namespace Billing.Domain;

/// <summary>The accounts of the books. A part after the colon says of what: the processor, the product, the tax jurisdiction.</summary>
public static class ChartOfAccounts
{
    /// <summary>Asset: what customers owe.</summary>
    public const string Receivables = "receivables";

    /// <summary>Asset, below 0: what of the receivables is not expected to come in. Booked against <see cref="BadDebt"/>, and used by write-offs first.</summary>
    public const string BadDebtProvision = "bad-debt-provision";

    /// <summary>Liability: what customers have to their credit and have not used: overpayments, credit notes, adjustments.</summary>
    public const string CustomerCredit = "customer-credit";

    /// <summary>Liability: money received that is not assigned to an account.</summary>
    public const string Suspense = "suspense";

    /// <summary>Asset: money at a processor or bank.</summary>
    public static string Cash(string processor) => $"cash:{processor}";

    /// <summary>Asset: what a processor paid out and no bank statement shows yet.</summary>
    public static string CashInTransit(string processor) => $"cash-in-transit:{processor}";

    /// <summary>Liability: tax owed to a jurisdiction.</summary>
    public static string TaxPayable(string jurisdiction) => $"tax-payable:{jurisdiction}";

    /// <summary>Liability: billed for days that are not served yet.</summary>
    public static string DeferredRevenue(string product) => $"deferred-revenue:{product}";

    /// <summary>Income of a product.</summary>
    public static string Revenue(string product) => $"revenue:{product}";

    /// <summary>Expense: discounts that were taken for early payment, without the tax that falls with them. A coupon lowers revenue and does not come here.</summary>
    public const string Discounts = "discounts";

    /// <summary>Expense: what payments fell short by and is too little to be asked for, with its tax.</summary>
    public const string PaymentDifferences = "payment-differences";

    /// <summary>Asset: tax of ours that customers withheld and paid to a jurisdiction for us; it is set off against what we owe there.</summary>
    public static string WithholdingTax(string jurisdiction) => $"withholding-tax:{jurisdiction}";

    /// <summary>Expense: credit that was given without a document, such as goodwill.</summary>
    public const string Adjustments = "adjustments";

    /// <summary>Expense: what was written off or provided for as uncollectible, with its tax; less what came in after all.</summary>
    public const string BadDebt = "bad-debt";

    /// <summary>Income: fees for late payment, returned payments and reminders.</summary>
    public const string Fees = "fees";

    /// <summary>Expense: what payment processors, banks and collection agencies keep for themselves, of what comes to us or on its way.</summary>
    public const string ProcessorFees = "processor-fees";

    /// <summary>Income: interest for late payment.</summary>
    public const string Interest = "interest";

    /// <summary>Equity: the counterpart of balances that were taken over from another system; with that system's closing balances it comes to 0.</summary>
    public const string OpeningBalance = "opening-balance";

    /// <summary>Income or expense: minor units that prices with tax leave beside net and tax.</summary>
    public const string Rounding = "rounding";

    /// <summary>The names of all accounts; of those that are of something, the part before the colon, and these come last.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Whole, .. Parted];

    private static IReadOnlyList<string> Whole => [Receivables, BadDebtProvision, CustomerCredit, Suspense, Discounts, PaymentDifferences, Adjustments, BadDebt, Fees, ProcessorFees, Interest, OpeningBalance, Rounding];

    private static IReadOnlyList<string> Parted => [.. new[] { Cash(""), CashInTransit(""), TaxPayable(""), DeferredRevenue(""), Revenue(""), WithholdingTax("") }.Select(name => name[..^1])];

    /// <summary>Whether a text is the name of an account, or of all accounts before a colon.</summary>
    public static bool IsName(string text) => text.IndexOf(':', StringComparison.Ordinal) switch
    {
        < 0 => Names.Contains(text),
        var colon => colon < text.Length - 1 && Parted.Contains(text[..colon]),
    };
}
