using System.Collections.Frozen;

namespace Billing.Domain;

/// <summary>What units of the catalogue are in UN/ECE recommendation 20. What is not found is counted: seats, licences, calls.</summary>
public static class UnitCodes
{
    /// <summary>Counted, without a unit.</summary>
    public const string One = "C62";

    private static readonly FrozenDictionary<string, string> Codes = new Dictionary<string, string[]>
    {
        ["SEC"] = ["second", "seconds", "s", "sekunde", "sekunden"],
        ["MIN"] = ["minute", "minutes", "min", "minuten"],
        ["HUR"] = ["hour", "hours", "h", "stunde", "stunden"],
        ["DAY"] = ["day", "days", "tag", "tage"],
        ["WEE"] = ["week", "weeks", "woche", "wochen"],
        ["MON"] = ["month", "months", "monat", "monate"],
        ["ANN"] = ["year", "years", "jahr", "jahre"],
        ["4L"] = ["mb", "megabyte", "megabytes"],
        ["E34"] = ["gb", "gigabyte", "gigabytes"],
        ["E35"] = ["tb", "terabyte", "terabytes"],
        ["KWH"] = ["kwh", "kilowatt hour", "kilowattstunde"],
        ["MWH"] = ["mwh", "megawatt hour", "megawattstunde"],
        ["MTR"] = ["m", "metre", "metres", "meter", "meters"],
        ["KMT"] = ["km", "kilometre", "kilometres", "kilometer", "kilometers"],
        ["MTK"] = ["m²", "m2", "square metre", "quadratmeter"],
        ["MTQ"] = ["m³", "m3", "cubic metre", "kubikmeter"],
        ["LTR"] = ["l", "litre", "litres", "liter", "liters"],
        ["GRM"] = ["g", "gram", "grams", "gramm"],
        ["KGM"] = ["kg", "kilogram", "kilograms", "kilogramm"],
        ["TNE"] = ["t", "tonne", "tonnes"],
        ["H87"] = ["piece", "pieces", "pcs", "stück"],
    }.SelectMany(code => code.Value.Select(unit => (unit, code.Key))).ToFrozenDictionary(known => known.unit, known => known.Key, StringComparer.OrdinalIgnoreCase);

    /// <summary>The codes that units can have.</summary>
    public static IReadOnlySet<string> All { get; } = Codes.Values.Append(One).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The code of a unit as documents print it.</summary>
    public static string Of(string unit) => Codes.GetValueOrDefault(unit.Trim(), One);
}
