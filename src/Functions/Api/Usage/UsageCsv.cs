using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Billing.Functions.Api.Contract;
using Billing.Functions.Usage;
using CsvHelper;
using CsvHelper.Configuration;
using Microsoft.AspNetCore.Http;

namespace Billing.Functions.Api.Usage;

/// <summary>A line of a file: an event, or what is wrong with it.</summary>
internal sealed record UsageLine(int Line, SentUsage? Sent, IReadOnlyList<LineFault> Faults);

/// <summary>What is wrong with a line.</summary>
/// <param name="Line">The line of the file, the header being line 1.</param>
/// <param name="Column">The column, where it is one.</param>
/// <param name="Code">The kind of fault.</param>
/// <param name="Detail">The same in words.</param>
internal sealed record LineFault(int Line, string? Column, string Code, string Detail);

/// <summary>Reads a file of usage line by line. What a line may hold is what the body of a request may hold, by the same rules.</summary>
internal static class UsageCsv
{
    private const int LongestField = 2000;
    private static readonly (string Column, string Property)[] Columns =
        [("account_id", "accountId"), ("subscription_id", "subscriptionId"), ("event_id", "eventId"), ("at", "at"), ("quantity", "quantity"), ("unique_key", "uniqueKey")];
    private static readonly string[] Required = ["account_id", "subscription_id", "event_id", "at"];

    /// <exception cref="ProblemException">The file is no CSV, or its header has faults. The lines before the fault have been given.</exception>
    public static async IAsyncEnumerable<UsageLine> ReadAsync(Stream file, [EnumeratorCancellation] CancellationToken cancellation)
    {
        using var text = new StreamReader(file, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true), detectEncodingFromByteOrderMarks: true, 16 * 1024, leaveOpen: true);
        using var csv = new CsvReader(text, new CsvConfiguration(CultureInfo.InvariantCulture) { MaxFieldSize = LongestField, TrimOptions = TrimOptions.Trim }, leaveOpen: true);
        if (await NextAsync(csv) is null)
            throw Unreadable(1, "the file is empty");
        csv.ReadHeader();
        CheckHeader(csv.HeaderRecord!);
        while (await NextAsync(csv) is { } line)
        {
            cancellation.ThrowIfCancellationRequested();
            yield return LineOf(csv, line);
        }
    }

    // The line of the file that the next record begins on; nothing at the end.
    private static async Task<int?> NextAsync(CsvReader csv)
    {
        var line = csv.Parser.RawRow + 1;
        try
        {
            return await csv.ReadAsync() ? line : null;
        }
        catch (Exception e) when (e is CsvHelperException or DecoderFallbackException)
        {
            throw Unreadable(line, e is DecoderFallbackException ? "the text is no UTF-8" : "the quotes are not closed, or a field is longer than 2,000 characters");
        }
    }

    private static void CheckHeader(string[] header)
    {
        var missing = Required.Except(header, StringComparer.Ordinal).Select(column => new Fault($"the column {column} is missing"));
        var unknown = header.Except(Columns.Select(column => column.Column), StringComparer.Ordinal).Select(column => new Fault($"the column {column} is not known here"));
        var twice = header.GroupBy(column => column, StringComparer.Ordinal).Where(column => column.Count() > 1).Select(column => new Fault($"the column {column.Key} is there twice"));
        Fault[] faults = [.. missing, .. unknown, .. twice];
        if (faults.Length > 0)
            throw new ProblemException(Problem.Of(StatusCodes.Status422UnprocessableEntity, "invalid-header-line", $"The first line has {faults.Length} {(faults.Length == 1 ? "fault" : "faults")}; it names the columns {string.Join(',', Columns.Select(column => column.Column))}.", faults));
    }

    private static UsageLine LineOf(CsvReader csv, int line)
    {
        if (csv.Parser.Count != csv.HeaderRecord!.Length)
            return new UsageLine(line, null, [new LineFault(line, null, "invalid-line", $"has {csv.Parser.Count} fields, and the first line has {csv.HeaderRecord.Length}")]);
        var filled = Columns.Select(column => (column.Property, Value: csv.TryGetField<string>(column.Column, out var value) ? value : null)).Where(field => !string.IsNullOrEmpty(field.Value));
        try
        {
            var body = JsonSerializer.SerializeToElement(filled.ToDictionary(field => field.Property, field => field.Value, StringComparer.Ordinal));
            return new UsageLine(line, BodyReader.Parse<UsageEventBody>(body).Sent, []);
        }
        catch (ProblemException e)
        {
            return new UsageLine(line, null, [.. e.Problem.Errors!.Select(fault => new LineFault(line, ColumnAt(fault.Pointer!), "invalid-line", fault.Detail))]);
        }
    }

    private static string ColumnAt(string pointer) => Columns.First(column => pointer == $"#/{column.Property}").Column;

    private static ProblemException Unreadable(int line, string why) =>
        new(StatusCodes.Status422UnprocessableEntity, "invalid-csv", $"The file cannot be read from line {line} on: {why}. What came before was taken; correct the file and send all of it again, what was taken counts once.");
}
