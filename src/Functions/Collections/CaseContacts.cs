using Billing.Domain;
using Billing.Functions.Accounts;
using Billing.Functions.Deliveries;

namespace Billing.Functions.Collections;

/// <summary>The contact history of an account, from its events and from what was sent.</summary>
internal static class CaseContacts
{
    private const int Most = 1_000;

    public static IReadOnlyList<CaseContact> Of(IReadOnlyList<CommandRecord> history, IReadOnlyList<DeliveryState> sent, Func<string, string> numberOf) =>
        [.. history.SelectMany(record => record.Events.SelectMany(happened => Of(happened, record.Today, numberOf))).Concat(sent.Where(one => one.At is not null).Select(one => Of(one, numberOf)))
            .OrderBy(contact => contact.Date).TakeLast(Most)];

    private static IEnumerable<CaseContact> Of(AccountEvent happened, DateOnly today, Func<string, string> numberOf) => happened switch
    {
        NoticeIssued e => [new CaseContact(e.Date, CaseContactKind.Notice, $"{NameOf(e.Action)} by {e.Channel.ToString().ToLowerInvariant()}: {string.Join(", ", e.Items.Select(item => item.Number))}", e.Total)],
        ArrangementAgreed { Arrangement: var agreed } => [new CaseContact(agreed.AgreedOn, CaseContactKind.Arrangement, $"{(agreed.Kind == ArrangementKind.PromiseToPay ? "promised" : "agreed on instalments")}: {string.Join(", ", agreed.Instalments.Select(part => $"{part.Amount} on {part.DueOn:O}"))}", agreed.Total())],
        InstalmentMissed e => [new CaseContact(e.Date, CaseContactKind.Arrangement, $"the instalment of {e.DueOn:O} did not come", e.ToPay)],
        ArrangementKept e => [new CaseContact(e.Date, CaseContactKind.Arrangement, "kept", e.Paid)],
        ArrangementBroken e => [new CaseContact(e.Date, CaseContactKind.Arrangement, "broken", e.Missing)],
        ArrangementCancelled e => [new CaseContact(e.Date, CaseContactKind.Arrangement, $"called off: {e.Reason}", null)],
        DisputeOpened e => [new CaseContact(today, CaseContactKind.Dispute, $"{numberOf(e.DocumentId)} contested: {e.Reason}", null)],
        DisputeClosed e => [new CaseContact(today, CaseContactKind.Dispute, $"{numberOf(e.DocumentId)} no longer contested", null)],
        PaymentApplied e => [new CaseContact(e.ValueDate, CaseContactKind.Payment, Agency.IsRemittance(e.PaymentId) ? "remitted by the agency" : "paid", e.Amount)],
        PaymentReversed e => [new CaseContact(e.ValueDate, CaseContactKind.Payment, "went back", -e.Amount)],
        AccountSentToCollections e => [new CaseContact(e.Date, CaseContactKind.Case, $"handed off: {string.Join(", ", e.Items.Select(item => item.Number))}", e.Total)],
        CollectionsCaseAcknowledged e => [new CaseContact(e.Date, CaseContactKind.Case, $"acknowledged as {e.Reference}", null)],
        CollectionsCaseRecalled e => [new CaseContact(e.Date, CaseContactKind.Case, CaseTexts.Of(e.Outcome), null)],
        CollectionsCaseClosed e => [new CaseContact(e.Date, CaseContactKind.Case, CaseTexts.Of(e.Outcome), null)],
        _ => [],
    };

    private static CaseContact Of(DeliveryState sent, Func<string, string> numberOf) =>
        new(DateOnly.FromDateTime(sent.At!.Value.UtcDateTime), CaseContactKind.Email, $"{numberOf(sent.SubjectId)}: {sent.State}{(sent.Outcome is { } outcome ? $", {outcome}" : "")}", null);

    private static string NameOf(DunningAction action) => action switch
    {
        DunningAction.Reminder => "reminder",
        DunningAction.OverdueNotice => "overdue notice",
        DunningAction.FinalNotice => "final notice",
        _ => "hand-off",
    };
}
