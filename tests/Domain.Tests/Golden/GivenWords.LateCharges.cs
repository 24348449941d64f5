using System.Text.RegularExpressions;

namespace Billing.Domain.Tests;

/// <summary>The words of dunning and late charges.</summary>
internal static partial class GivenWords
{
    private static DunningStep Rung(Func<string, string> words) =>
        new((int)Number(words("days")), words("action") == "final" ? DunningAction.FinalNotice : DunningAction.OverdueNotice)
        {
            LateFee = words("fee").Length > 0 ? Number(words("fee")) : null,
            ChargesInterest = words("interest").Length > 0,
        };

    private static InterestRateTable Interest(string rest)
    {
        var (head, rates) = GoldenCase.Cut(rest, ":");
        var words = Match(InterestWords(), head);
        return new InterestRateTable(Number(words("points")), [.. rates.Split(',', StringSplitOptions.TrimEntries).Select(rate => rate.Split(' ')).Select(rate => new InterestRate(Dates.Day(rate[0]), Number(rate[1])))])
        {
            ConsumerPoints = words("consumers").Length > 0 ? Number(words("consumers")) : null,
        };
    }

    private static CompensationBand Compensation(Func<string, string> words, World world) => new(world.AccountId[^3..], Number(words("from")), Number(words("amount")));

    [GeneratedRegex("^(?<days>[0-9]+) (?<action>notice|final)(, fee (?<fee>[0-9.]+))?(?<interest>, interest)?$")]
    private static partial Regex RungWords();

    [GeneratedRegex("^(?<points>[0-9.]+) points(, consumers (?<consumers>[0-9.]+))?$")]
    private static partial Regex InterestWords();

    [GeneratedRegex("^(?<amount>[0-9.]+) from (?<from>[0-9.]+)$")]
    private static partial Regex CompensationWords();
}
