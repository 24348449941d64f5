namespace Billing.Domain;

/// <summary>How a payment names an account, from the weakest to the strongest.</summary>
public enum AccountNaming
{
    /// <summary>By the customer's or the account's id, or the customer's own reference, somewhere in the text.</summary>
    Reference,

    /// <summary>By the account's creditor reference, which has check digits.</summary>
    CreditorReference,

    /// <summary>It was paid to the account's virtual IBAN.</summary>
    VirtualIban,
}

/// <summary>What an account is called in the texts of its payers, as <see cref="CreditorReference.Bare"/> writes it.</summary>
public static class AccountNames
{
    /// <summary>Shorter ones stand in too many texts by chance.</summary>
    public const int Shortest = 4;

    /// <summary>The account's id, the customer's id, and the customer's own reference.</summary>
    public static IReadOnlyList<string> Of(string accountId, CustomerProfile profile) =>
        [.. new[] { accountId, AccountId.Parse(accountId).Customer, profile.Reference }.Select(CreditorReference.Bare).Where(name => name.Length >= Shortest).Distinct(StringComparer.Ordinal)];
}
