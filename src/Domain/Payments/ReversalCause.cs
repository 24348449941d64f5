namespace Billing.Domain;

/// <summary>Why money is taken from an account again.</summary>
public enum ReversalCause
{
    /// <summary>It was paid back.</summary>
    Refund,

    /// <summary>The bank did not honour it: a bounced cheque, a returned debit.</summary>
    Returned,

    /// <summary>The payer's bank took it back.</summary>
    Disputed,

    /// <summary>It is not this account's: another's, or no payment at all.</summary>
    Moved,
}
