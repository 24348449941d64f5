using Billing.Domain;
using Billing.Functions.Tasks;

namespace Billing.Functions.Deliveries;

/// <summary>The tasks about what did not reach a customer. No word of an address: the profile has it, and an erasure takes it from there.</summary>
internal sealed class DeliveryTasks(TaskBook tasks, TimeProvider clock)
{
    public const string Failed = "delivery-failed";
    public const string Withheld = "delivery-withheld";
    public const string Address = "address-undeliverable";

    /// <summary>A copy could not be sent.</summary>
    public Task FailedAsync(DeliverySubject subject, int copy, string why, CancellationToken cancellation) =>
        OpenAsync(subject, copy, Failed, $"{why} Mend the cause, then send it again, or send it to the customer by hand.", cancellation);

    /// <summary>A copy was not sent, because its address is marked.</summary>
    public Task WithheldAsync(DeliverySubject subject, int copy, MailProblem problem, CancellationToken cancellation) =>
        OpenAsync(subject, copy, Withheld, $"{subject.SubjectId} was not sent, as the address gets nothing since {problem.At:yyyy-MM-dd} ({problem.Kind} {problem.Code}".TrimEnd()
            + "). Change the address in the profile, or clear the mark, and send it again; or send it by post.", cancellation);

    /// <summary>An address does not work, or wants nothing.</summary>
    public async Task AddressAsync(AccountId account, string addressHash, string text, DateTimeOffset at, CancellationToken cancellation) =>
        await tasks.OpenAsync(new WorkTask(account.Seller, AddressId(account, addressHash), Address, account.ToString(), text, at), cancellation);

    /// <summary>An address works again.</summary>
    public Task AddressWorksAsync(AccountId account, string addressHash, CancellationToken cancellation) => tasks.CloseAsync(account.Seller, AddressId(account, addressHash), cancellation);

    /// <summary>Nothing is left to be sent.</summary>
    public async Task CloseAsync(AccountId account, string subjectId, int copy, CancellationToken cancellation)
    {
        await tasks.CloseAsync(account.Seller, CopyId(Failed, subjectId, copy), cancellation);
        await tasks.CloseAsync(account.Seller, CopyId(Withheld, subjectId, copy), cancellation);
    }

    private async Task OpenAsync(DeliverySubject subject, int copy, string kind, string text, CancellationToken cancellation) =>
        await tasks.OpenAsync(new WorkTask(subject.Account.Seller, CopyId(kind, subject.SubjectId, copy), kind, subject.SubjectId, $"{subject.Account}: {text}", clock.GetUtcNow()), cancellation);

    private static string CopyId(string kind, string subjectId, int copy) => TaskBook.IdOf(kind, $"{subjectId}/{copy}");

    private static string AddressId(AccountId account, string addressHash) => TaskBook.IdOf(Address, $"{account}/{addressHash}");
}
