using System.Text.Json.Serialization;

namespace Billing.Domain;

/// <summary>Something that happened to a payout.</summary>
/// <param name="Key">Unique within the payout.</param>
/// <param name="ValueDate">When it happened, as a date in the seller's time zone.</param>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "fact")]
[JsonDerivedType(typeof(PayoutMade), "made")]
[JsonDerivedType(typeof(PayoutFailed), "failed")]
public abstract record PayoutFact(string Key, DateOnly ValueDate);

/// <summary>The processor paid out what it held.</summary>
/// <param name="Amount">What the bank gets; below 0 where the processor takes from the bank what its balance lacks.</param>
/// <param name="Fees">What the processor kept for itself and has not told of at a payment.</param>
/// <param name="ValueDate">When the bank has it.</param>
public sealed record PayoutMade(Money Amount, Money Fees, DateOnly ValueDate) : PayoutFact("made", ValueDate);

/// <summary>The bank sent the money back; the processor holds it again. The fees are kept nevertheless.</summary>
/// <param name="Reason">The processor's reason; may be empty.</param>
/// <param name="ValueDate">When.</param>
public sealed record PayoutFailed(string Reason, DateOnly ValueDate) : PayoutFact("failed", ValueDate);

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

    /// <summary>What the bank has of it; nothing before the payout itself is known.</summary>
    public Money? AtBank() => Made is { } made ? HasFailed ? Money.Zero(made.Amount.Currency) : made.Amount : null;

    /// <summary>The entry of a fact that is new to the payout: from the processor to the bank, the fees to the expenses. None where it moves no money.</summary>
    /// <param name="fact">The new fact.</param>
    /// <param name="firstOpenDay">The first day that may be posted to.</param>
    public JournalEntry? Post(PayoutFact fact, DateOnly firstOpenDay)
    {
        var after = With(fact);
        if (after.Made is not { } made)
            return null;
        var (moved, fees) = (after.AtBank()!.Value - (AtBank() ?? Money.Zero(made.Amount.Currency)), Made is null ? made.Fees : Money.Zero(made.Amount.Currency));
        var postingDate = fact.ValueDate < firstOpenDay ? firstOpenDay : fact.ValueDate;
        var text = $"Payout {Id} {(fact is PayoutFailed ? "came back" : "paid out")}";
        return moved.IsZero && fees.IsZero ? null : new JournalEntry(postingDate, postingDate == fact.ValueDate ? text : $"{text}, of {fact.ValueDate:O} in a closed period",
            [new(ChartOfAccounts.Cash("bank"), moved), new(ChartOfAccounts.ProcessorFees, fees), new(ChartOfAccounts.Cash(Id.Processor), -moved - fees)]);
    }

    private PayoutMade? Made => Facts.OfType<PayoutMade>().FirstOrDefault();

    private bool HasFailed => Facts.Any(fact => fact is PayoutFailed);
}
