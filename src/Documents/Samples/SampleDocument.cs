using Billing.Documents.Letterheads;

namespace Billing.Documents.Samples;

/// <summary>A document that nobody was sent.</summary>
/// <param name="Name">What it shows, lower-case with hyphens.</param>
/// <param name="Render">Prints it with a seller's assets.</param>
public sealed record SampleDocument(string Name, Func<DocumentAssets, RenderedDocument> Render);
