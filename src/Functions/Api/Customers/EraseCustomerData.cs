using Billing.Domain;
using Billing.Functions.Accounts;
using Billing.Functions.Api.Contract;
using Billing.Functions.Configuration;
using Billing.Functions.Erasure;
using Billing.Functions.Lookups;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.Customers;

/// <summary>What was erased of a customer, and what the law keeps.</summary>
/// <param name="AccountId">The account.</param>
/// <param name="ErasedOn">The day.</param>
/// <param name="ProfilesErased">How many versions of the profile are a pseudonym now.</param>
/// <param name="PaymentsErased">How many payments have lost what the payer wrote, and the bodies of the processor's events.</param>
/// <param name="DocumentsKept">How many issued documents stay as they were issued, with the customer's name and address.</param>
/// <param name="DocumentsKeptUntil">The last day of the legal retention of the newest of them; nothing where there is none.</param>
/// <param name="AlsoKept">What else stays.</param>
internal sealed record ErasureResource(string AccountId, DateOnly ErasedOn, int ProfilesErased, int PaymentsErased, int DocumentsKept, DateOnly? DocumentsKeptUntil, string AlsoKept);

/// <summary>Erases a customer's personal data, once the account is settled. The books and the issued documents stay.</summary>
internal sealed class EraseCustomerData(AccountCommands commands, FirstAnswers answers, CustomerReader customers, AccountRows rows, FamilyBook families, PersonalData personal, ConfigurationBook configuration, Caller caller)
{
    private const string AlsoKept = "The account's amounts, dates, numbers and audit trail stay, under its id and without a name. Deleted bodies of payment events can be restored from the storage's soft delete for a while, 60 days at most by default.";

    [Function(nameof(EraseCustomerData))]
    [ApiOperation("customers", "Erases a customer's personal data, once nothing is open; says what is kept and until when.", Body = typeof(ReasonBody), Answer = typeof(ErasureResource), IdempotencyKey = true)]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = "customers/{accountId}/erasure")] HttpRequest request, string accountId, CancellationToken cancellation)
    {
        var key = caller.CommandKey(request);
        var body = await request.ReadAsync<ReasonBody>(cancellation);
        await answers.RequireSameAsync(key, body, cancellation);
        var id = Requests.Account(accountId);
        var account = await customers.RequireAsync(id, cancellation);
        if (account.ErasedOn is null)
            account = await EraseAsync(request, id, account, key, body.Reason, cancellation);

        // The command's effects have done this; a repeat does what they could not finish.
        await personal.EraseAsync(id, cancellation);
        return new JsonAnswer(await ResourceAsync(id, account, cancellation));
    }

    private async Task<Account> EraseAsync(HttpRequest request, AccountId id, Account account, string key, string reason, CancellationToken cancellation)
    {
        if ((await families.ChildrenAsync(id, cancellation)).Count > 0)
            throw new ProblemException(Problems.Refused(new Refusal("has-children", "Other accounts belong to this one; unlink them first.")));
        var pseudonym = (await customers.ProfileAsync(id, account.ProfileVersion, cancellation)).Pseudonym() with { Version = account.ProfileVersion + 1 };
        await commands.CarryOutAsync(request, id, new EraseCustomer(pseudonym.Version), key, cancellation, reason, pseudonym);
        return await customers.RequireAsync(id, cancellation);
    }

    private async Task<ErasureResource> ResourceAsync(AccountId id, Account account, CancellationToken cancellation)
    {
        var (documents, newest) = await rows.IssuedAsync(id, cancellation);
        var seller = (await configuration.ReadAsync(id.Seller, cancellation)).Seller;
        DateOnly? until = newest is { } day ? new DateOnly(day.Year + seller.RetentionYears, 12, 31) : null;
        return new ErasureResource(id.ToString(), account.ErasedOn!.Value, account.ProfileVersion, (await personal.PaymentsAsync(id, cancellation)).Count, documents, until, AlsoKept);
    }
}
