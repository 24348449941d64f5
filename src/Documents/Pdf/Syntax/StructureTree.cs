using Billing.Documents.Pdf.Layout;

namespace Billing.Documents.Pdf.Syntax;

/// <summary>The structure tree of a file (ISO 32000-1, 14.7): the nodes, and for each page and link the way back to them.</summary>
internal sealed class StructureTree(PdfFile file, IReadOnlyList<int> pageIds, IReadOnlyDictionary<LinkMark, int> linkIds)
{
    private readonly Dictionary<StructureNode, int> _ids = [];
    private readonly Dictionary<ContentPiece, int> _owners = [];

    internal int Write(LaidOutDocument document)
    {
        var root = file.Reserve();
        WriteNode(document.Root, root, document.Direction == Direction.RightToLeft ? "/A<</O/Layout/WritingMode/RlTb>>"u8 : []);
        var parents = new PdfBuffer().Raw("<</Nums["u8);
        foreach (var page in document.Pages)
            WritePageParents(page, parents);
        var key = document.Pages.Count;
        foreach (var link in document.Pages.SelectMany(p => p.Links))
        {
            if (link.Node is not null)
                parents.Int(key).Raw(" "u8).Ref(_ids[link.Node]);
            key++;
        }
        var parentTree = file.Add(parents.Raw("]>>"u8));
        file.Put(root, new PdfBuffer().Raw("<</Type/StructTreeRoot/K "u8).Ref(_ids[document.Root]).Raw("/ParentTree "u8)
            .Ref(parentTree).Raw("/ParentTreeNextKey "u8).Int(key).Raw(">>"u8));
        return root;
    }

    internal static string NameOf(StructureRole role) => role switch
    {
        StructureRole.Document => "Document",
        StructureRole.Section => "Sect",
        StructureRole.Heading1 => "H1",
        StructureRole.Heading2 => "H2",
        StructureRole.Heading3 => "H3",
        StructureRole.Paragraph => "P",
        StructureRole.Table => "Table",
        StructureRole.TableHead => "THead",
        StructureRole.TableBody => "TBody",
        StructureRole.TableRow => "TR",
        StructureRole.HeaderCell => "TH",
        StructureRole.DataCell => "TD",
        StructureRole.Figure => "Figure",
        StructureRole.Link => "Link",
        _ => throw new ArgumentOutOfRangeException(nameof(role), role, "No structure type for this role."),
    };

    private int WriteNode(StructureNode node, int parent, ReadOnlySpan<byte> attributes = default)
    {
        var id = file.Reserve();
        _ids[node] = id;
        var home = node.Kids.OfType<ContentPiece>().FirstOrDefault()?.Page;
        var buffer = new PdfBuffer().Raw("<</Type/StructElem/S/"u8).Raw(NameOf(node.Role)).Raw("/P "u8).Ref(parent);
        if (home is { } page)
            buffer.Raw("/Pg "u8).Ref(pageIds[page]);
        if (node.AlternateText is { } alternate)
            buffer.Raw("/Alt"u8).Text(alternate);
        if (node.Role == StructureRole.HeaderCell)
            buffer.Raw(node.HeadsRow ? "/A<</O/Table/Scope/Row>>"u8 : "/A<</O/Table/Scope/Column>>"u8);
        buffer.Raw(attributes).Raw("/K["u8);
        foreach (var kid in node.Kids)
            WriteKid(buffer, kid, id, home);
        file.Put(id, buffer.Raw("]>>"u8));
        return id;
    }

    private void WriteKid(PdfBuffer buffer, object kid, int parent, int? home)
    {
        switch (kid)
        {
            case StructureNode child:
                buffer.Ref(WriteNode(child, parent));
                break;
            case ContentPiece piece:
                _owners[piece] = parent;
                if (piece.Page == home)
                    buffer.Int(piece.Number).Raw(" "u8);
                else
                    buffer.Raw("<</Type/MCR/Pg "u8).Ref(pageIds[piece.Page]).Raw("/MCID "u8).Int(piece.Number).Raw(">>"u8);
                break;
            case LinkMark link:
                buffer.Raw("<</Type/OBJR/Pg "u8).Ref(pageIds[link.Page]).Raw("/Obj "u8).Ref(linkIds[link]).Raw(">>"u8);
                break;
            default:
                throw new InvalidOperationException($"No syntax for {kid.GetType().Name} in the structure.");
        }
    }

    private void WritePageParents(Page page, PdfBuffer parents)
    {
        parents.Int(page.Number).Raw("["u8);
        var next = 0;
        foreach (var mark in page.Marks)
        {
            if (mark.Piece is not { } piece || piece.Number < next)
                continue;
            parents.Ref(_owners[piece]);
            next = piece.Number + 1;
        }
        parents.Raw("]"u8);
    }
}
