using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Billing.DevHost.Azurite;
using Billing.Documents.EInvoices;
using Billing.Domain;

namespace Billing.Documents.Tests.EInvoices;

/// <summary>A writer of e-invoices by others, which is given what our UBL says: it refuses what EN 16931's UBL does not have, and what it makes of it should be what we make.</summary>
internal static class IndependentWriter
{
    private static readonly XNamespace Ram = "urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100";

    private static readonly Dictionary<XNamespace, string> Prefixes = new()
    {
        ["urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"] = "cac:",
        ["urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"] = "cbc:",
    };

    /// <summary>Holds our UBL and our CII of each invoice against what the package makes of our UBL. All are written in one process, as XRechnung.</summary>
    /// <exception cref="Xunit.Sdk.XunitException">The package refuses one, and says why, or makes something else.</exception>
    internal static void AssertAgrees(IReadOnlyList<EInvoice> invoices)
    {
        byte[][] ubl = [.. invoices.Select(invoice => EInvoiceXml.Write(invoice with { Format = EInvoiceFormat.XRechnungUbl, Notes = FirstNote(invoice) }))];
        byte[][] cii = [.. invoices.Select(invoice => EInvoiceXml.Write(invoice with { Format = EInvoiceFormat.XRechnungCii, Notes = FirstNote(invoice) }))];
        var theirs = Write([.. ubl.Select(xml => ("XRECHNUNG-UBL", xml)), .. ubl.Select(xml => ("XRECHNUNG-CII", xml))]);
        for (var i = 0; i < invoices.Count; i++)
        {
            Assert.Equal(theirs[i].ToString(), Parse(ubl[i]).ToString());
            Assert.Equal(WithoutNeedlessCurrency(theirs[invoices.Count + i]).ToString(), WithoutWhatTheyLack(Parse(cii[i])).ToString());
        }
    }

    // Of several notes the package makes one element with several contents, which the schema has not.
    private static string[] FirstNote(EInvoice invoice) => [.. invoice.Notes.Take(1)];

    // It names the currency of a line's allowance too, as EN 16931 does not ask.
    private static XElement WithoutNeedlessCurrency(XElement cii)
    {
        cii.Descendants(Ram + "ActualAmount").Attributes("currencyID").Remove();
        return cii;
    }

    // It leaves out the delivery that the schema asks for where nothing is in it, forgets the seller's legal information (BT-33), and looks for the preceding invoice in
    // the wrong place.
    private static XElement WithoutWhatTheyLack(XElement cii)
    {
        cii.Descendants(Ram + "ApplicableHeaderTradeDelivery").Where(delivery => !delivery.HasElements).Remove();
        cii.Descendants(Ram + "SellerTradeParty").Elements(Ram + "Description").Remove();
        cii.Descendants(Ram + "InvoiceReferencedDocument").Remove();
        return cii;
    }

    private static XElement[] Write(IReadOnlyList<(string Format, byte[] Ubl)> asked)
    {
        NodePackages.EnsureAsync(Path.Combine("@e-invoice-eu", "core", "package.json"), null, default).GetAwaiter().GetResult();
        var start = new ProcessStartInfo("node", [Script()])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(false),
            StandardOutputEncoding = Encoding.UTF8,
        };
        using var node = Process.Start(start)!;
        var (output, errors) = (node.StandardOutput.ReadToEndAsync(), node.StandardError.ReadToEndAsync());
        foreach (var (format, ubl) in asked)
            node.StandardInput.WriteLine(new JsonObject { ["format"] = format, ["invoice"] = new JsonObject { ["ubl:Invoice"] = ToJson(Parse(ubl)) } }.ToJsonString());
        node.StandardInput.Close();
        node.WaitForExit();
        var answers = output.Result.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.True(node.ExitCode == 0 && answers.Length == asked.Count, errors.Result);
        return [.. answers.Select((answer, index) => Read(answer, asked[index].Ubl))];
    }

    // Elements as they compare: without white space between them, and with attributes in one order.
    private static XElement Parse(byte[] xml)
    {
        using var stream = new MemoryStream(xml);
        return Plain(XDocument.Load(stream).Root!);
    }

    private static XElement Read(string answer, byte[] ubl)
    {
        var json = JsonNode.Parse(answer)!;
        Assert.True(json["faults"] is null, $"{json["faults"]?.ToJsonString()}\n{Encoding.UTF8.GetString(ubl)}");
        return Plain(XDocument.Parse(json["xml"]!.GetValue<string>()).Root!);
    }

    private static XElement Plain(XElement element) => new(
        element.Name,
        element.Attributes().Where(attribute => !attribute.IsNamespaceDeclaration && attribute.Name.NamespaceName.Length == 0).OrderBy(attribute => attribute.Name.LocalName, StringComparer.Ordinal),
        element.HasElements ? element.Elements().Select(Plain) : element.Value);

    // The package calls the parts of a credit note as those of an invoice, and puts attributes beside their element.
    private static JsonObject ToJson(XElement element)
    {
        var json = new JsonObject();
        foreach (var group in element.Elements().GroupBy(child => Prefixes[child.Name.Namespace] + AsOfInvoice(child.Name.LocalName), StringComparer.Ordinal))
        {
            JsonNode[] values = [.. group.Select(child => child.HasElements ? (JsonNode)ToJson(child) : JsonValue.Create(child.Value))];
            json[group.Key] = values.Length == 1 ? values[0] : new JsonArray(values);
            foreach (var attribute in group.First().Attributes())
                json[$"{group.Key}@{attribute.Name.LocalName}"] = attribute.Value;
        }

        return json;
    }

    private static string AsOfInvoice(string name) => name switch
    {
        "CreditedQuantity" => "InvoicedQuantity",
        "CreditNoteTypeCode" => "InvoiceTypeCode",
        "CreditNoteLine" => "InvoiceLine",
        _ => name,
    };

    private static string Script([CallerFilePath] string thisFile = "") => Path.Combine(Path.GetDirectoryName(thisFile)!, "independent.cjs");
}
