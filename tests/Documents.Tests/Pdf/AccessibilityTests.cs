using System.Text.Json;
using System.Text.RegularExpressions;
using Billing.Documents.Invoices;
using Billing.Documents.Letterheads;
using Billing.Documents.Tests.Invoices;

namespace Billing.Documents.Tests.Pdf;

/// <summary>Requirements of PDF/A-3a (ISO 19005-3) and PDF/UA-1 (ISO 14289-1) that can be seen in a file's objects, one by one.</summary>
public sealed class AccessibilityTests
{
    private static readonly byte[] File = InvoicePdf.Render(SampleInvoices.WithLines(40) with
    {
        Assets = new DocumentAssets(new DocumentLogo(SamplePng.Logo())),
        Memo = "Grüße, שלום and ไทย",
        TaxNotes = ["Reverse charge applies."],
    });

    private static readonly PdfObjects Objects = PdfObjects.Of(File);

    private static readonly List<JsonElement> Elements = [.. Objects.OfType("/StructElem")];

    [Fact]
    public void Headings_begin_at_the_first_level_and_leave_none_out()
    {
        var levels = Reading(Objects.Follow(Objects.Get(Objects.Catalog, "/StructTreeRoot").GetProperty("/K")))
            .Select(e => PdfObjects.Text(e, "/S")!).Where(s => Regex.IsMatch(s, "^/H[1-6]$")).Select(s => s[2] - '0').ToList();
        Assert.Equal(1, levels[0]);
        Assert.Single(levels, 1);
        Assert.All(levels.Zip(levels.Skip(1)), pair => Assert.True(pair.Second <= pair.First + 1));
    }

    [Fact]
    public void Tables_are_regular_and_their_headers_say_what_they_head()
    {
        Assert.All(Elements.Where(e => PdfObjects.Text(e, "/S") == "/TH"), th => Assert.Contains(PdfObjects.Text(Objects.Get(th, "/A"), "/Scope"), new[] { "/Row", "/Column" }));
        var tables = Elements.Where(e => PdfObjects.Text(e, "/S") == "/Table").ToList();
        Assert.NotEmpty(tables);
        foreach (var table in tables)
        {
            var rows = Reading(table).Where(e => PdfObjects.Text(e, "/S") == "/TR").ToList();
            Assert.Single(rows.Select(r => Kids(r).Count).Distinct());
            Assert.Contains(Reading(table), e => PdfObjects.Text(e, "/S") == "/TH");
        }
    }

    [Fact]
    public void Figures_have_a_text_and_links_their_area_with_a_description()
    {
        Assert.All(Elements.Where(e => PdfObjects.Text(e, "/S") == "/Figure"), f => Assert.NotEmpty(PdfObjects.Text(f, "/Alt")!));
        var links = Elements.Where(e => PdfObjects.Text(e, "/S") == "/Link").ToList();
        Assert.NotEmpty(links);
        foreach (var link in links)
        {
            var area = Objects.Get(Assert.Single(Objects.Get(link, "/K").EnumerateArray(), k => k.ValueKind == JsonValueKind.Object && PdfObjects.Text(k, "/Type") == "/OBJR"), "/Obj");
            Assert.NotEmpty(PdfObjects.Text(area, "/Contents")!);
            Assert.Equal(4, area.GetProperty("/F").GetInt32()); // Printed, and neither hidden nor invisible.
            var owner = Objects.Follow(ParentOf(area.GetProperty("/StructParent").GetInt32()));
            Assert.Equal(link.GetRawText(), owner.GetRawText());
        }
    }

    [Fact]
    public void Every_piece_of_content_finds_the_element_that_holds_it()
    {
        foreach (var page in Objects.OfType("/Page"))
        {
            Assert.Equal("/S", PdfObjects.Text(page, "/Tabs"));
            var owners = ParentOf(page.GetProperty("/StructParents").GetInt32());
            Assert.True(owners.GetArrayLength() > 0);
            for (var piece = 0; piece < owners.GetArrayLength(); piece++)
            {
                var owner = Objects.Follow(owners[piece]);
                Assert.Contains(Objects.Get(owner, "/K").EnumerateArray(), k => k.ValueKind == JsonValueKind.Number ? k.GetInt32() == piece
                    : k.ValueKind == JsonValueKind.Object && k.TryGetProperty("/MCID", out var id) && id.GetInt32() == piece);
            }
        }
    }

    [Fact]
    public void Everything_on_a_page_is_either_read_or_marked_as_decoration()
    {
        var plain = PdfTool.RunBinary("qpdf", "qpdf", File, "--qdf", "--object-streams=disable", "FILE", "-");
        var contents = Regex.Matches(plain, @"stream\n(.*?)endstream", RegexOptions.Singleline).Select(m => m.Groups[1].Value).Where(c => c.Contains(" BT ", StringComparison.Ordinal) || c.Contains("\nBT ", StringComparison.Ordinal)).ToList();
        Assert.Equal(Objects.OfType("/Page").Count(), contents.Count);
        foreach (var content in contents)
        {
            var depth = 0;
            foreach (Match token in Regex.Matches(content, @"\b(BDC|BMC|EMC|TJ|Tj|re f|l S|Do)\b"))
            {
                depth += token.Value switch { "BDC" or "BMC" => 1, "EMC" => -1, _ => 0 };
                Assert.True(depth > 0 || token.Value == "EMC", $"{token.Value} stands outside of all marked content");
            }
            Assert.Equal(0, depth);
            Assert.Contains("/Artifact<</Type/Pagination>>BDC", content, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Fonts_carry_their_metrics_and_a_map_to_Unicode()
    {
        var descriptors = Objects.OfType("/FontDescriptor").ToList();
        Assert.True(descriptors.Count >= 2);
        foreach (var descriptor in descriptors)
        {
            foreach (var name in (string[])["/Ascent", "/Descent", "/CapHeight", "/ItalicAngle", "/StemV", "/Flags", "/FontBBox", "/FontFile2", "/FontName"])
                Objects.Get(descriptor, name);
            Assert.True(descriptor.GetProperty("/StemV").GetDouble() > 0);
        }
        foreach (var font in Objects.OfType("/Font").Where(f => PdfObjects.Text(f, "/Subtype") == "/Type0"))
        {
            Objects.Get(font, "/ToUnicode");
            var descendant = Objects.Follow(Objects.Get(font, "/DescendantFonts")[0]);
            Assert.Equal("/Identity", PdfObjects.Text(descendant, "/CIDToGIDMap"));
            Assert.Equal(PdfObjects.Text(font, "/BaseFont"), PdfObjects.Text(descendant, "/BaseFont"));
        }
    }

    [Fact]
    public void The_file_names_itself_is_open_and_runs_nothing()
    {
        Assert.Equal(2, Objects.Trailer.GetProperty("/ID").GetArrayLength());
        Assert.False(Objects.Trailer.TryGetProperty("/Encrypt", out _));
        foreach (var forbidden in (string[])["/OpenAction", "/AA", "/AcroForm", "/OCProperties", "/Perms"])
            Assert.False(Objects.Catalog.TryGetProperty(forbidden, out _), $"{forbidden} is there");
        var intent = Objects.Follow(Objects.Get(Objects.Catalog, "/OutputIntents")[0]);
        Assert.Equal("/GTS_PDFA1", PdfObjects.Text(intent, "/S"));
        Objects.Get(intent, "/DestOutputProfile");
        Assert.False(Objects.Get(Objects.Catalog, "/Metadata").TryGetProperty("/Filter", out _), "the metadata is compressed");
    }

    [Fact]
    public void The_same_document_gives_the_same_bytes_from_many_threads_and_in_a_fresh_process()
    {
        var expected = MixedScripts();
        var others = new byte[8][];
        Parallel.For(0, others.Length, i => others[i] = MixedScripts());
        Assert.All(others, bytes => Assert.Equal(expected, bytes));
        Assert.Equal(expected, FreshProcess.Run(typeof(AccessibilityTests), nameof(MixedScripts)));
    }

    private static byte[] MixedScripts() => InvoicePdf.Render(SampleInvoices.BoughtBy("شركة النقل السريع, Łódź, दिल्ली") with { Assets = new DocumentAssets(new DocumentLogo(SamplePng.Logo())) });

    /// <summary>An element and those below it, in the order in which they are read.</summary>
    private static IEnumerable<JsonElement> Reading(JsonElement element) => Kids(element).SelectMany(Reading).Prepend(element);

    private static List<JsonElement> Kids(JsonElement element) =>
        [.. Objects.Get(element, "/K").EnumerateArray().Select(Objects.Follow).Where(k => PdfObjects.Text(k, "/Type") == "/StructElem")];

    private static JsonElement ParentOf(int key)
    {
        var numbers = Objects.Get(Objects.Get(Objects.Get(Objects.Catalog, "/StructTreeRoot"), "/ParentTree"), "/Nums");
        for (var i = 0; i < numbers.GetArrayLength(); i += 2)
        {
            if (numbers[i].GetInt32() == key)
                return numbers[i + 1];
        }
        throw new InvalidOperationException($"The parent tree has no key {key}.");
    }
}
