using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Billing.Documents.Pdf.Syntax;

namespace Billing.Documents.Pdf.Merging;

/// <summary>Puts the pages of several files into one for a printer: every page as it was written. What a printer has no use for stays behind: tags, links, attached
/// files, and the claim to be an archive's. What several files have alike (colour profile, logo) is kept once. The same files give the same bytes.</summary>
internal sealed class PdfMerge
{
    private readonly PdfFile _file = new();
    private readonly Dictionary<string, int> _known = new(StringComparer.Ordinal);
    private readonly List<int> _pages = [];
    private readonly int _root;
    private readonly int _pageTree;

    private PdfMerge() => (_root, _pageTree) = (_file.Reserve(), _file.Reserve());

    /// <param name="files">Written by this program, in order.</param>
    /// <param name="bothSides">Whether each begins on the front of a sheet: a blank page ends one with an odd number of pages.</param>
    /// <param name="metadata">Of the whole.</param>
    /// <exception cref="InvalidDataException">One is no file of this program.</exception>
    internal static byte[] Write(IReadOnlyList<ReadOnlyMemory<byte>> files, bool bothSides, PdfMetadata metadata)
    {
        var merge = new PdfMerge();
        var intents = new PdfBuffer();
        foreach (var file in files)
        {
            var source = new PdfSource(file);
            var copied = new Dictionary<int, int>();
            if (merge._pages.Count == 0 && PdfSource.Value(source.Catalog, "OutputIntents") is { } colours)
                merge.Rewrite(source, copied, source.Catalog[colours], intents.Raw("/OutputIntents"u8));
            merge.Add(source, copied, bothSides);
        }
        return merge.Write(bothSides, intents, metadata);
    }

    private byte[] Write(bool bothSides, PdfBuffer intents, PdfMetadata metadata)
    {
        var kids = new PdfBuffer().Raw("<</Type/Pages/Count "u8).Int(_pages.Count).Raw("/Kids["u8);
        foreach (var page in _pages)
            kids.Ref(page);
        _file.Put(_pageTree, kids.Raw("]>>"u8));
        _file.Put(_root, new PdfBuffer().Raw("<</Type/Catalog/Pages "u8).Ref(_pageTree).Raw("/ViewerPreferences<</PickTrayByPDFSize true/Duplex/"u8)
            .Raw(bothSides ? "DuplexFlipLongEdge"u8 : "Simplex"u8).Raw(">>"u8).Raw(intents.Span).Raw(">>"u8));
        var date = metadata.Created.ToUniversalTime().ToString("'(D:'yyyyMMddHHmmss'Z)'", CultureInfo.InvariantCulture);
        var information = _file.Add(new PdfBuffer().Raw("<</Title"u8).Text(metadata.Title).Raw("/Author"u8).Text(metadata.Author)
            .Raw($"/Creator({PdfMetadata.Producer})/Producer({PdfMetadata.Producer})/CreationDate{date}/ModDate{date}>>"));
        return _file.Write(_root, information);
    }

    private void Add(PdfSource source, Dictionary<int, int> copied, bool bothSides)
    {
        ReadOnlyMemory<byte> box = default;
        foreach (var id in source.PageIds)
        {
            var text = source.Object(id).Text;
            var page = new PdfBuffer().Raw("<</Type/Page/Parent "u8).Ref(_pageTree);
            foreach (var (key, value) in PdfTokens.Entries(text.Span))
            {
                if (key is not ("MediaBox" or "Resources" or "Contents" or "Group"))
                    continue;
                Rewrite(source, copied, text[value], page.Raw($"/{key} "));
                box = key == "MediaBox" ? text[value] : box;
            }
            _pages.Add(_file.Add(page.Raw(">>"u8)));
        }
        if (bothSides && source.PageIds.Count % 2 == 1)
            _pages.Add(_file.Add(new PdfBuffer().Raw("<</Type/Page/Parent "u8).Ref(_pageTree).Raw("/Resources<<>>/MediaBox"u8).Raw(box.Span).Raw(">>"u8)));
    }

    /// <summary>The object with all that it names; the same number for the same content, whichever file it came from.</summary>
    private int Copy(PdfSource source, Dictionary<int, int> copied, int id)
    {
        if (copied.TryGetValue(id, out var known))
            return known;
        var original = source.Object(id);
        var text = new PdfBuffer(original.Text.Length + 64);
        if (original.Stream is null)
        {
            Rewrite(source, copied, original.Text, text);
        }
        else
        {
            foreach (var (key, value) in PdfTokens.Entries(original.Text.Span).Where(entry => entry.Key != "Length"))
                Rewrite(source, copied, original.Text[value], text.Raw($"/{key} "));
        }

        var name = Name(text.Span, original.Stream);
        if (!_known.TryGetValue(name, out var number))
        {
            number = original.Stream is { } stream ? _file.AddUncompressed(Encoding.ASCII.GetString(text.Span), stream.Span) : _file.Add(text);
            _known[name] = number;
        }
        return copied[id] = number;
    }

    private void Rewrite(PdfSource source, Dictionary<int, int> copied, ReadOnlyMemory<byte> text, PdfBuffer into)
    {
        var (tokens, at) = (PdfTokens.Of(text.Span), 0);
        for (var index = 0; index < tokens.Count; index++)
        {
            if (!PdfTokens.IsReference(text.Span, tokens, index, out var id))
                continue;
            into.Raw(text.Span[at..tokens[index].Start.Value]).Ref(Copy(source, copied, id));
            index += 2;
            at = tokens[index].End.Value;
        }
        into.Raw(text.Span[at..]);
    }

    private static string Name(ReadOnlySpan<byte> text, ReadOnlyMemory<byte>? stream)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(text);
        hash.AppendData(stream is null ? "\0object"u8 : "\0stream"u8);
        hash.AppendData(stream is { } bytes ? bytes.Span : []);
        return Convert.ToHexString(hash.GetHashAndReset());
    }
}
