using System.Globalization;
using Billing.Domain;

namespace Billing.Functions.GeneralLedger;

/// <summary>The exports of a seller that continue each other: those of one format and, where it has one, currency.</summary>
internal sealed record LedgerSeries(LedgerFormat Format, Currency? Currency)
{
    /// <summary><c>csv</c>, <c>datev-EUR</c>.</summary>
    public string Name => Currency is { } currency ? $"{Format.ToString().ToLowerInvariant()}-{currency.Code}" : Format.ToString().ToLowerInvariant();

    /// <summary>The id of the n-th export: <c>datev-EUR-3</c>.</summary>
    public string IdOf(int number) => string.Create(CultureInfo.InvariantCulture, $"{Name}-{number}");
}

/// <summary>A period as it was given to the general ledger: what was taken, when, by whom, and the files.</summary>
/// <param name="SellerId">Whose books.</param>
/// <param name="ExportId">Its id, within the seller's.</param>
/// <param name="Series">The exports that it continues.</param>
/// <param name="Number">From 1 without gaps in its series; 0 for a preview.</param>
/// <param name="Previous">The number of the export before it; 0 for none.</param>
/// <param name="Month">The period, by its first day.</param>
/// <param name="Actor">Who asked for it.</param>
/// <param name="AskedAt">When.</param>
internal sealed record LedgerExport(string SellerId, string ExportId, LedgerSeries Series, int Number, int Previous, DateOnly Month, string Actor, DateTimeOffset AskedAt)
{
    private static readonly TimeSpan AttemptLimit = TimeSpan.FromMinutes(10);

    /// <summary>How far it is.</summary>
    public LedgerExportState State { get; init; }

    /// <summary>How often its making was begun. Each attempt has a folder of its own, so that a file is written once.</summary>
    public int Attempt { get; init; }

    /// <summary>The moment by which its lines were recorded.</summary>
    public DateTimeOffset? KnownAt { get; init; }

    /// <summary>Whether an attempt can still be under way; none takes longer than <c>functionTimeout</c> in host.json. Where nobody ends it, the queue begins another.</summary>
    public bool IsBeingMade(DateTimeOffset now) => State == LedgerExportState.Running && KnownAt is { } begunAt && now < begunAt + AttemptLimit;

    /// <summary>The number that the export of a day's month has in the series: months follow each other. Below 1 for what the first export has as well.</summary>
    public int NumberOf(DateOnly day) => Number - (((Month.Year - day.Year) * 12) + Month.Month - day.Month);

    /// <summary>What is posted before it is in none of the series; the first export fixes it.</summary>
    public DateOnly StartsOn { get; init; }

    /// <summary>The version of the mapping that it was made by.</summary>
    public int MappingVersion { get; init; }

    /// <summary>What it took, once it is complete.</summary>
    public LedgerExportContent? Content { get; init; }

    /// <summary>The files for the general ledger.</summary>
    public IReadOnlyList<LedgerExportFile> Files { get; init; } = [];

    /// <summary>Why it was not made.</summary>
    public LedgerExportFailure? Failure { get; init; }
}

/// <summary>Whether an export is made.</summary>
internal enum LedgerExportState
{
    /// <summary>Its making is queued or under way.</summary>
    Running,

    /// <summary>Its files are written, and the period is marked.</summary>
    Completed,

    /// <summary>Something stands in the way; asking again tries again.</summary>
    Failed,
}

/// <summary>What an export took of the journal.</summary>
/// <param name="FirstEntry">The number of its first entry.</param>
/// <param name="Entries">How many entries.</param>
/// <param name="Lines">How many lines these have.</param>
/// <param name="Corrections">How many entries are dated in a period that was exported before.</param>
/// <param name="Balances">The trial balance: what earlier exports took is the opening.</param>
/// <param name="LinesFile">The lines themselves, for the exports that follow.</param>
internal sealed record LedgerExportContent(long FirstEntry, long Entries, long Lines, long Corrections, IReadOnlyList<TrialBalanceRow> Balances, LedgerExportFile LinesFile);

/// <summary>A file of an export, written once.</summary>
/// <param name="Name">As it is downloaded.</param>
/// <param name="ContentType">With the charset.</param>
/// <param name="Path">In the container <c>ledger-exports</c>.</param>
/// <param name="Sha256">Of its bytes, in hex.</param>
/// <param name="Bytes">Its size.</param>
internal sealed record LedgerExportFile(string Name, string ContentType, string Path, string Sha256, long Bytes);

/// <summary>Why an export was not made.</summary>
/// <param name="Code">Stable, as of a problem.</param>
/// <param name="Text">What is wrong and what to do.</param>
/// <param name="Items">Each thing that is wrong.</param>
internal sealed record LedgerExportFailure(string Code, string Text, IReadOnlyList<string> Items);
