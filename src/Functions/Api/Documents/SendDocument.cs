using Billing.Domain;
using Billing.Functions.Accounts;
using Billing.Functions.Api.Contract;
using Billing.Functions.Api.Customers;
using Billing.Functions.Deliveries;
using Billing.Functions.Messages;
using Billing.Functions.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.Documents;

/// <summary>Whom a document is to be sent to.</summary>
/// <param name="To">Another address than the customer's.</param>
/// <param name="Name">How whoever reads there is greeted; the customer's name where it is left out.</param>
internal sealed record SendDocumentBody(string? To, string? Name) : IRequestBody<SendDocumentBody>
{
    public static SendDocumentBody Read(BodyReader body)
    {
        var read = new SendDocumentBody(body.TextOrNothing("to", 254), body.TextOrNothing("name", 120));
        body.Check(read.To is null || System.Net.Mail.MailAddress.TryCreate(read.To, out var address) && address.Address == read.To, "to", "must be an e-mail address");
        body.Check(read.Name is null || read.To is not null, "name", "greets whoever reads at another address; give that in to");
        return read;
    }
}

/// <summary>A copy that is on its way.</summary>
/// <param name="DocumentId">Of which document.</param>
/// <param name="Copy">Which copy; the deliveries of the account show what became of it.</param>
internal sealed record RequestedDelivery(string DocumentId, int Copy);

/// <summary>Sends a document again, to the customer's present address or to another. It goes as any e-mail does: outside production to where all is redirected.</summary>
internal sealed class SendDocument(CustomerReader customers, DocumentReader documents, DeliveryBook deliveries, AddressMarks marks, AccountRows rows, WorkQueues queues, FirstAnswers answers, Caller caller, TimeProvider clock)
{
    [Function(nameof(SendDocument))]
    [ApiOperation("customers", "Sends a document again: to the customer's address as it is now, or to another.", Body = typeof(SendDocumentBody), Answer = typeof(RequestedDelivery), Statuses = [202], IdempotencyKey = true)]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = "customers/{accountId}/documents/{documentId}/deliveries")] HttpRequest request, string accountId, string documentId, CancellationToken cancellation)
    {
        var key = caller.CommandKey(request);
        var body = await request.ReadAsync<SendDocumentBody>(cancellation);
        await answers.RequireSameAsync(key, body, cancellation);
        var id = Requests.Account(accountId);
        var account = await customers.RequireAsync(id, cancellation);
        if (account.ErasedOn is not null)
            throw new ProblemException(StatusCodes.Status409Conflict, "erased", "The customer's personal data was erased; nothing is sent any more.");
        var customer = await rows.BuyerAsync(account, cancellation) ?? throw new ProblemException(Problems.NotFound($"profile of account '{id}'"));
        var document = await documents.RequireSendableAsync(id, documentId, cancellation);

        var to = body.To is { } address ? new Recipient(RecipientKind.Other, body.Name ?? customer.Name, address) : Recipient.MainOf(customer);
        await RequireReachableAsync(id, to, cancellation);
        var asked = new RequestedCopy(key, to.Kind == RecipientKind.Other ? to : null, caller.ActorOf(request), clock.GetUtcNow());
        var copy = await deliveries.RequestAsync(id, documentId, asked, firstFree: Recipient.Of(document.Buyer).Count + 1, cancellation);
        await queues.SendAsync(StorageNames.DeliverDocuments, new DeliverDocumentsMessage([new DeliveryRef(id.ToString(), documentId, null, copy)]), cancellation);
        return new JsonAnswer(new RequestedDelivery(documentId, copy), StatusCodes.Status202Accepted, Location: $"/api/customers/{id}/deliveries");
    }

    private async Task RequireReachableAsync(AccountId account, Recipient to, CancellationToken cancellation)
    {
        if (to.Email.Length == 0)
            throw new ProblemException(StatusCodes.Status409Conflict, "no-address", "The customer has no e-mail address; give one in to.");
        if (await marks.FindAsync(account, AddressMarks.HashOf(account, to.Email), cancellation) is { } problem)
            throw new ProblemException(StatusCodes.Status409Conflict, "address-marked", $"The address gets nothing since {problem.At:yyyy-MM-dd} ({problem.Kind}); change it in the profile, or clear the mark {problem.ProblemId}.");
    }
}
