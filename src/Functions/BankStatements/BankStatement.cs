using Billing.Domain;

namespace Billing.Functions.BankStatements;

/// <summary>A statement of one account, as the bank gives it.</summary>
/// <param name="StatementId">The bank's id of the statement.</param>
/// <param name="Account">The IBAN or account number, without blanks.</param>
/// <param name="Opening">The booked balance before the first entry, where the file says it.</param>
/// <param name="Closing">The booked balance after the last entry, where the file says it.</param>
/// <param name="Entries">What was booked, in the order of the file.</param>
internal sealed record BankStatement(string StatementId, string Account, Money? Opening, Money? Closing, IReadOnlyList<BankEntry> Entries);

/// <summary>Money that came or went.</summary>
/// <param name="EntryId">The bank's reference, the same in every statement that shows the entry; else made of the statement and the entry's place in it.</param>
/// <param name="Amount">Above 0 came in, below 0 went out.</param>
/// <param name="BookedOn">When the bank booked it.</param>
/// <param name="ValueOn">From when on it counts.</param>
/// <param name="PayerName">Who paid, or was paid; or empty.</param>
/// <param name="PayerAccount">Their IBAN or account number, or empty.</param>
/// <param name="Text">What they wrote, structured references first.</param>
/// <param name="IsReturn">Whether it undoes an earlier entry.</param>
internal sealed record BankEntry(string EntryId, Money Amount, DateOnly BookedOn, DateOnly ValueOn, string PayerName, string PayerAccount, string Text, bool IsReturn)
{
    /// <summary>The account that it was paid to, where the file says it: the statement's, or a virtual one that leads there.</summary>
    public string CreditorAccount { get; init; } = "";

    /// <summary>The payer's reference that banks carry unchanged from end to end, also when they undo it; or empty.</summary>
    public string EndToEndId { get; init; } = "";

    /// <summary>Of a return: the bank's reference of the entry that it undoes, where the file says it.</summary>
    public string OriginalEntryId { get; init; } = "";

    /// <summary>Of a return: why, as the bank's code, where the file says it.</summary>
    public string ReturnReason { get; init; } = "";

    /// <summary>What banks kept of it, above 0: of money that came in, less came than the payer sent; of a return, more went than had come.</summary>
    public Money? Charges { get; init; }

    /// <summary>The processors of payments that it names, known once it was imported.</summary>
    public IReadOnlyList<string> Processors { get; init; } = [];
}

/// <summary>What is wrong with a file, and where in it.</summary>
internal sealed class StatementFormatException(string place, string wrong) : FormatException($"{place}: {wrong}")
{
    public string Place { get; } = place;

    public string Wrong { get; } = wrong;
}
