using System.Text.Json.Serialization;

namespace Billing.Domain;

/// <summary>Something that happened to a payout.</summary>
/// <param name="Key">Unique within the payout.</param>
/// <param name="ValueDate">When it happened, as a date in the seller's time zone.</param>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "fact")]
[JsonDerivedType(typeof(PayoutMade), "made")]
[JsonDerivedType(typeof(PayoutFailed), "failed")]
[JsonDerivedType(typeof(PayoutArrived), "arrived")]
[JsonDerivedType(typeof(PayoutReturned), "returned")]
[JsonDerivedType(typeof(PayoutCharged), "charged")]
public abstract record PayoutFact(string Key, DateOnly ValueDate);

/// <summary>The processor paid out what it held.</summary>
/// <param name="Amount">What the bank gets; below 0 where the processor takes from the bank what its balance lacks.</param>
/// <param name="Fees">What the processor kept for itself and tells neither at a payment nor line by line.</param>
/// <param name="ValueDate">When the bank has it.</param>
/// <param name="Reference">What the processor lets the bank write beside it; may be empty.</param>
public sealed record PayoutMade(Money Amount, Money Fees, DateOnly ValueDate, string Reference = "") : PayoutFact("made", ValueDate);

/// <summary>The bank sent the money back; the processor holds it again. The fees are kept nevertheless.</summary>
/// <param name="Reason">The processor's reason; may be empty.</param>
/// <param name="ValueDate">When.</param>
public sealed record PayoutFailed(string Reason, DateOnly ValueDate) : PayoutFact("failed", ValueDate);

/// <summary>A bank statement shows it.</summary>
/// <param name="EntryId">The statement's entry, as the payment that it would have been is named.</param>
/// <param name="Amount">As the entry has it: above 0 came in, below 0 was taken.</param>
/// <param name="ValueDate">When.</param>
public sealed record PayoutArrived(string EntryId, Money Amount, DateOnly ValueDate) : PayoutFact("arrived", ValueDate);

/// <summary>A bank statement shows that what had arrived went back, as the payout failed.</summary>
/// <param name="EntryId">The statement's entry.</param>
/// <param name="Amount">As the entry has it, the opposite of what arrived.</param>
/// <param name="ValueDate">When.</param>
public sealed record PayoutReturned(string EntryId, Money Amount, DateOnly ValueDate) : PayoutFact("returned", ValueDate);

/// <summary>The processor kept something for itself that belongs to no payment, as the lines of the payout tell.</summary>
/// <param name="LineId">The line.</param>
/// <param name="Amount">Above 0; below 0 where the processor gave a fee back.</param>
/// <param name="ValueDate">When.</param>
public sealed record PayoutCharged(string LineId, Money Amount, DateOnly ValueDate) : PayoutFact($"charged:{LineId}", ValueDate);

/// <summary>A transfer from a processor's balance to the seller's bank: facts merged forward only, whatever order they come in.</summary>
/// <param name="Id">The processor's id of it.</param>
/// <param name="SellerId">Whose money it is.</param>
/// <param name="Facts">What is known, each once.</param>
public sealed record Payout(PaymentId Id, string SellerId, IReadOnlyList<PayoutFact> Facts)
{
    /// <summary>A payout that nothing is known of.</summary>
    public static Payout Unknown(PaymentId id, string sellerId) => new(id, sellerId, []);

    /// <summary>The payout with a fact; the same where the fact is known.</summary>
    public Payout With(PayoutFact fact) => Facts.Any(known => known.Key == fact.Key) ? this : this with { Facts = [.. Facts, fact] };

    /// <summary>What the processor told of it, once it did.</summary>
    [JsonIgnore]
    public PayoutMade? Made => Facts.OfType<PayoutMade>().FirstOrDefault();

    /// <summary>Why it failed, if it did.</summary>
    [JsonIgnore]
    public PayoutFailed? Failed => Facts.OfType<PayoutFailed>().FirstOrDefault();

    /// <summary>The statement entry that it arrived by, if one is known.</summary>
    [JsonIgnore]
    public PayoutArrived? Arrived => Facts.OfType<PayoutArrived>().FirstOrDefault();

    /// <summary>The statement entry by which it went back, if one is known.</summary>
    [JsonIgnore]
    public PayoutReturned? Returned => Facts.OfType<PayoutReturned>().FirstOrDefault();

    /// <summary>What it is in, once a fact names it.</summary>
    public Currency? Currency() => Made?.Amount.Currency ?? Arrived?.Amount.Currency ?? Returned?.Amount.Currency ?? Facts.OfType<PayoutCharged>().FirstOrDefault()?.Amount.Currency;

    /// <summary>What the bank's statements have of it.</summary>
    public Money AtBank(Currency currency) => (Arrived?.Amount ?? Money.Zero(currency)) + (Returned?.Amount ?? Money.Zero(currency));

    /// <summary>What has left the processor and is not at the bank; below 0 where the bank has what the processor does not say it sent.</summary>
    public Money InTransit(Currency currency) => (Made is { } made && Failed is null ? made.Amount : Money.Zero(currency)) - AtBank(currency);

    /// <summary>What the processor kept with the payout. It tells one sum, or the lines that make it up: money counts once.</summary>
    public Money Fees(Currency currency) => Made is { Fees.IsZero: false } made
        ? made.Fees
        : Money.Sum(Facts.OfType<PayoutCharged>().Select(fact => fact.Amount), currency);

    /// <summary>The entry of a fact that is new to the payout: from the processor on its way, from there to the bank, the fees to the expenses. None where
    /// it moves no money.</summary>
    /// <param name="fact">The new fact.</param>
    /// <param name="firstOpenDay">The first day that may be posted to.</param>
    public JournalEntry? Post(PayoutFact fact, DateOnly firstOpenDay)
    {
        var after = With(fact);
        if (after.Currency() is not { } currency)
            return null;
        var (arrived, left, kept) = (after.AtBank(currency) - AtBank(currency), after.InTransit(currency) - InTransit(currency), after.Fees(currency) - Fees(currency));
        var postingDate = fact.ValueDate < firstOpenDay ? firstOpenDay : fact.ValueDate;
        var text = $"Payout {Id} {Happened(fact)}";
        return arrived.IsZero && left.IsZero && kept.IsZero ? null : new JournalEntry(postingDate, postingDate == fact.ValueDate ? text : $"{text}, of {fact.ValueDate:O} in a closed period",
        [
            new(ChartOfAccounts.Cash("bank"), arrived), new(ChartOfAccounts.CashInTransit(Id.Processor), left), new(ChartOfAccounts.ProcessorFees, kept),
            new(ChartOfAccounts.Cash(Id.Processor), -(arrived + left + kept)),
        ])
        { Cause = fact.GetType().Name };
    }

    private static string Happened(PayoutFact fact) => fact switch
    {
        PayoutFailed => "came back to the processor",
        PayoutArrived => "arrived at the bank",
        PayoutReturned => "went back from the bank",
        PayoutCharged => "cost a fee",
        _ => "paid out",
    };
}
