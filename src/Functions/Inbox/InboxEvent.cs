using Billing.Domain;

namespace Billing.Functions.Inbox;

/// <summary>How far an event has come.</summary>
internal enum InboxStatus
{
    /// <summary>Stored and acknowledged, not yet applied.</summary>
    Received,

    /// <summary>Its facts are on the payment.</summary>
    Applied,

    /// <summary>Of a type that says nothing about money.</summary>
    Ignored,

    /// <summary>It cannot be read, or was tried too often; an operator must look.</summary>
    Failed,
}

/// <summary>A verified webhook event as it was received.</summary>
/// <param name="Processor">Who sent it: <c>stripe</c>.</param>
/// <param name="MerchantAccount">Our account there that it is about.</param>
/// <param name="EventId">The sender's id, the same in every delivery.</param>
/// <param name="Type">The sender's name of what happened.</param>
/// <param name="ReceivedAt">When it first came.</param>
/// <param name="Status">How far it has come.</param>
/// <param name="Note">Why it failed.</param>
internal sealed record InboxEvent(
    string Processor, string MerchantAccount, string EventId, string Type, DateTimeOffset ReceivedAt, InboxStatus Status, string? Note = null)
{
    /// <summary>Names the event in keys and messages.</summary>
    public string Key => InboxBook.KeyOf(EventId);

    /// <summary>The account that a seller must name for the event to be its own.</summary>
    public MerchantAccount Account => new(Processor, MerchantAccount);
}

/// <summary>An event that was still to be applied when this was written.</summary>
/// <param name="Hour">The hour it came in, in UTC: the partition.</param>
/// <param name="Processor">Who sent it.</param>
/// <param name="EventKey">Which.</param>
/// <param name="Tries">How often it was enqueued again.</param>
internal sealed record PendingEvent(string Hour, string Processor, string EventKey, int Tries);
