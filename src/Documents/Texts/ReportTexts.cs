using System.Globalization;

namespace Billing.Documents.Texts;

/// <summary>The fixed words of reports; {0} and further are filled in. Titles are found by the names of kinds, the others by the names of tables and columns.</summary>
internal sealed record ReportTexts
{
    private const string OtherName = "other";

    public required string AsOf { get; init; }
    public required string Period { get; init; }
    public required string KnownAt { get; init; }
    public required string CompleteTo { get; init; }
    public required string Total { get; init; }
    public required string Ties { get; init; }
    public required string Figure { get; init; }
    public required string LedgerAccounts { get; init; }
    public required string Nothing { get; init; }

    /// <summary>{0} is the title, {1} the currency, {2} what the chart shows.</summary>
    public required string Chart { get; init; }

    /// <summary>Of the column named other; a text of that name would be read as one that counts.</summary>
    public required string OtherColumn { get; init; }
    public required string Attached { get; init; }
    public required Dictionary<string, string> Titles { get; init; }
    public required Dictionary<string, string> Tables { get; init; }
    public required Dictionary<string, string> Columns { get; init; }

    /// <summary>What a report is called.</summary>
    /// <param name="kind">Its name in the API.</param>
    internal string TitleOf(string kind) => Titles.GetValueOrDefault(kind) ?? Spelled(kind);

    /// <summary>What a table is called.</summary>
    internal string TableOf(string name) => Tables.GetValueOrDefault(name) ?? Spelled(name);

    /// <summary>What a column or a figure is called.</summary>
    internal string ColumnOf(string name) => name == OtherName ? OtherColumn : Columns.GetValueOrDefault(name) ?? Spelled(name);

    // What has no words yet is shown by its name.
    private static string Spelled(string name)
    {
        var words = string.Concat(name.Select((letter, index) => index > 0 && char.IsUpper(letter) ? $" {char.ToLowerInvariant(letter)}" : letter == '-' ? " " : letter.ToString(CultureInfo.InvariantCulture)));
        return words.Length == 0 ? words : char.ToUpperInvariant(words[0]) + words[1..];
    }
}
