namespace Billing.Domain;

/// <summary>The accounts of the books. A part after the colon says of what: the processor, the product, the tax jurisdiction.</summary>
public static class ChartOfAccounts
{
    /// <summary>Asset: what customers owe.</summary>
    public const string Receivables = "receivables";

    /// <summary>Liability: what customers have paid and not used.</summary>
    public const string CustomerCredit = "customer-credit";

    /// <summary>Liability: money received that is not assigned to an account.</summary>
    public const string Suspense = "suspense";

    /// <summary>Asset: money at a processor or bank.</summary>
    public static string Cash(string processor) => $"cash:{processor}";

    /// <summary>Liability: tax owed to a jurisdiction.</summary>
    public static string TaxPayable(string jurisdiction) => $"tax-payable:{jurisdiction}";

    /// <summary>Liability: billed for days that are not served yet.</summary>
    public static string DeferredRevenue(string product) => $"deferred-revenue:{product}";

    /// <summary>Income of a product.</summary>
    public static string Revenue(string product) => $"revenue:{product}";

    /// <summary>Income or expense: minor units that prices with tax leave beside net and tax.</summary>
    public const string Rounding = "rounding";
}
