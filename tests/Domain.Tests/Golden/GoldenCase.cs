namespace Billing.Domain.Tests;

/// <summary>A worked example in a text file: the rule in its first line, how its amounts are worked out, what is given, what happens, what comes of it.
/// The words it knows stand in <see cref="GivenWords"/> and <see cref="WhenWords"/>.</summary>
internal sealed record GoldenCase(string Rule, IReadOnlyList<string> Working, IReadOnlyList<string> Given, IReadOnlyList<string> When, string Then)
{
    public static GoldenCase Read(string text)
    {
        var (before, then) = Cut(text.ReplaceLineEndings("\n"), "\nthen\n");
        var (withGiven, when) = Cut(before, "\nwhen\n");
        var (head, given) = Cut(withGiven, "\ngiven\n");
        var lines = Lines(head);
        return new GoldenCase(lines[0], [.. lines.Skip(1)], Lines(given), Lines(when), then);
    }

    /// <summary>The file with another outcome.</summary>
    public static string WithOutcome(string text, string then) => Cut(text.ReplaceLineEndings("\n"), "\nthen\n").Before + "\nthen\n" + then;

    /// <summary>Carries it out and prints what came of it.</summary>
    public string Run()
    {
        var world = Given.OrderByDescending(line => line.StartsWith("currency ", StringComparison.Ordinal)).Aggregate(GivenWords.Nothing, GivenWords.Read);
        var account = new PaperAccount(world);
        account.Do(new OpenAccount(world.AccountId, 1), DateOnly.MinValue);
        var printer = new GoldenPrinter(account);
        foreach (var line in When)
        {
            var (moment, words) = Cut(line, " ");
            var today = WhenWords.DayOf(moment, account.World.Seller);
            if (words.StartsWith("given ", StringComparison.Ordinal))
                account.World = GivenWords.Read(account.World, words["given ".Length..]);
            else if (words.StartsWith("use ", StringComparison.Ordinal))
                printer.Used(moment, words, WhenWords.Use(account, words, today));
            else
                printer.Decided(moment, words, account.Do(WhenWords.Command(account, words, today), today));
        }

        return printer.ToString();
    }

    internal static (string Before, string After) Cut(string text, string at)
    {
        var place = text.IndexOf(at, StringComparison.Ordinal);
        return place < 0 ? throw new FormatException($"There is no '{at.Trim()}' in: {text}") : (text[..place], text[(place + at.Length)..].TrimStart(' '));
    }

    private static List<string> Lines(string text) => [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];
}
