using Billing.Functions.PrintBatches;

namespace Billing.Functions.Api.PrintBatches;

/// <summary>Letters that are printed together.</summary>
/// <param name="BatchId">Names it.</param>
/// <param name="SellerId">Whose letters they are.</param>
/// <param name="Number">What stands on its cover sheet.</param>
/// <param name="Date">The day it was made, in the seller's time zone.</param>
/// <param name="MadeAt">When.</param>
/// <param name="MadeBy">By whom, or by which timer.</param>
/// <param name="BothSides">Whether both sides of a sheet are printed.</param>
/// <param name="Stage">How far it is.</param>
/// <param name="LetterCount">How many letters it has.</param>
/// <param name="Pages">The pages of its file, cover sheet and blank backs included; 0 until it is made.</param>
/// <param name="Pdf">Where cover sheet and letters are, once they are made.</param>
/// <param name="Manifest">Where the list of what lies where is.</param>
/// <param name="EndedBy">Who said that it was mailed, or rejected it.</param>
/// <param name="EndedAt">When.</param>
/// <param name="Reason">Why it was rejected.</param>
/// <param name="Letters">Its letters in order; left out of lists.</param>
internal sealed record PrintBatchResource(
    string BatchId, string SellerId, string Number, DateOnly Date, DateTimeOffset MadeAt, string MadeBy, bool BothSides, PrintBatchStage Stage, int LetterCount, int Pages, PrintFileResource? Pdf, PrintFileResource? Manifest,
    string? EndedBy, DateTimeOffset? EndedAt, string? Reason, IReadOnlyList<PrintedLetterResource>? Letters)
{
    public static PrintBatchResource Of(PrintBatch batch, bool withLetters) => new(
        batch.BatchId, batch.SellerId, batch.Number, batch.Date, batch.MadeAt, batch.MadeBy, batch.BothSides, batch.Stage, batch.Letters.Count, batch.Pages,
        batch.Pdf is { } pdf ? new PrintFileResource($"/api/print-batches/{batch.BatchId}/pdf", pdf.Bytes, pdf.Sha256) : null,
        batch.Manifest is { } manifest ? new PrintFileResource($"/api/print-batches/{batch.BatchId}/manifest", manifest.Bytes, manifest.Sha256) : null,
        batch.End?.Actor, batch.End?.At, batch.End?.Reason,
        withLetters ? [.. batch.Letters.Select((one, index) => new PrintedLetterResource(index + 1, one.Letter.SubjectId, one.Letter.AccountId, one.Letter.Country, one.Letter.PostalCode, one.Letter.Pages, one.FirstPage, one.Sha256))] : null);
}

/// <summary>A file of a batch.</summary>
/// <param name="Href">Where it is.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Sha256">Of its bytes, in hex.</param>
internal sealed record PrintFileResource(string Href, long Bytes, string Sha256);

/// <summary>A letter of a batch.</summary>
/// <param name="No">Its place, counted from 1.</param>
/// <param name="NoticeId">The notice that it brings.</param>
/// <param name="AccountId">Whose it is.</param>
/// <param name="Country">Where it goes, ISO 3166-1 alpha-2.</param>
/// <param name="PostalCode">The addressee's, or empty.</param>
/// <param name="Pages">Printed sides.</param>
/// <param name="FirstPage">The page of the file that it begins on, counted from 1; 0 until the file is made.</param>
/// <param name="Sha256">Of its own PDF, in hex.</param>
internal sealed record PrintedLetterResource(int No, string NoticeId, string AccountId, string Country, string PostalCode, int Pages, int FirstPage, string Sha256);
