using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Billing.Domain;
using Billing.Functions.Api.Contract;

namespace Billing.Functions.Api.Reports;

/// <summary>A report in the API's JSON, in parts of some kilobytes, so that a long one is never held as a whole. It reads as <see cref="ReportResource"/>.</summary>
internal static class ReportJson
{
    private const int PartBytes = 32 * 1024;

    public static IEnumerable<byte[]> Parts(Report report)
    {
        var buffer = new ArrayBufferWriter<byte>(PartBytes * 2);
        using var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = ApiJson.Options.Encoder });
        json.WriteStartObject();
        WriteHead(json, report);
        json.WriteStartArray("tables");
        foreach (var table in report.Tables)
        {
            json.WriteStartObject();
            json.WriteString("name", table.Name);
            json.WriteString("currency", table.Currency.Code);
            json.WritePropertyName("columns");
            JsonSerializer.Serialize(json, table.Columns, ApiJson.Options);
            json.WriteStartArray("rows");
            foreach (var row in table.Rows)
            {
                WriteRow(json, table.Columns, row);
                if (json.BytesPending + buffer.WrittenCount > PartBytes)
                    yield return Taken(json, buffer);
            }

            json.WriteEndArray();
            json.WritePropertyName("totals");
            WriteRow(json, table.Columns, table.Totals);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WritePropertyName("controls");
        JsonSerializer.Serialize(json, report.Controls, ApiJson.Options);
        json.WriteEndObject();
        yield return Taken(json, buffer);
    }

    private static void WriteHead(Utf8JsonWriter json, Report report)
    {
        json.WriteString("kind", report.Kind);
        json.WriteString("sellerId", report.SellerId);
        if (report.From is { } from)
            json.WriteString("from", Day(from));
        json.WriteString("asOf", Day(report.Moment.AsOf));
        json.WriteString("knownAt", report.Moment.KnownAt);
        json.WriteString("completeTo", report.CompleteTo);
    }

    private static void WriteRow(Utf8JsonWriter json, IReadOnlyList<ReportColumn> columns, IReadOnlyList<object?> row)
    {
        json.WriteStartObject();
        for (var index = 0; index < columns.Count; index++)
        {
            switch (row[index])
            {
                case string text:
                    json.WriteString(columns[index].Name, text);
                    break;
                case decimal amount:
                    json.WriteString(columns[index].Name, amount.ToString(CultureInfo.InvariantCulture));
                    break;
                case DateOnly day:
                    json.WriteString(columns[index].Name, Day(day));
                    break;
                case long count:
                    json.WriteNumber(columns[index].Name, count);
                    break;
            }
        }

        json.WriteEndObject();
    }

    private static byte[] Taken(Utf8JsonWriter json, ArrayBufferWriter<byte> buffer)
    {
        json.Flush();
        var part = buffer.WrittenSpan.ToArray();
        buffer.ResetWrittenCount();
        return part;
    }

    private static string Day(DateOnly day) => day.ToString("O", CultureInfo.InvariantCulture);
}
