using Billing.Domain;
using Billing.Functions.Api.Contract;

namespace Billing.Functions.Api.Sellers;

/// <summary>Reads who gets statements each month: by a seller's policy, or by a customer's own terms.</summary>
internal static class StatementsReader
{
    public static StatementPolicy Read(BodyReader body)
    {
        var (monthly, since) = ReadSince(body);
        return new StatementPolicy(
            monthly ?? false, body.OptionalChoice<StatementKind>("kind") ?? StatementPolicy.Off.Kind, body.Integer("day", 1, 28, otherwise: StatementPolicy.Off.Day), body.Number("minimum", 0, 1_000_000, 4, otherwise: 0), since);
    }

    public static StatementTerms ReadTerms(BodyReader body)
    {
        var (monthly, since) = ReadSince(body);
        return new StatementTerms(monthly, body.OptionalChoice<StatementKind>("kind"), since);
    }

    // Without a first month all that ever happened would be stated at once.
    private static (bool? Monthly, DateOnly? Since) ReadSince(BodyReader body)
    {
        var (monthly, since) = (body.OptionalFlag("monthly"), body.OptionalDate("since"));
        body.Check(monthly != true || since is not null || body.HasFaultAt("since"), "since", "is required with monthly: the first month that is stated");
        body.Check(since is null || since.Value.Day == 1, "since", "must be the first day of a month");
        return (monthly, since);
    }
}
