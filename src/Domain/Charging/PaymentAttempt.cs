using System.Text.Json.Serialization;

namespace Billing.Domain;

/// <summary>An attempt to charge a saved method for an invoice. It stays with the invoice, also when that is paid: a debit can fail late.</summary>
/// <param name="AttemptId">Derived from the invoice and how many attempts it had; the key of the call to the processor.</param>
/// <param name="Method">What is charged, as it was saved then: it is asked about also when it has ended.</param>
/// <param name="Amount">What was due.</param>
/// <param name="StartedOn">The day.</param>
/// <param name="ByHand">Whether an operator asked for it.</param>
/// <param name="State">How far it has come.</param>
public sealed record PaymentAttempt(string AttemptId, SavedMethod Method, Money Amount, DateOnly StartedOn, bool ByHand, AttemptState State)
{
    /// <summary>Whether money may still come of it: nothing else is tried meanwhile.</summary>
    [JsonIgnore]
    public bool IsLive => State is AttemptState.Waiting or AttemptState.Sent;
}

/// <summary>How far a payment attempt has come.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "state")]
[JsonDerivedType(typeof(Waiting), "waiting")]
[JsonDerivedType(typeof(Sent), "sent")]
[JsonDerivedType(typeof(Withdrawn), "withdrawn")]
[JsonDerivedType(typeof(Succeeded), "succeeded")]
[JsonDerivedType(typeof(Failed), "failed")]
public abstract record AttemptState
{
    private AttemptState()
    {
    }

    /// <summary>The processor was not called yet.</summary>
    public sealed record Waiting : AttemptState;

    /// <summary>The processor is called, or was: what came of it is not known.</summary>
    public sealed record Sent(DateOnly On) : AttemptState;

    /// <summary>It was given up before it reached the processor.</summary>
    public sealed record Withdrawn(DateOnly On, string Because) : AttemptState;

    /// <summary>The money came.</summary>
    public sealed record Succeeded(DateOnly On) : AttemptState;

    /// <summary>No money came, or it was taken back by the payer's bank as if it had not.</summary>
    /// <param name="On">The day it became known.</param>
    /// <param name="Code">The processor's reason.</param>
    /// <param name="Hard">Whether the same method must not be tried again.</param>
    /// <param name="AfterSuccess">Whether it had succeeded first.</param>
    /// <param name="RetryOn">The day that the same method is tried again; nothing where it is not, by itself.</param>
    public sealed record Failed(DateOnly On, string Code, bool Hard, bool AfterSuccess, DateOnly? RetryOn) : AttemptState;
}
