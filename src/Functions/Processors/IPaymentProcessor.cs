using Billing.Domain;

namespace Billing.Functions.Processors;

/// <summary>A processor of payments: reads what its stored events say.</summary>
internal interface IPaymentProcessor : IWebhookSender
{
    /// <summary>What an event says; nothing where it says nothing about money.</summary>
    /// <exception cref="FormatException">A field that is needed is missing or wrong, or an amount cannot be.</exception>
    /// <exception cref="HttpRequestException">The processor must be asked for more and is out of reach; try again.</exception>
    Task<IReadOnlyList<EventNews>> ReadAsync(StoredEvent stored, CancellationToken cancellation);
}

/// <summary>A stored event that is to be read.</summary>
/// <param name="Processor">Who sent it.</param>
/// <param name="MerchantAccount">Our account that it is about.</param>
/// <param name="Id">The sender's id.</param>
/// <param name="Type">The sender's name of what happened.</param>
/// <param name="Body">Its bytes.</param>
/// <param name="DateAt">The seller's local date at a moment.</param>
/// <param name="ReceivedAt">When it first came.</param>
internal sealed record StoredEvent(string Processor, string MerchantAccount, string Id, string Type, BinaryData Body, Func<DateTimeOffset, DateOnly> DateAt, DateTimeOffset ReceivedAt)
{
    private const int LongestId = 255;

    public EventJson Json() => EventJson.Parse(Body);

    /// <summary>When it happened, as the event says; one that does not say happened when it came.</summary>
    /// <exception cref="FormatException">It says something that is no moment.</exception>
    public DateTimeOffset HappenedAt(EventJson moment) => moment.Exists ? moment.Moment() : ReceivedAt;

    /// <summary>The payment with an id of the processor's.</summary>
    /// <exception cref="FormatException">That is no id.</exception>
    public PaymentId Payment(string id) => IsId(id) ? new PaymentId(Processor, MerchantAccount, id) : throw new FormatException($"'{id}' is not the id of a payment.");

    /// <summary>Whether a text can be an id: it stands in keys between bars.</summary>
    public static bool IsId(string text) => text.Length is > 0 and <= LongestId && !text.Any(character => character == '|' || char.IsControl(character));
}

/// <summary>What an event says.</summary>
internal abstract record EventNews;

/// <summary>Something happened to a payment.</summary>
/// <param name="Payment">Which payment.</param>
/// <param name="Facts">What happened to it.</param>
/// <param name="Reference">What the payer said it is for.</param>
internal sealed record PaymentReport(PaymentId Payment, IReadOnlyList<PaymentFact> Facts, PaymentReference Reference) : EventNews;

/// <summary>Something happened to a payout.</summary>
/// <param name="Payout">Which payout.</param>
/// <param name="Fact">What happened to it.</param>
/// <param name="Lines">What it consists of, where the processor was asked and told.</param>
internal sealed record PayoutReport(PaymentId Payout, PayoutFact Fact, IReadOnlyList<SettlementLine>? Lines = null) : EventNews;

/// <summary>A customer has saved a way to pay.</summary>
/// <param name="AccountId">Whose it is, as the link that we gave said.</param>
/// <param name="Method">What was saved.</param>
internal sealed record MethodSaved(AccountId AccountId, SavedMethod Method) : EventNews;

/// <summary>A payer's permission to charge him has ended.</summary>
/// <param name="Mandate">The processor's id of the mandate or saved method.</param>
/// <param name="Because">The processor's reason.</param>
internal sealed record MandateEnded(string Mandate, string Because) : EventNews;
