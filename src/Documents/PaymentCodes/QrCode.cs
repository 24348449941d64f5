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

    /// <summary>Codes of everyday lengths have a rectangle for so many of their modules.</summary>
    private const int RoomPerRun = 5;

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
        var done = new List<GridCell>(rows.Count * rows.Count / RoomPerRun);
        var (above, here) = (new List<GridCell>(), new List<GridCell>());
        for (var y = 0; y < rows.Count; y++)
        {
            here.Clear();
            var row = rows[y];
            var next = 0;
            for (var x = 0; x < row.Count; x++)
            {
                var start = x;
                while (x < row.Count && row[x])
                    x++;
                if (x == start)
                    continue;
                while (next < above.Count && above[next].X < start)
                    done.Add(above[next++]);
                here.Add(next < above.Count && above[next].X == start && above[next].Width == x - start
                    ? above[next] with { Height = above[next++].Height + 1 }
                    : new GridCell(start, y, x - start, 1));
            }
            while (next < above.Count)
                done.Add(above[next++]);
            (above, here) = (here, above);
        }
        done.AddRange(above);
        return done;
    }
}
