using Billing.Domain;
using Billing.Functions.Api.Contract;

namespace Billing.Functions.Api.Sellers;

/// <summary>How a seller bills and duns. The version is given by the system.</summary>
internal sealed record PolicyBody(
    PaymentTerms Terms, int DraftWindowDays, int CatchUpPeriods, IReadOnlyList<DunningPolicy> Dunning,
    IReadOnlyList<ProvisionStep> Provision, decimal? ApprovalLimit, decimal MinimumInvoice, ShortPaymentTolerance? ShortPayment, ChargingPolicy Charging, ReceiptPolicy Receipts, ArrangementPolicy Arrangements, StatementPolicy Statements)
    : IRequestBody<PolicyBody>
{
    public static PolicyBody Read(BodyReader body)
    {
        var policy = new PolicyBody(
            body.Object("terms", TermsReader.Read),
            body.Integer("draftWindowDays", 0, 60, otherwise: 0),
            body.Integer("catchUpPeriods", 1, 36, otherwise: 12),
            DunningReader.ReadAll(body),
            body.List("provision", 0, 20, step => new ProvisionStep(step.Integer("daysOverdue", 1, 3660), step.Number("percent", 0, 100, 4))),
            body.OptionalNumber("approvalLimit", 0, 999_999_999_999m, 4),
            body.Number("minimumInvoice", 0, 1_000_000, 4, otherwise: 0),
            body.OptionalObject("shortPayment", Tolerance),
            body.OptionalObject("charging", ChargingReader.Read) ?? ChargingPolicy.Standard,
            body.Choice<ReceiptPolicy>("receipts", otherwise: ReceiptPolicy.EveryPayment),
            body.OptionalObject("arrangements", ReadArrangements) ?? ArrangementPolicy.Standard,
            body.OptionalObject("statements", StatementsReader.Read) ?? StatementPolicy.Off);
        body.Check(
            body.HasFaultAt("provision") || policy.Provision.Zip(policy.Provision.Skip(1)).All(pair => pair.First.DaysOverdue < pair.Second.DaysOverdue && pair.First.Percent < pair.Second.Percent),
            "provision", "must rise in days and in percent");
        return policy;
    }

    private static ArrangementPolicy ReadArrangements(BodyReader arrangements) => new(
        arrangements.OptionalInteger("reminderDays", 0, 60), arrangements.Integer("graceDays", 0, 60, otherwise: ArrangementPolicy.Standard.GraceDays))
    {
        LiftsSuspension = arrangements.Choice<SuspensionLift>("liftsSuspension", otherwise: SuspensionLift.EveryArrangement),
    };

    private static ShortPaymentTolerance Tolerance(BodyReader body)
    {
        var tolerance = new ShortPaymentTolerance(body.OptionalNumber("amount", 0, 1_000_000, 4), body.OptionalNumber("percent", 0, 20, 4));
        body.Check(tolerance != new ShortPaymentTolerance(null, null), "amount", "or a percent is required");
        return tolerance;
    }
}

/// <summary>A seller's policy.</summary>
internal sealed record PolicyResource(
    int Version, PaymentTerms Terms, int DraftWindowDays, int CatchUpPeriods, IReadOnlyList<DunningPolicy> Dunning,
    IReadOnlyList<ProvisionStep> Provision, decimal? ApprovalLimit, decimal MinimumInvoice, ShortPaymentTolerance? ShortPayment, ChargingPolicy Charging, ReceiptPolicy Receipts, ArrangementPolicy Arrangements, StatementPolicy Statements)
{
    public static PolicyResource Of(BillingPolicy policy) => new(
        policy.Version, policy.Terms, policy.DraftWindowDays, policy.CatchUpPeriods, policy.Dunning,
        policy.Provision, policy.ApprovalLimit, policy.MinimumInvoice, policy.ShortPayment, policy.Charging, policy.Receipts, policy.Arrangements, policy.Statements);
}
