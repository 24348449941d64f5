namespace Billing.Domain;

/// <summary>The day that an invoice is first charged on.</summary>
public enum ChargeDay
{
    /// <summary>The day it is issued.</summary>
    IssueDate,

    /// <summary>The day it is due.</summary>
    DueDate,
}

/// <summary>How a seller charges saved methods.</summary>
/// <param name="AutoCollect">Whether invoices are charged by themselves, where the customer's terms do not say.</param>
/// <param name="ChargeOn">The first day, where the customer's terms do not say.</param>
/// <param name="RetryDays">How many days after each failed attempt the next is made with the same method; when they are used up, none is.</param>
/// <param name="DirectDebitNoticeDays">A mandate is charged at least so many days after the invoice, which announces it, and not before the due date.</param>
public sealed record ChargingPolicy(bool AutoCollect, ChargeDay ChargeOn, IReadOnlyList<int> RetryDays, int DirectDebitNoticeDays)
{
    /// <summary>Whether, once those are used up, it is tried again on the day before each dunning step.</summary>
    public bool RetryBeforeDunning { get; init; }

    /// <summary>Nothing by itself; on the issue date; again after 3, 5 and 7 days; a mandate 14 days after its announcement, as the SEPA Core rulebook has it
    /// where nothing shorter was agreed.</summary>
    public static ChargingPolicy Standard { get; } = new(false, ChargeDay.IssueDate, [3, 5, 7], 14);
}
