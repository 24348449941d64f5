using System.Runtime.CompilerServices;

namespace Billing.Domain.Tests;

/// <summary>Each report of <see cref="HandMadeYear"/> as CSV, in the folder <c>HandMadeYear</c>. With the environment variable <c>REWRITE_GOLDEN=1</c> the files
/// take the outcome instead; read each difference before it is committed.</summary>
public class HandMadeYearTests
{
    private static readonly string Folder = Path.Combine(Path.GetDirectoryName(ThisFile())!, "HandMadeYear");

    public static TheoryData<string> Kinds => [.. ReportKind.All.Select(kind => kind.Name)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_report_is_as_written(string kind)
    {
        var year = new HandMadeYear();
        var printed = year.Books.Csv(kind, new ReportMoment(Dates.Day("2026-04-30"), year.Books.Now), Dates.Day("2026-01-01"), among: year.Lines).ReplaceLineEndings("\n");

        var path = Path.Combine(Folder, $"{kind}.txt");
        if (Environment.GetEnvironmentVariable("REWRITE_GOLDEN") == "1")
            File.WriteAllText(path, printed);
        else
            Assert.Equal(File.ReadAllText(path).ReplaceLineEndings("\n"), printed);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Of_a_month_in_between_each_report_ties_as_well(string kind)
    {
        var year = new HandMadeYear();
        for (var month = Dates.Day("2026-01-01"); month < Dates.Day("2027-03-01"); month = month.AddMonths(1))
            Assert.StartsWith("table,", year.Books.Csv(kind, new ReportMoment(month.AddDays(19), year.Books.Now), month, among: year.Lines), StringComparison.Ordinal);
    }

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
