using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using Billing.Domain;
using Billing.Functions.Api.Contract;

namespace Billing.Functions.Api.OpenApi;

/// <summary>JSON schemas of what the API takes and gives, made from the types.</summary>
internal static class ApiSchemas
{
    private static readonly JsonSchemaExporterOptions Exporter = new() { TreatNullObliviousAsNonNullable = true, TransformSchemaNode = Transform };

    /// <summary>The schema of an answer.</summary>
    public static JsonNode Of(Type type)
    {
        var schema = ApiJson.Options.GetJsonSchemaAsNode(type, Exporter);
        return Whole(schema, schema);
    }

    /// <summary>The schema of a request's body, as its reader describes it.</summary>
    public static JsonObject OfBody(Type body) =>
        (JsonObject)typeof(BodyReader).GetMethod(nameof(BodyReader.Describe))!.MakeGenericMethod(body).Invoke(null, null)!;

    /// <summary>A name for a type among the schemas.</summary>
    public static string NameOf(Type type) => type.IsGenericType ? $"{NameOf(type.GetGenericArguments()[0])}{type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)]}" : type.Name;

    // A shape that occurs again is exported as a pointer from the schema's root, which is another place within the document; so the shape is repeated.
    private static JsonNode Whole(JsonNode node, JsonNode root) => node switch
    {
        JsonObject shape when shape["$ref"]?.GetValue<string>() is { } pointer && pointer.StartsWith("#/", StringComparison.Ordinal) => Whole(At(pointer, root), root),
        JsonObject shape => new JsonObject(shape.Select(property => KeyValuePair.Create(property.Key, property.Value is null ? null : (JsonNode?)Whole(property.Value, root)))),
        JsonArray items => new JsonArray([.. items.Select(item => item is null ? null : Whole(item, root))]),
        _ => node.DeepClone(),
    };

    private static JsonNode At(string pointer, JsonNode root) => pointer[2..].Split('/').Aggregate(
        root, (node, part) => (node is JsonArray items ? items[int.Parse(part, System.Globalization.CultureInfo.InvariantCulture)] : node[part])!);

    // Values with converters of their own have no shape that the exporter could see; and what is null is left out of an answer.
    private static JsonNode Transform(JsonSchemaExporterContext context, JsonNode schema)
    {
        var type = Nullable.GetUnderlyingType(context.TypeInfo.Type) ?? context.TypeInfo.Type;
        if (type == typeof(Money))
            return Amount();
        if (type == typeof(decimal))
            return Text(@"^-?[0-9]+(\.[0-9]+)?$");
        if (type == typeof(Currency))
            return Text("^[A-Z]{3}$");
        if (type == typeof(JsonElement))
            return new JsonObject { ["type"] = "object" };
        if (schema is not JsonObject shape)
            return schema;
        WithoutNull(shape);
        if (shape["properties"] is JsonObject)
            shape["required"] = new JsonArray([.. context.TypeInfo.Properties.Where(property => property.Get is not null && !property.IsGetNullable).Select(property => (JsonNode)property.Name)]);
        return shape;
    }

    private static void WithoutNull(JsonObject shape)
    {
        if (shape["type"] is JsonArray types)
            shape["type"] = types.Select(type => type!.GetValue<string>()).First(type => type != "null");
        if (shape["enum"] is JsonArray values)
        {
            shape["enum"] = new JsonArray([.. values.Where(value => value is not null).Select(value => value!.DeepClone())]);
            shape["type"] = "string";
        }
    }

    private static JsonObject Amount() => new()
    {
        ["type"] = "object",
        ["properties"] = new JsonObject { ["amount"] = Text(@"^-?[0-9]+(\.[0-9]+)?$"), ["currency"] = Text("^[A-Z]{3}$") },
        ["required"] = new JsonArray("amount", "currency"),
    };

    private static JsonObject Text(string pattern) => new() { ["type"] = "string", ["pattern"] = pattern };
}
