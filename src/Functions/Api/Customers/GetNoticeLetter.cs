using Billing.Functions.Api.Contract;
using Billing.Functions.Documents;
using Billing.Functions.Letters;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Net.Http.Headers;

namespace Billing.Functions.Api.Customers;

/// <summary>Gives the letter of a notice that goes by post.</summary>
internal sealed class GetNoticeLetter(LetterBook letters, DocumentStore documents, CustomerReader customers)
{
    [Function(nameof(GetNoticeLetter))]
    [ApiOperation("customers", "Gives the letter of a notice that goes by post, as it is printed.", AnswerContentType = DocumentStore.PdfType)]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "customers/{accountId}/notices/{noticeId}/pdf")] HttpRequest request, string accountId, string noticeId, CancellationToken cancellation)
    {
        var account = Requests.Account(accountId);
        await customers.RequireAsync(account, cancellation);
        if (await letters.FindAsync(NoticeLetters.RefOf(account, noticeId), cancellation) is not { } letter)
            return Problems.NotFound($"letter of notice '{noticeId}' of account '{account}'");
        return new FileContentResult((await documents.ReadAsync(letter.File, cancellation)).ToArray(), DocumentStore.PdfType)
        {
            FileDownloadName = $"{noticeId}.pdf",
            EntityTag = new EntityTagHeaderValue($"\"{letter.File.Sha256}\""),
        };
    }
}
