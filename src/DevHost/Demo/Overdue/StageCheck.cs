using Billing.Domain;

namespace Billing.DevHost.Demo;

/// <summary>Holds what happened to accounts against the stages that they are to go through, and against what stops dunning.</summary>
internal static class StageCheck
{
    /// <summary>What does not hold of an account's stages: each happens once to its first invoice, in their order.</summary>
    /// <param name="events">All events of the account, in order.</param>
    /// <param name="stages">The stages, by their names in stages.csv.</param>
    public static IEnumerable<string> Faults(IReadOnlyList<AccountEvent> events, IReadOnlyList<string> stages)
    {
        var invoice = events.OfType<InvoiceFinalized>().First().Invoice.DocumentId;
        var last = -1;
        foreach (var stage in stages)
        {
            var places = PlacesOf(stage, events, invoice);
            if (places.Count != 1)
                yield return $"it is {stage} {places.Count} times";
            else if (places[0] < last)
                yield return $"it is {stage} before the stage that comes first";
            else
                last = places[0];
        }
    }

    /// <summary>What was dunned or handed off though an arrangement, a contest or the collections stopped it.</summary>
    /// <param name="events">All events of the account, in order.</param>
    public static IEnumerable<string> DunnedThoughStopped(IReadOnlyList<AccountEvent> events)
    {
        var (covered, contested, handedOff) = (new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal));
        string? StopOf(string documentId) =>
            covered.Values.Any(documents => documents.Contains(documentId)) ? "an arrangement covers it" : contested.Contains(documentId) ? "it is contested" : handedOff.Contains(documentId) ? "collections have it" : null;
        foreach (var happened in events)
        {
            var dunned = happened switch
            {
                NoticeIssued notice => notice.Items,
                AccountSentToCollections sent => sent.Items,
                _ => [],
            };
            foreach (var item in dunned)
            {
                if (StopOf(item.DocumentId) is { } stop)
                    yield return $"{item.Number} was dunned though {stop}";
            }

            Follow(happened, covered, contested, handedOff);
        }
    }

    private static void Follow(AccountEvent happened, Dictionary<string, IReadOnlyList<string>> covered, HashSet<string> contested, HashSet<string> handedOff)
    {
        switch (happened)
        {
            case ArrangementAgreed agreed:
                covered[agreed.Arrangement.ItemId] = agreed.Arrangement.DocumentIds;
                break;
            case ArrangementKept kept:
                covered.Remove(kept.ArrangementId);
                break;
            case ArrangementBroken broken:
                covered.Remove(broken.ArrangementId);
                break;
            case ArrangementCancelled cancelled:
                covered.Remove(cancelled.ArrangementId);
                break;
            case DisputeOpened contest:
                contested.Add(contest.DocumentId);
                break;
            case DisputeClosed settled:
                contested.Remove(settled.DocumentId);
                break;
            case AccountSentToCollections sent:
                handedOff.UnionWith(sent.Items.Select(item => item.DocumentId));
                break;
        }
    }

    // A notice lists an invoice again while another's step is due: a step counts where it is new.
    private static List<int> PlacesOf(string stage, IReadOnlyList<AccountEvent> events, string invoice) => stage switch
    {
        "reminded" => Noticed(events, invoice, DunningAction.Reminder),
        "noticed" => Noticed(events, invoice, DunningAction.OverdueNotice),
        "final-notice" => Noticed(events, invoice, DunningAction.FinalNotice),
        "charged" => Places(events, happened => happened is LateChargeIssued charge && charge.Invoices.Any(late => late.DocumentId == invoice)),
        "agreed" => Places(events, happened => happened is ArrangementAgreed agreed && agreed.Arrangement.DocumentIds.Contains(invoice)),
        "kept" => Places(events, happened => happened is ArrangementKept),
        "broken" => Places(events, happened => happened is ArrangementBroken),
        "handed-off" => Places(events, happened => happened is AccountSentToCollections sent && sent.Items.Any(item => item.DocumentId == invoice)),
        "acknowledged" => Places(events, happened => happened is CollectionsCaseAcknowledged),
        "collected" => Places(events, happened => happened is CollectionsCaseChanged changed && changed.Changes.Any(change => change.DocumentId == invoice && change.Kind == CaseChangeKind.Collected)),
        "contested" => Places(events, happened => happened is CollectionsCaseDisputed contested && contested.DocumentId == invoice),
        "settled" => Places(events, happened => happened is CollectionsCaseDisputeSettled settled && settled.DocumentId == invoice),
        "recalled" => Places(events, happened => happened is CollectionsCaseRecalled),
        "closed" => Places(events, happened => happened is CollectionsCaseClosed),
        "written-off" => Places(events, happened => happened is InvoiceWrittenOff writtenOff && writtenOff.DocumentId == invoice),
        "recovered" => Places(events, happened => happened is PaymentApplied applied && applied.Allocations.Any(part => part.DocumentId == invoice && part.Kind == AllocationKind.Recovery)),
        _ => throw new DemoException($"stages.csv: there is no stage {stage}; samples/README.md lists them."),
    };

    private static List<int> Noticed(IReadOnlyList<AccountEvent> events, string invoice, DunningAction action) =>
        [.. events.Select((happened, place) => (happened, place))
            .SelectMany(one => one.happened is NoticeIssued notice ? notice.Items.Where(item => item.DocumentId == invoice && item.Action == action).Select(item => (item.DunningStep, one.place)) : [])
            .DistinctBy(one => one.DunningStep).Select(one => one.place)];

    private static List<int> Places(IReadOnlyList<AccountEvent> events, Func<AccountEvent, bool> isIt) => [.. events.Select((happened, place) => (happened, place)).Where(one => isIt(one.happened)).Select(one => one.place)];
}
