using System.CommandLine;
using System.Diagnostics;
using Billing.Documents;

namespace Billing.DevHost.Gallery;

/// <summary>The verb <c>gallery</c>: writes every kind of document in every language to a folder, to be looked at.</summary>
internal static class GalleryCommand
{
    public static Command Create()
    {
        var folder = new Option<DirectoryInfo>("--out") { Description = "Where to leave the documents and index.html", DefaultValueFactory = _ => new DirectoryInfo("gallery") };
        var command = new Command("gallery", "Writes every kind of document in every language, and sellers' templates, to a folder.") { folder };
        command.SetAction((parsed, cancel) => RunAsync(parsed.GetValue(folder)!, cancel));
        return command;
    }

    /// <summary>Writes the gallery. The same code writes the same documents.</summary>
    /// <param name="folder">What is in it is overwritten, not cleared away.</param>
    /// <param name="cancel">Stops it.</param>
    public static async Task<int> RunAsync(DirectoryInfo folder, CancellationToken cancel)
    {
        var watch = Stopwatch.StartNew();
        var sections = GallerySection.All(RepositoryRoot.Combine("samples"));
        var written = new List<FileInfo>();
        foreach (var section in sections)
        {
            foreach (var document in section.Documents)
                written.Add(Write(Path.Combine(folder.FullName, section.Name), document.Name, document.Render(section.Assets)));
        }

        var thumbnails = await Thumbnails.WriteAsync(written, cancel);
        var index = Path.Combine(folder.FullName, "index.html");
        await File.WriteAllTextAsync(index, GalleryPage.Of(sections, thumbnails), cancel);
        Console.WriteLine(FormattableString.Invariant($"{written.Count} documents in {watch.Elapsed.TotalSeconds:F1} s: {index}"));
        if (!thumbnails)
            Console.WriteLine("Without pictures: pdftoppm is not here (Debian: poppler-utils).");
        return 0;
    }

    private static FileInfo Write(string folder, string name, RenderedDocument document)
    {
        Directory.CreateDirectory(folder);
        var pdf = new FileInfo(Path.Combine(folder, $"{name}.pdf"));
        File.WriteAllBytes(pdf.FullName, document.Pdf);
        if (document.EInvoiceXml is { } xml)
            File.WriteAllBytes(Path.ChangeExtension(pdf.FullName, ".xml"), xml);
        return pdf;
    }
}
