namespace Billing.Documents.Letterheads;

/// <summary>A logo.</summary>
/// <param name="Png">
/// The bytes of a PNG picture that is not interlaced. They must not change; giving the same array for all of a seller's
/// documents lets it be read once.
/// </param>
public sealed record DocumentLogo(ReadOnlyMemory<byte> Png);
