namespace Billing.Domain;

/// <summary>A step charged interest that came to less than the least that is charged on one document. It runs on and is charged with the next step that charges
/// interest or, after the last, once what waits comes to the least.</summary>
/// <param name="DocumentId">The invoice.</param>
/// <param name="Number">Its number.</param>
/// <param name="Days">The days that bore it.</param>
/// <param name="Interest">What it came to.</param>
/// <param name="Points">The points on the base rate that it runs on by.</param>
/// <param name="Date">The day.</param>
public sealed record InterestDeferred(string DocumentId, string Number, ServicePeriod Days, Money Interest, decimal Points, DateOnly Date) : AccountEvent;
