using Billing.Domain;
using Billing.Functions.Index;

namespace Billing.Functions.Api.Statements;

/// <summary>A statement of account. Amounts are above 0 where the customer owes them and below 0 where it has them to its credit; opening + charged - credited =
/// closing = the sum of the open items = the sum of the ages.</summary>
/// <param name="DocumentId">Its id; nothing where it is only looked at.</param>
/// <param name="Number">Its number; nothing where it is only looked at.</param>
/// <param name="AccountId">Whose it is.</param>
/// <param name="IssueDate">Its date.</param>
/// <param name="Kind">What its PDF and its CSV show.</param>
/// <param name="From">The first day of the period.</param>
/// <param name="Through">The last day.</param>
/// <param name="Opening">The balance before the first day.</param>
/// <param name="Lines">The transactions by their posting dates.</param>
/// <param name="Charged">The sum of the debits.</param>
/// <param name="Credited">The sum of the credits.</param>
/// <param name="Closing">The balance after the last day.</param>
/// <param name="OpenItems">What is open then.</param>
/// <param name="ToPay">What the customer is asked for.</param>
/// <param name="Ages">What is open by how many days it is overdue.</param>
/// <param name="Preceding">The statement before, where it closed with something else than the opening balance; its closing + changes + unstated = opening.</param>
internal sealed record StatementResource(
    string? DocumentId, string? Number, string AccountId, DateOnly IssueDate, StatementKind Kind, DateOnly From, DateOnly Through, Money Opening, IReadOnlyList<StatementLine> Lines, Money Charged, Money Credited,
    Money Closing, IReadOnlyList<StatementItem> OpenItems, Money ToPay, IReadOnlyList<StatementAge> Ages, PrecedingStatement? Preceding)
{
    public static StatementResource Of(IssuedStatement issued) => new(
        issued.DocumentId.Length > 0 ? issued.DocumentId : null, issued.Number.Length > 0 ? issued.Number : null, issued.AccountId, issued.IssueDate, issued.Statement.Kind, issued.Statement.From, issued.Statement.Through,
        issued.Statement.Opening, issued.Statement.Lines, issued.Statement.Charged, issued.Statement.Credited, issued.Statement.Closing, issued.Statement.OpenItems, issued.Statement.ToPay, issued.Statement.Ages, issued.Statement.Preceding);
}

/// <summary>A statement in a list, and what a request for one is answered with.</summary>
internal sealed record StatementSummary(string DocumentId, string Number, DateOnly IssueDate, StatementKind Kind, DateOnly From, DateOnly Through, Money Closing, bool IsMonthly)
{
    public static StatementSummary Of(StatementEntry entry) => new(entry.DocumentId, entry.Number, entry.IssueDate, entry.Kind, entry.From, entry.Through, entry.Closing, entry.IsMonthly);
}
