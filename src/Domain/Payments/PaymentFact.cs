using System.Text.Json.Serialization;

namespace Billing.Domain;

/// <summary>Something that happened to a payment. Money is counted once by kind and key, however many deliveries tell of it.</summary>
/// <param name="Key">Unique within the payment.</param>
/// <param name="ValueDate">When it happened, as a date in the seller's time zone.</param>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "fact")]
[JsonDerivedType(typeof(PaymentSucceeded), "succeeded")]
[JsonDerivedType(typeof(PaymentFailed), "failed")]
[JsonDerivedType(typeof(PaymentRefunded), "refunded")]
public abstract record PaymentFact(string Key, DateOnly ValueDate)
{
    /// <summary>The money it is about, if any.</summary>
    public abstract Money? Money();
}

/// <summary>The money came in.</summary>
public sealed record PaymentSucceeded(Money Amount, DateOnly ValueDate) : PaymentFact("succeeded", ValueDate)
{
    /// <inheritdoc />
    public override Money? Money() => Amount;
}

/// <summary>An attempt failed; another may succeed.</summary>
/// <param name="AttemptId">The processor's id of the attempt or of its report.</param>
/// <param name="Code">The processor's reason.</param>
/// <param name="ValueDate">When.</param>
public sealed record PaymentFailed(string AttemptId, string Code, DateOnly ValueDate) : PaymentFact($"failed:{AttemptId}", ValueDate)
{
    /// <inheritdoc />
    public override Money? Money() => null;
}

/// <summary>Money went back to the payer.</summary>
/// <param name="TotalSoFar">All that went back of the payment by then, as processors report it.</param>
/// <param name="ValueDate">When.</param>
public sealed record PaymentRefunded(Money TotalSoFar, DateOnly ValueDate) : PaymentFact($"refunded:{TotalSoFar.MinorUnits}", ValueDate)
{
    /// <inheritdoc />
    public override Money? Money() => TotalSoFar;
}
