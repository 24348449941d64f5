namespace Billing.Domain;

/// <summary>How far dunning has come with an invoice, whatever ladder it came by: so it stands on another policy's ladder where its days and its severity put
/// it, and takes no step twice and leaves none out when the steps of a policy change, or the customer's segment does.</summary>
/// <param name="Days">The days of the step, relative to the due date.</param>
/// <param name="Action">What the step did.</param>
public sealed record DunningReach(int Days, DunningAction Action)
{
    /// <summary>With what came later: nothing that was reached is given back.</summary>
    internal DunningReach And(DunningReach? before) =>
        before is null ? this : new DunningReach(Math.Max(Days, before.Days), (DunningAction)Math.Max((int)Action, (int)before.Action));

    /// <summary>The index of the last step of a ladder that it has reached, -1 for none. What is sterner than all that was done so far is still to come.</summary>
    internal int On(DunningPolicy policy)
    {
        for (var index = policy.Steps.Count - 1; index >= 0; index--)
        {
            if (policy.Steps[index].Days <= Days && policy.Steps[index].Action <= Action)
                return index;
        }

        return -1;
    }
}
