namespace Billing.DevHost;

/// <summary>Where the repository lies that this host was built from.</summary>
internal static class RepositoryRoot
{
    private const string Marker = "Billing.sln";

    public static string Path { get; } = Find(AppContext.BaseDirectory) ?? Find(Environment.CurrentDirectory)
        ?? throw new InvalidOperationException($"No {Marker} above {AppContext.BaseDirectory}: run the host from a clone of the repository.");

    public static string Combine(params string[] parts) => System.IO.Path.Combine([Path, .. parts]);

    private static string? Find(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
            if (File.Exists(System.IO.Path.Combine(folder.FullName, Marker)))
                return folder.FullName;
        return null;
    }
}
