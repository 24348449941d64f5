using Billing.Domain;
using Billing.Functions.Api.Contract;
using Billing.Functions.Api.Customers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.Balances;

/// <summary>Which credit is put where.</summary>
/// <param name="CreditId">The payment, credit note, adjustment or credit that was taken over, as the customer's resource lists it.</param>
/// <param name="Lines">All that it is to settle; none for nothing.</param>
/// <param name="Reason">Why.</param>
internal sealed record ReallocationBody(string CreditId, IReadOnlyList<ReallocationLine> Lines, string Reason) : IRequestBody<ReallocationBody>
{
    private const int MostLines = 100;

    public static ReallocationBody Read(BodyReader body) => new(body.Text("creditId", 200), ReadLines(body), body.Text("reason", 500));

    /// <summary>The lines, which may be none: then all that the credit settled is released.</summary>
    public static IReadOnlyList<ReallocationLine> ReadLines(BodyReader body) => body.List("lines", 0, MostLines, line => new ReallocationLine(line.Text("documentId", 60), line.Amount("amount")), mustBeGiven: true);
}

/// <summary>Puts a credit on other invoices of its account.</summary>
internal sealed class ReallocateCustomerCredit(AccountCommands commands)
{
    [Function(nameof(ReallocateCustomerCredit))]
    [ApiOperation("customers", "Puts a credit, used or unused, on other invoices: it settles the lines and nothing else, and the rest is credit, which the next billing run uses on what is due first.",
        Body = typeof(ReallocationBody), Answer = typeof(CommandResource), IdempotencyKey = true)]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = "customers/{accountId}/reallocations")] HttpRequest request, string accountId, CancellationToken cancellation)
    {
        var body = await request.ReadAsync<ReallocationBody>(cancellation);
        return CustomerReader.Answer(await commands.CarryOutAsync(request, Requests.Account(accountId), new ReallocateCredit(body.CreditId, body.Lines), cancellation, body.Reason));
    }
}
