namespace Billing.Domain;

/// <summary>Keeps a way to pay that the customer has saved at a processor. A new one is charged from now on, before the others; one that is known is kept as
/// it is described now.</summary>
public sealed record SaveMethod(SavedMethod Method) : AccountCommand;

/// <summary>Charges a saved method before the others from now on.</summary>
public sealed record PreferMethod(string MethodId) : AccountCommand;

/// <summary>Charges a saved method no more. One that the account does not have changes nothing.</summary>
/// <param name="MethodId">Which.</param>
/// <param name="Why">Why.</param>
/// <param name="Text">The processor's or the operator's words; may be empty.</param>
public sealed record EndMethod(string MethodId, MethodEnd Why, string Text) : AccountCommand;

/// <summary>Why a saved method is charged no more.</summary>
public enum MethodEnd
{
    /// <summary>The payer or the payer's bank took the permission back, or it ran out.</summary>
    Revoked,

    /// <summary>A charge was declined in a way that no other attempt would change.</summary>
    Declined,

    /// <summary>The customer, or an operator for the customer, wants it so.</summary>
    Removed,
}

/// <summary>A saved method may be charged.</summary>
public sealed record PaymentMethodSaved(SavedMethod Method) : AccountEvent;

/// <summary>A saved method comes before the others.</summary>
public sealed record PaymentMethodPreferred(string MethodId) : AccountEvent;

/// <summary>A saved method is charged no more.</summary>
/// <param name="MethodId">Which.</param>
/// <param name="Why">Why.</param>
/// <param name="Text">The processor's or the operator's words; may be empty.</param>
/// <param name="Date">The day.</param>
public sealed record PaymentMethodEnded(string MethodId, MethodEnd Why, string Text, DateOnly Date) : AccountEvent;
