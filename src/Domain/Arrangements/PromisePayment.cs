namespace Billing.Domain;

/// <summary>Records that a customer promises to pay by a day. It pauses dunning as a plan of one instalment does, and has no document.</summary>
/// <param name="Key">Names it for ever; the same key is the same promise.</param>
/// <param name="DocumentIds">The invoices; nothing for all open ones that nothing stands against.</param>
/// <param name="DueOn">The day.</param>
/// <param name="Amount">Above 0 and no more than they leave open; nothing for all of it.</param>
/// <param name="GraceDays">How many days after the day it may still come; nothing for the policy's.</param>
public sealed record PromisePayment(string Key, IReadOnlyList<string>? DocumentIds, DateOnly DueOn, Money? Amount, int? GraceDays) : AccountCommand;
