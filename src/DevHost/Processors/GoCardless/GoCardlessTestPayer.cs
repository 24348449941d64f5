namespace Billing.DevHost.Processors.GoCardless;

/// <summary>A payer of the sandbox: what becomes of his debits.</summary>
/// <param name="Name">How he is chosen on a page.</param>
/// <param name="AccountEnding">The last two digits of his account.</param>
/// <param name="FailureCause">Why his debits fail, if they do.</param>
/// <param name="Label">In words.</param>
internal sealed record GoCardlessTestPayer(string Name, string AccountEnding, string? FailureCause, string Label)
{
    public static IReadOnlyList<GoCardlessTestPayer> All { get; } =
    [
        new("successful", "00", null, "Account ending 00: pays"),
        new("penniless", "11", "insufficient_funds", "Account ending 11: insufficient funds"),
        new("closed", "22", "bank_account_closed", "Account ending 22: the account is closed"),
    ];

    public static GoCardlessTestPayer? Find(string? name) => All.FirstOrDefault(payer => payer.Name == name);
}
