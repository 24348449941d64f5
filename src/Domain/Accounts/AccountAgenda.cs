namespace Billing.Domain;

/// <summary>When an account has work next, by kind; the calendar is kept from this. A date in the past means now.</summary>
public static class AccountAgenda
{
    /// <summary>The next day that <see cref="RunBilling"/> would do something, if any.</summary>
    public static DateOnly? BillOn(Account account)
    {
        if (account.ParkedBecause is not null)
            return null;
        var periods = account.Subscriptions.Select(subscription => subscription.NextPeriod()?.DueOn);
        var drafts = account.Drafts.Select(draft => (DateOnly?)draft.FinalizeOn);
        var charges = account.Charges.Select(charge => charge.BillOn);
        return PaymentApplication.CanUseCredit(account) ? DateOnly.MinValue : periods.Concat(drafts).Concat(charges).Min();
    }

    /// <summary>The next day that <see cref="RunCharging"/> would do something, if any.</summary>
    public static DateOnly? ChargeOn(Account account, BillingPolicy policy) =>
        account.Invoices.Select(item => ChargingRules.NextOn(account, item, policy)).Min();

    /// <summary>The next day that <see cref="RunStatements"/> would do something, if any.</summary>
    public static DateOnly? StateOn(Account account, BillingPolicy policy) => StatementMonth.Next(account, policy)?.DueOn;

    /// <summary>The next day that <see cref="RunCollections"/> would do something, if any. What is due already is due today, or where today is a quiet day,
    /// perhaps later.</summary>
    public static DateOnly? CollectOn(Account account, BillingPolicy policy, DateOnly today)
    {
        var overdue = account.Invoices.Where(item => item is { IsOpen: true, OverdueSince: null }).Select(item => (DateOnly?)item.DueDate.AddDays(1)).Min();
        return new[] { overdue, DunningDecider.NextStepOn(account, policy, today), Provisioning.NextOn(account, policy), WriteOffsDue.NextOn(account, policy), WaitingInterest.NextOn(account, policy.DunningOf(account), today) }.Min();
    }
}
