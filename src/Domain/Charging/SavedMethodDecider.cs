using System.Text.RegularExpressions;

namespace Billing.Domain;

/// <summary>Decides about what an account has saved to pay with.</summary>
internal static partial class SavedMethodDecider
{
    /// <summary>How many an account keeps: they stand in its state.</summary>
    private const int MostMethods = 20;

    public static Decision Save(Account account, SaveMethod command, DecisionContext context)
    {
        var method = command.Method;
        if (account.Methods.FirstOrDefault(known => known.MethodId == method.MethodId) is { } same && same with { SavedOn = method.SavedOn } == method)
            return AccountDecider.Accept();
        if (!context.Seller.MerchantAccounts.Contains(new MerchantAccount(method.Processor, method.MerchantAccount)))
            return AccountDecider.Refuse("unknown-merchant-account", $"The seller has no {method.Processor} account '{method.MerchantAccount}'.");
        if (MoreThanLastDigits().IsMatch(method.Label))
            return AccountDecider.Refuse("number-in-label", "The label shows more of a number than its last four digits; they are all that may be kept.");
        return account.Methods.Count >= MostMethods && account.Methods.All(known => known.MethodId != method.MethodId)
            ? AccountDecider.Refuse("too-many-methods", $"The account has {MostMethods} saved methods; end one of them first.")
            : AccountDecider.Accept(new PaymentMethodSaved(method));
    }

    public static Decision Prefer(Account account, PreferMethod command)
    {
        var place = account.Methods.Select((known, index) => (known.MethodId, Index: index)).Where(known => known.MethodId == command.MethodId).Select(known => known.Index).DefaultIfEmpty(-1).First();
        return place switch
        {
            < 0 => AccountDecider.Refuse("unknown-method", $"The account has no saved method {command.MethodId}."),
            0 => AccountDecider.Accept(),
            _ => AccountDecider.Accept(new PaymentMethodPreferred(command.MethodId)),
        };
    }

    public static Decision End(Account account, EndMethod command, DecisionContext context) =>
        account.Methods.Any(known => known.MethodId == command.MethodId)
            ? AccountDecider.Accept(new PaymentMethodEnded(command.MethodId, command.Why, command.Text, context.Today))
            : AccountDecider.Accept();

    [GeneratedRegex("[0-9](?:[ -]?[0-9]){4}")]
    private static partial Regex MoreThanLastDigits();
}
