using System.Text.Json.Serialization;

namespace Billing.Domain;

/// <summary>What was kept back of an invoice and is not asked for any more: the invoice is settled by it as by a payment.</summary>
/// <param name="DeductionId">Derived from the payment's assignment or from the request.</param>
/// <param name="Kind">Why it is accepted.</param>
/// <param name="Amount">Above 0, with tax.</param>
/// <param name="Date">When it was kept back.</param>
/// <param name="PaymentId">The payment that fell short by it, with which it stands and falls; empty where an operator accepted it.</param>
/// <param name="Jurisdiction">Whose tax was withheld; empty for the other kinds.</param>
/// <param name="Certificate">What proves that the tax was paid for us; empty until it is here.</param>
public sealed record Deduction(string DeductionId, DeductionKind Kind, Money Amount, DateOnly Date, string PaymentId, string Jurisdiction, string Certificate)
{
    /// <summary>Whether the customer still owes us the proof that it paid a tax for us.</summary>
    [JsonIgnore]
    public bool LacksCertificate => Kind == DeductionKind.WithholdingTax && Certificate.Length == 0;
}

/// <summary>Why what was kept back is not asked for.</summary>
public enum DeductionKind
{
    /// <summary>Too little to ask for: an expense, with its tax.</summary>
    ShortPayment,

    /// <summary>A bank kept it on the way: an expense.</summary>
    BankCharges,

    /// <summary>The customer paid it as a tax of ours: an asset, proved by a certificate.</summary>
    WithholdingTax,
}
