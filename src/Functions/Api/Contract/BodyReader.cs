using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Billing.Domain;

namespace Billing.Functions.Api.Contract;

/// <summary>The body of a request, read into what the domain understands.</summary>
internal interface IRequestBody<TSelf>
    where TSelf : IRequestBody<TSelf>
{
    /// <summary>Reads it. Called on every request, and once to describe the body in the OpenAPI document; so it depends on the reader alone.</summary>
    static abstract TSelf Read(BodyReader body);
}

/// <summary>A form that texts must have.</summary>
/// <param name="Pattern">A regular expression that ECMAScript understands as well.</param>
/// <param name="Expected">The same in words.</param>
internal sealed record TextForm(string Pattern, string Expected)
{
    public static TextForm Slug { get; } = new("^[a-z0-9][a-z0-9-]{0,39}$", "1 to 40 lower-case letters, digits and hyphens");

    public static TextForm AccountId { get; } = new(@"^[a-z0-9][a-z0-9-]{0,39}\.[a-z0-9][a-z0-9-]{0,39}\.[A-Z]{3}$", "an account's id, seller.customer.CUR");
}

/// <summary>Reads a JSON object and collects every fault with its place. What is faulty reads as a default, and nothing of it leaves the reader. The same
/// reading, done without a body, gives the body's JSON schema: what is checked and what is declared cannot differ.</summary>
internal sealed partial class BodyReader
{
    private readonly JsonElement element;
    private readonly string pointer;
    private readonly List<Fault> faults;
    private readonly JsonObject? schema;
    private readonly HashSet<string> known = new(StringComparer.Ordinal);

    private BodyReader(JsonElement element, string pointer, List<Fault> faults, JsonObject? schema) =>
        (this.element, this.pointer, this.faults, this.schema) = (element, pointer, faults, schema);

    /// <summary>Reads a body.</summary>
    /// <exception cref="ProblemException">It has faults; all are listed.</exception>
    public static T Parse<T>(JsonElement body)
        where T : IRequestBody<T>
    {
        var (value, faults) = Collect<T>(body);
        return faults.Count == 0 ? value : throw new ProblemException(Problem.InvalidBody(faults));
    }

    /// <summary>Reads a body and collects its faults; what is faulty reads as a default.</summary>
    public static (T Value, IReadOnlyList<Fault> Faults) Collect<T>(JsonElement body)
        where T : IRequestBody<T>
    {
        var faults = new List<Fault>();
        return (ReadObject(new BodyReader(body, "#", faults, null), T.Read), faults);
    }

    /// <summary>The JSON schema of a body.</summary>
    public static JsonObject Describe<T>()
        where T : IRequestBody<T> => DescribeObject(T.Read);

    public string Text(string name, int max = 200, TextForm? form = null) => TryText(name, true, max, form, out var text) ? text : "";

    public string OptionalText(string name, int max = 200, TextForm? form = null) => TryText(name, false, max, form, out var text) ? text : "";

    public string? TextOrNothing(string name, int max = 200, TextForm? form = null) => TryText(name, false, max, form, out var text) ? text : null;

    public DateOnly Date(string name) => DateOrNothing(name, true) ?? default;

    public DateOnly? OptionalDate(string name) => DateOrNothing(name, false);

    public DateTimeOffset Moment(string name) => MomentOrNothing(name, true) ?? default;

    public DateTimeOffset? OptionalMoment(string name) => MomentOrNothing(name, false);

    public int Integer(string name, int min, int max, int? otherwise = null) => WholeOrNothing(name, otherwise is null, min, max) ?? otherwise ?? min;

    public int? OptionalInteger(string name, int min, int max) => WholeOrNothing(name, false, min, max);

    /// <summary>A decimal, written as a string so that nobody's floating point touches it.</summary>
    public decimal Number(string name, decimal min, decimal max, int decimals, decimal? otherwise = null) => DecimalOrNothing(name, otherwise is null, min, max, decimals) ?? otherwise ?? min;

    public decimal? OptionalNumber(string name, decimal min, decimal max, int decimals) => DecimalOrNothing(name, false, min, max, decimals);

    public bool Flag(string name, bool otherwise) => OptionalFlag(name) ?? otherwise;

    public bool? OptionalFlag(string name)
    {
        if (!TryGet(name, false, Schema("boolean"), out var value))
            return null;
        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False)
            return value.GetBoolean();
        Add(name, "must be true or false");
        return null;
    }

    public T Choice<T>(string name, T? otherwise = null)
        where T : struct, Enum => ChoiceOrNothing<T>(name, otherwise is null) ?? otherwise ?? default;

    public T? OptionalChoice<T>(string name)
        where T : struct, Enum => ChoiceOrNothing<T>(name, false);

    public Currency Currency(string name)
    {
        if (!TryText(name, true, 3, new TextForm("^[A-Z]{3}$", "an ISO 4217 code such as EUR"), out var code))
            return default;
        if (!Domain.Currency.TryParse(code, out var currency))
            Add(name, $"'{code}' is not an active ISO 4217 currency");
        return currency;
    }

    /// <summary>An amount above 0, with no more decimals than its currency has.</summary>
    public Money Amount(string name) => Object(name, amount => ReadAmount(amount, false));

    /// <summary>An amount of 0 or more.</summary>
    public Money AmountOrNone(string name) => Object(name, amount => ReadAmount(amount, true));

    /// <summary>An amount above 0, or none.</summary>
    public Money? OptionalAmount(string name) => OptionalObject<object>(name, amount => ReadAmount(amount, false)) as Money?;

    public T Object<T>(string name, Func<BodyReader, T> read) => TryGet(name, true, schema is null ? null : DescribeObject(read), out var value)
        ? ReadObject(new BodyReader(value, $"{pointer}/{name}", faults, null), read)
        : read(Nothing());

    public T? OptionalObject<T>(string name, Func<BodyReader, T> read)
        where T : class => TryGet(name, false, schema is null ? null : DescribeObject(read), out var value) ? ReadObject(new BodyReader(value, $"{pointer}/{name}", faults, null), read) : null;

    public T? OptionalValue<T>(string name, Func<BodyReader, T> read)
        where T : struct => TryGet(name, false, schema is null ? null : DescribeObject(read), out var value) ? ReadObject(new BodyReader(value, $"{pointer}/{name}", faults, null), read) : null;

    /// <summary>A list of objects. It must be given where it must not be empty, and where leaving it out would mean more than was thought.</summary>
    public IReadOnlyList<T> List<T>(string name, int min, int max, Func<BodyReader, T> read, bool mustBeGiven = false)
    {
        var description = schema is null ? null : new JsonObject { ["type"] = "array", ["minItems"] = min, ["maxItems"] = max, ["items"] = DescribeObject(read) };
        if (!TryGet(name, min > 0 || mustBeGiven, description, out var value))
            return [];
        if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() < min || value.GetArrayLength() > max)
        {
            Add(name, $"must be an array of {min} to {max} objects");
            return [];
        }

        return [.. value.EnumerateArray().Select((item, index) => ReadObject(new BodyReader(item, $"{pointer}/{name}/{index}", faults, null), read))];
    }

    /// <summary>A list of objects, or nothing where it is left out.</summary>
    public IReadOnlyList<T>? OptionalList<T>(string name, int max, Func<BodyReader, T> read)
    {
        var list = List(name, 0, max, read);
        return schema is null && IsGiven(name) ? list : null;
    }

    /// <summary>A body of one of two forms: with a property, or without it.</summary>
    public T Either<T>(string name, Func<BodyReader, T> with, Func<BodyReader, T> without)
    {
        if (schema is null)
            return element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out _) ? with(this) : without(this);
        schema.Clear();
        schema["oneOf"] = new JsonArray(DescribeObject(with), DescribeObject(without));
        return with(Nothing());
    }

    /// <summary>A list of ISO 4217 codes.</summary>
    public IReadOnlyList<Currency> Currencies(string name, int max) =>
        [.. Texts(name, max, 3, new TextForm("^[A-Z]{3}$", "active ISO 4217 codes such as EUR"), code => Domain.Currency.TryParse(code, out _)).Select(Domain.Currency.Of)];

    /// <summary>A list of dates, in order.</summary>
    public IReadOnlyList<DateOnly> Dates(string name, int max)
    {
        var texts = Texts(name, max, 10, new TextForm(@"^\d{4}-\d{2}-\d{2}$", "a date such as 2026-12-24"), text => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _));
        return [.. texts.Select(text => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture)).Distinct().Order()];
    }

    /// <summary>A list of texts of one form.</summary>
    public IReadOnlyList<string> Texts(string name, int max, int maxLength, TextForm form) => Texts(name, max, maxLength, form, _ => true);

    /// <summary>A list of whole numbers, or nothing where it is left out.</summary>
    public IReadOnlyList<int>? OptionalIntegers(string name, int most, int min, int max)
    {
        var description = new JsonObject { ["type"] = "array", ["maxItems"] = most, ["items"] = Schema("integer", ("minimum", min), ("maximum", max)) };
        if (!TryGet(name, false, description, out var value))
            return null;
        var read = new List<int>();
        if (value.ValueKind == JsonValueKind.Array && value.GetArrayLength() <= most)
            read.AddRange(value.EnumerateArray().Select(item => item.ValueKind == JsonValueKind.Number && item.TryGetInt32(out var number) ? number : min - 1).Where(number => number >= min && number <= max));
        if (value.ValueKind != JsonValueKind.Array || read.Count != value.GetArrayLength())
            Add(name, $"must be an array of at most {most} whole numbers, each from {min} to {max}");
        return read;
    }

    /// <summary>An object of one of several forms; a property names the form.</summary>
    public T OneOf<T>(string name, string kind, params (string Kind, Func<BodyReader, T> Read)[] forms)
    {
        var description = schema is null ? null : new JsonObject { ["oneOf"] = new JsonArray([.. forms.Select(form => (JsonNode)DescribeForm(kind, form.Kind, form.Read))]) };
        return TryGet(name, true, description, out var value)
            ? ReadObject(new BodyReader(value, $"{pointer}/{name}", faults, null), reader => reader.Form(kind, forms))
            : forms[0].Read(Nothing());
    }

    /// <summary>Records a fault at a property unless a rule holds.</summary>
    public void Check(bool holds, string name, string otherwise)
    {
        if (!holds && schema is null)
            Add(name, otherwise);
    }

    /// <summary>Whether a property has a fault already, so that a rule over it need not be checked.</summary>
    public bool HasFaultAt(string name) => faults.Any(fault => fault.Pointer == $"{pointer}/{name}");

    private IReadOnlyList<string> Texts(string name, int max, int maxLength, TextForm form, Func<string, bool> isKnown)
    {
        var item = Schema("string", ("pattern", form.Pattern), ("maxLength", maxLength));
        if (!TryGet(name, false, new JsonObject { ["type"] = "array", ["maxItems"] = max, ["items"] = item }, out var value))
            return [];
        var read = new List<string>();
        if (value.ValueKind == JsonValueKind.Array && value.GetArrayLength() <= max)
            read.AddRange(value.EnumerateArray().Where(text => text.ValueKind == JsonValueKind.String).Select(text => text.GetString()!).Where(text => text.Length <= maxLength && Fits(text, form) && isKnown(text)));
        if (value.ValueKind != JsonValueKind.Array || read.Count != value.GetArrayLength())
            Add(name, $"must be an array of at most {max}, each {form.Expected}");
        return read;
    }

    private static bool Fits(string text, TextForm form) => Regex.IsMatch(text, form.Pattern, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    // What a form of no known name holds cannot be checked, so that name is the one fault.
    private T Form<T>(string kind, (string Kind, Func<BodyReader, T> Read)[] forms)
    {
        var given = TryGet(kind, true, null, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        if (forms.FirstOrDefault(form => form.Kind == given) is { Read: { } read })
            return read(this);
        if (!HasFaultAt(kind))
            Add(kind, $"must be one of {string.Join(", ", forms.Select(form => form.Kind))}");
        if (element.ValueKind == JsonValueKind.Object)
            known.UnionWith(element.EnumerateObject().Select(property => property.Name));
        return forms[0].Read(Nothing());
    }

    private static JsonObject DescribeForm<T>(string kind, string name, Func<BodyReader, T> read) => DescribeObject(reader =>
    {
        reader.TryGet(kind, true, new JsonObject { ["const"] = name }, out _);
        return read(reader);
    });

    private int? WholeOrNothing(string name, bool required, int min, int max)
    {
        if (!TryGet(name, required, Schema("integer", ("minimum", min), ("maximum", max)), out var value))
            return null;
        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number >= min && number <= max)
            return number;
        Add(name, $"must be a whole number from {min} to {max}");
        return min;
    }

    private decimal? DecimalOrNothing(string name, bool required, decimal min, decimal max, int decimals)
    {
        if (!TryGet(name, required, Schema("string", ("pattern", @"^-?[0-9]+(\.[0-9]+)?$")), out var value))
            return null;
        if (TryDecimal(value, out var number) && number >= min && number <= max && decimal.Round(number, decimals) == number)
            return number;
        Add(name, string.Create(CultureInfo.InvariantCulture, $"must be a decimal string such as \"12.5\", from {min} to {max}, with at most {decimals} decimals"));
        return min;
    }

    private T? ChoiceOrNothing<T>(string name, bool required)
        where T : struct, Enum
    {
        var names = Enum.GetValues<T>().ToDictionary(value => JsonNamingPolicy.CamelCase.ConvertName(value.ToString()), StringComparer.Ordinal);
        if (!TryGet(name, required, new JsonObject { ["type"] = "string", ["enum"] = new JsonArray([.. names.Keys.Select(key => (JsonNode)key)]) }, out var value))
            return null;
        if (value.ValueKind == JsonValueKind.String && names.TryGetValue(value.GetString()!, out var choice))
            return choice;
        Add(name, $"must be one of {string.Join(", ", names.Keys)}");
        return null;
    }

    private static Money ReadAmount(BodyReader amount, bool mayBeNothing)
    {
        var number = amount.Number("amount", 0, 999_999_999_999m, 4);
        var currency = amount.Currency("currency");
        if (number == 0 && !mayBeNothing)
            amount.Check(amount.HasFaultAt("amount"), "amount", "must be above 0");
        if (currency == default || decimal.Round(number, currency.MinorDigits) == number)
            return currency == default ? default : new Money(number, currency);
        amount.Add("amount", $"has more decimals than {currency} has ({currency.MinorDigits})");
        return default;
    }

    private bool TryText(string name, bool required, int max, TextForm? form, out string text)
    {
        text = "";
        var description = Schema("string", ("maxLength", max));
        if (required)
            description["minLength"] = 1;
        if (form is not null)
            description["pattern"] = form.Pattern;
        if (!TryGet(name, required, description, out var value))
            return false;
        text = value.ValueKind == JsonValueKind.String ? value.GetString()!.Trim() : "";
        var wrong = value.ValueKind != JsonValueKind.String ? "must be a string"
            : required && text.Length == 0 ? "must not be empty"
            : text.Length > max ? $"must have at most {max} characters"
            : text.Any(char.IsControl) && !text.All(c => !char.IsControl(c) || c == '\n') ? "must not have control characters"
            : text.Length > 0 && form is not null && !Fits(text, form) ? $"must be {form.Expected}"
            : null;
        if (wrong is null)
            return true;
        Add(name, wrong);
        return false;
    }

    private DateOnly? DateOrNothing(string name, bool required)
    {
        if (!TryGet(name, required, Schema("string", ("format", "date")), out var value))
            return null;
        if (value.ValueKind == JsonValueKind.String && DateOnly.TryParseExact(value.GetString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) && date.Year is >= 1970 and <= 2999)
            return date;
        Add(name, "must be a date such as 2026-01-31");
        return null;
    }

    // Without an offset the moment would depend on the machine that reads it.
    private DateTimeOffset? MomentOrNothing(string name, bool required)
    {
        if (!TryGet(name, required, Schema("string", ("format", "date-time")), out var value))
            return null;
        if (value.ValueKind == JsonValueKind.String && value.TryGetDateTimeOffset(out var moment) && Offset().IsMatch(value.GetString()!) && moment.Year is >= 1970 and <= 2999)
            return moment;
        Add(name, "must be a moment with an offset, such as 2026-01-31T22:00:00Z");
        return null;
    }

    private bool IsGiven(string name) => element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null;

    private bool TryGet(string name, bool required, JsonObject? description, out JsonElement value)
    {
        known.Add(name);
        value = default;
        if (schema is not null)
        {
            ((JsonObject)schema["properties"]!)[name] = description;
            if (required)
                ((JsonArray)schema["required"]!).Add((JsonNode)name);
            return false;
        }

        if (element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out value) && value.ValueKind != JsonValueKind.Null)
            return true;
        if (required)
            Add(name, "is required");
        return false;
    }

    private void Add(string name, string detail) => faults.Add(new Fault(detail, $"{pointer}/{name}"));

    // Reads as if nothing were there and keeps the faults to itself: the missing object is fault enough.
    private static BodyReader Nothing() => new(default, "#", [], new JsonObject { ["properties"] = new JsonObject(), ["required"] = new JsonArray() });

    private static T ReadObject<T>(BodyReader reader, Func<BodyReader, T> read)
    {
        if (reader.element.ValueKind != JsonValueKind.Object)
        {
            reader.faults.Add(new Fault("must be an object", reader.pointer));
            return read(Nothing());
        }

        var value = read(reader);
        foreach (var property in reader.element.EnumerateObject().Where(property => !reader.known.Contains(property.Name)))
            reader.Add(property.Name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal), "is not known here");
        return value;
    }

    private static JsonObject DescribeObject<T>(Func<BodyReader, T> read)
    {
        var schema = new JsonObject { ["type"] = "object", ["properties"] = new JsonObject(), ["required"] = new JsonArray(), ["additionalProperties"] = false };
        read(new BodyReader(default, "#", [], schema));
        return schema;
    }

    private static JsonObject Schema(string type, params (string Name, JsonNode Value)[] rules)
    {
        var description = new JsonObject { ["type"] = type };
        foreach (var (name, value) in rules)
            description[name] = value;
        return description;
    }

    [GeneratedRegex(@"T.+(Z|[+-]\d\d:\d\d)$")]
    private static partial Regex Offset();

    private static bool TryDecimal(JsonElement value, out decimal number)
    {
        number = 0;
        return value.ValueKind == JsonValueKind.String
            && decimal.TryParse(value.GetString(), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number);
    }
}
