using Billing.Domain;
using Billing.Functions.Api.Contract;

namespace Billing.Functions.Api.Sellers;

/// <summary>Reads how a seller charges saved methods; what is left out is as <see cref="ChargingPolicy.Standard"/> has it.</summary>
internal static class ChargingReader
{
    public static ChargingPolicy Read(BodyReader body) => new(
        body.Flag("autoCollect", ChargingPolicy.Standard.AutoCollect),
        body.OptionalChoice<ChargeDay>("chargeOn") ?? ChargingPolicy.Standard.ChargeOn,
        body.OptionalIntegers("retryDays", 8, 1, 60) ?? ChargingPolicy.Standard.RetryDays,
        body.Integer("directDebitNoticeDays", 0, 60, ChargingPolicy.Standard.DirectDebitNoticeDays))
    {
        RetryBeforeDunning = body.Flag("retryBeforeDunning", ChargingPolicy.Standard.RetryBeforeDunning),
    };
}
