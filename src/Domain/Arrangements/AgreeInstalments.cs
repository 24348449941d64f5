namespace Billing.Domain;

/// <summary>Agrees upon an instalment plan over the open balances of invoices.</summary>
/// <param name="Key">Names it for ever; the same key is the same plan.</param>
/// <param name="DocumentIds">The invoices; nothing for all open ones that nothing stands against.</param>
/// <param name="Deposit">What is paid at once, or nothing.</param>
/// <param name="Schedule">How the rest is paid.</param>
/// <param name="GraceDays">How many days after its day an instalment may still come; nothing for the policy's.</param>
public sealed record AgreeInstalments(string Key, IReadOnlyList<string>? DocumentIds, Deposit? Deposit, InstalmentSchedule Schedule, int? GraceDays) : AccountCommand;
