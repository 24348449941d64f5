using Billing.Functions.Inbox;

namespace Billing.Functions.Api.Inbox;

/// <summary>A webhook event as operators see it.</summary>
/// <param name="Processor">Who sent it.</param>
/// <param name="Key">Names it in routes.</param>
/// <param name="EventId">The sender's id.</param>
/// <param name="Type">The sender's name of what happened.</param>
/// <param name="MerchantAccount">Our account there that it is about.</param>
/// <param name="Seller">Whose account that is; nothing where no seller, or more than one, names it.</param>
/// <param name="ReceivedAt">When it first came.</param>
/// <param name="Status">How far it has come.</param>
/// <param name="Note">Why it failed.</param>
internal sealed record InboxSummary(string Processor, string Key, string EventId, string Type, string MerchantAccount, string? Seller, DateTimeOffset ReceivedAt, InboxStatus Status, string? Note)
{
    public static InboxSummary Of(InboxEvent stored, string? seller) =>
        new(stored.Processor, stored.Key, stored.EventId, stored.Type, stored.MerchantAccount, seller, stored.ReceivedAt, stored.Status, stored.Note);
}

/// <summary>An event with its body.</summary>
/// <param name="Event">The event.</param>
/// <param name="Body">The body exactly as it came; nothing where it was erased with its payer.</param>
internal sealed record InboxResource(InboxSummary Event, string? Body);
