namespace Billing.Domain;

/// <summary>Why a customer is charged no tax where others are: a charity, an embassy, a reseller.</summary>
/// <param name="Reason">As the document prints it.</param>
/// <param name="Certificate">The number of the certificate that proves it, or empty.</param>
/// <param name="ValidUntil">The last tax point it holds for, or nothing where it does not end.</param>
public sealed record TaxExemption(string Reason, string Certificate, DateOnly? ValidUntil)
{
    /// <summary>Whether it holds for a tax point.</summary>
    public bool HoldsOn(DateOnly taxPoint) => ValidUntil is not { } until || taxPoint <= until;

    /// <summary>As the document prints it.</summary>
    public override string ToString() => Certificate.Length > 0 ? $"{Reason} ({Certificate})" : Reason;
}
