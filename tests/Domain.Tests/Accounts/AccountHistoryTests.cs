using CsCheck;

namespace Billing.Domain.Tests;

public class AccountHistoryTests
{
    private static readonly Gen<Step> Steps = Gen.Select(Gen.Int[0, 271], Gen.Int[0, 1000], Gen.Int[0, 1000], Gen.Int[0, 6]).Select(step => new Step(step.Item1, step.Item2, step.Item3, step.Item4));

    private static readonly Gen<string> Currencies = Gen.Int[0, 2].Select(index => new[] { "EUR", "JPY", "KWD" }[index]);

    // HISTORIES=10 looks ten times as long.
    private static readonly int Depth = int.Parse(Environment.GetEnvironmentVariable("HISTORIES") ?? "1", System.Globalization.CultureInfo.InvariantCulture);

    [Fact]
    public void Short_histories_keep_every_rule() => Gen.Select(Currencies, Steps.Array[1, 40]).Sample(Keeps, iter: 100 * Depth);

    [Fact]
    public void Long_histories_keep_every_rule() => Gen.Select(Currencies, Steps.Array[200, 260]).Sample(Keeps, iter: 10 * Depth);

    [Fact]
    public void The_histories_reach_every_event()
    {
        var reached = new HashSet<string>();
        Gen.Select(Currencies, Steps.Array[150, 200]).Sample((currency, steps) =>
        {
            var history = new History(currency, isChecked: false);
            foreach (var step in steps)
                history.Take(step);
            history.Leave();
            lock (reached)
                reached.UnionWith(history.Events.Select(happened => happened.GetType().Name));
        }, iter: 400);
        var missing = typeof(AccountEvent).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(AccountEvent))).Select(type => type.Name).Except(reached).ToList();
        Assert.True(missing.Count == 0, $"Not reached: {string.Join(", ", missing)}.");
    }

    private static void Keeps(string currency, Step[] steps)
    {
        var history = new History(currency);
        try
        {
            foreach (var step in steps)
                history.Take(step);
            history.Settle();
            history.Leave();
        }
        catch (Exception e)
        {
            throw new Xunit.Sdk.XunitException($"{e.Message}\n{history.Trail()}", e);
        }
    }
}
