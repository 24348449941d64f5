namespace Billing.Domain;

/// <summary>The provision for doubtful debts: a share of each overdue balance, by how long it is overdue.</summary>
internal static class Provisioning
{
    /// <summary>The provision of a balance: rounded once, half away from zero.</summary>
    public static Money Of(Money balance, decimal percent) => Money.Round(balance.Amount * percent / 100, balance.Currency);
}
