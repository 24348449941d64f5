using Billing.Domain;

namespace Billing.Functions.Api.PaymentAttempts;

/// <summary>An attempt to charge a saved method for an invoice.</summary>
/// <param name="AttemptId">Ours; the payment at the processor bears it.</param>
/// <param name="DocumentId">The invoice.</param>
/// <param name="InvoiceNumber">Its number.</param>
/// <param name="MethodId">What is charged.</param>
/// <param name="Method">As people know it.</param>
/// <param name="Amount">What was due.</param>
/// <param name="StartedOn">When it was started.</param>
/// <param name="ByHand">Whether an operator asked for it.</param>
/// <param name="State">How far it has come.</param>
/// <param name="On">When that became known.</param>
/// <param name="Code">The processor's reason, where it failed.</param>
/// <param name="Hard">Whether the same method must not be tried again.</param>
/// <param name="RetryOn">The day that the same method is tried again by itself, if it is.</param>
/// <param name="Because">Why it was withdrawn, if it was.</param>
internal sealed record PaymentAttemptResource(
    string AttemptId, string DocumentId, string InvoiceNumber, string MethodId, string Method, Money Amount, DateOnly StartedOn, bool ByHand, PaymentAttemptStatus State, DateOnly On,
    string? Code, bool? Hard, DateOnly? RetryOn, string? Because)
{
    public static IEnumerable<PaymentAttemptResource> AllOf(InvoiceItem item) => item.Attempts.Select(attempt => Of(item, attempt));

    public static PaymentAttemptResource Of(PaymentAttemptStarted started) => new(
        started.AttemptId, started.DocumentId, started.Number, started.Method.MethodId, started.Method.Label, started.Amount, started.Date, started.ByHand, PaymentAttemptStatus.Waiting, started.Date,
        null, null, null, null);

    private static PaymentAttemptResource Of(InvoiceItem item, PaymentAttempt attempt)
    {
        var (state, on) = attempt.State switch
        {
            AttemptState.Sent sent => (PaymentAttemptStatus.Sent, sent.On),
            AttemptState.Withdrawn withdrawn => (PaymentAttemptStatus.Withdrawn, withdrawn.On),
            AttemptState.Succeeded succeeded => (PaymentAttemptStatus.Succeeded, succeeded.On),
            AttemptState.Failed failed => (PaymentAttemptStatus.Failed, failed.On),
            _ => (PaymentAttemptStatus.Waiting, attempt.StartedOn),
        };
        var failure = attempt.State as AttemptState.Failed;
        return new PaymentAttemptResource(
            attempt.AttemptId, item.ItemId, item.Number, attempt.Method.MethodId, attempt.Method.Label, attempt.Amount, attempt.StartedOn, attempt.ByHand, state, on,
            failure?.Code, failure?.Hard, failure?.RetryOn, (attempt.State as AttemptState.Withdrawn)?.Because);
    }
}

/// <summary>How far a payment attempt has come.</summary>
internal enum PaymentAttemptStatus
{
    /// <summary>The processor was not called yet.</summary>
    Waiting,

    /// <summary>What came of it is not known.</summary>
    Sent,

    /// <summary>It was given up before it reached the processor.</summary>
    Withdrawn,

    /// <summary>The money came.</summary>
    Succeeded,

    /// <summary>No money came.</summary>
    Failed,
}
