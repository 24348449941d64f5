namespace Billing.Domain;

/// <summary>Issues a statement that somebody asked for.</summary>
/// <param name="Key">Names it for ever.</param>
/// <param name="Kind">What it shows.</param>
/// <param name="From">The first day.</param>
/// <param name="Through">The last day, today at the latest.</param>
public sealed record IssueStatement(string Key, StatementKind Kind, DateOnly From, DateOnly Through) : AccountCommand;

/// <summary>Issues the statement of the oldest month that is due and has none. Scheduled: deciding again gives the next month's, or nothing new.</summary>
public sealed record RunStatements : AccountCommand;

/// <summary>The customer gets a statement. What it says is a fold of what was recorded before, and stands in the issued document.</summary>
/// <param name="DocumentId">Derived from the month, or from the request.</param>
/// <param name="Number">Its number.</param>
/// <param name="IssueDate">Its date.</param>
/// <param name="Kind">What it shows.</param>
/// <param name="From">The first day.</param>
/// <param name="Through">The last day.</param>
/// <param name="Opening">The balance before the first day.</param>
/// <param name="Closing">The balance after the last day.</param>
/// <param name="ProfileVersion">The profile it was issued to.</param>
/// <param name="PolicyVersion">The policy in force.</param>
/// <param name="Progress">How far the account's months are stated by it; nothing where somebody asked for it, which leaves the months as they are.</param>
public sealed record StatementIssued(
    string DocumentId, string Number, DateOnly IssueDate, StatementKind Kind, DateOnly From, DateOnly Through, Money Opening, Money Closing, int ProfileVersion, int PolicyVersion, StatementProgress? Progress) : AccountEvent;

/// <summary>A month needs no statement: nothing happened in it and nothing is open, or too little is.</summary>
/// <param name="Progress">How far the account's months are done.</param>
/// <param name="Date">The day that was found.</param>
public sealed record StatementSkipped(StatementProgress Progress, DateOnly Date) : AccountEvent;
