namespace Billing.Domain;

/// <summary>How money came that a person records.</summary>
public enum PaymentMethod
{
    /// <summary>A cheque.</summary>
    Cheque,

    /// <summary>A bank transfer.</summary>
    Transfer,

    /// <summary>Cash.</summary>
    Cash,

    /// <summary>Anything else.</summary>
    Other,
}
