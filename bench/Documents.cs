#:project ../src/Documents/Billing.Documents.csproj
#:package PDFsharp
#:property PublishAot=false
#:property AssemblyName=Billing.Documents.Bench

// How long documents take: dotnet run -c Release bench/Documents.cs
// The same compiled ahead of time, as the function app is when it is published:
//   dotnet publish -r linux-x64 --self-contained false -p:PublishReadyToRun=true -p:TieredPGO=false -o out/bench bench/Documents.cs
//   out/bench/Billing.Documents.Bench
// Medians of single documents, in processor time of this process, so that a busy machine shows little in them. PDFsharp
// draws the same page beside it, without shaping, tags and an attached XML.
using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Text;
using Billing.Documents.Invoices;
using Billing.Documents.Letterheads;
using Billing.Documents.Pdf;
using Billing.Domain;
using PdfSharp.Drawing;
using PdfSharp.Fonts;
using PdfSharp.Pdf;

if (args is ["cold"])
{
    InvoicePdf.Render(Invoice(12));
    Console.WriteLine((Environment.CpuUsage.TotalTime.TotalMilliseconds).ToString(CultureInfo.InvariantCulture));
    Console.WriteLine((DateTime.Now - Process.GetCurrentProcess().StartTime).TotalMilliseconds.ToString(CultureInfo.InvariantCulture));
    return;
}
if (args is ["empty"])
{
    Console.WriteLine((Environment.CpuUsage.TotalTime.TotalMilliseconds).ToString(CultureInfo.InvariantCulture));
    return;
}

var onePage = Invoice(12);
var long400 = Invoice(400) with { Data = null };
GlobalFontSettings.FontResolver = new ShippedFonts();
Report("12 lines, everything", 400, 400, () => InvoicePdf.Render(onePage));
Report("12 lines, PDFsharp, plain", 400, 400, () => PlainPage.Draw(onePage));
Report("400 lines", 30, 30, () => InvoicePdf.Render(long400));
// The runtime goes on compiling what runs often; a nightly run prints thousands.
Report("the first, warm", 2000, 400, () => InvoicePdf.Render(onePage));
Report("PDFsharp, warm", 2000, 400, () => PlainPage.Draw(onePage));
Report("400 lines, warm", 160, 60, () => InvoicePdf.Render(long400));

var startUp = Median(5, () => double.Parse(Child("empty")[0], CultureInfo.InvariantCulture));
var cold = Median(5, () => double.Parse(Child("cold")[0], CultureInfo.InvariantCulture));
Line($"first document of a process: {cold - startUp:F0} ms of processor time beyond the {startUp:F0} ms in which the runtime starts");

for (var i = 0; i < 1000; i++)
    InvoicePdf.Render(onePage with { Number = $"INV-{i}" });
var before = GC.GetTotalMemory(true);
var residentBefore = Environment.WorkingSet;
for (var i = 0; i < 10_000; i++)
    InvoicePdf.Render(onePage with { Number = $"INV-2026-{i:D6}", Buyer = onePage.Buyer with { Name = $"Customer {i} Ltd" } });
Line($"10,000 documents: {(GC.GetTotalMemory(true) - before) / 1024.0 / 1024:+0.0;-0.0} MB held, {(Environment.WorkingSet - residentBefore) / 1024.0 / 1024:+0.0;-0.0} MB resident");

static void Report(string name, int before, int rounds, Func<byte[]> make)
{
    for (var i = 0; i < before; i++)
        make();
    var allocated = GC.GetAllocatedBytesForCurrentThread();
    var size = make().Length;
    allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
    // Processor time is counted in steps that are longer than a document takes.
    const int together = 10;
    var each = Median(rounds / together, () =>
    {
        var start = Environment.CpuUsage.TotalTime;
        for (var i = 0; i < together; i++)
            make();
        return (Environment.CpuUsage.TotalTime - start).TotalMilliseconds / together;
    });
    Line($"{name,-26} {each,7:F2} ms {allocated / 1024,7} KB allocated {size / 1024.0,7:F1} KB file");
}

static double Median(int rounds, Func<double> measure)
{
    var values = Enumerable.Range(0, rounds).Select(_ => measure()).Order().ToList();
    return values[values.Count / 2];
}

static string[] Child(string argument)
{
    var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true };
    if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
        start.ArgumentList.Add(Assembly.GetEntryAssembly()!.Location);
    start.ArgumentList.Add(argument);
    using var process = Process.Start(start)!;
    var lines = process.StandardOutput.ReadToEnd().Split('\n');
    process.WaitForExit();
    return lines;
}

static void Line(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));

static InvoiceDocument Invoice(int lines)
{
    var euro = Currency.Of("EUR");
    var net = new Money(100m * lines, euro);
    var tax = new Money(19m * lines, euro);
    var xml = new StringBuilder("<rsm:CrossIndustryInvoice>");
    for (var i = 0; xml.Length < 6 * 1024; i++)
        xml.Append(CultureInfo.InvariantCulture, $"<ram:LineTotalAmount>{i * 12.34m}</ram:LineTotalAmount>");
    return new InvoiceDocument
    {
        Kind = new IssuedKind.Invoice(),
        Number = "INV-2026-000417",
        IssueDate = new DateOnly(2026, 11, 1),
        DueDate = new DateOnly(2026, 11, 15),
        Language = "en-GB",
        Currency = euro,
        Assets = new DocumentAssets(new DocumentLogo(Logo)),
        Seller = new DocumentParty("Nordlicht GmbH", new PostalAddress("Hafenstraße 21", "20457", "Hamburg", "", "DE"), [new TaxId("VAT ID", "DE298374651")]),
        Buyer = new DocumentParty("Spedition Vandervelde", new PostalAddress("Kempische Steenweg 311", "3500", "Hasselt", "", "BE"), [new TaxId("VAT ID", "BE0417497106")]),
        Lines = [.. Enumerable.Range(1, lines).Select(i => new DocumentLine(
            $"Service {i}, standard plan", null, 4m, "pcs", 25m, TaxTreatment.Standard, 19m, new Money(100m, euro)))],
        TaxSummary = [new TaxSummaryRow(TaxTreatment.Standard, 19m, net, tax)],
        Totals = new DocumentTotals(net, tax, net + tax, Money.Zero(euro), net + tax),
        Payment = new PaymentInstructions(new BankAccount(euro, "Haspa", "DE89 3704 0044 0532 0130 00", "HASPDEHHXXX"), "INV-2026-000417", null),
        LegalFooter = "Nordlicht GmbH, Amtsgericht Hamburg HRB 148822",
        Data = new PdfAttachment("invoice.xml", "text/xml", "Alternative", "The invoice as data", Encoding.UTF8.GetBytes(xml.Append("</rsm:CrossIndustryInvoice>").ToString())),
    };
}

internal static partial class Program
{
    private static readonly byte[] Logo = """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 120"><circle cx="60" cy="60" r="45" fill="#14617a"/><path d="M120 30h240v12H120zM120 60h180v12H120zM120 90h120v12H120z" fill="#1b2430"/></svg>
        """u8.ToArray();
}

/// <summary>The page as PDFsharp draws it: the same words at about the same places, and nothing beside them.</summary>
internal static class PlainPage
{
    private static readonly XFont Body = new("Inter", 9);
    private static readonly XFont Bold = new("Inter", 9, XFontStyleEx.Bold);
    private static readonly XFont Title = new("Inter", 22, XFontStyleEx.Bold);

    internal static byte[] Draw(InvoiceDocument invoice)
    {
        using var document = new PdfDocument();
        using (var graphics = XGraphics.FromPdfPage(document.AddPage()))
        {
            graphics.DrawEllipse(XBrushes.Teal, 51, 48, 40, 40);
            graphics.DrawRectangle(XBrushes.Black, 100, 55, 100, 5);
            void Left(string text, XFont font, double x, double y) => graphics.DrawString(text, font, XBrushes.Black, x, y);
            void Right(string text, XFont font, double x, double y) => Left(text, font, x - graphics.MeasureString(text, font).Width, y);
            Right("Invoice", Title, 544, 70);
            Right(invoice.Number, Body, 544, 90);
            foreach (var (party, x) in new[] { (invoice.Seller, 51), (invoice.Buyer, 200) })
            {
                string[] lines = [x == 51 ? "From" : "Bill to", party.Name, party.Address.Street, $"{party.Address.PostalCode} {party.Address.City}", party.Address.Country, party.TaxIds[0].Value];
                for (var i = 0; i < lines.Length; i++)
                    Left(lines[i], i < 2 ? Bold : Body, x, 140 + (i * 12));
            }
            foreach (var (text, y) in new[] { ("1 November 2026", 140), ("15 November 2026", 152) })
            {
                Left("Date", Body, 400, y);
                Right(text, Body, 544, y);
            }
            Left("Amount due by 15 November 2026", Body, 60, 240);
            Left("EUR 1,428.00", Title, 60, 262);
            var top = 300.0;
            foreach (var line in invoice.Lines)
            {
                Left(line.Description, Body, 51, top);
                Right("4 pcs", Body, 320, top);
                Right("25.00", Body, 400, top);
                Right("19 %", Body, 450, top);
                Right("100.00", Body, 544, top);
                graphics.DrawLine(XPens.LightGray, 51, top + 5, 544, top + 5);
                top += 22;
            }
            foreach (var (label, amount) in new[] { ("Subtotal", "1,200.00"), ("Tax", "228.00"), ("Total", "1,428.00"), ("Amount due", "EUR 1,428.00") })
            {
                Left(label, Body, 330, top += 18);
                Right(amount, Bold, 544, top);
            }
            Left("Tax 19 %", Body, 51, top - 30);
            Right("1,200.00", Body, 230, top - 30);
            Right("228.00", Body, 290, top - 30);
            foreach (var (label, value) in new[] { ("Bank", "Haspa"), ("IBAN", "DE89 3704 0044 0532 0130 00"), ("BIC", "HASPDEHHXXX"), ("Reference", invoice.Number) })
            {
                Left(label, Body, 60, top += 16);
                Left(value, Body, 150, top);
            }
            Left(invoice.LegalFooter, Body, 51, 780);
            Right("Page 1 of 1", Body, 544, 795);
        }
        using var stream = new MemoryStream();
        document.Save(stream);
        return stream.ToArray();
    }
}

/// <summary>Gives PDFsharp the fonts that our documents are set in.</summary>
internal sealed class ShippedFonts : IFontResolver
{
    public FontResolverInfo ResolveTypeface(string familyName, bool isBold, bool isItalic) => new(isBold ? "Inter-SemiBold" : "Inter-Regular");

    public byte[] GetFont(string faceName)
    {
        using var stream = typeof(InvoicePdf).Assembly.GetManifestResourceStream($"Fonts/{faceName}.ttf")!;
        var data = new byte[stream.Length];
        stream.ReadExactly(data);
        return data;
    }
}
