using Billing.Documents.Pdf;

namespace Billing.Documents.Letterheads;

/// <summary>A logo.</summary>
/// <param name="File">
/// The bytes of an SVG picture, or of a PNG picture that is not interlaced. They must not change; giving the same array for
/// all of a seller's documents lets it be read once.
/// </param>
public sealed record DocumentLogo(ReadOnlyMemory<byte> File)
{
    /// <summary><c>image/png</c> or <c>image/svg+xml</c>, as the file begins; null where it is neither, and so no logo.</summary>
    public string? MediaType => PictureFile.MediaType(File.Span);
}
