using System.Security.Cryptography;
using System.Text;

namespace Billing.Domain;

/// <summary>A way to pay that a customer has saved at a processor and that may be charged without the customer present.</summary>
/// <param name="MethodId">Ours: derived from the processor, the merchant account and its reference, so that saving it again names the same.</param>
/// <param name="Processor">Lower-case name: <c>stripe</c>, <c>gocardless</c>.</param>
/// <param name="MerchantAccount">The seller's account there.</param>
/// <param name="PayerReference">The processor's id of the customer, or empty where it keeps none.</param>
/// <param name="MethodReference">The processor's id of the method or mandate that is charged.</param>
/// <param name="Kind">A card, or a direct debit.</param>
/// <param name="Label">As people know it: <c>Visa ···· 4242, 12/27</c>, <c>SEPA ···· 3000</c>. It holds no more of a number than its last four digits.</param>
/// <param name="SavedOn">When the customer saved it, in the seller's time zone.</param>
public sealed record SavedMethod(
    string MethodId, string Processor, string MerchantAccount, string PayerReference, string MethodReference, SavedMethodKind Kind, string Label, DateOnly SavedOn)
{
    /// <summary>Our id of a method: the same however often, and by whichever event, it is told of.</summary>
    public static string IdOf(string processor, string merchantAccount, string methodReference) =>
        $"mth_{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{processor}\n{merchantAccount}\n{methodReference}")).AsSpan(0, 12))}";
}

/// <summary>What kind of method it is.</summary>
public enum SavedMethodKind
{
    /// <summary>A card: what comes of a charge is known at once.</summary>
    Card,

    /// <summary>A direct debit by mandate: what comes of a charge is known days later.</summary>
    DirectDebit,
}
