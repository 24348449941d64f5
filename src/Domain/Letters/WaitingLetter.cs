namespace Billing.Domain;

/// <summary>A letter as far as it matters where in a print batch it lies.</summary>
/// <param name="AccountId">Whose it is.</param>
/// <param name="SubjectId">The notice that it brings.</param>
/// <param name="Copy">Which copy of it.</param>
/// <param name="Country">Where it goes, ISO 3166-1 alpha-2.</param>
/// <param name="PostalCode">The addressee's, or empty.</param>
/// <param name="Pages">Printed sides.</param>
public sealed record WaitingLetter(string AccountId, string SubjectId, int Copy, string Country, string PostalCode, int Pages);
