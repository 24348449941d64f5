namespace Billing.Domain;

/// <summary>What came of a payment attempt.</summary>
/// <param name="PaymentId">The payment, as <see cref="Domain.PaymentId"/> writes it; empty where the processor made none.</param>
public abstract record AttemptAnswer(string PaymentId)
{
    /// <summary>The money came.</summary>
    public sealed record Succeeded(string PaymentId) : AttemptAnswer(PaymentId);

    /// <summary>It did not, or not for good.</summary>
    /// <param name="PaymentId">The payment, or empty.</param>
    /// <param name="Code">The processor's reason.</param>
    /// <param name="Hard">Whether the same method must not be tried again.</param>
    /// <param name="AfterSuccess">Whether it had come first.</param>
    public sealed record Failed(string PaymentId, string Code, bool Hard, bool AfterSuccess) : AttemptAnswer(PaymentId);

    /// <summary>What a payment answers the attempt that it comes from; nothing while that is open. As facts are added an answer can only give way to a later
    /// one: failed, succeeded, failed after that. A refund or a dispute changes no answer: the attempt did succeed.</summary>
    public static AttemptAnswer? Of(Payment payment)
    {
        var id = payment.Id.ToString();
        if (payment.Currency() is { } currency && payment.Received(currency).IsPositive)
            return new Succeeded(id);
        if (payment.Facts.OfType<CaptureFailed>().LastOrDefault() is { } late)
            return new Failed(id, late.Code, IsHard(payment), AfterSuccess: true);
        return payment.Facts.OfType<PaymentFailed>().LastOrDefault() is { } failed ? new Failed(id, failed.Code, IsHard(payment), AfterSuccess: false) : null;
    }

    private static bool IsHard(Payment payment) => payment.Facts.OfType<PaymentFailed>().Any(fact => fact.Hard);

    /// <summary>Names the answer: each is given once.</summary>
    public string Name => this switch
    {
        Succeeded => "succeeded",
        Failed { AfterSuccess: true } => "failed-late",
        _ => "failed",
    };
}
