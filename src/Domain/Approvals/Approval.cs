namespace Billing.Domain;

/// <summary>Carries out what waits for approval. Whoever asked for it cannot approve it.</summary>
public sealed record Approve(string ApprovalId) : AccountCommand;

/// <summary>Turns down what waits for approval.</summary>
public sealed record RejectApproval(string ApprovalId, string Reason) : AccountCommand;

/// <summary>Something that waits for a second person.</summary>
/// <param name="ApprovalId">Derived from the request.</param>
/// <param name="Command">What was asked.</param>
/// <param name="Amount">What it comes to.</param>
/// <param name="RequestedBy">Who asked.</param>
/// <param name="RequestedOn">When.</param>
public sealed record PendingApproval(string ApprovalId, ApprovableCommand Command, Money Amount, string RequestedBy, DateOnly RequestedOn);

/// <summary>Something over the policy's limit waits for a second person.</summary>
public sealed record ApprovalRequested(PendingApproval Approval) : AccountEvent;

/// <summary>A second person approved; the events after this one carry it out.</summary>
public sealed record ApprovalGranted(string ApprovalId, string RequestedBy, string ApprovedBy, DateOnly Date) : AccountEvent;

/// <summary>What waited for approval was turned down.</summary>
public sealed record ApprovalRejected(string ApprovalId, string RejectedBy, string Reason, DateOnly Date) : AccountEvent;
