using System.ComponentModel;
using System.Diagnostics;

namespace Billing.DevHost.Gallery;

/// <summary>Pictures of first pages, by pdftoppm.</summary>
internal static class Thumbnails
{
    private const int Width = 300;

    /// <summary>Writes a picture beside each document.</summary>
    /// <returns>False where pdftoppm is not on this machine: then there are none.</returns>
    /// <exception cref="InvalidOperationException">pdftoppm cannot draw a document.</exception>
    public static async Task<bool> WriteAsync(IReadOnlyList<FileInfo> documents, CancellationToken cancel)
    {
        try
        {
            await Parallel.ForEachAsync(documents, cancel, WriteAsync);
            return true;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }

    /// <summary>The name of the picture of a document.</summary>
    public static string NameOf(string document) => $"{document}.png";

    private static async ValueTask WriteAsync(FileInfo document, CancellationToken cancel)
    {
        var name = Path.ChangeExtension(document.FullName, null);
        using var process = Process.Start(new ProcessStartInfo("pdftoppm", ["-png", "-singlefile", "-f", "1", "-l", "1", "-scale-to-x", $"{Width}", "-scale-to-y", "-1", document.FullName, name]))!;
        await process.WaitForExitAsync(cancel);
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"pdftoppm cannot draw {document.FullName}.");
    }
}
