using Billing.Domain;
using Billing.Functions.Storage;

namespace Billing.Functions.Accounts;

/// <summary>A command for an account, with all that is recorded beside it.</summary>
/// <param name="Account">The account.</param>
/// <param name="Command">What is asked.</param>
/// <param name="Id">The command's own id; the same id twice is the same command.</param>
/// <param name="Today">The day asked for, or nothing for the current day.</param>
/// <param name="Actor">Who asks.</param>
/// <param name="Reason">Why, where it was given.</param>
/// <param name="Profile">A new profile to store with it.</param>
/// <param name="Payer">What the payer said, where it is about a payment.</param>
internal sealed record AccountRequest(
    AccountId Account, AccountCommand Command, CommandId Id, DateOnly? Today, string Actor, string? Reason = null, CustomerProfile? Profile = null, PaymentReference? Payer = null)
{
    /// <summary>Tells whether a repeated id asks for the same.</summary>
    public string Fingerprint() => Keys.Hash(BillingJson.Write<object>(new { Kind = Command.GetType().Name, Command = (object)Command, Profile, Reason }));
}

/// <summary>Names a command for ever: who produced it, and the producer's key. It stands in messages and is never made up in a handler.</summary>
/// <param name="Source"><c>run</c>, <c>pay</c>, <c>charge</c>, <c>news</c>, <c>http</c>, <c>agency</c>, <c>sweep</c>.</param>
/// <param name="Key">Unique for the source and account.</param>
internal sealed record CommandId(string Source, string Key)
{
    /// <summary>Whether the key is of the app's own making, and so names one request for ever. Only what a caller names can be another request under the
    /// same key; of ours, a release that writes a command with another field must not turn a redelivery into a refusal.</summary>
    public bool IsOwn => Source is "run" or "pay" or "charge" or "news" or "sweep";

    /// <summary>The row that records it in the account's partition.</summary>
    public string RowKey => $"cmd|{Source}|{Keys.Hash(Key)}";
}

/// <summary>What came of a request.</summary>
internal abstract record AccountOutcome(AccountId Account)
{
    /// <summary>It caused events, now or (<paramref name="Repeated"/>) when it was first made; their effects are to be sent in both cases.</summary>
    public sealed record Committed(AccountId Account, long Version, IReadOnlyList<AccountEvent> Events, bool Repeated, Account? After) : AccountOutcome(Account);

    /// <summary>There is nothing to do.</summary>
    public sealed record NothingNew(AccountId Account, Account? State) : AccountOutcome(Account);

    /// <summary>It cannot be done.</summary>
    public sealed record Refused(AccountId Account, Refusal Refusal) : AccountOutcome(Account);

    /// <summary>It failed and is to be tried again.</summary>
    public sealed record Failed(AccountId Account, Exception Why) : AccountOutcome(Account);
}

/// <summary>All events of one command as they are stored: who, when, why.</summary>
/// <param name="Version">The account's version after it.</param>
/// <param name="At">When it was recorded.</param>
/// <param name="Today">The billing date it was decided for.</param>
/// <param name="Actor">Who asked.</param>
/// <param name="Reason">Why, where it was given.</param>
/// <param name="Command">Its id.</param>
/// <param name="Events">What happened.</param>
internal sealed record CommandRecord(long Version, DateTimeOffset At, DateOnly Today, string Actor, string? Reason, CommandId Command, IReadOnlyList<AccountEvent> Events);
