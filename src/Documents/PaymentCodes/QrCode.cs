using System.Collections;
using Billing.Documents.Pdf.Layout;
using QRCoder;

namespace Billing.Documents.PaymentCodes;

/// <summary>A QR code (ISO/IEC 18004) as the rectangles of its dark modules.</summary>
/// <param name="Modules">The modules of one side, with the quiet zone.</param>
/// <param name="Dark">In modules, from the upper left corner.</param>
internal sealed record QrCode(int Modules, IReadOnlyList<GridCell> Dark)
{
    /// <summary>The width of the quiet zone in modules.</summary>
    internal const int QuietZone = 4;

    /// <summary>The code of a text in UTF-8, at error level M.</summary>
    internal static QrCode Of(string text)
    {
        // Without an ECI header, which some banks' readers do not know; all of them take UTF-8 for what it is.
        using var data = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.M, forceUtf8: true);
        return new QrCode(data.ModuleMatrix.Count, DarkOf(data.ModuleMatrix));
    }

    /// <summary>Runs of dark modules of a row; a run grows downwards as long as the row below has the same one, so that a reader draws few rectangles and sees no
    /// seams.</summary>
    private static List<GridCell> DarkOf(List<BitArray> rows)
    {
        var done = new List<GridCell>();
        var open = new List<GridCell>();
        for (var y = 0; y < rows.Count; y++)
        {
            var grown = new List<GridCell>();
            foreach (var (start, length) in Runs(rows[y]))
            {
                var above = open.FindIndex(cell => cell.X == start && cell.Width == length);
                grown.Add(above < 0 ? new GridCell(start, y, length, 1) : open[above] with { Height = open[above].Height + 1 });
                if (above >= 0)
                    open.RemoveAt(above);
            }
            done.AddRange(open);
            open = grown;
        }
        return [.. done, .. open];
    }

    private static IEnumerable<(int Start, int Length)> Runs(BitArray row)
    {
        for (var x = 0; x < row.Count; x++)
        {
            if (!row[x])
                continue;
            var start = x;
            while (x < row.Count && row[x])
                x++;
            yield return (start, x - start);
        }
    }
}
