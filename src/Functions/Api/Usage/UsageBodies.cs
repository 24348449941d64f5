using Billing.Domain;
using Billing.Functions.Api.Contract;
using Billing.Functions.Usage;

namespace Billing.Functions.Api.Usage;

/// <summary>One event, or several.</summary>
internal sealed record UsageBody(IReadOnlyList<SentUsage> Events) : IRequestBody<UsageBody>
{
    /// <summary>How many events a call takes.</summary>
    public const int MostEvents = 1000;

    public static UsageBody Read(BodyReader body) => body.Either(
        "events",
        several => new UsageBody(several.List("events", 1, MostEvents, UsageEventBody.Event)),
        one => new UsageBody([UsageEventBody.Event(one)]));
}

/// <summary>An event, as a body or as a line of a file.</summary>
internal sealed record UsageEventBody(SentUsage Sent) : IRequestBody<UsageEventBody>
{
    private const int LongestId = 200;
    private const decimal LargestQuantity = 999_999_999_999m;

    public static UsageEventBody Read(BodyReader body) => new(Event(body));

    public static SentUsage Event(BodyReader body) => new(Account(body), new UsageEvent(
        body.Text("eventId", LongestId), body.Text("subscriptionId", 40, TextForm.Slug), body.Moment("at"),
        body.Number("quantity", -LargestQuantity, LargestQuantity, 9, otherwise: 1), body.OptionalText("uniqueKey", LongestId)));

    private static AccountId Account(BodyReader body)
    {
        var id = body.Text("accountId", 85, TextForm.AccountId);
        var known = Currency.TryParse(id.Split('.')[^1], out _);
        body.Check(known || body.HasFaultAt("accountId"), "accountId", "does not end with an active ISO 4217 currency");
        return known ? AccountId.Parse(id) : default;
    }
}
