using System.Text.Json.Serialization;

namespace Billing.Domain;

/// <summary>A statement as it was issued.</summary>
/// <param name="StatementId">The document.</param>
/// <param name="Statement">What it says.</param>
/// <param name="AccountId">Whose account it is of.</param>
/// <param name="Number">Its number.</param>
/// <param name="IssueDate">Its date.</param>
/// <param name="Seller">The seller as it was.</param>
/// <param name="Buyer">The customer as it was.</param>
public sealed record IssuedStatement(string StatementId, Statement Statement, string AccountId, string Number, DateOnly IssueDate, Seller Seller, CustomerProfile Buyer)
    : IssuedDocument(Number, IssueDate, Seller, Buyer)
{
    /// <inheritdoc />
    [JsonIgnore]
    public override string DocumentId => StatementId;

    /// <inheritdoc />
    [JsonIgnore]
    public override Money Total => Statement.Closing;

    internal static IssuedStatement Of(StatementIssued issued, DecisionContext context, Seller seller, CustomerProfile buyer) => new(
        issued.DocumentId, Statement.Of(context.History, issued.Kind, issued.From, issued.Through), context.History.SelectMany(recorded => recorded.Events).OfType<AccountOpened>().First().AccountId,
        issued.Number, issued.IssueDate, seller, buyer);
}
