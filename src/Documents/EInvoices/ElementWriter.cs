using System.Globalization;
using System.Text;
using System.Xml;
using Billing.Domain;

namespace Billing.Documents.EInvoices;

/// <summary>A namespace, and the prefix that official examples give it.</summary>
internal sealed record ElementNamespace(string Prefix, string Uri);

/// <summary>Writes elements straight to UTF-8. What has no content is not written: Peppol refuses empty elements (PEPPOL-EN16931-R008), and EN 16931 has no use for them.</summary>
internal sealed class ElementWriter : IDisposable
{
    // A decimal has at most 29 digits, a sign and a point.
    private readonly char[] _characters = new char[32];
    private readonly MemoryStream _bytes;
    private readonly XmlWriter _xml;

    /// <param name="bytesExpected">How much room to take at once; more is taken where it does not do.</param>
    internal ElementWriter(int bytesExpected)
    {
        _bytes = new MemoryStream(bytesExpected);
        _xml = XmlWriter.Create(_bytes, new XmlWriterSettings
        {
            Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            Indent = true,
            NewLineChars = "\n",
            NewLineHandling = NewLineHandling.None,
            // Every text goes through XmlText first.
            CheckCharacters = false,
        });
    }

    /// <summary>Opens the root and declares the namespaces of what is in it.</summary>
    internal OpenElement Root(ElementNamespace root, string name, ReadOnlySpan<ElementNamespace> declared)
    {
        _xml.WriteStartDocument();
        _xml.WriteStartElement(root.Prefix, name, root.Uri);
        Declare(root);
        foreach (var declaration in declared)
            Declare(declaration);
        return new OpenElement(this);
    }

    /// <summary>Opens an element; disposing of it closes it. Whoever opens it knows that it gets content.</summary>
    internal OpenElement Element(ElementNamespace space, string name)
    {
        _xml.WriteStartElement(space.Prefix, name, space.Uri);
        return new OpenElement(this);
    }

    /// <summary>An element with text, unless there is none.</summary>
    internal void Text(ElementNamespace space, string name, string text)
    {
        if (!HasContent(ref text))
            return;
        _xml.WriteStartElement(space.Prefix, name, space.Uri);
        _xml.WriteString(text);
        _xml.WriteEndElement();
    }

    /// <summary>An element with text and an attribute, unless there is no text.</summary>
    internal void Text(ElementNamespace space, string name, string text, string attribute, string value)
    {
        if (!HasContent(ref text))
            return;
        _xml.WriteStartElement(space.Prefix, name, space.Uri);
        _xml.WriteAttributeString(attribute, value);
        _xml.WriteString(text);
        _xml.WriteEndElement();
    }

    /// <summary>An element with text in an element of its own, neither of which is written without text.</summary>
    internal void Nested(ElementNamespace groupSpace, string group, ElementNamespace space, string name, string text)
    {
        if (XmlText.IsEmpty(text))
            return;
        using (Element(groupSpace, group))
            Text(space, name, text);
    }

    /// <summary>An amount as it stands in the ledger, with all decimals of its currency.</summary>
    internal void Amount(ElementNamespace space, string name, Money amount)
    {
        _xml.WriteStartElement(space.Prefix, name, space.Uri);
        WriteDecimal(amount.Amount);
        _xml.WriteEndElement();
    }

    /// <summary>The same, with its currency as an attribute.</summary>
    internal void AmountWithCurrency(ElementNamespace space, string name, Money amount)
    {
        _xml.WriteStartElement(space.Prefix, name, space.Uri);
        _xml.WriteAttributeString("currencyID", amount.Currency.Code);
        WriteDecimal(amount.Amount);
        _xml.WriteEndElement();
    }

    /// <summary>A price, a quantity or a percentage: with as many decimals as it has, and no zeros after them.</summary>
    internal void Number(ElementNamespace space, string name, decimal number)
    {
        _xml.WriteStartElement(space.Prefix, name, space.Uri);
        WriteShort(number);
        _xml.WriteEndElement();
    }

    /// <summary>The same with an attribute, such as a unit or a currency.</summary>
    internal void Number(ElementNamespace space, string name, decimal number, string attribute, string value)
    {
        _xml.WriteStartElement(space.Prefix, name, space.Uri);
        _xml.WriteAttributeString(attribute, value);
        WriteShort(number);
        _xml.WriteEndElement();
    }

    /// <summary>A date, with as many digits as the form asks for.</summary>
    internal void Date(ElementNamespace space, string name, DateOnly date, string form)
    {
        _xml.WriteStartElement(space.Prefix, name, space.Uri);
        WriteDate(date, form);
        _xml.WriteEndElement();
    }

    /// <summary>The same with an attribute that says which form it has.</summary>
    internal void Date(ElementNamespace space, string name, DateOnly date, string form, string attribute, string value)
    {
        _xml.WriteStartElement(space.Prefix, name, space.Uri);
        _xml.WriteAttributeString(attribute, value);
        WriteDate(date, form);
        _xml.WriteEndElement();
    }

    /// <summary>All that was written. Nothing more can be.</summary>
    internal byte[] ToBytes()
    {
        _xml.WriteWhitespace("\n");
        _xml.Close();
        return _bytes.ToArray();
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _xml.Dispose();
        _bytes.Dispose();
    }

    private void Declare(ElementNamespace space)
    {
        if (space.Prefix.Length == 0)
            _xml.WriteAttributeString("xmlns", space.Uri);
        else
            _xml.WriteAttributeString("xmlns", space.Prefix, null, space.Uri);
    }

    private void Close() => _xml.WriteEndElement();

    private static bool HasContent(ref string text)
    {
        text = XmlText.Clean(text);
        return !string.IsNullOrWhiteSpace(text);
    }

    // A decimal is written without an exponent whatever its size.
    private void WriteDecimal(decimal number)
    {
        number.TryFormat(_characters, out var length, default, CultureInfo.InvariantCulture);
        _xml.WriteChars(_characters, 0, length);
    }

    private void WriteShort(decimal number)
    {
        number.TryFormat(_characters, out var length, default, CultureInfo.InvariantCulture);
        if (_characters.AsSpan(0, length).Contains('.'))
            length = _characters.AsSpan(0, length).TrimEnd('0').TrimEnd('.').Length;
        _xml.WriteChars(_characters, 0, length);
    }

    private void WriteDate(DateOnly date, string form)
    {
        date.TryFormat(_characters, out var length, form, CultureInfo.InvariantCulture);
        _xml.WriteChars(_characters, 0, length);
    }

    /// <summary>An element that is open until this is disposed of.</summary>
    internal readonly struct OpenElement(ElementWriter writer) : IDisposable
    {
        /// <inheritdoc />
        public void Dispose() => writer.Close();
    }
}
