using Billing.Functions.Api.Contract;
using Billing.Functions.Api.Documents;
using Billing.Functions.Statements;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.Statements;

/// <summary>Shows a statement as it was issued.</summary>
internal sealed class GetStatement(StatementReader statements)
{
    [Function(nameof(GetStatement))]
    [ApiOperation("statements", "Shows a statement as it was issued: what happened in its period, and what was open. As CSV with format=csv.", Answer = typeof(StatementResource), AnswerContentType = "text/csv", Query = ["format: json or csv"])]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "statements/{documentId}")] HttpRequest request, string documentId, CancellationToken cancellation)
    {
        var query = new QueryReader(request);
        var format = query.Text("format");
        query.Check(format is null or "json" or "csv", "format", "must be json or csv");
        query.End();
        var (_, statement) = await statements.RequireAsync(documentId, cancellation);
        return format == "csv" ? new CsvAnswer(AccountStatementCsv.Rows(statement.Statement)) : JsonAnswer.WithContentETag(StatementResource.Of(statement));
    }
}

/// <summary>Gives a statement's PDF, exactly as it was delivered.</summary>
internal sealed class GetStatementPdf(StatementReader statements, DocumentAnswer files)
{
    [Function(nameof(GetStatementPdf))]
    [ApiOperation("statements", "Gives a statement's PDF.", AnswerContentType = "application/pdf")]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "statements/{documentId}/pdf")] HttpRequest request, string documentId, CancellationToken cancellation)
    {
        var (account, _) = await statements.RequireAsync(documentId, cancellation);
        return await files.PdfAsync(request, account, documentId, cancellation);
    }
}
