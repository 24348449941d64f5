namespace Billing.Domain.Tests;

/// <summary>What must hold of payment attempts, seen from the events alone.</summary>
internal sealed class ChargingChecks
{
    private readonly Dictionary<string, string> live = [];
    private readonly Dictionary<string, PaymentAttemptStarted> started = [];
    private readonly HashSet<string> sent = [];
    private readonly HashSet<string> declined = [];
    private readonly Dictionary<string, List<PaymentAttemptFailed>> failures = [];
    private readonly Dictionary<string, string> paidBy = [];

    public void See(AccountEvent happened, Account after)
    {
        switch (happened)
        {
            case PaymentMethodSaved e:
                declined.Remove(e.Method.MethodId);
                break;
            case PaymentMethodEnded { Why: MethodEnd.Declined } e:
                declined.Add(e.MethodId);
                break;
            case PaymentAttemptStarted e:
                Starts(e, after);
                break;
            case PaymentAttemptSent e:
                Assert.True(sent.Add(e.AttemptId), "An attempt is sent twice.");
                Assert.Contains(after.Methods, method => method.MethodId == started[e.AttemptId].Method.MethodId);
                break;
            case PaymentAttemptWithdrawn e:
                Ends(e.DocumentId, e.AttemptId);
                break;
            case PaymentAttemptSucceeded e:
                Ends(e.DocumentId, e.AttemptId);
                paidBy[e.DocumentId] = e.AttemptId;
                break;
            case PaymentAttemptFailed e:
                Fails(e, after);
                break;
        }
    }

    // One at a time, over what is owed and no more, not while it is contested, held or with collections, and never by what was declined for good.
    private void Starts(PaymentAttemptStarted e, Account after)
    {
        var item = after.Invoices.Single(known => known.ItemId == e.DocumentId);
        Assert.True(live.TryAdd(e.DocumentId, e.AttemptId), "Two attempts of an invoice are live.");
        Assert.True(started.TryAdd(e.AttemptId, e), "An attempt is started twice.");
        Assert.Equal(item.Balance, e.Amount);
        Assert.True(e.Amount.IsPositive && item is { DisputedBecause: null, InCollectionsSince: null });
        Assert.DoesNotContain(e.Method.MethodId, declined);
        Assert.False(PaymentApplication.CanUseCredit(after), "Credit is left, and yet the customer is charged.");
        if (e.ByHand)
            return;
        Assert.False(after.Hold?.HoldsOn(e.Date) ?? false);
        Assert.False(paidBy.ContainsKey(e.DocumentId), "What an attempt has paid is charged again.");
        Assert.Empty(item.TakenBack);
        var before = failures.GetValueOrDefault(e.DocumentId, []).Where(failed => failed.MethodId == e.Method.MethodId).ToList();
        Assert.True(before.Count == 0 || (before[^1].RetryOn is { } retry && retry <= e.Date), "A method is tried again outside its ladder.");
    }

    // An earlier attempt may be answered while a later one is live.
    private void Ends(string documentId, string attemptId)
    {
        if (live.GetValueOrDefault(documentId) == attemptId)
            live.Remove(documentId);
    }

    private void Fails(PaymentAttemptFailed e, Account after)
    {
        Ends(e.DocumentId, e.AttemptId);
        paidBy.Remove(e.DocumentId);
        failures.TryAdd(e.DocumentId, []);
        failures[e.DocumentId].Add(e);
        Assert.True(e.RetryOn is not { } retry || (!e.Hard && retry > e.Date));
        if (e.Hard)
            Assert.DoesNotContain(after.Methods, method => method.MethodId == e.MethodId);
    }
}
