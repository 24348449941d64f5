using Billing.Functions.Documents;

namespace Billing.Functions.Letters;

/// <summary>Names a letter.</summary>
/// <param name="AccountId">Whose it is.</param>
/// <param name="SubjectId">The notice that it brings.</param>
/// <param name="Copy">Which copy of it.</param>
internal sealed record LetterRef(string AccountId, string SubjectId, int Copy);

/// <summary>A letter as it was stored.</summary>
/// <param name="Ref">Names it.</param>
/// <param name="File">Its PDF, in the container <c>documents</c>.</param>
/// <param name="Pages">Printed sides.</param>
/// <param name="AddressLines">As its window shows them, the name first.</param>
/// <param name="Country">Where it goes, ISO 3166-1 alpha-2.</param>
/// <param name="PostalCode">The addressee's, or empty.</param>
internal sealed record Letter(LetterRef Ref, StoredFile File, int Pages, IReadOnlyList<string> AddressLines, string Country, string PostalCode);
