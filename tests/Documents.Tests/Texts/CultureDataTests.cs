using Billing.Documents.Texts;

namespace Billing.Documents.Tests.Texts;

public sealed class CultureDataTests
{
    [Fact]
    public void Documents_are_written_with_the_data_of_all_cultures() => CultureData.Require();

    [Fact]
    public void No_project_turns_the_data_of_cultures_off()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "Directory.Build.props")))
            root = root.Parent!;
        var files = new[] { "src", "tests", "bench" }.Select(folder => Path.Combine(root.FullName, folder)).Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*.csproj", SearchOption.AllDirectories))
            .Append(Path.Combine(root.FullName, "Directory.Build.props"));
        Assert.All(files, file => Assert.False(
            File.ReadAllText(file).Contains("<InvariantGlobalization>true", StringComparison.OrdinalIgnoreCase),
            $"{file} sets InvariantGlobalization: every document's numbers and dates would be written in one invariant form."));
    }
}
