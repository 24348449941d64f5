using Billing.Functions.Api.Contract;
using Billing.Functions.Api.Sellers;
using Billing.Functions.BankStatements;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.BankStatements;

/// <summary>Takes bank statements, as camt.053 or CSV. All of a file is read before any of it is taken.</summary>
internal sealed class ImportBankStatements(StatementImport import, SellerSettings settings, Caller caller)
{
    private const int LargestBytes = 10 * 1024 * 1024;

    [Function(nameof(ImportBankStatements))]
    [ApiOperation("payments", "Takes bank statements in ISO 20022 camt.053: each booked credit becomes a payment, once, and is matched to what it is for.",
        BodyContentType = "application/xml", Answer = typeof(Page<ImportedStatement>), Query = ["!seller: whose accounts they are of"], SentIdsAreKeys = true)]
    public Task<IActionResult> Camt053Async([HttpTrigger(AuthorizationLevel.Function, "post", Route = "bank-statements/camt053")] HttpRequest request, CancellationToken cancellation) =>
        TakeAsync(request, Camt053.Read, cancellation);

    [Function("ImportBankStatementsAsCsv")]
    [ApiOperation("payments", "Takes bank statements as CSV: statement_id, account, entry_id, booked_on, value_on, amount, currency, payer_name, payer_account, text, creditor_account, end_to_end_id, charges, is_return, original_entry_id.",
        BodyContentType = "text/csv", Answer = typeof(Page<ImportedStatement>), Query = ["!seller: whose accounts they are of"], SentIdsAreKeys = true)]
    public Task<IActionResult> CsvAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = "bank-statements/csv")] HttpRequest request, CancellationToken cancellation) =>
        TakeAsync(request, StatementCsv.Read, cancellation);

    private async Task<IActionResult> TakeAsync(HttpRequest request, Func<Stream, IReadOnlyList<BankStatement>> read, CancellationToken cancellation)
    {
        var query = new QueryReader(request);
        var seller = query.Seller();
        query.End();
        await settings.RequireCompleteAsync(seller, cancellation);
        var statements = Read(await request.ReadBytesAsync(LargestBytes, cancellation), read);
        if (await import.ForeignAsync(seller, statements, cancellation) is { Count: > 0 } foreign)
            throw new ProblemException(Problem.Of(StatusCodes.Status422UnprocessableEntity, "unknown-bank-account", "The file has statements of accounts that are not the seller's; add them to the seller, or send the file to its own.", [.. foreign.Select(account => new Fault($"{account} is no bank account of {seller}"))]));

        var taken = new List<ImportedStatement>();
        foreach (var statement in statements)
            taken.Add(await import.TakeAsync(seller, statement, caller.ActorOf(request), cancellation));
        return new JsonAnswer(new Page<ImportedStatement>(taken, null));
    }

    private static IReadOnlyList<BankStatement> Read(byte[] file, Func<Stream, IReadOnlyList<BankStatement>> read)
    {
        try
        {
            return read(new MemoryStream(file));
        }
        catch (StatementFormatException e)
        {
            throw new ProblemException(Problem.Of(StatusCodes.Status422UnprocessableEntity, "invalid-statement", "The file cannot be read; nothing of it was taken.", [new Fault($"{e.Place}: {e.Wrong}")]));
        }
    }
}
