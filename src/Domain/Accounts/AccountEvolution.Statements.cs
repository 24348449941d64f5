namespace Billing.Domain;

/// <summary>What tells whether an account's next month is to be stated.</summary>
public static partial class AccountEvolution
{
    private static Account Moved(Account account, AccountEvent happened)
    {
        var before = account.Stated ?? StatementProgress.None;
        var after = before.And(AccountMovement.Of([happened]));
        return after == before ? account : account with { Stated = after };
    }
}
