namespace Billing.Domain;

/// <summary>What one customer has agreed upon, where it differs from the seller's policy. It counts for invoices that are issued from then on.</summary>
/// <param name="Payment">When invoices are to be paid; nothing for the policy's terms.</param>
/// <param name="DraftWindowDays">Days that an invoice stays a draft; nothing for the policy's.</param>
/// <param name="PurchaseOrder">The customer's order number that invoices name, or empty for the profile's reference.</param>
/// <param name="Memo">A note that invoices bear, or empty.</param>
public sealed record AccountTerms(PaymentTerms? Payment, int? DraftWindowDays, string PurchaseOrder, string Memo)
{
    /// <summary>Whether invoices are charged by themselves; nothing for the policy's.</summary>
    public bool? AutoCollect { get; init; }

    /// <summary>The day that an invoice is first charged on; nothing for the policy's.</summary>
    public ChargeDay? ChargeOn { get; init; }

    /// <summary>The tax that the customer withholds from what it pays; nothing where it withholds none.</summary>
    public WithholdingTerms? Withholding { get; init; }

    /// <summary>The customers that this one is dunned with; empty for everybody.</summary>
    public string Segment { get; init; } = "";

    /// <summary>What was agreed upon about statements; nothing for the policy's.</summary>
    public StatementTerms? Statements { get; init; }

    /// <summary>As the policy has it.</summary>
    public static AccountTerms AsPolicy { get; } = new(null, null, "", "");

    /// <summary>The terms of payment of the next invoice.</summary>
    public PaymentTerms PaymentBy(BillingPolicy policy) => Payment ?? policy.Terms;

    /// <summary>Whether invoices are charged by themselves.</summary>
    public bool AutoCollectBy(BillingPolicy policy) => AutoCollect ?? policy.Charging.AutoCollect;

    /// <summary>The day that an invoice is first charged on.</summary>
    public ChargeDay ChargeOnBy(BillingPolicy policy) => ChargeOn ?? policy.Charging.ChargeOn;

    /// <summary>Whether the customer gets a statement each month, and which.</summary>
    public StatementPolicy StatementsBy(BillingPolicy policy) => policy.Statements with
    {
        Monthly = Statements?.Monthly ?? policy.Statements.Monthly,
        Kind = Statements?.Kind ?? policy.Statements.Kind,
        Since = Statements?.Since ?? policy.Statements.Since,
    };

    /// <summary>How many days the next invoice stays a draft; 0 issues it at once.</summary>
    public int DraftWindowBy(BillingPolicy policy) => DraftWindowDays ?? policy.DraftWindowDays;
}

/// <summary>Puts terms of the customer's own in force, whole.</summary>
public sealed record ChangeBillingTerms(AccountTerms Terms) : AccountCommand;

/// <summary>The customer's terms changed.</summary>
public sealed record BillingTermsChanged(AccountTerms Terms) : AccountEvent;
