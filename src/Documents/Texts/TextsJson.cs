using System.Text.Json.Serialization;

namespace Billing.Documents.Texts;

/// <summary>How texts are read, worked out when this is compiled: the first document of a process waits for it.</summary>
[JsonSerializable(typeof(DocumentTexts))]
[JsonSerializable(typeof(Dictionary<string, string>))]
internal sealed partial class TextsJson : JsonSerializerContext;
