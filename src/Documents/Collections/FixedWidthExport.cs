using System.Globalization;
using System.Text;
using Billing.Domain;

namespace Billing.Documents.Collections;

/// <summary>A value that does not fit its field.</summary>
/// <param name="Line">Which line, 1 for the first.</param>
/// <param name="Field">The field's name.</param>
/// <param name="Wrong">What is wrong.</param>
public sealed record ExportFault(int Line, string Field, string Wrong);

/// <summary>Writes lines of fixed width by a layout; a character is a code point of Unicode, in its composed form. A text that is too long is cut; an amount, a date, or
/// an id that is too long is a fault.</summary>
public static class FixedWidthExport
{
    private static readonly Rune Blank = new(' ');

    /// <summary>The bytes of all lines, and what does not fit; where something does not, the bytes are of no use.</summary>
    public static (byte[] Bytes, IReadOnlyList<ExportFault> Faults) Write(IReadOnlyList<ExportRow> rows, ExportLayout layout)
    {
        var faults = new List<ExportFault>();
        var text = new StringBuilder();
        for (var line = 0; line < rows.Count; line++)
        {
            var characters = Enumerable.Repeat(Blank, layout.LineLength).ToArray();
            foreach (var field in layout.Fields)
                Put(characters, field, rows[line], line + 1, faults);
            foreach (var character in characters)
                text.Append(layout.Encoding == ExportEncoding.Latin1 && character.Value > byte.MaxValue ? "?" : character.ToString());
            text.Append(layout.LineEnd == ExportLineEnd.Crlf ? "\r\n" : "\n");
        }

        return (layout.Encoding == ExportEncoding.Latin1 ? Encoding.Latin1.GetBytes(text.ToString()) : Encoding.UTF8.GetBytes(text.ToString()), faults);
    }

    private static void Put(Rune[] line, ExportField field, ExportRow row, int number, List<ExportFault> faults)
    {
        var kind = ExportRow.KindOf(field.Source);
        var value = Value(field, row);
        List<Rune> characters = [.. value.Normalize(NormalizationForm.FormC).EnumerateRunes().Select(Plain)];
        if (characters.Count > field.Length && kind != ExportKind.Text)
        {
            faults.Add(new ExportFault(number, field.Name, $"'{value}' has more than {field.Length} characters"));
            return;
        }

        characters = characters[..Math.Min(characters.Count, field.Length)];
        var padding = Enumerable.Repeat(new Rune(field.Pad[0]), field.Length - characters.Count);

        // A sign stands before the zeros.
        var ahead = field.Pad == "0" && kind == ExportKind.Amount && value.StartsWith('-') ? 1 : 0;
        List<Rune> padded = field.Align == ExportAlign.Left ? [.. characters, .. padding] : [.. characters[..ahead], .. padding, .. characters[ahead..]];
        padded.CopyTo(line, field.Start - 1);
    }

    // A line break, of whichever kind, would make two lines of one.
    private static Rune Plain(Rune character) =>
        Rune.GetUnicodeCategory(character) is UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator ? Blank : character;

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
