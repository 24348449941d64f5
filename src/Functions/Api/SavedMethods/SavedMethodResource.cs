using Billing.Domain;

namespace Billing.Functions.Api.SavedMethods;

/// <summary>A way to pay that a customer has saved.</summary>
/// <param name="MethodId">Ours.</param>
/// <param name="IsDefault">Whether it is the one that is charged.</param>
/// <param name="Processor">Where it is saved.</param>
/// <param name="MerchantAccount">The seller's account there.</param>
/// <param name="PayerReference">The processor's id of the customer; nothing where it keeps none.</param>
/// <param name="MethodReference">The processor's id of the method or mandate.</param>
/// <param name="Kind">A card, or a direct debit.</param>
/// <param name="Label">As people know it; the last four digits at most.</param>
/// <param name="SavedOn">When it was saved.</param>
internal sealed record SavedMethodResource(
    string MethodId, bool IsDefault, string Processor, string MerchantAccount, string? PayerReference, string MethodReference, SavedMethodKind Kind, string Label, DateOnly SavedOn)
{
    public static SavedMethodResource Of(SavedMethod method, bool isDefault) => new(
        method.MethodId, isDefault, method.Processor, method.MerchantAccount, method.PayerReference.Length > 0 ? method.PayerReference : null, method.MethodReference, method.Kind, method.Label, method.SavedOn);

    public static IReadOnlyList<SavedMethodResource> AllOf(Account account) => [.. account.Methods.Select((method, index) => Of(method, index == 0))];
}
