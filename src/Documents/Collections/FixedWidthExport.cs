using System.Globalization;
using System.Text;
using Billing.Domain;

namespace Billing.Documents.Collections;

/// <summary>A value that does not fit its field.</summary>
/// <param name="Line">Which line, 1 for the first.</param>
/// <param name="Field">The field's name.</param>
/// <param name="Wrong">What is wrong.</param>
public sealed record ExportFault(int Line, string Field, string Wrong);

/// <summary>Writes lines of fixed width by a layout. A text that is too long is cut; an amount or a date that is too long is a fault.</summary>
public static class FixedWidthExport
{
    /// <summary>The bytes of all lines, and what does not fit; where something does not, the bytes are of no use.</summary>
    public static (byte[] Bytes, IReadOnlyList<ExportFault> Faults) Write(IReadOnlyList<ExportRow> rows, ExportLayout layout)
    {
        var faults = new List<ExportFault>();
        var text = new StringBuilder();
        for (var line = 0; line < rows.Count; line++)
        {
            var characters = Enumerable.Repeat(' ', layout.LineLength).ToArray();
            foreach (var field in layout.Fields)
                Put(characters, field, rows[line], line + 1, faults);
            text.Append(characters).Append(layout.LineEnd == ExportLineEnd.Crlf ? "\r\n" : "\n");
        }

        var encoding = layout.Encoding == ExportEncoding.Latin1
            ? Encoding.GetEncoding(Encoding.Latin1.CodePage, new EncoderReplacementFallback("?"), DecoderFallback.ExceptionFallback)
            : new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        return (encoding.GetBytes(text.ToString()), faults);
    }

    private static void Put(char[] line, ExportField field, ExportRow row, int number, List<ExportFault> faults)
    {
        var kind = ExportRow.KindOf(field.Source);
        var value = Value(field, row);
        if (value.Length > field.Length && kind != ExportKind.Text)
        {
            faults.Add(new ExportFault(number, field.Name, $"'{value}' has more than {field.Length} characters"));
            return;
        }

        value = Cut(value, field.Length);
        var padded = field.Align == ExportAlign.Left ? value.PadRight(field.Length, field.Pad[0]) : Padded(value, field);
        padded.CopyTo(0, line, field.Start - 1, field.Length);
    }

    // A sign stands before the zeros.
    private static string Padded(string value, ExportField field) => field.Pad == "0" && value.StartsWith('-')
        ? $"-{value[1..].PadLeft(field.Length - 1, '0')}"
        : value.PadLeft(field.Length, field.Pad[0]);

    // A line break would make two lines of one, and half a pair of surrogates is no character.
    private static string Cut(string value, int length)
    {
        var plain = new string([.. value.Select(character => char.IsControl(character) ? ' ' : character)]);
        if (plain.Length <= length)
            return plain;
        return char.IsHighSurrogate(plain[length - 1]) ? plain[..(length - 1)] : plain[..length];
    }

    private static string Value(ExportField field, ExportRow row) => ExportRow.KindOf(field.Source) switch
    {
        _ when field.Source == ExportSource.Constant => field.Value,
        ExportKind.Date => row.Date(field.Source).ToString(field.Format.Length > 0 ? field.Format : "yyyyMMdd", CultureInfo.InvariantCulture),
        ExportKind.Amount => Amount(row.Amount(field.Source), field.Format),
        _ => row.Text(field.Source),
    };

    private static string Amount(Money amount, string format) => format switch
    {
        "minor" => amount.MinorUnits.ToString(CultureInfo.InvariantCulture),
        "comma" => amount.Amount.ToString($"F{amount.Currency.MinorDigits}", CultureInfo.InvariantCulture).Replace('.', ','),
        _ => amount.Amount.ToString($"F{amount.Currency.MinorDigits}", CultureInfo.InvariantCulture),
    };
}
