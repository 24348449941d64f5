namespace Billing.Domain;

/// <summary>Ends an arrangement that runs; dunning goes on where it stood.</summary>
public sealed record CancelArrangement(string ArrangementId, string Reason) : AccountCommand;
