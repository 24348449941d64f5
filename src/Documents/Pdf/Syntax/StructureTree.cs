using Billing.Documents.Pdf.Layout;

namespace Billing.Documents.Pdf.Syntax;

/// <summary>The structure tree of a file (ISO 32000-1, 14.7): the nodes, and for each page and link the way back to them.</summary>
internal sealed class StructureTree(PdfFile file, IReadOnlyList<int> pageIds, IReadOnlyDictionary<LinkMark, int> linkIds)
{
    private readonly Dictionary<StructureNode, int> _ids = new(256);
    private readonly PdfBuffer _element = new(512);

    internal int Write(LaidOutDocument document)
    {
        var root = file.Reserve();
        var top = IdOf(document.Root);
        WriteNode(document.Root, top, root, document.Direction == Direction.RightToLeft ? "/A<</O/Layout/WritingMode/RlTb>>"u8 : []);
        var parents = new PdfBuffer(1024).Raw("<</Nums["u8);
        foreach (var page in document.Pages)
        {
            parents.Int(page.Number).Raw("["u8);
            foreach (var piece in page.Pieces)
                parents.Ref(_ids[piece.Node]);
            parents.Raw("]"u8);
        }
        var key = document.Pages.Count;
        foreach (var page in document.Pages)
        {
            foreach (var link in page.Links)
            {
                if (link.Node is not null)
                    parents.Int(key).Raw(" "u8).Ref(_ids[link.Node]);
                key++;
            }
        }
        var parentTree = file.Add(parents.Raw("]>>"u8));
        file.Put(root, new PdfBuffer().Raw("<</Type/StructTreeRoot/K "u8).Ref(top).Raw("/ParentTree "u8)
            .Ref(parentTree).Raw("/ParentTreeNextKey "u8).Int(key).Raw(">>"u8));
        return root;
    }

    internal static ReadOnlySpan<byte> NameOf(StructureRole role) => role switch
    {
        StructureRole.Document => "Document"u8,
        StructureRole.Section => "Sect"u8,
        StructureRole.Heading1 => "H1"u8,
        StructureRole.Heading2 => "H2"u8,
        StructureRole.Heading3 => "H3"u8,
        StructureRole.Paragraph => "P"u8,
        StructureRole.Table => "Table"u8,
        StructureRole.TableHead => "THead"u8,
        StructureRole.TableBody => "TBody"u8,
        StructureRole.TableRow => "TR"u8,
        StructureRole.HeaderCell => "TH"u8,
        StructureRole.DataCell => "TD"u8,
        StructureRole.Figure => "Figure"u8,
        StructureRole.Link => "Link"u8,
        _ => throw new ArgumentOutOfRangeException(nameof(role), role, "No structure type for this role."),
    };

    private int IdOf(StructureNode node)
    {
        if (!_ids.TryGetValue(node, out var id))
            _ids.Add(node, id = file.Reserve());
        return id;
    }

    /// <summary>The node, and after it those below: one buffer serves them all.</summary>
    private void WriteNode(StructureNode node, int id, int parent, ReadOnlySpan<byte> attributes = default)
    {
        var home = HomeOf(node);
        _element.Clear().Raw("<</Type/StructElem/S/"u8).Raw(NameOf(node.Role)).Raw("/P "u8).Ref(parent);
        if (home >= 0)
            _element.Raw("/Pg "u8).Ref(pageIds[home]);
        if (node.AlternateText is { } alternate)
            _element.Raw("/Alt"u8).Text(alternate);
        if (node.Role == StructureRole.HeaderCell)
            _element.Raw(node.HeadsRow ? "/A<</O/Table/Scope/Row>>"u8 : "/A<</O/Table/Scope/Column>>"u8);
        _element.Raw(attributes).Raw("/K["u8);
        foreach (var kid in node.Kids)
            WriteKid(kid, home);
        file.Put(id, _element.Raw("]>>"u8));
        foreach (var kid in node.Kids)
        {
            if (kid is StructureNode child)
                WriteNode(child, IdOf(child), id);
        }
    }

    /// <summary>The page of a node's first piece of content, or -1.</summary>
    private static int HomeOf(StructureNode node)
    {
        foreach (var kid in node.Kids)
        {
            if (kid is ContentPiece piece)
                return piece.Page;
        }
        return -1;
    }

    private void WriteKid(object kid, int home)
    {
        switch (kid)
        {
            case StructureNode child:
                _element.Ref(IdOf(child));
                break;
            case ContentPiece piece when piece.Page == home:
                _element.Int(piece.Number).Raw(" "u8);
                break;
            case ContentPiece piece:
                _element.Raw("<</Type/MCR/Pg "u8).Ref(pageIds[piece.Page]).Raw("/MCID "u8).Int(piece.Number).Raw(">>"u8);
                break;
            case LinkMark link:
                _element.Raw("<</Type/OBJR/Pg "u8).Ref(pageIds[link.Page]).Raw("/Obj "u8).Ref(linkIds[link]).Raw(">>"u8);
                break;
            default:
                throw new InvalidOperationException($"No syntax for {kid.GetType().Name} in the structure.");
        }
    }
}
