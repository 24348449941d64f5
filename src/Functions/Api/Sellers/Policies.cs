using Billing.Domain;
using Billing.Functions.Api.Contract;

namespace Billing.Functions.Api.Sellers;

/// <summary>How a seller bills and duns. The version is given by the system.</summary>
internal sealed record PolicyBody(int PaymentTermDays, int DraftWindowDays, int CatchUpPeriods, IReadOnlyList<DunningStep> Dunning, decimal MinimumDunned, int DaysFromFinalNoticeToCollections)
    : IRequestBody<PolicyBody>
{
    public static PolicyBody Read(BodyReader body)
    {
        var policy = new PolicyBody(
            body.Integer("paymentTermDays", 0, 365),
            body.Integer("draftWindowDays", 0, 60, otherwise: 0),
            body.Integer("catchUpPeriods", 1, 36, otherwise: 12),
            body.List("dunning", 0, 20, step => new DunningStep(step.Integer("days", -60, 365), step.Choice<DunningAction>("action"))),
            body.Number("minimumDunned", 0, 1_000_000, 4, otherwise: 0),
            body.Integer("daysFromFinalNoticeToCollections", 0, 365, otherwise: 7));
        body.Check(body.HasFaultAt("dunning") || policy.Dunning.Zip(policy.Dunning.Skip(1)).All(pair => pair.First.Days < pair.Second.Days), "dunning", "must be in order of its days, one step a day");
        var collections = policy.Dunning.Count(step => step.Action == DunningAction.Collections);
        body.Check(collections == 0 || (collections == 1 && policy.Dunning[^1].Action == DunningAction.Collections), "dunning", "may have collections once, as its last step");
        body.Check(collections == 0 || policy.Dunning.Any(step => step.Action == DunningAction.FinalNotice), "dunning", "must have a final notice before collections");
        return policy;
    }
}

/// <summary>A seller's policy.</summary>
internal sealed record PolicyResource(int Version, int PaymentTermDays, int DraftWindowDays, int CatchUpPeriods, IReadOnlyList<DunningStep> Dunning, decimal MinimumDunned, int DaysFromFinalNoticeToCollections)
{
    public static PolicyResource Of(BillingPolicy policy) => new(
        policy.Version, policy.PaymentTermDays, policy.DraftWindowDays, policy.CatchUpPeriods, policy.Dunning, policy.MinimumDunned, policy.DaysFromFinalNoticeToCollections);
}
