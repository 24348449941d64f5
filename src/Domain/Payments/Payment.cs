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
    /// <summary>Whether what the payer wrote was erased; later reports do not bring it back.</summary>
    public bool IsTextErased { get; init; }

    /// <summary>The payment without what the payer wrote.</summary>
    public Payment WithoutText() => IsTextErased ? this : this with { IsTextErased = true, Reference = Reference.WithoutPerson() };

    /// <summary>A payment that nothing is known of.</summary>
    public static Payment Unknown(PaymentId id, string sellerId) => new(id, sellerId, PaymentReference.None, [], []);

    /// <summary>The currency of the payment, once a fact names it.</summary>
    public Currency? Currency() => Facts.Select(fact => fact.Money()?.Currency).FirstOrDefault(currency => currency is not null);

    /// <summary>What came in and did not go out again, fees aside; below 0 while a refund is known before its payment.</summary>
    public Money? Held() => Currency() is { } currency ? Received(currency) - Refunded(currency) - LostDisputes(currency) : null;

    /// <summary>What the processor kept for itself.</summary>
    public Money Fees(Currency currency) => Domain.Money.Sum(Facts.OfType<FeeCharged>().Select(fact => fact.Amount), currency);

    /// <summary>Where it stands. Success is final but for what takes money away again; a late report that it is pending or failed changes nothing.</summary>
    [JsonIgnore]
    public PaymentStatus Status => this switch
    {
        _ when Disputes().Any(dispute => dispute.Decision is null) => PaymentStatus.Disputed,
        _ when Disputes().Any(dispute => dispute.Decision is { Lost: true }) => PaymentStatus.ChargedBack,
        _ when Facts.Any(fact => fact is WasPayout) => PaymentStatus.NoPayment,
        _ when Currency() is { } currency && Received(currency).IsPositive => Held() is { IsPositive: true } ? Refunded(currency).IsPositive ? PaymentStatus.PartlyRefunded : PaymentStatus.Succeeded : PaymentStatus.Refunded,
        _ when Facts.Any(fact => fact is CaptureFailed) => PaymentStatus.Failed,
        _ when Facts.Any(fact => fact is PaymentPending) && !Facts.Any(fact => fact is PaymentFailed) => PaymentStatus.Pending,
        _ => Facts.Any(fact => fact is PaymentFailed) ? PaymentStatus.Failed : PaymentStatus.Unknown,
    };

    /// <summary>Why the payer's bank took money back or wants to, if it does.</summary>
    public string? DisputedBecause() => Disputes().Where(dispute => dispute.Decision is not { Lost: false })
        .Select(dispute => $"{(dispute.Decision is null ? "Disputed" : "Dispute lost")}: {dispute.Raised?.Reason ?? "no reason given"}").FirstOrDefault();

    /// <summary>What last took money of it away, whatever order it was told in.</summary>
    internal ReversalCause TakenBackBecause() => Facts
        .Select(fact => (fact.ValueDate, Cause: fact switch
        {
            CaptureFailed => ReversalCause.Returned,
            DisputeDecided { Lost: true } => ReversalCause.Disputed,
            PaymentRefunded or RefundMade => ReversalCause.Refund,
            WasPayout => ReversalCause.Moved,
            _ => (ReversalCause?)null,
        }))
        .Where(known => known.Cause is not null).OrderBy(known => known.ValueDate).ThenBy(known => known.Cause).LastOrDefault().Cause ?? ReversalCause.Refund;

    /// <summary>What accounts have of it, or are about to have.</summary>
    public Money Assigned(Currency currency) =>
        Money.Sum(Assignments.Where(assignment => assignment.Status != AssignmentStatus.Refused).Select(assignment => assignment.Amount), currency);

    /// <summary>What is held and not assigned: the payment's part of the suspense account.</summary>
    public Money? Suspense() => Currency() is { } currency ? Held() - Assigned(currency) : null;

    /// <summary>The payment with a fact; the same where the fact is known.</summary>
    public Payment With(PaymentFact fact) => Facts.Any(known => known.Key == fact.Key) ? this : this with { Facts = [.. Facts, fact] };

    /// <summary>The payment with what the payer said it is for. The first report that names an invoice counts; the processor's other events about the
    /// payment repeat it or say nothing. The attempt and the account paid to are told by whichever event knows them, and stay.</summary>
    public Payment Referring(PaymentReference reference)
    {
        var known = IsTextErased || Reference.NamesInvoice || (Reference.Text.Length > 0 && !reference.NamesInvoice) ? Reference : reference;
        var told = known with
        {
            AttemptId = Reference.AttemptId.Length > 0 ? Reference.AttemptId : reference.AttemptId,
            CreditorAccount = IsTextErased || Reference.CreditorAccount.Length > 0 ? Reference.CreditorAccount : reference.CreditorAccount,
        };
        return told == Reference ? this : this with { Reference = told };
    }

    internal Money Received(Currency currency)
    {
        if (Facts.Any(fact => fact is WasPayout))
            return Domain.Money.Zero(currency);
        var failed = Facts.OfType<CaptureFailed>().Select(fact => fact.CaptureId).ToHashSet(StringComparer.Ordinal);
        return Domain.Money.Sum(Facts.OfType<PaymentSucceeded>().Where(fact => !failed.Contains(fact.CaptureId)).Select(fact => fact.Amount), currency);
    }

    // Running totals and single refunds: of the totals the largest counts, in whatever order they come. What failed to reach the payer is not gone.
    internal Money Refunded(Currency currency)
    {
        var failed = Facts.OfType<RefundFailed>().ToDictionary(fact => fact.RefundId, StringComparer.Ordinal);
        var single = Facts.OfType<RefundMade>().Where(fact => !failed.Remove(fact.RefundId)).Select(fact => fact.Amount);
        var total = Facts.OfType<PaymentRefunded>().Select(fact => fact.TotalSoFar).DefaultIfEmpty(Domain.Money.Zero(currency)).Max();
        var back = total.IsZero ? Domain.Money.Zero(currency) : Domain.Money.Min(total, Domain.Money.Sum(failed.Values.Select(fact => fact.Amount), currency));
        return Domain.Money.Sum(single, currency) + total - back;
    }

    internal Money LostDisputes(Currency currency) =>
        Domain.Money.Sum(Disputes().Where(dispute => dispute.Decision is { Lost: true }).Select(dispute => dispute.Decision!.Amount), currency);

    private IEnumerable<(DisputeRaised? Raised, DisputeDecided? Decision)> Disputes()
    {
        var raised = Facts.OfType<DisputeRaised>().ToDictionary(fact => fact.DisputeId, StringComparer.Ordinal);
        var decided = Facts.OfType<DisputeDecided>().ToLookup(fact => fact.DisputeId, StringComparer.Ordinal);
        foreach (var id in raised.Keys.Concat(decided.Select(dispute => dispute.Key)).Distinct().Order(StringComparer.Ordinal))
            yield return (raised.GetValueOrDefault(id), decided[id].OrderBy(fact => fact.At).ThenBy(fact => fact.Lost).LastOrDefault());
    }
}

/// <summary>Where a payment stands.</summary>
public enum PaymentStatus
{
    /// <summary>Nothing is known of its money yet.</summary>
    Unknown,

    /// <summary>Under way.</summary>
    Pending,

    /// <summary>Tried, and nothing came in.</summary>
    Failed,

    /// <summary>The money is here.</summary>
    Succeeded,

    /// <summary>A part went back.</summary>
    PartlyRefunded,

    /// <summary>All of it went back.</summary>
    Refunded,

    /// <summary>The payer's bank disputes it, and nothing is decided.</summary>
    Disputed,

    /// <summary>A dispute was lost.</summary>
    ChargedBack,

    /// <summary>It was none: a processor's payout arrived at the bank.</summary>
    NoPayment,
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
/// <param name="PayerName">Who paid, as the bank or processor gives it.</param>
/// <param name="PayerAccount">The payer's account there: an IBAN, or the processor's id of the customer.</param>
/// <param name="AttemptId">The attempt of ours to charge a saved method that it comes from.</param>
public sealed record PaymentReference(string InvoiceNumber, string DocumentId, string Text, string PayerName = "", string PayerAccount = "", string AttemptId = "")
{
    /// <summary>Nothing was said.</summary>
    public static PaymentReference None { get; } = new("", "", "");

    /// <summary>How it came, where a person recorded it.</summary>
    public PaymentMethod? Method { get; init; }

    /// <summary>The account that the payer paid to, where it is not simply the seller's own: a virtual IBAN.</summary>
    public string CreditorAccount { get; init; } = "";

    /// <summary>Without what tells who paid.</summary>
    public PaymentReference WithoutPerson() => this with { Text = "", PayerName = "", PayerAccount = "", CreditorAccount = "" };

    /// <summary>Whether it names an invoice.</summary>
    [JsonIgnore]
    public bool NamesInvoice => InvoiceNumber.Length > 0 || DocumentId.Length > 0;
}
