using System.Globalization;
using Billing.Domain;
using Billing.Functions.Documents;
using Billing.Functions.Letters;

namespace Billing.Functions.PrintBatches;

/// <summary>How far a print batch is.</summary>
internal enum PrintBatchStage
{
    /// <summary>It takes its letters, one by one.</summary>
    Claiming,

    /// <summary>Its letters are certain; its files are made.</summary>
    Claimed,

    /// <summary>Its files are there, to be printed.</summary>
    Ready,

    /// <summary>An operator says that it was mailed.</summary>
    Mailed,

    /// <summary>It was not printed; its letters wait for another.</summary>
    Rejected,
}

/// <summary>Letters that are printed together, and the files that go to the printer.</summary>
/// <param name="BatchId"><c>{seller}.{yyyyMMdd}-{key}</c>.</param>
/// <param name="SellerId">Whose letters they are.</param>
/// <param name="Date">The day it was made, in the seller's time zone.</param>
/// <param name="MadeAt">When.</param>
/// <param name="MadeBy">By whom, or by which timer.</param>
/// <param name="BothSides">Whether both sides of a sheet are printed.</param>
/// <param name="Stage">How far it is.</param>
/// <param name="Letters">Its letters in order; while it claims them, those that it tries to get.</param>
internal sealed record PrintBatch(
    string BatchId, string SellerId, DateOnly Date, DateTimeOffset MadeAt, string MadeBy, bool BothSides, PrintBatchStage Stage, IReadOnlyList<BatchedLetter> Letters)
{
    /// <summary>What stands on its cover sheet: the id without the seller.</summary>
    public string Number => BatchId[(SellerId.Length + 1)..];

    /// <summary>The pages of its file, cover sheet and blank backs included; 0 until it is made.</summary>
    public int Pages { get; init; }

    /// <summary>Cover sheet and letters, in the container <c>print-batches</c>.</summary>
    public StoredFile? Pdf { get; init; }

    /// <summary>What lies where, as CSV.</summary>
    public StoredFile? Manifest { get; init; }

    /// <summary>Who said that it was mailed, or rejected it.</summary>
    public PrintBatchEnd? End { get; init; }

    /// <summary>Whether nothing is left to do for its stage: its letters and the list of what waits are as it says.</summary>
    public bool IsSettled { get; init; }

    /// <summary>The id of a seller's batch.</summary>
    public static string IdOf(string sellerId, DateOnly date, string key) => string.Create(CultureInfo.InvariantCulture, $"{sellerId}.{date:yyyyMMdd}-{key}");

    /// <summary>The seller that an id names; null where it is no id.</summary>
    public static string? SellerOf(string batchId) =>
        batchId.Split('.') is [var seller, [_, _, _, _, _, _, _, _, '-', _, ..] number] && AccountId.IsSlug(seller) && number.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-') ? seller : null;
}

/// <summary>A letter in a batch.</summary>
/// <param name="Letter">The letter, as far as it matters for print.</param>
/// <param name="FirstPage">The page of the file that it begins on, counted from 1; 0 until the file is made.</param>
/// <param name="Sha256">Of its PDF; empty until it is claimed.</param>
internal sealed record BatchedLetter(WaitingLetter Letter, int FirstPage, string Sha256)
{
    /// <summary>Names the letter.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public LetterRef Ref => new(Letter.AccountId, Letter.SubjectId, Letter.Copy);
}

/// <summary>How a batch ended.</summary>
/// <param name="Actor">Who says so.</param>
/// <param name="At">When.</param>
/// <param name="Reason">Why it was rejected; nothing where it was mailed.</param>
/// <param name="RequestKey">Names the request for ever.</param>
internal sealed record PrintBatchEnd(string Actor, DateTimeOffset At, string? Reason, string RequestKey);
