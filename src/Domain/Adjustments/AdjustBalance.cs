namespace Billing.Domain;

/// <summary>Gives the customer credit without a document.</summary>
/// <param name="Key">Names it for ever.</param>
/// <param name="Amount">Above 0.</param>
/// <param name="Reason">Why.</param>
/// <param name="Text">What it is for, in words.</param>
public sealed record AdjustBalance(string Key, Money Amount, ReasonCode Reason, string Text) : ApprovableCommand(Key);

/// <summary>Takes back what is unused of an adjustment that was given in error.</summary>
/// <param name="AdjustmentId">The adjustment.</param>
/// <param name="Text">Why.</param>
public sealed record WithdrawAdjustment(string AdjustmentId, string Text) : AccountCommand;

/// <summary>The customer got credit without a document.</summary>
public sealed record BalanceAdjusted(string AdjustmentId, Money Amount, DateOnly Date, DateOnly PostingDate, ReasonCode Reason, string Text) : AccountEvent;

/// <summary>What was unused of an adjustment is taken back.</summary>
public sealed record AdjustmentWithdrawn(string AdjustmentId, Money Amount, DateOnly Date, DateOnly PostingDate, string Text) : AccountEvent;
