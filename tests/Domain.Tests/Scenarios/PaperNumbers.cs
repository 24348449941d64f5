namespace Billing.Domain.Tests;

/// <summary>Gapless numbers, given once to a document in a series.</summary>
internal sealed class PaperNumbers
{
    private readonly Dictionary<string, long> last = [];
    private readonly Dictionary<string, string> byDocument = [];

    public IReadOnlyDictionary<string, string> ByDocument => byDocument;

    public void Reserve(IEnumerable<DocumentToNumber> documents)
    {
        foreach (var document in documents)
        {
            Assert.DoesNotContain(document.DocumentId, byDocument.Keys);
            last[document.Series.Name] = last.GetValueOrDefault(document.Series.Name) + 1;
            byDocument[document.DocumentId] = document.Series.Number(last[document.Series.Name]);
        }
    }

    public void Reserve(string documentId, string number) => byDocument[documentId] = number;
}
