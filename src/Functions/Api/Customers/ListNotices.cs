using Billing.Domain;
using Billing.Functions.Api.Contract;
using Billing.Functions.Deliveries;
using Billing.Functions.Letters;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.Customers;

/// <summary>Whether a notice was sent: it was when every way that it went succeeded.</summary>
internal enum NoticeSending
{
    /// <summary>It is on its way: an e-mail is being sent, or a letter waits to be printed or mailed.</summary>
    Pending,

    /// <summary>Every way succeeded.</summary>
    Sent,

    /// <summary>A way failed, the e-mail came back, or there is no way at all; there is a task.</summary>
    Failed,
}

/// <summary>What came of one way of a notice.</summary>
/// <param name="Channel"><c>email</c> or <c>letter</c>.</param>
/// <param name="State">As the deliveries of the account show it; nothing before the first attempt.</param>
/// <param name="At">When that was recorded.</param>
/// <param name="By">Who mailed the letter.</param>
/// <param name="BatchId">The print batch that the letter is in.</param>
/// <param name="Outcome">What became of the e-mail after it was sent.</param>
internal sealed record NoticeWay(string Channel, string? State, DateTimeOffset? At, string? By, string? BatchId, string? Outcome);

/// <summary>A notice, and how it was sent.</summary>
/// <param name="NoticeId">Names it.</param>
/// <param name="Date">Its day.</param>
/// <param name="Action">Its level.</param>
/// <param name="Tone">How it speaks.</param>
/// <param name="Channel">How its step sends it.</param>
/// <param name="Why">Why it goes otherwise than its step says.</param>
/// <param name="Sending">Whether it was sent.</param>
/// <param name="SentAt">When the last of its ways succeeded.</param>
/// <param name="Ways">The ways that it goes.</param>
internal sealed record NoticeResource(string NoticeId, DateOnly Date, DunningAction Action, NoticeTone Tone, NoticeChannel Channel, string? Why, NoticeSending Sending, DateTimeOffset? SentAt, IReadOnlyList<NoticeWay> Ways)
{
    private static readonly string[] Lost = ["bounce", "dropped"];

    public static NoticeResource Of(NoticeDispatch notice, IReadOnlyList<DeliveryState> deliveries)
    {
        NoticeWay Way(string channel) => deliveries.FirstOrDefault(one => one.SubjectId == notice.NoticeId && one.Channel == channel && one.Copy == 1) is { } row
            ? new NoticeWay(channel, row.State, row.At, row.Actor, row.BatchId, row.Outcome)
            : new NoticeWay(channel, null, null, null, null, null);

        List<NoticeWay> ways = [.. notice.Route.ByEmail ? [Way(DeliveryBook.Email)] : (NoticeWay[])[], .. notice.Route.ByLetter ? [Way(LetterBook.Channel)] : (NoticeWay[])[]];
        var sending = ways.Count == 0 || ways.Any(way => way.State is DeliveryBook.Failed or DeliveryBook.Withheld || Lost.Contains(way.Outcome)) ? NoticeSending.Failed
            : ways.All(way => way.State == DeliveryBook.Sent) ? NoticeSending.Sent
            : NoticeSending.Pending;
        return new NoticeResource(notice.NoticeId, notice.Date, notice.Action, notice.Tone, notice.Chosen, notice.Why, sending, sending == NoticeSending.Sent ? ways.Max(way => way.At) : null, ways);
    }
}

/// <summary>The notices of an account.</summary>
internal sealed record NoticeList(IReadOnlyList<NoticeResource> Notices);

/// <summary>Shows the notices of an account, and how each was sent.</summary>
internal sealed class ListNotices(NoticeBook notices, DeliveryBook deliveries, CustomerReader customers)
{
    [Function(nameof(ListNotices))]
    [ApiOperation("customers", "Shows the notices of an account, newest first: how each was to be sent, how it was, by whom and when. It was sent when every way succeeded.", Answer = typeof(NoticeList))]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "customers/{accountId}/notices")] HttpRequest request, string accountId, CancellationToken cancellation)
    {
        var account = Requests.Account(accountId);
        await customers.RequireAsync(account, cancellation);
        var sent = await deliveries.ListAsync(account, cancellation);
        return new JsonAnswer(new NoticeList([.. (await notices.ListAsync(account, cancellation)).Select(notice => NoticeResource.Of(notice, sent))]));
    }
}
