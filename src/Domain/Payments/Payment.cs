using System.Text.Json.Serialization;

namespace Billing.Domain;

/// <summary>A payment as a processor or an operator reports it: facts merged forward only, whatever order they come in, and its assignments to accounts.</summary>
/// <param name="Id">Which payment.</param>
/// <param name="SellerId">Whose money it is.</param>
/// <param name="Reference">What the payer said it is for.</param>
/// <param name="Facts">What is known, each once.</param>
/// <param name="Assignments">What was given to accounts and taken back, in order.</param>
public sealed record Payment(PaymentId Id, string SellerId, PaymentReference Reference, IReadOnlyList<PaymentFact> Facts, IReadOnlyList<Assignment> Assignments)
{
    /// <summary>A payment that nothing is known of.</summary>
    public static Payment Unknown(PaymentId id, string sellerId) => new(id, sellerId, PaymentReference.None, [], []);

    /// <summary>The currency of the payment, once a fact names it.</summary>
    public Currency? Currency() => Facts.Select(fact => fact.Money()?.Currency).FirstOrDefault(currency => currency is not null);

    /// <summary>What came in and was not sent back; below 0 while a refund is known before its payment.</summary>
    public Money? Held() => Currency() is { } currency ? Received(currency) - Refunded(currency) : null;

    /// <summary>What accounts have of it, or are about to have.</summary>
    public Money Assigned(Currency currency) =>
        Money.Sum(Assignments.Where(assignment => assignment.Status != AssignmentStatus.Refused).Select(assignment => assignment.Amount), currency);

    /// <summary>What is held and not assigned: the payment's part of the suspense account.</summary>
    public Money? Suspense() => Currency() is { } currency ? Held() - Assigned(currency) : null;

    /// <summary>The payment with a fact; the same where the fact is known.</summary>
    public Payment With(PaymentFact fact) => Facts.Any(known => known.Key == fact.Key) ? this : this with { Facts = [.. Facts, fact] };

    /// <summary>The payment with what the payer said it is for. The first report that names an invoice counts; the processor's other events about the
    /// payment repeat it or say nothing.</summary>
    public Payment Referring(PaymentReference reference) =>
        Reference.NamesInvoice || reference == Reference || (Reference.Text.Length > 0 && !reference.NamesInvoice)
            ? this
            : this with { Reference = reference };

    internal Money Received(Currency currency) =>
        Money.Sum(Facts.OfType<PaymentSucceeded>().Select(fact => fact.Amount), currency);

    // Refunds are reported as running totals, so the largest is what counts, in whatever order they come.
    internal Money Refunded(Currency currency) =>
        Facts.OfType<PaymentRefunded>().Select(fact => fact.TotalSoFar).DefaultIfEmpty(Money.Zero(currency)).Max();
}

/// <summary>Names a payment across processors.</summary>
/// <param name="Processor">Lower-case name: <c>stripe</c>, or <c>manual</c> for what an operator records.</param>
/// <param name="MerchantAccount">The seller's account there.</param>
/// <param name="Id">The processor's id of the payment.</param>
public sealed record PaymentId(string Processor, string MerchantAccount, string Id)
{
    /// <summary>One text for all three.</summary>
    public override string ToString() => $"{Processor}|{MerchantAccount}|{Id}";

    /// <summary>Reads what <see cref="ToString"/> writes.</summary>
    /// <exception cref="FormatException">The text has not three parts.</exception>
    public static PaymentId Parse(string text) => text.Split('|') is [var processor, var merchantAccount, var id]
        ? new PaymentId(processor, merchantAccount, id)
        : throw new FormatException($"'{text}' is not a payment id; it reads processor|merchantAccount|id.");
}

/// <summary>What a payer says a payment is for; any part may be empty.</summary>
/// <param name="InvoiceNumber">Our invoice's number.</param>
/// <param name="DocumentId">Our invoice's id.</param>
/// <param name="Text">Free text, such as a bank's remittance line.</param>
public sealed record PaymentReference(string InvoiceNumber, string DocumentId, string Text)
{
    /// <summary>Nothing was said.</summary>
    public static PaymentReference None { get; } = new("", "", "");

    /// <summary>Whether it names an invoice.</summary>
    [JsonIgnore]
    public bool NamesInvoice => InvoiceNumber.Length > 0 || DocumentId.Length > 0;
}
