namespace Billing.Domain;

/// <summary>What collections change on an account.</summary>
public static partial class AccountEvolution
{
    private static Account HandedOff(Account account, AccountSentToCollections e)
    {
        var handedOff = e.Items.ToDictionary(item => item.DocumentId, StringComparer.Ordinal);
        var known = account.Cases.FirstOrDefault(open => open.ItemId == e.CaseId) ?? new CollectionsCase(e.CaseId, e.AgencyId, e.Date, [], Money.Zero(e.Total.Currency));
        var again = known.Items.Select(item => handedOff.TryGetValue(item.DocumentId, out var dunned) ? item.Again(dunned, e.Date) : item);
        var added = e.Items.Where(dunned => known.Items.All(item => item.DocumentId != dunned.DocumentId)).Select(dunned => CaseItem.Of(dunned, e.Date));
        return OnInvoices(account, handedOff.Keys, item => item with
        {
            InCollectionsSince = e.Date,
            CaseId = e.CaseId,
            Returned = null,
            DunningStep = handedOff[item.ItemId].DunningStep,
            Dunned = handedOff[item.ItemId].Reach()?.And(item.Dunned) ?? item.Dunned,
        }) with
        { Cases = [.. account.Cases.Where(open => open.ItemId != e.CaseId).Append(known with { Items = [.. again, .. added] }).InOrder()] };
    }

    private static Account Acknowledged(Account account, CollectionsCaseAcknowledged e) =>
        OnCase(account, e.CaseId, known => known with { Status = CaseStatus.Acknowledged, Reference = e.Reference, AcknowledgedBy = e.By, AcknowledgedOn = e.Date });

    // An invoice of which nothing is owed any more is not in collections, whatever becomes of it.
    private static Account Changed(Account account, CollectionsCaseChanged e)
    {
        var changes = e.Changes.ToLookup(change => change.DocumentId, StringComparer.Ordinal);
        var settled = changes.Where(one => one.Last().Balance.IsZero).Select(one => one.Key);
        return OnInvoices(OnCase(account, e.CaseId, known => known with
        {
            Items = [.. known.Items.Select(item => changes[item.DocumentId].Aggregate(item, (before, change) => before.After(change)))],
            Fees = known.Fees + (e.Fee ?? Money.Zero(known.Fees.Currency)),
        }), settled, item => item with { InCollectionsSince = null });
    }

    private static Account Contested(Account account, string caseId, string documentId, string? because) =>
        OnCase(account, caseId, known => known with { Items = [.. known.Items.Select(item => item.DocumentId == documentId ? item with { DisputedBecause = because } : item)] });

    private static Account Ended(Account account, string caseId, CaseStatus status, CaseOutcome outcome, string reason, DateOnly date, IReadOnlyList<string> documentIds, DateOnly? until = null) =>
        OnInvoices(
            OnCase(account, caseId, known => known with { Status = status, Outcome = outcome, EndedOn = date, EndedBecause = reason }),
            documentIds, item => item with { InCollectionsSince = null, Returned = new CollectionsReturn(date, outcome, until) });

    private static Account OnCase(Account account, string caseId, Func<CollectionsCase, CollectionsCase> change) =>
        account.Cases.Any(known => known.ItemId == caseId)
            ? account with { Cases = [.. account.Cases.Select(known => known.ItemId == caseId ? change(known) : known)] }
            : throw Missing(caseId);
}
