namespace Billing.Domain;

/// <summary>How lines of fixed width are written: what stands where.</summary>
/// <param name="LineLength">Characters of a line, without its end; what no field fills is blank.</param>
/// <param name="LineEnd">What ends a line.</param>
/// <param name="Encoding">How characters become bytes.</param>
/// <param name="Fields">What stands where; no two share a character.</param>
public sealed record ExportLayout(int LineLength, ExportLineEnd LineEnd, ExportEncoding Encoding, IReadOnlyList<ExportField> Fields)
{
    /// <summary>The most characters of a line.</summary>
    public const int LongestLine = 4000;

    /// <summary>What is wrong with it, by field and property.</summary>
    public IEnumerable<ExportLayoutFault> Faults()
    {
        for (var index = 0; index < Fields.Count; index++)
        {
            var field = Fields[index];
            if (Fields.Take(index).Any(other => other.Name == field.Name))
                yield return new ExportLayoutFault(index, "name", $"'{field.Name}' is the name of a field before it");
            if (field.End > LineLength)
                yield return new ExportLayoutFault(index, "length", $"ends at {field.End}, beyond the line of {LineLength} characters");
            if (Fields.Take(index).FirstOrDefault(other => other.Start <= field.End && field.Start <= other.End) is { } shared)
                yield return new ExportLayoutFault(index, "start", $"shares characters with '{shared.Name}' ({shared.Start} to {shared.End})");
            if (field.FormatFault() is { } wrong)
                yield return new ExportLayoutFault(index, "format", wrong);
            if (field.PadFault() is { } unlike)
                yield return new ExportLayoutFault(index, "pad", unlike);
            if (field.Value.Length > 0 != (field.Source == ExportSource.Constant))
                yield return new ExportLayoutFault(index, "value", field.Source == ExportSource.Constant ? "must be given for a constant" : "belongs to a constant");
            if (field.Value.Length > field.Length)
                yield return new ExportLayoutFault(index, "value", $"is longer than {field.Length} characters");
        }
    }
}

/// <summary>A fault of a layout.</summary>
/// <param name="Field">The index of the field.</param>
/// <param name="Property">Which of its properties.</param>
/// <param name="Wrong">What is wrong.</param>
public sealed record ExportLayoutFault(int Field, string Property, string Wrong);

/// <summary>A field of a line.</summary>
/// <param name="Name">For whoever reads the layout.</param>
/// <param name="Source">What it shows.</param>
/// <param name="Start">Its first character, 1 for the line's first.</param>
/// <param name="Length">Its characters.</param>
/// <param name="Align">Where the value stands in it.</param>
/// <param name="Pad">One character that fills the rest.</param>
/// <param name="Format">For dates of y, M, d and separators; for amounts <c>point</c>, <c>comma</c> or <c>minor</c> (minor units); empty for <c>yyyyMMdd</c> and <c>point</c>.</param>
/// <param name="Value">What a constant shows; else empty.</param>
public sealed record ExportField(string Name, ExportSource Source, int Start, int Length, ExportAlign Align, string Pad, string Format, string Value)
{
    /// <summary>Its last character.</summary>
    public int End => Start + Length - 1;

    internal string? FormatFault() => (ExportRow.KindOf(Source), Format) switch
    {
        (_, "") => null,
        (ExportKind.Date, _) => Format.Length > 1 && Format.All(c => c is 'y' or 'M' or 'd' or '-' or '.' or '/' or ' ') && Format.Contains('y', StringComparison.Ordinal) ? null : "must be made of y, M, d and separators, such as yyyyMMdd",
        (ExportKind.Amount, "point" or "comma" or "minor") => null,
        (ExportKind.Amount, _) => "must be point, comma or minor",
        _ => "belongs to dates and amounts",
    };

    // A digit after an amount makes another amount of it, and one before it as well unless it is 0.
    internal string? PadFault() => ExportRow.KindOf(Source) == ExportKind.Amount && Pad != " " && (Pad != "0" || Align == ExportAlign.Left)
        ? "must be a blank beside an amount, or a zero before one that is aligned right"
        : null;
}

/// <summary>Where a value stands in its field.</summary>
public enum ExportAlign
{
    /// <summary>At its start.</summary>
    Left,

    /// <summary>At its end.</summary>
    Right,
}

/// <summary>What ends a line.</summary>
public enum ExportLineEnd
{
    /// <summary>Carriage return and line feed.</summary>
    Crlf,

    /// <summary>Line feed.</summary>
    Lf,
}

/// <summary>How characters become bytes.</summary>
public enum ExportEncoding
{
    /// <summary>UTF-8, without a mark.</summary>
    Utf8,

    /// <summary>ISO 8859-1; a character that it lacks is written as a question mark.</summary>
    Latin1,
}
