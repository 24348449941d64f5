namespace Billing.Documents.Pdf.Layout;

/// <summary>What a part of a document is, for whoever does not see it.</summary>
internal enum StructureRole
{
    Document, Section, Heading1, Heading2, Heading3, Paragraph, Table, TableHead, TableBody, TableRow, HeaderCell, DataCell, Figure, Link,
}

/// <summary>A node of the logical structure: what is read aloud, in this order, whatever stands where on the page.</summary>
internal sealed class StructureNode(StructureRole role)
{
    private readonly List<object> _kids = new(1);

    internal StructureRole Role { get; } = role;

    /// <summary>What a figure shows, or where a link goes.</summary>
    internal string? AlternateText { get; init; }

    /// <summary>Of a header cell: whether it heads its row; it heads its column otherwise.</summary>
    internal bool HeadsRow { get; init; }

    /// <summary>Nodes, pieces of content and link areas, in reading order.</summary>
    internal List<object> Kids => _kids;

    internal StructureNode Add(StructureNode child)
    {
        _kids.Add(child);
        return child;
    }

    internal void Add(ContentPiece piece) => _kids.Add(piece);

    internal void Add(LinkMark link) => _kids.Add(link);
}

/// <summary>A stretch of marks on one page that belongs to one node; numbered from 0 on each page.</summary>
internal sealed class ContentPiece(StructureNode node, int page, int number)
{
    internal StructureNode Node { get; } = node;

    internal int Page { get; } = page;

    internal int Number { get; } = number;
}
