namespace Billing.Documents.Tests.Golden;

/// <summary>How far a page is from the approved one.</summary>
/// <param name="Mean">The mean difference of all channels, 0 to 255.</param>
/// <param name="WorstTile">The largest mean difference of a tile of 8 by 8 pixels: a changed digit is nothing on a page, and much where it stands.</param>
/// <param name="Picture">The page in pale grey, and in red what differs.</param>
internal sealed record PictureDifference(double Mean, double WorstTile, PagePicture Picture)
{
    private const int Tile = 8;

    // Another version of the painter smooths the edges of letters a little differently, everywhere and by little.
    private const double MostMean = 1.5;
    private const double MostTile = 12;

    /// <summary>Whether it is the same page to whoever looks at it.</summary>
    internal bool IsTolerable => Mean <= MostMean && WorstTile <= MostTile;

    /// <summary>Compares two pages; pages of two sizes differ wholly.</summary>
    internal static PictureDifference Of(PagePicture approved, PagePicture actual)
    {
        if ((approved.Width, approved.Height) != (actual.Width, actual.Height))
            return new PictureDifference(255, 255, actual);
        var (width, height) = (actual.Width, actual.Height);
        var shown = new byte[actual.Rgb.Length];
        var tiles = new double[((width - 1) / Tile) + 1, ((height - 1) / Tile) + 1];
        var sum = 0.0;
        for (var i = 0; i < actual.Rgb.Length; i += 3)
        {
            var difference = 0;
            for (var channel = 0; channel < 3; channel++)
                difference += Math.Abs(approved.Rgb[i + channel] - actual.Rgb[i + channel]);
            sum += difference;
            tiles[i / 3 % width / Tile, i / 3 / width / Tile] += difference / (3.0 * Tile * Tile);
            var pale = (byte)(191 + (actual.Rgb[i + 1] / 4));
            (shown[i], shown[i + 1], shown[i + 2]) = difference > 48 ? ((byte)220, (byte)0, (byte)0) : (pale, pale, pale);
        }
        return new PictureDifference(sum / actual.Rgb.Length, tiles.Cast<double>().Max(), new PagePicture(width, height, shown));
    }
}
