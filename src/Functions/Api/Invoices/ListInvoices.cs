using Azure.Data.Tables;
using Billing.Domain;
using Billing.Functions.Api.Contract;
using Billing.Functions.Index;
using Billing.Functions.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.Invoices;

/// <summary>Lists a seller's invoices and other numbered documents.</summary>
internal sealed class ListInvoices(IndexList index, InvoiceReader invoices)
{
    [Function(nameof(ListInvoices))]
    [ApiOperation("invoices", "Lists a seller's documents by issue date; drafts only with status=draft.", Answer = typeof(Page<InvoiceSummary>), Query =
    [
        "!seller: whose invoices", "status: draft, open, partlyPaid, paid, overdue, inCollections, uncollectible or void", "customer: an account id, or a customer's id with the seller",
        "from: the first issue date", "to: the last issue date", "limit: how many at most", "continuation: where the page before ended",
    ])]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "invoices")] HttpRequest request, CancellationToken cancellation)
    {
        var (asked, draft) = Read(new QueryReader(request));
        var (entries, endsAt) = await index.ReadAsync<InvoiceEntry>(asked, cancellation);
        var items = new List<InvoiceSummary>();
        foreach (var entry in entries)
        {
            if (!draft || await invoices.IsDraftAsync(AccountId.Parse(entry.AccountId), entry.DocumentId, cancellation))
                items.Add(SummaryOf(entry));
        }

        return new JsonAnswer(new Page<InvoiceSummary>(items, Page.Encode(endsAt)));
    }

    private static (IndexQuery Query, bool Draft) Read(QueryReader query)
    {
        var (seller, status, customer) = (query.Seller(), query.Choice<InvoiceStatus>("status"), query.Text("customer"));
        var draft = status == InvoiceStatus.Draft;
        var (from, to) = (query.Date("from"), query.Date("to"));
        query.Check(from is null || to is null || from <= to, "to", "must not be before from");
        var filters = new List<string>();
        if (status is not null && !draft)
            filters.Add(TableClient.CreateQueryFilter($"Status eq {status.ToString()}"));
        var isAccount = customer?.Contains('.', StringComparison.Ordinal) == true;
        if (customer is not null)
            filters.Add(isAccount ? TableClient.CreateQueryFilter($"AccountId eq {customer}") : TableClient.CreateQueryFilter($"Customer eq {customer}"));
        var asked = new IndexQuery(
            seller, draft ? IndexPartitions.Drafts : IndexPartitions.Invoices, from, to, filters.Count > 0 ? string.Join(" and ", filters) : null,
            isAccount ? Keys.Shard(customer!) : null, query.Limit(), query.Continuation());
        query.End();
        return (asked, draft);
    }

    private static InvoiceSummary SummaryOf(InvoiceEntry entry) => new(
        entry.DocumentId, entry.Kind, entry.Number.Length > 0 ? entry.Number : null, entry.AccountId, entry.IssueDate, entry.DueDate, entry.Total, entry.Balance, entry.Status, entry.Disputed);
}
