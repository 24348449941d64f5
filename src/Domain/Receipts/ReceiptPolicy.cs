namespace Billing.Domain;

/// <summary>Which payments issue a receipt.</summary>
public enum ReceiptPolicy
{
    /// <summary>Each that comes to an account, and each that is taken back.</summary>
    EveryPayment,

    /// <summary>None.</summary>
    None,
}
