using System.Collections.Concurrent;
using System.Xml;
using System.Xml.Schema;
using Billing.DevHost.Azurite;

namespace Billing.Documents.Tests.EInvoices;

/// <summary>The XML schemas of Factur-X 1.09 and ZUGFeRD 2.5 as their publishers give them, from the npm package @stackforge-eu/factur-x. The one of the profile EN 16931 has
/// of CII what EN 16931 uses, so all CII is held against it.</summary>
internal static class FacturXSchemas
{
    private static readonly ConcurrentDictionary<string, Lazy<XmlSchemaSet>> Sets = new(StringComparer.Ordinal);

    internal static IReadOnlyList<string> En16931Faults(byte[] xml) => Faults(xml, "en16931/FACTUR-X_EN16931.xsd");

    internal static IReadOnlyList<string> ExtendedFaults(byte[] xml) => Faults(xml, "extended/FACTUR-X_EXTENDED.xsd");

    private static List<string> Faults(byte[] xml, string schema)
    {
        var faults = new List<string>();
        var settings = new XmlReaderSettings { ValidationType = ValidationType.Schema, Schemas = Sets.GetOrAdd(schema, name => new(() => Load(name))).Value };
        settings.ValidationEventHandler += (_, e) => faults.Add(e.Message);
        settings.ValidationFlags |= XmlSchemaValidationFlags.ReportValidationWarnings;
        using var reader = XmlReader.Create(new MemoryStream(xml), settings);
        while (reader.Read())
        {
        }

        return faults;
    }

    private static XmlSchemaSet Load(string schema)
    {
        var set = new XmlSchemaSet { XmlResolver = new XmlUrlResolver() };
        set.Add(null, NodePackages.EnsureAsync(Path.Combine("@stackforge-eu", "factur-x", "schema", schema), null, default).GetAwaiter().GetResult());
        set.Compile();
        return set;
    }
}
