using System.Globalization;
using System.Text;
using Billing.Documents.Pdf.Layout;
using Billing.Documents.Pdf.Syntax;

namespace Billing.Documents.Pdf;

/// <summary>
/// Writes laid-out pages as a tagged PDF 1.7 file that identifies itself as PDF/A-3a and PDF/UA-1. The same input gives the
/// same bytes.
/// </summary>
internal sealed class PdfWriter
{
    private static readonly byte[] DeflatedProfile = PdfFile.Deflate(SrgbProfile.Bytes, System.IO.Compression.CompressionLevel.Optimal);

    private readonly PdfFile _file = new();
    private readonly LaidOutDocument _document;
    private readonly PdfMetadata _metadata;
    private readonly string _date;

    private PdfWriter(LaidOutDocument document, PdfMetadata metadata)
    {
        _document = document;
        _metadata = metadata with { Title = Printable(metadata.Title), Author = Printable(metadata.Author) };
        _date = metadata.Created.ToUniversalTime().ToString("'(D:'yyyyMMddHHmmss'Z)'", CultureInfo.InvariantCulture);
    }

    internal static byte[] Write(LaidOutDocument document, PdfMetadata metadata, IReadOnlyList<PdfAttachment> attachments) =>
        new PdfWriter(document, metadata).Write(attachments);

    private byte[] Write(IReadOnlyList<PdfAttachment> attachments)
    {
        var catalog = _file.Reserve();
        var pages = _file.Reserve();
        var pageIds = _document.Pages.Select(_ => _file.Reserve()).ToArray();
        var links = WriteLinks(pageIds);
        WritePages(pages, pageIds, links);
        var tree = new StructureTree(_file, pageIds, links).Write(_document);
        var metadata = _file.AddUncompressed("/Type/Metadata/Subtype/XML", XmpMetadata.Of(_metadata, attachments.FirstOrDefault(attachment => attachment.FacturXLevel.Length > 0)));

        var buffer = new PdfBuffer().Raw("<</Type/Catalog/Pages "u8).Ref(pages).Raw("/StructTreeRoot "u8).Ref(tree)
            .Raw("/Metadata "u8).Ref(metadata).Raw("/MarkInfo<</Marked true>>/ViewerPreferences<</DisplayDocTitle true"u8)
            .Raw(_document.Direction == Direction.RightToLeft ? "/Direction/R2L>>/Lang"u8 : ">>/Lang"u8).Text(_metadata.Language);
        WriteOutputIntent(buffer);
        WriteAttachments(buffer, attachments);
        _file.Put(catalog, buffer.Raw(">>"u8));

        var information = _file.Add(new PdfBuffer().Raw("<</Title"u8).Text(_metadata.Title).Raw("/Author"u8).Text(_metadata.Author)
            .Raw($"/Creator({PdfMetadata.Producer})/Producer({PdfMetadata.Producer})/CreationDate{_date}/ModDate{_date}>>"));
        return _file.Write(catalog, information);
    }

    /// <summary>Without what XML cannot hold: the two places that say it must say the same.</summary>
    private static string Printable(string text) => Ascii.IsValid(text) && !text.AsSpan().ContainsAnyInRange('\0', '\x1F') && !text.Contains('\x7F') ? text
        : string.Concat(text.EnumerateRunes().Where(r => !Rune.IsControl(r) && r.Value is not (0xFFFE or 0xFFFF)));

    private Dictionary<LinkMark, int> WriteLinks(int[] pageIds)
    {
        var ids = new Dictionary<LinkMark, int>(ReferenceEqualityComparer.Instance);
        var key = pageIds.Length;
        foreach (var page in _document.Pages)
        {
            foreach (var link in page.Links)
            {
                var buffer = new PdfBuffer().Raw("<</Type/Annot/Subtype/Link/F 4/Border[0 0 0]/Rect["u8)
                    .Real(link.X).Real(page.Height - link.Y - link.Height).Real(link.X + link.Width).Real(page.Height - link.Y)
                    .Raw("]/P "u8).Ref(pageIds[page.Number]).Raw("/StructParent "u8).Int(key++).Raw("/Contents"u8).Text(link.Description)
                    .Raw("/A<</S/URI/URI"u8).Text(link.Target.AbsoluteUri).Raw(">>>>"u8);
                ids[link] = _file.Add(buffer);
            }
        }
        return ids;
    }

    private void WritePages(int pages, int[] pageIds, Dictionary<LinkMark, int> links)
    {
        var fonts = new DocumentFonts();
        var pictures = new DocumentPictures();
        var content = PdfBuffer.Rent(32 * 1024);
        var contents = new int[pageIds.Length];
        foreach (var page in _document.Pages)
        {
            PageContent.Write(content.Clear(), page, fonts, pictures);
            contents[page.Number] = _file.AddStream("", content.Span);
        }
        content.Release();
        var resources = new PdfBuffer().Raw("<<"u8);
        fonts.Write(_file, resources);
        pictures.Write(_file, resources);
        var resourcesId = _file.Add(resources.Raw(">>"u8));

        var kids = new PdfBuffer().Raw("<</Type/Pages/Count "u8).Int(pageIds.Length).Raw("/Kids["u8);
        foreach (var page in _document.Pages)
        {
            var id = pageIds[page.Number];
            kids.Ref(id);
            var buffer = new PdfBuffer().Raw("<</Type/Page/Parent "u8).Ref(pages).Raw("/MediaBox[0 0 "u8).Real(page.Width).Real(page.Height)
                .Raw("]/Resources "u8).Ref(resourcesId).Raw("/Contents "u8).Ref(contents[page.Number])
                .Raw("/Group<</S/Transparency/CS/DeviceRGB>>/Tabs/S/StructParents "u8).Int(page.Number);
            if (page.Links.Count > 0)
            {
                buffer.Raw("/Annots["u8);
                foreach (var link in page.Links)
                    buffer.Ref(links[link]);
                buffer.Raw("]"u8);
            }
            _file.Put(id, buffer.Raw(">>"u8));
        }
        _file.Put(pages, kids.Raw("]>>"u8));
    }

    private void WriteOutputIntent(PdfBuffer catalog)
    {
        var profile = _file.AddCompressed("/N 3", DeflatedProfile);
        var intent = _file.Add(new PdfBuffer().Raw("<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB)/Info(sRGB IEC61966-2.1)"u8)
            .Raw("/DestOutputProfile "u8).Ref(profile).Raw(">>"u8));
        catalog.Raw("/OutputIntents["u8).Ref(intent).Raw("]"u8);
    }

    private void WriteAttachments(PdfBuffer catalog, IReadOnlyList<PdfAttachment> attachments)
    {
        if (attachments.Count == 0)
            return;
        var associated = new PdfBuffer();
        var names = new PdfBuffer();
        foreach (var attachment in attachments.OrderBy(a => a.FileName, StringComparer.Ordinal))
        {
            var subtype = attachment.MediaType.Replace("/", "#2F", StringComparison.Ordinal);
            var stream = _file.AddStream(
                $"/Type/EmbeddedFile/Subtype/{subtype}/Params<</Size {attachment.Content.Length}/ModDate{_date}>>", attachment.Content.Span);
            var specification = _file.Add(new PdfBuffer().Raw("<</Type/Filespec/F"u8).Text(attachment.FileName).Raw("/UF"u8)
                .Text(attachment.FileName).Raw("/Desc"u8).Text(attachment.Description).Raw($"/AFRelationship/{attachment.Relationship}/EF<</F ")
                .Ref(stream).Raw("/UF "u8).Ref(stream).Raw(">>>>"u8));
            associated.Ref(specification);
            names.Text(attachment.FileName).Ref(specification);
        }
        catalog.Raw("/AF["u8).Raw(associated.Span).Raw("]/Names<</EmbeddedFiles<</Names["u8).Raw(names.Span).Raw("]>>>>"u8);
    }
}
