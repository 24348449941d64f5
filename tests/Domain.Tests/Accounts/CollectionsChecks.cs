namespace Billing.Domain.Tests;

/// <summary>What must hold of collections, kept from the events alone: what came back is not handed off again by itself before the day that its recall names, a case's
/// sums tie with the invoices, the agency knows what is contested, and whoever owes nothing, or was recalled, is not there any more.</summary>
internal sealed class CollectionsChecks
{
    private readonly HashSet<string> open = [];
    private readonly HashSet<string> ended = [];
    private readonly Dictionary<string, DateOnly?> returned = [];
    private readonly Dictionary<string, Money> collected = [];

    public void See(AccountEvent happened)
    {
        switch (happened)
        {
            case AccountSentToCollections e:
                Assert.Equal(e.IsAddition, open.Contains(e.CaseId));
                Assert.DoesNotContain(e.CaseId, ended);
                Assert.All(e.Items, item => Assert.True(e.Reason.Length > 0 || !returned.TryGetValue(item.DocumentId, out var until) || until <= e.Date, "What came back is handed off by itself."));
                foreach (var item in e.Items)
                    returned.Remove(item.DocumentId);
                Assert.Equal(e.Total, Money.Sum(e.Items.Select(item => item.Balance), e.Total.Currency));
                open.Add(e.CaseId);
                break;
            case CollectionsCaseAcknowledged e:
                Assert.Contains(e.CaseId, open);
                break;
            case CollectionsCaseChanged e:
                Assert.Contains(e.CaseId, open);
                Assert.All(e.Changes, change => Assert.False(change.Amount.IsZero));
                collected[e.CaseId] = collected.GetValueOrDefault(e.CaseId, Money.Zero(e.Open.Currency)) + Money.Sum(e.Changes.Where(change => change.Kind == CaseChangeKind.Collected).Select(change => change.Amount), e.Open.Currency);
                break;
            case CollectionsCaseRecalled e:
                End(e.CaseId, e.DocumentIds, e.Until);
                break;
            case CollectionsCaseClosed e:
                End(e.CaseId, e.DocumentIds, null);
                break;
        }
    }

    /// <summary>After a command: what is in collections is in an open case, with the same balance; and the sums are exact.</summary>
    public void Ties(Account state)
    {
        Assert.Equal(open.Order(StringComparer.Ordinal), state.Cases.Where(known => known.IsOpen).Select(known => known.ItemId).Order(StringComparer.Ordinal));
        Assert.True(open.Count <= 1 || state.Cases.Where(known => known.IsOpen).Sum(known => known.Items.Count) > CollectionsCase.MostItems, "An account has two open cases, though one has room.");
        foreach (var invoice in state.Invoices.Where(item => item.InCollectionsSince is not null))
        {
            Assert.True(invoice.IsOpen, "An invoice of which nothing is owed is in collections.");
            var item = state.Cases.Single(known => known.ItemId == invoice.CaseId && known.IsOpen).Items.Single(item => item.DocumentId == invoice.ItemId);
            Assert.Equal((invoice.Balance, invoice.DisputedBecause), (item.Balance, item.DisputedBecause));
        }

        foreach (var known in state.Cases)
        {
            Assert.All(known.Items, item => Assert.Equal(item.HandedOff, item.Balance + item.Collected + item.PaidDirectly + item.Credited + item.WrittenOff));
            Assert.All(known.Items, item => Assert.False(item.Balance.IsNegative));
            Assert.Equal(known.Collected(), collected.GetValueOrDefault(known.ItemId, Money.Zero(state.Currency())));
            Assert.Equal(known.IsOpen ? known.Open() : Money.Zero(state.Currency()), Money.Sum(state.Invoices.Where(item => item.InCollectionsSince is not null && item.CaseId == known.ItemId).Select(item => item.Balance), state.Currency()));
        }
    }

    private void End(string caseId, IReadOnlyList<string> documentIds, DateOnly? until)
    {
        Assert.True(open.Remove(caseId), "A case ends that is not open.");
        ended.Add(caseId);
        foreach (var id in documentIds)
            returned[id] = until;
    }
}
