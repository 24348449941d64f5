namespace Billing.Documents.Pdf.Layout;

/// <summary>The way in which a page runs: from which side its columns and lines begin.</summary>
internal enum Direction
{
    LeftToRight, RightToLeft,
}

/// <summary>Where something stands across its strip: at the side where the page's lines begin, where they end, or between.</summary>
internal enum Align
{
    Start, End, Center,

    /// <summary>
    /// Like <see cref="End"/>, but at the right whichever way the page runs: digits run left to right in every script that
    /// is set here, so a column of figures has its last digits below each other only there.
    /// </summary>
    Figures,
}
