using Billing.Domain;
using Billing.Functions.Api.Contract;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.Customers;

/// <summary>The IBAN that an account is to have.</summary>
internal sealed record VirtualIbanBody(string Iban) : IRequestBody<VirtualIbanBody>
{
    public static VirtualIbanBody Read(BodyReader body) => new(Domain.Iban.Normalise(body.Text("iban", 50)));

    public IEnumerable<Fault> Faults() => Domain.Iban.Check(Iban) is { } problem ? [new Fault(problem, "#/iban")] : [];
}

/// <summary>Gives an account a virtual IBAN, in place of the one it has. Named by the version it finds: doing it twice does it once.</summary>
internal sealed class PutVirtualIban(AccountCommands commands, CustomerReader customers, Caller caller)
{
    [Function(nameof(PutVirtualIban))]
    [ApiOperation("customers", "Gives an account a virtual IBAN that no other account of the seller has: what bank statements show as paid to it is the account's. One that is there is changed under If-Match with the customer's ETag.", Body = typeof(VirtualIbanBody), Answer = typeof(CommandResource), IfMatch = true)]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "put", Route = "customers/{accountId}/virtual-iban")] HttpRequest request, string accountId, CancellationToken cancellation)
    {
        var account = Requests.Account(accountId);
        var body = await request.ReadAsync<VirtualIbanBody>(asked => Task.FromResult(asked.Faults()), cancellation);
        var state = await customers.RequireAsync(account, cancellation);
        if (state.VirtualIban is not null || request.IfMatch() is not null)
            request.RequireIfMatch($"{state.Version}");
        return CustomerReader.Answer(await commands.CarryOutAsync(request, account, new SetVirtualIban(body.Iban), caller.KeyOf(request, $"version {state.Version}|{body.Iban}"), cancellation));
    }
}
