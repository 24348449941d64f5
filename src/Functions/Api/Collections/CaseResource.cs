using Billing.Domain;
using Billing.Functions.Accounts;
using Billing.Functions.Index;

namespace Billing.Functions.Api.Collections;

/// <summary>A collections case as lists show it.</summary>
/// <param name="CaseId">The case.</param>
/// <param name="AccountId">Whose it is.</param>
/// <param name="AgencyId">Who collects; nothing where nobody is configured.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Reference">What the agency calls it.</param>
/// <param name="SentOn">The day of its first hand-off.</param>
/// <param name="Invoices">How many invoices it has.</param>
/// <param name="HandedOff">What was handed off.</param>
/// <param name="Open">What of it is still owed.</param>
/// <param name="Disputed">What of that is contested, with which the agency waits.</param>
/// <param name="Collected">What the agency collected, before its fees.</param>
/// <param name="Fees">What it kept.</param>
internal sealed record CaseSummary(
    string CaseId, string AccountId, string? AgencyId, CaseStatus Status, CaseOutcome? Outcome, string? Reference, DateOnly SentOn, int Invoices, Money HandedOff, Money Open, Money Disputed, Money Collected, Money Fees)
{
    public static CaseSummary Of(CaseEntry entry) => new(
        entry.CaseId, entry.AccountId, Given(entry.AgencyId), entry.Status, entry.Outcome, Given(entry.Reference), entry.SentOn, entry.Invoices, entry.HandedOff, entry.Open, entry.Disputed ?? Money.Zero(entry.Open.Currency), entry.Collected, entry.Fees);

    private static string? Given(string text) => text.Length > 0 ? text : null;
}

/// <summary>A collections case: what was handed off and what is owed now, by invoice, and what happened to it.</summary>
/// <param name="CaseId">The case.</param>
/// <param name="AccountId">Whose it is.</param>
/// <param name="AgencyId">Who collects; nothing where nobody is configured.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="EndedOn">The day it ended.</param>
/// <param name="EndedBecause">Why, in words.</param>
/// <param name="Reference">What the agency calls it.</param>
/// <param name="AcknowledgedOn">The day the agency acknowledged it.</param>
/// <param name="AcknowledgedBy">Who said so.</param>
/// <param name="SentOn">The day of its first hand-off.</param>
/// <param name="HandedOff">What was handed off: open + collected + paid directly + credited + written off.</param>
/// <param name="Open">What of it is still owed; as it was at its end.</param>
/// <param name="Disputed">What of that is contested, with which the agency waits.</param>
/// <param name="Collected">What the agency collected, before its fees.</param>
/// <param name="PaidDirectly">What the customer paid to the seller.</param>
/// <param name="Credited">What is owed no more for another reason.</param>
/// <param name="WrittenOff">What was given up.</param>
/// <param name="Fees">What the agency kept.</param>
/// <param name="Items">The same by invoice.</param>
/// <param name="History">What happened, the oldest first.</param>
internal sealed record CaseResource(
    string CaseId, string AccountId, string? AgencyId, CaseStatus Status, CaseOutcome? Outcome, DateOnly? EndedOn, string? EndedBecause, string? Reference, DateOnly? AcknowledgedOn, string? AcknowledgedBy,
    DateOnly SentOn, Money HandedOff, Money Open, Money Disputed, Money Collected, Money PaidDirectly, Money Credited, Money WrittenOff, Money Fees, IReadOnlyList<CaseItem> Items, IReadOnlyList<CaseHistoryEntry> History)
{
    public static CaseResource Of(AccountId account, CollectionsCase known, IReadOnlyList<CaseHistoryEntry> history) => new(
        known.ItemId, account.ToString(), Given(known.AgencyId), known.Status, known.Outcome, known.EndedOn, Given(known.EndedBecause), Given(known.Reference), known.AcknowledgedOn, Given(known.AcknowledgedBy),
        known.SentOn, known.HandedOff(), known.Open(), known.Disputed(), known.Collected(), known.Sum(item => item.PaidDirectly), known.Sum(item => item.Credited), known.Sum(item => item.WrittenOff), known.Fees, known.Items, history);

    private static string? Given(string text) => text.Length > 0 ? text : null;
}

/// <summary>Something that happened to a case.</summary>
/// <param name="At">When it was recorded.</param>
/// <param name="Date">The billing date.</param>
/// <param name="Event">What happened.</param>
/// <param name="Actor">Who did it.</param>
/// <param name="Open">What was owed of the case then, where that changed.</param>
/// <param name="Text">In words, where there are any.</param>
internal sealed record CaseHistoryEntry(DateTimeOffset At, DateOnly Date, string Event, string Actor, Money? Open, string? Text)
{
    public static CaseHistoryEntry Of(CommandRecord record, AccountEvent happened)
    {
        var (open, text) = happened switch
        {
            AccountSentToCollections e => ((Money?)null, $"{string.Join(", ", e.Items.Select(item => item.Number))}: {e.Total}{(e.IsAddition ? ", added" : "")}{(e.Reason.Length > 0 ? $": {e.Reason}" : "")}"),
            CollectionsCaseAcknowledged e => (null, e.Reference),
            CollectionsCaseChanged e => (e.Open, string.Join(", ", e.Changes.Select(change => $"{change.Number} {change.Amount} {TextOf(change.Kind)}"))),
            CollectionsCaseDisputed e => (null, $"{e.Number} contested: {e.Reason}"),
            CollectionsCaseDisputeSettled e => (null, $"{e.Number} no longer contested"),
            CollectionsCaseRecalled e => (null, $"{Joined(e.Outcome, e.Reason)}{(e.Until is { } until ? $", until {until:O}" : "")}"),
            CollectionsCaseClosed e => (null, Joined(e.Outcome, e.Reason)),
            _ => (null, ""),
        };
        return new CaseHistoryEntry(record.At, record.Today, happened.GetType().Name, record.Actor, open, text.Length > 0 ? text : null);
    }

    private static string Joined(CaseOutcome outcome, string reason) => reason.Length > 0 ? $"{CaseTexts.Of(outcome)}: {reason}" : CaseTexts.Of(outcome);

    private static string TextOf(CaseChangeKind kind) => kind switch
    {
        CaseChangeKind.Collected => "collected",
        CaseChangeKind.PaidDirectly => "paid directly",
        CaseChangeKind.WrittenOff => "written off",
        _ => "credited",
    };
}
