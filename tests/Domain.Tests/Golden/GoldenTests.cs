using System.Globalization;
using System.Runtime.CompilerServices;

namespace Billing.Domain.Tests;

/// <summary>The worked examples beside this file. What a case prints must be what its file has under <c>then</c>, and each equation of its working must
/// come out, with its result among what is printed. With the environment variable <c>REWRITE_GOLDEN=1</c> the files take the printed outcome instead;
/// read each difference before it is committed.</summary>
public class GoldenTests
{
    private static readonly string Folder = Path.GetDirectoryName(ThisFile())!;

    public static TheoryData<string> Cases => [.. Directory.GetFiles(Folder, "*.txt").Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_outcome_is_as_written(string name)
    {
        var path = Path.Combine(Folder, $"{name}.txt");
        var text = File.ReadAllText(path);
        var golden = GoldenCase.Read(text);
        var printed = golden.Run();
        if (Environment.GetEnvironmentVariable("REWRITE_GOLDEN") == "1")
            File.WriteAllText(path, GoldenCase.WithOutcome(text, printed));
        else
            Assert.Equal(golden.Then, printed);

        var figures = printed.Split([' ', ',', '\n', '(', ')', ';'], StringSplitOptions.RemoveEmptyEntries).ToHashSet();
        var equations = golden.Working.Where(line => line.Contains('=', StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(equations);
        foreach (var equation in equations)
            Assert.Contains(Equation.Result(equation), figures);
    }

    [Fact]
    public void There_are_enough_of_them() => Assert.InRange(Cases.Count, 60, 500);

    [Theory]
    [InlineData("3 × 0.335 = 1.01", "1.01")]
    [InlineData("half of it: (10.00 - 0.01) / 2 = 5.00 = 5.0", "5.0")]
    [InlineData("tax: 19 % × 10.00 = 1.90", "1.90")]
    public void An_equation_comes_out_rounded_half_away_from_zero(string equation, string result) => Assert.Equal(result, Equation.Result(equation));

    [Theory]
    [InlineData("3 × 0.335 = 1.00")]
    [InlineData("2 + 2 × 2 = 8")]
    public void An_equation_that_does_not_come_out_is_found(string equation) => Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => Equation.Result(equation));

    private static string ThisFile([CallerFilePath] string path = "") => path;
}

/// <summary>An equation of a working: <c>words: 100.00 × 17 / 31 = 54.84</c>. The right side has been rounded to the decimals it has.</summary>
internal static class Equation
{
    /// <summary>The last side, once the others are found to be the same.</summary>
    public static string Result(string line)
    {
        var sides = line[(line.LastIndexOf(':') + 1)..].Split('=', StringSplitOptions.TrimEntries);
        var exact = Value(sides[0]);
        foreach (var side in sides.Skip(1))
        {
            var stated = decimal.Parse(side, CultureInfo.InvariantCulture);
            Assert.True(decimal.Round(exact, stated.Scale, MidpointRounding.AwayFromZero) == stated, $"{line}: it is {exact}.");
        }

        return sides[^1];
    }

    private static decimal Value(string text)
    {
        var tokens = new Queue<string>(text.Replace("(", "( ", StringComparison.Ordinal).Replace(")", " )", StringComparison.Ordinal).Split(' ', StringSplitOptions.RemoveEmptyEntries));
        var value = Sum(tokens);
        return tokens.Count == 0 ? value : throw new FormatException($"Not an equation: {text}");
    }

    private static decimal Sum(Queue<string> tokens)
    {
        var value = Product(tokens);
        while (tokens.TryPeek(out var sign) && sign is "+" or "-")
            value = tokens.Dequeue() == "+" ? value + Product(tokens) : value - Product(tokens);
        return value;
    }

    private static decimal Product(Queue<string> tokens)
    {
        var value = Factor(tokens);
        while (tokens.TryPeek(out var sign) && sign is "×" or "/")
            value = tokens.Dequeue() == "×" ? value * Factor(tokens) : value / Factor(tokens);
        return value;
    }

    private static decimal Factor(Queue<string> tokens)
    {
        var token = tokens.Dequeue();
        decimal value;
        if (token == "(")
        {
            value = Sum(tokens);
            Assert.Equal(")", tokens.Dequeue());
        }
        else
        {
            value = decimal.Parse(token, CultureInfo.InvariantCulture);
        }

        return tokens.TryPeek(out var next) && next == "%" ? tokens.Dequeue() is var _ ? value / 100 : value : value;
    }
}
