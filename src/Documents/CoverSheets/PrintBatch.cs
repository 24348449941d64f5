using Billing.Domain;

namespace Billing.Documents.CoverSheets;

/// <summary>A batch of letters as it goes to the printer: everything is counted, nothing is computed from it.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Date">The day it is printed, in the seller's time zone.</param>
/// <param name="Seller">Whose letters they are.</param>
/// <param name="Count">Of all letters.</param>
/// <param name="Postage">The letters by where they go and what they weigh, in the order to print.</param>
/// <param name="Letters">All letters, in the order in which they lie.</param>
public sealed record PrintBatch(string Number, DateOnly Date, Seller Seller, LetterCount Count, IReadOnlyList<PostageClass> Postage, IReadOnlyList<BatchLetter> Letters);

/// <summary>How much is printed.</summary>
/// <param name="Letters">Envelopes.</param>
/// <param name="Pages">Printed sides.</param>
/// <param name="Sheets">Sheets of paper.</param>
public sealed record LetterCount(int Letters, int Pages, int Sheets);

/// <summary>The letters that cost the same.</summary>
/// <param name="Country">ISO 3166-1 alpha-2.</param>
/// <param name="WeightClass">As the post calls it, such as <c>up to 20 g</c>.</param>
/// <param name="Count">Of its letters.</param>
public sealed record PostageClass(string Country, string WeightClass, LetterCount Count);

/// <summary>A letter of a batch; its addressee's name is left out, as the sheet lies open.</summary>
/// <param name="Position">Counted from 1.</param>
/// <param name="Number">The document's number.</param>
/// <param name="PostalCode">The addressee's, or empty where the country has none.</param>
/// <param name="Country">ISO 3166-1 alpha-2.</param>
/// <param name="Pages">Printed sides.</param>
public sealed record BatchLetter(int Position, string Number, string PostalCode, string Country, int Pages);
