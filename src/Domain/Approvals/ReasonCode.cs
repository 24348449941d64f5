namespace Billing.Domain;

/// <summary>Why something is credited, adjusted or written off: for reports, and as credit notes print it.</summary>
public enum ReasonCode
{
    /// <summary>The invoice was wrong: a wrong price, quantity, period or customer.</summary>
    BillingError,

    /// <summary>The same was billed twice.</summary>
    Duplicate,

    /// <summary>It was not delivered, or not as agreed.</summary>
    ServiceFailure,

    /// <summary>The customer cancelled, or gave back.</summary>
    Cancellation,

    /// <summary>A price that was agreed upon afterwards: a rebate, a bonus.</summary>
    PriceReduction,

    /// <summary>The tax was wrong.</summary>
    TaxCorrection,

    /// <summary>Given without being owed.</summary>
    Goodwill,

    /// <summary>Too small to be worth collecting.</summary>
    SmallBalance,

    /// <summary>The customer is insolvent.</summary>
    Insolvency,

    /// <summary>Collection failed, or costs more than it brings.</summary>
    Uncollectible,

    /// <summary>A dispute was settled this way.</summary>
    Settlement,

    /// <summary>As the text beside it says.</summary>
    Other,
}
