using Azure.Data.Tables;
using Billing.Domain;
using Billing.Functions.Storage;

namespace Billing.Functions.Deliveries;

/// <summary>On which ways a notice goes out, decided once.</summary>
/// <param name="NoticeId">The notice.</param>
/// <param name="Date">Its day.</param>
/// <param name="Action">Its level.</param>
/// <param name="Tone">How it speaks.</param>
/// <param name="Chosen">How its step sends it.</param>
/// <param name="Route">How it goes.</param>
/// <param name="Why">Why it goes otherwise than its step says; nothing where it does not.</param>
internal sealed record NoticeDispatch(string NoticeId, DateOnly Date, DunningAction Action, NoticeTone Tone, NoticeChannel Chosen, NoticeRoute Route, string? Why)
{
    /// <summary>Whether a recipient gets it by e-mail. Contacts get their copies wherever its step e-mails it, whatever became of the main address.</summary>
    public bool Emails(RecipientKind kind) => kind == RecipientKind.Customer ? Route.ByEmail : Route.ByEmail || Chosen != NoticeChannel.Letter;
}

/// <summary>The rows <c>ntc|{notice}</c> of an account: on which ways its notices go out.
/// It is decided here, where notices leave, and not with the notice: what came back from an address lies outside of the account's events, so that replaying them never depends
/// on a mail provider. It is kept, so that a notice which is delivered again goes the same ways, whatever became of the addresses meanwhile; the next notice is decided anew,
/// and goes by e-mail again once the address is mended.</summary>
internal sealed class NoticeBook(BillingStorage storage, RowPayload payload, AddressMarks marks, DeliveryTasks tasks)
{
    private const string RowPrefix = "ntc|";

    /// <summary>On which ways a notice goes out. One that has none becomes a task.</summary>
    public async Task<NoticeDispatch> DecideAsync(DeliverySubject.Notice notice, CancellationToken cancellation)
    {
        if (await FindAsync(notice.Account, notice.SubjectId, cancellation) is { } known)
            return known;
        var dispatch = await DispatchAsync(notice, cancellation);
        if (dispatch.Route.IsNone())
            await tasks.UnreachableAsync(notice, cancellation);
        var row = await payload.WriteAsync(new TableEntity(notice.Account.ToString(), RowPrefix + notice.SubjectId), dispatch, cancellation);
        return await storage.Accounts.AddIfMissingAsync(row, cancellation) ? dispatch : (await FindAsync(notice.Account, notice.SubjectId, cancellation))!;
    }

    /// <summary>How a notice goes out, if that has been decided.</summary>
    public async Task<NoticeDispatch?> FindAsync(AccountId account, string noticeId, CancellationToken cancellation)
    {
        var row = await storage.Accounts.GetEntityIfExistsAsync<TableEntity>(account.ToString(), RowPrefix + Keys.Safe(noticeId), cancellationToken: cancellation);
        return row.HasValue ? await payload.ReadAsync<NoticeDispatch>(row.Value!, cancellation) : null;
    }

    /// <summary>The notices of an account, newest first.</summary>
    public async Task<IReadOnlyList<NoticeDispatch>> ListAsync(AccountId account, CancellationToken cancellation)
    {
        var notices = new List<NoticeDispatch>();
        await foreach (var row in storage.Accounts.QueryAsync<TableEntity>(Keys.Prefix(account.ToString(), RowPrefix), cancellationToken: cancellation))
            notices.Add(await payload.ReadAsync<NoticeDispatch>(row, cancellation));
        return [.. notices.OrderByDescending(notice => notice.Date)];
    }

    private async Task<NoticeDispatch> DispatchAsync(DeliverySubject.Notice notice, CancellationToken cancellation)
    {
        var (issued, customer) = (notice.Issued, notice.Customer);
        var problem = customer.Email.Length > 0 ? await marks.FindAsync(notice.Account, AddressMarks.HashOf(notice.Account, customer.Email), cancellation) : null;
        var (emailWorks, canBePosted) = (customer.Email.Length > 0 && problem is null, customer.Address.CanBePosted());
        var why = new[]
        {
            issued.Channel == NoticeChannel.Letter || emailWorks ? null : problem is null ? "The customer has no e-mail address." : $"The e-mail address gets nothing since {problem.At:yyyy-MM-dd}: {problem.Kind} {problem.Code}".TrimEnd() + ".",
            issued.Channel == NoticeChannel.Email || canBePosted ? null : "The customer has no postal address.",
        };
        return new NoticeDispatch(
            issued.NoticeId, issued.Date, issued.Action, issued.Tone, issued.Channel, NoticeRoute.Of(issued.Channel, emailWorks, canBePosted), why.Any(one => one is not null) ? string.Join(' ', why.Where(one => one is not null)) : null);
    }
}
