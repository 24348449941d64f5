using Billing.Domain;
using Billing.Functions.Letters;
using Billing.Functions.Tasks;

namespace Billing.Functions.Deliveries;

/// <summary>The tasks about what did not reach a customer. No word of an address: the profile has it, and an erasure takes it from there.</summary>
internal sealed class DeliveryTasks(TaskBook tasks, TimeProvider clock)
{
    public const string Failed = "delivery-failed";
    public const string Withheld = "delivery-withheld";
    public const string Address = "address-undeliverable";
    public const string Unreachable = "notice-undeliverable";

    /// <summary>A copy could not be sent.</summary>
    public Task FailedAsync(DeliverySubject subject, int copy, string why, CancellationToken cancellation) =>
        OpenAsync(subject, copy, Failed, $"{why} Mend the cause, then send it again, or send it to the customer by hand.", cancellation);

    /// <summary>A copy was not sent, because its address is marked.</summary>
    public Task WithheldAsync(DeliverySubject subject, int copy, MailProblem problem, CancellationToken cancellation) =>
        OpenAsync(subject, copy, Withheld, $"{subject.SubjectId} was not sent, as the address gets nothing since {problem.At:yyyy-MM-dd} ({problem.Kind} {problem.Code}".TrimEnd()
            + "). Change the address in the profile, or clear the mark, and send it again; or send it by post.", cancellation);

    /// <summary>A notice has no way to its customer.</summary>
    public async Task UnreachableAsync(DeliverySubject subject, CancellationToken cancellation) => await tasks.OpenAsync(
        new WorkTask(subject.Account.Seller, TaskBook.IdOf(Unreachable, subject.SubjectId), Unreachable, subject.SubjectId,
            $"{subject.Account}: {subject.SubjectId} reaches nobody: the customer has no postal address, and no e-mail address that works. Find one and put it into the profile; the next notice goes there.", clock.GetUtcNow()), cancellation);

    /// <summary>A letter's file is not what was stored, so it was not printed.</summary>
    public async Task DamagedAsync(LetterRef letter, string why, CancellationToken cancellation) => await tasks.OpenAsync(
        new WorkTask(AccountId.Parse(letter.AccountId).Seller, CopyId(Failed, $"{letter.SubjectId}/letter", letter.Copy), Failed, letter.SubjectId,
            $"{letter.AccountId}: the letter was not printed. {why} Restore the file from its versions or the backup, or write to the customer by hand.", clock.GetUtcNow()), cancellation);

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
