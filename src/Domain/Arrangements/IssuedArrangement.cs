using System.Text.Json.Serialization;

namespace Billing.Domain;

/// <summary>An instalment plan as it was agreed: what it covers, what is paid when, and what becomes of it where an instalment does not come.</summary>
/// <param name="ArrangementId">The arrangement.</param>
/// <param name="Invoices">What it covers, oldest first, with what was owed.</param>
/// <param name="Covered">The sum of that.</param>
/// <param name="Instalments">In order of their days; they sum to it.</param>
/// <param name="GraceDays">How many days after its day an instalment may still come.</param>
/// <param name="Number">Its number.</param>
/// <param name="IssueDate">The day of the agreement.</param>
/// <param name="Seller">The seller as it was.</param>
/// <param name="Buyer">The customer as it was.</param>
public sealed record IssuedArrangement(
    string ArrangementId, IReadOnlyList<ArrangedInvoice> Invoices, Money Covered, IReadOnlyList<Instalment> Instalments, int GraceDays,
    string Number, DateOnly IssueDate, Seller Seller, CustomerProfile Buyer) : IssuedDocument(Number, IssueDate, Seller, Buyer)
{
    /// <inheritdoc />
    [JsonIgnore]
    public override string DocumentId => ArrangementId;

    /// <inheritdoc />
    [JsonIgnore]
    public override Money Total => Covered;

    internal static IssuedArrangement Of(ArrangementAgreed agreed, Seller seller, CustomerProfile buyer)
    {
        var arrangement = agreed.Arrangement;
        return new IssuedArrangement(
            arrangement.ItemId, agreed.Invoices, arrangement.Covered, arrangement.Instalments, arrangement.GraceDays, arrangement.Number, arrangement.AgreedOn, seller, buyer);
    }
}
