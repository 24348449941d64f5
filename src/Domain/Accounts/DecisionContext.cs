namespace Billing.Domain;

/// <summary>What a decision knows beside the account and the command.</summary>
/// <param name="Today">The billing date, in the seller's time zone.</param>
/// <param name="FirstOpenDay">The first day that the books may be posted to.</param>
/// <param name="Seller">The seller.</param>
/// <param name="Policy">The seller's policy.</param>
/// <param name="Prices">The seller's catalogue by price id.</param>
/// <param name="Taxes">The seller's tax table.</param>
/// <param name="Profile">The buyer: the customer's profile in force, or that of the parent where the parent is billed.</param>
/// <param name="Numbers">Numbers reserved so far: document → number.</param>
/// <param name="Drafts">The contents of the drafts that the command names.</param>
/// <param name="Documents">The issued documents that the command names.</param>
/// <param name="Coupons">The seller's coupons by id.</param>
/// <param name="Usage">The usage that the command names, as it was read.</param>
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
    IReadOnlyDictionary<string, IssuedDocument> Documents,
    IReadOnlyDictionary<string, Coupon> Coupons,
    IReadOnlyDictionary<UsagePeriodKey, UsageReading> Usage)
{
    /// <summary>Who asks, as it is recorded; empty where nobody does.</summary>
    public string Actor { get; init; } = "";

    /// <summary>What the payer said of the payment that the command is about.</summary>
    public PaymentReference Payer { get; init; } = PaymentReference.None;

    /// <summary>Of the charges that the command names, those that were billed before; their ids are used up.</summary>
    public IReadOnlySet<string> BilledCharges { get; init; } = new HashSet<string>();

    /// <summary>All that was recorded of the account, oldest first, where the command asks for it.</summary>
    public IReadOnlyList<RecordedEvents> History { get; init; } = [];

    /// <summary>The ids of the seller's collection agencies.</summary>
    public IReadOnlyList<string> Agencies { get; init; } = [];

    /// <summary>Who collects by a policy: whom it names, or the seller's only agency; empty where that is nobody.</summary>
    internal string AgencyFor(CollectionsPolicy policy) => policy.AgencyId.Length > 0 ? policy.AgencyId : Agencies is [var only] ? only : "";

    /// <summary>An invoice that the command names, as it was issued; nothing where it was not issued here.</summary>
    public IssuedInvoice? InvoiceOf(string documentId) => Documents.GetValueOrDefault(documentId) as IssuedInvoice;

    /// <summary>What was measured in a period.</summary>
    /// <exception cref="InvalidOperationException">It was not read; nothing must be billed as if nothing had been used.</exception>
    public UsageReading UsageOf(UsagePeriodKey key) =>
        Usage.TryGetValue(key, out var reading) ? reading : throw new InvalidOperationException($"The usage of {key.SubscriptionId} from {key.PeriodStart:O} was not read.");

    /// <summary>How a supply to the customer is taxed; null where the tax table says nothing, and then nothing must be issued.</summary>
    public LineTax? TaxOf(string taxCategory, DateOnly taxPoint) => TaxDetermination.Find(Seller, Profile, taxCategory, taxPoint, Taxes);

    /// <summary>What to do where it is null.</summary>
    public string WhyNoTax(string taxCategory, DateOnly taxPoint) => TaxDetermination.WhyNot(Seller, Profile, taxCategory, taxPoint, Taxes);

    /// <summary>The day of the books for something that happened on a date: that date, or the first open day after it.</summary>
    public DateOnly PostingDate(DateOnly date) => date < FirstOpenDay ? FirstOpenDay : date;
}
