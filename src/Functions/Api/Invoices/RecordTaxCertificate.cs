using Billing.Domain;
using Billing.Functions.Api.Contract;
using Billing.Functions.Api.Customers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.Invoices;

/// <summary>What proves that a tax was paid for us.</summary>
internal sealed record CertificateBody(string Certificate) : IRequestBody<CertificateBody>
{
    public static CertificateBody Read(BodyReader body) => new(body.Text("certificate", 100));
}

/// <summary>Records the certificate of a tax that a customer withheld; the task to get it is done.</summary>
internal sealed class RecordTaxCertificate(AccountCommands commands, InvoiceReader invoices)
{
    [Function(nameof(RecordTaxCertificate))]
    [ApiOperation("invoices", "Records the certificate of a tax that the customer withheld.", Body = typeof(CertificateBody), Answer = typeof(CommandResource), IdempotencyKey = true)]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = "invoices/{documentId}/deductions/{deductionId}/certificate")] HttpRequest request, string documentId, string deductionId, CancellationToken cancellation)
    {
        var body = await request.ReadAsync<CertificateBody>(cancellation);
        var account = await invoices.AccountOfAsync(documentId, cancellation);
        return CustomerReader.Answer(await commands.CarryOutAsync(request, account, new RecordCertificate(documentId, deductionId, body.Certificate), cancellation));
    }
}
