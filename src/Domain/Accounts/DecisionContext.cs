namespace Billing.Domain;

/// <summary>What a decision knows beside the account and the command.</summary>
/// <param name="Today">The billing date, in the seller's time zone.</param>
/// <param name="FirstOpenDay">The first day that the books may be posted to.</param>
/// <param name="Seller">The seller.</param>
/// <param name="Policy">The seller's policy.</param>
/// <param name="Prices">The seller's catalogue by price id.</param>
/// <param name="Taxes">The seller's tax table.</param>
/// <param name="Profile">The customer's profile in force.</param>
/// <param name="Numbers">Numbers reserved so far: document → number.</param>
/// <param name="Drafts">The contents of the drafts that the command names.</param>
/// <param name="Documents">The issued documents that the command names.</param>
public sealed record DecisionContext(
    DateOnly Today,
    DateOnly FirstOpenDay,
    Seller Seller,
    BillingPolicy Policy,
    IReadOnlyDictionary<string, Price> Prices,
    TaxTable Taxes,
    CustomerProfile Profile,
    IReadOnlyDictionary<string, string> Numbers,
    IReadOnlyDictionary<string, Invoice> Drafts,
    IReadOnlyDictionary<string, IssuedDocument> Documents)
{
    /// <summary>The day of the books for something that happened on a date: that date, or the first open day after it.</summary>
    public DateOnly PostingDate(DateOnly date) => date < FirstOpenDay ? FirstOpenDay : date;
}
