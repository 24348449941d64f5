namespace Billing.Domain;

/// <summary>The provision for an invoice changed: it is overdue for longer, or less of it is owed.</summary>
/// <param name="DocumentId">The invoice.</param>
/// <param name="Number">Its number.</param>
/// <param name="Percent">The share of the balance that is provided for now.</param>
/// <param name="Amount">The provision now.</param>
/// <param name="Change">What that is more than before, or less.</param>
/// <param name="Date">The day.</param>
/// <param name="PostingDate">The day of the books.</param>
public sealed record ProvisionChanged(string DocumentId, string Number, decimal Percent, Money Amount, Money Change, DateOnly Date, DateOnly PostingDate) : AccountEvent;

/// <summary>The provision for doubtful debts: a share of each overdue balance, by how long it is overdue. A share once reached is kept while anything is
/// owed, whatever becomes of the ladder; the amount follows the balance at once.</summary>
internal static class Provisioning
{
    /// <summary>The provision of a balance: rounded once, half away from zero.</summary>
    public static Money Of(Money balance, decimal percent) => Money.Round(balance.Amount * percent / 100, balance.Currency);

    /// <summary>The invoices that have reached another step by today, in at most so many.</summary>
    public static IEnumerable<ProvisionChanged> Due(Account account, DecisionContext context, int most) => context.Policy.Provision.Count == 0
        ? []
        : account.Invoices.Where(item => item.IsOpen)
            .Select(item => (Item: item, Percent: context.Policy.Provision.LastOrDefault(step => item.DueDate.AddDays(step.DaysOverdue) <= context.Today)?.Percent ?? 0))
            .Where(reached => reached.Percent > reached.Item.ProvisionPercent).Take(most)
            .Select(reached => Changed(reached.Item, reached.Percent, context));

    /// <summary>The next day that an invoice reaches another step; null where none does.</summary>
    public static DateOnly? NextOn(Account account, BillingPolicy policy) => policy.Provision.Count == 0
        ? null
        : account.Invoices.Where(item => item.IsOpen)
            .Select(item => policy.Provision.FirstOrDefault(step => step.Percent > item.ProvisionPercent) is { } next ? item.DueDate.AddDays(next.DaysOverdue) : (DateOnly?)null).Min();

    /// <summary>A decision with what it does to provisions: they are released as their invoices are paid, credited or cancelled, and come back with them.</summary>
    public static Decision Follow(Account account, Decision decision, DecisionContext context)
    {
        if (decision is not Decision.Accepted { Events.Count: > 0 } accepted || !account.Invoices.Any(item => item.ProvisionPercent > 0))
            return decision;
        var after = accepted.Events.Aggregate(account, AccountEvolution.Evolve);
        var changes = after.Invoices.Where(item => item.Provision != Of(item.Balance, item.ProvisionPercent)).Select(item => Changed(item, item.ProvisionPercent, context)).ToList();
        return changes.Count == 0 ? decision : new Decision.Accepted([.. accepted.Events, .. changes]);
    }

    private static ProvisionChanged Changed(InvoiceItem item, decimal percent, DecisionContext context)
    {
        var amount = Of(item.Balance, percent);
        return new ProvisionChanged(item.ItemId, item.Number, percent, amount, amount - item.Provision, context.Today, context.PostingDate(context.Today));
    }
}
